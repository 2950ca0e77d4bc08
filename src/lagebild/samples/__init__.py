"""Thirty dispatches for trying the program out; see README.md beside them. Data only."""
