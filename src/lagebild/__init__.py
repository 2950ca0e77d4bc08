"""Lagebild reads dated news dispatches and keeps a sourced, dated picture of a security situation.

The types of the schema are the public names here; importing them loads no model, no engine and no database. The main
job is `lagebild.pipeline.read_into_store`; single rooms are reached as `lagebild.read`, `lagebild.store` and so on.
"""

from lagebild.schema import (
    Annotated,
    Claim,
    Dispatch,
    Event,
    Interval,
    Mention,
    Party,
    Quotation,
    Rejected,
    Span,
    TimeExpression,
)

__version__ = "0.1.0"

__all__ = [
    "Annotated",
    "Claim",
    "Dispatch",
    "Event",
    "Interval",
    "Mention",
    "Party",
    "Quotation",
    "Rejected",
    "Span",
    "TimeExpression",
    "__version__",
]
