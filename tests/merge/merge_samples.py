"""Claims built from the terse notation of `tests/cases/merge.jsonl`.

A case holds claims and the events they must form, as lists of positions. A claim has `in` (dispatch), `on` (its date
or `first..last`), `by` (source), `act` (`TYPE/mode`), `who` and `whom` (`CODE:name`), and if need be `status`,
`when`, `weekday` and `where` (`name, CODE`).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lagebild.schema import Claim, Evidence, Grain, Interval, Party, Span, Status, When, Where

Published = dict[str, tuple[Interval, str | None]]


def interval(text: str, weekday: int | None = None) -> Interval:
    """`2024-05-01` or `2024-05-01..2024-05-31`."""
    first, _, last = text.partition("..")
    grain = Grain.SPAN if last else Grain.DAY
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first), grain, weekday)


def party(text: str) -> Party:
    """`KOR:South Korea`, `REB:Hamas:Ismail Haniyeh`."""
    code, name = text.rsplit(":", 1)
    return Party(Span(0, 5), code, name)


def claim(number: int, row: Mapping[str, Any]) -> Claim:
    """One claim; its number in the case gives its id and its place in the text."""
    kind, _, mode = row["act"].partition("/")
    where = None
    if "where" in row:
        name, country = row["where"].rsplit(", ", 1)
        where = Where(Span(0, 1), name, country)
    when = When(Span(0, 1), interval(row["when"], row.get("weekday"))) if "when" in row else None
    return Claim(
        id=f"{row['in']}#{number}",
        dispatch=row["in"],
        trigger=Span(number * 10, number * 10 + 5),
        type=kind,
        mode=mode or None,
        status=Status(row.get("status", "happened")),
        actors=tuple(map(party, row["who"])),
        recipients=tuple(map(party, row["whom"])),
        said_by=None,
        when=when,
        where=where,
        confidence=1.0,
        evidence=Evidence("case", 1.0, ()),
    )


def build(rows: Iterable[Mapping[str, Any]]) -> tuple[list[Claim], Published]:
    """The claims of a case, with dates and sources of their dispatches."""
    rows = list(rows)
    published: Published = {row["in"]: (interval(row["on"]), row["by"]) for row in rows}
    return [claim(n, row) for n, row in enumerate(rows)], published
