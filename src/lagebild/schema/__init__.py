"""What things are: frozen types with invariants and no behaviour beyond them. Imports the standard library only."""

from lagebild.schema.claims import Claim, Event, Evidence, Party, Precision, When, Where
from lagebild.schema.layers import (
    Annotated,
    Mention,
    MentionKind,
    Pointer,
    Proposal,
    Quotation,
    QuotationType,
    SidePointer,
    TimeExpression,
    TimexType,
)
from lagebild.schema.ontology import EVENT_TYPES, EventType, Quad, Status
from lagebild.schema.rejected import Reason, Rejected
from lagebild.schema.text import Dispatch, Grain, Interval, Language, Sentence, Span, Token

__all__ = [
    "EVENT_TYPES",
    "Annotated",
    "Claim",
    "Dispatch",
    "Event",
    "EventType",
    "Evidence",
    "Grain",
    "Interval",
    "Language",
    "Mention",
    "MentionKind",
    "Party",
    "Pointer",
    "Precision",
    "Proposal",
    "Quad",
    "Quotation",
    "QuotationType",
    "Reason",
    "Rejected",
    "Sentence",
    "SidePointer",
    "Span",
    "Status",
    "TimeExpression",
    "TimexType",
    "Token",
    "When",
    "Where",
]
