"""What could not be read, kept as a value with its reason: nothing is lost silently."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a dispatch, or a file that should hold dispatches, was rejected."""

    MISSING_DATE = "missing date"
    IMPOSSIBLE_DATE = "impossible date"
    FUTURE_DATE = "future date"
    EMPTY_TEXT = "empty text"
    UNDECODABLE = "undecodable text"
    DUPLICATE = "exact duplicate"
    LANGUAGE = "language not read"
    BAD_RECORD = "not a dispatch record"
    BAD_FILE = "file not readable"
    ANNOTATION = "annotation failed"
    CODING = "coding failed"


@dataclass(frozen=True, slots=True)
class Rejected:
    """One rejected dispatch. `room` is the stage (read, annotate, coding), `origin` file and line."""

    id: str
    """Content hash of what was rejected, so that a rerun stores it once."""
    room: str
    reason: Reason
    detail: str
    origin: str
    given_id: str | None = None
