"""Which claims or events a reader wants, as a value, and its translation into a condition.

Takes nothing but the value; gives SQL text with named parameters. It judges nothing: names are compared without
regard to case and as parts of words, codes exactly.
"""

import re
from dataclasses import dataclass
from datetime import date

from lagebild.errors import UsageError
from lagebild.schema import EVENT_TYPES, Status

_CODE = re.compile(r"[A-Z]{3}|(IGO|REB|NGO|MNC):.+")


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter; every option left None does not filter.

    `actor` is a country or side code (`KOR`, `IGO:NATO`, `REB:Hamas`) or part of a party's name; `other` is a second
    one that must take part too. `type` is a PLOVER type, `status` a status. `start` and `end` are days, both
    included: what lies wholly before or after is left out. What has no time of its own counts by its dispatch's date
    (claims) or is left out (events). `limit` and `offset` page through the result.
    """

    actor: str | None = None
    other: str | None = None
    type: str | None = None
    status: str | None = None
    start: date | None = None
    end: date | None = None
    limit: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        """Refuse values that could never select anything."""
        if self.type is not None and self.type not in EVENT_TYPES:
            raise UsageError(f"unknown event type {self.type!r}: use one of {', '.join(sorted(EVENT_TYPES))}")
        if self.status is not None and self.status not in set(Status):
            raise UsageError(f"unknown status {self.status!r}: use one of {', '.join(Status)}")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise UsageError(f"start {self.start} lies after end {self.end}: swap them")


EVERYTHING = Selection()


def claim_condition(selection: Selection) -> tuple[str, dict[str, object]]:
    """Condition over `claims c JOIN dispatches d`, with its parameters."""
    parts, values = _common(selection, "c")
    for key, wanted in (("actor", selection.actor), ("other", selection.other)):
        if wanted is not None:
            test = _party_test(key, wanted)
            lists = "list_concat(c.actors, c.recipients)"
            parts.append(f"len(list_filter({lists}, lambda p: {test})) > 0")
            values[key] = _party_value(wanted)
    if selection.start is not None:
        parts.append("coalesce(c.latest, d.latest) >= $start")
    if selection.end is not None:
        parts.append("coalesce(c.earliest, d.earliest) <= $end")
    return _joined(parts), values


def event_condition(selection: Selection) -> tuple[str, dict[str, object]]:
    """Condition over `events e`, with its parameters."""
    parts, values = _common(selection, "e")
    for key, wanted in (("actor", selection.actor), ("other", selection.other)):
        if wanted is None:
            continue
        values[key] = _party_value(wanted)
        if _is_code(wanted):
            parts.append(f"list_contains(list_concat(e.actors, e.recipients), ${key})")
        else:
            parts.append(
                "e.id IN (SELECT ec.event FROM v_event_claims ec JOIN claims c ON c.id = ec.claim WHERE "
                f"len(list_filter(list_concat(c.actors, c.recipients), lambda p: {_party_test(key, wanted)})) > 0)"
            )
    if selection.start is not None:
        parts.append("e.latest >= $start")
    if selection.end is not None:
        parts.append("e.earliest <= $end")
    return _joined(parts), values


def page(selection: Selection) -> str:
    """LIMIT and OFFSET, or nothing."""
    limit = "" if selection.limit is None else f" LIMIT {int(selection.limit)}"
    return f"{limit} OFFSET {int(selection.offset)}" if selection.offset else limit


def _common(selection: Selection, table: str) -> tuple[list[str], dict[str, object]]:
    parts: list[str] = []
    values: dict[str, object] = {}
    for key, value in (("type", selection.type), ("status", selection.status)):
        if value is not None:
            parts.append(f"{table}.{key} = ${key}")
            values[key] = str(value)
    days = {"start": selection.start, "end": selection.end}
    return parts, values | {key: day for key, day in days.items() if day is not None}


def _joined(parts: list[str]) -> str:
    return " AND ".join(parts) if parts else "true"


def _is_code(wanted: str) -> bool:
    return _CODE.fullmatch(wanted) is not None


def _party_test(key: str, wanted: str) -> str:
    return f"p.country = ${key}" if _is_code(wanted) else f"contains(lower(p.name), ${key})"


def _party_value(wanted: str) -> str:
    return wanted if _is_code(wanted) else wanted.lower()
