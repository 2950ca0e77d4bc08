"""Lagebild reads dated news dispatches and keeps a sourced, dated picture of a security situation."""

__version__ = "0.1.0"
