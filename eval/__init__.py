"""Measures the product on labelled data and keeps its quality from falling."""
