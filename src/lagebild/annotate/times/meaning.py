"""What words about time say before it is known when they were written.

A `Meaning` holds the fields a grammar rule has gathered from its words: calendar fields, clock fields, an amount of
a unit, a shift against an anchor. It is plain data; `resolving` turns it into a TIMEX3 value and an interval.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Meaning:
    """Fields of one expression; None (or an empty string) is *not said*.

    `kind` names the resolver: date, relative, duration, set, reference, offset, none. `unit` is the TIMEX3 letter
    (`Y M W D H MIN S`, besides `Q HY WE DE CE` for quarter, half-year, weekend, decade, century). `amount` 0 is an
    unsaid number (*einige*). `year_base` is the year a two-digit one leans on (*1939/40*), `half_day` 12 after noon
    (*3 p.m.*). `shift` counts units from the anchor; `base` is `published` or `context`.
    """

    kind: str = ""
    year: int | None = None
    year_base: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    part: str = ""
    season: str = ""
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    holiday: str = ""
    holiday_shift: int | None = None
    number: int | None = None
    amount: float | None = None
    unit: str = ""
    amount2: float | None = None
    unit2: str = ""
    shift: int | None = None
    year_shift: int | None = None
    base: str = ""
    relation: str = ""
    mod: str = ""
    ref: str = ""
    half_day: int | None = None


FIELDS = tuple(field.name for field in fields(Meaning))
EMPTY = Meaning()


def join_meanings(parts: Iterable[Meaning], fixed: Mapping[str, Any], rename: Mapping[str, str]) -> Meaning:
    """One meaning from the parts of a match: the first part that says a field wins, `fixed` overrides all.

    `rename` moves a joined field to another name before `fixed` is laid over it (*dritten* as number -> quarter).
    """
    said: dict[str, Any] = {}
    for part in parts:
        if part is EMPTY:
            continue
        for name in FIELDS:
            value = getattr(part, name)
            if value is not None and value != "" and name not in said:
                said[name] = value
    for old, new in rename.items():
        if old in said:
            said[new] = said.pop(old)
    said.update(fixed)
    return Meaning(**said) if said else EMPTY
