"""Lagebild's values as columns and back: what `Store` hands to and gets from the database.

Takes tuples of schema types and gives Arrow tables whose columns are named like the table's; takes rows and gives the
same values again. It talks to no database.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from lagebild.schema import (
    Claim,
    Dispatch,
    Event,
    Evidence,
    Grain,
    Interval,
    Language,
    Party,
    Precision,
    Reason,
    Rejected,
    Span,
    Status,
    When,
    Where,
)

if TYPE_CHECKING:
    import pyarrow as pa

Row = tuple[Any, ...]

DISPATCH_COLUMNS = "id, given_id, source, language, title, text, url, origin, earliest, latest, grain, weekday"
REJECTED_COLUMNS = "id, room, reason, detail, origin, given_id"
CLAIM_COLUMNS = (
    "id, dispatch, trigger_start, trigger_end, type, mode, status, actors, recipients, said_by, when_start, when_end, "
    "earliest, latest, grain, weekday, where_start, where_end, place, place_country, latitude, longitude, "
    "place_precision, confidence, reason, score, evidence"
)
EVENT_COLUMNS = (
    "id, type, mode, status, actors, recipients, earliest, latest, grain, weekday, place, place_country, claims, "
    "dispatches, sources, details, aliases"
)


def dispatch_table(dispatches: Sequence[Dispatch]) -> "pa.Table":
    """Columns of `dispatches`."""
    rows = [
        (d.id, d.given_id, d.source, d.language.value, d.title, d.text, d.url, d.origin, *_interval_cells(d.published))
        for d in dispatches
    ]
    return _table(DISPATCH_COLUMNS, rows)


def claim_table(claims: Sequence[Claim]) -> "pa.Table":
    """Columns of `claims`."""
    rows = [
        (
            c.id,
            c.dispatch,
            *c.trigger,
            c.type,
            c.mode,
            c.status.value,
            [_party_cell(p) for p in c.actors],
            [_party_cell(p) for p in c.recipients],
            None if c.said_by is None else _party_cell(c.said_by),
            *((None, None) if c.when is None else c.when.span),
            *_interval_cells(None if c.when is None else c.when.interval),
            *((None,) * 7 if c.where is None else (*c.where.span, *c.where[1:])),
            c.confidence,
            c.evidence.reason,
            c.evidence.score,
            [{"span_start": s.start, "span_end": s.end} for s in c.evidence.spans],
        )
        for c in claims
    ]
    return _table(CLAIM_COLUMNS, rows, _claim_types())


def event_table(events: Sequence[Event]) -> "pa.Table":
    """Columns of `events`."""
    rows = [
        (
            e.id,
            e.type,
            e.mode,
            e.status.value,
            e.actors,
            e.recipients,
            *_interval_cells(e.when),
            e.place,
            e.place_country,
            e.claims,
            e.dispatches,
            e.sources,
            [{"field": field, "value": value, "claims": claims} for field, value, claims in e.details],
            e.aliases,
        )
        for e in events
    ]
    return _table(EVENT_COLUMNS, rows, _event_types())


def rejected_table(rejected: Sequence[Rejected]) -> "pa.Table":
    """Columns of `rejected`."""
    return _table(REJECTED_COLUMNS, [(r.id, r.room, r.reason.value, r.detail, r.origin, r.given_id) for r in rejected])


def layer_table(layers: Mapping[str, bytes], version: str) -> "pa.Table":
    """Columns of `layers`."""
    return _table("dispatch, version, payload", [(dispatch, version, payload) for dispatch, payload in layers.items()])


def text_table(column: str, values: Sequence[str]) -> "pa.Table":
    """One column of words, to join with."""
    import pyarrow as pa

    return pa.table({column: pa.array(values, pa.string())})


def read_dispatch(row: Row) -> Dispatch:
    """The dispatch of a row in the order of `DISPATCH_COLUMNS`."""
    key, given_id, source, language, title, text, url, origin, *published = row
    return Dispatch(
        id=key,
        text=text,
        published=_interval(*published),
        language=Language(language),
        source=source,
        title=title,
        url=url,
        given_id=given_id,
        origin=origin,
    )


def _where(  # noqa: PLR0917
    start: int, end: int, name: str, country: str | None, latitude: float, longitude: float, precision: str | None
) -> Where:
    return Where(Span(start, end), name, country, latitude, longitude, Precision(precision) if precision else None)


def read_claim(row: Row) -> Claim:
    """The claim of a row in the order of `CLAIM_COLUMNS`."""
    (key, dispatch, start, end, kind, mode, status, actors, recipients, said_by, when_start, when_end, *rest) = row
    earliest, latest, grain, weekday, *where, confidence, reason, score, spans = rest
    return Claim(
        id=key,
        dispatch=dispatch,
        trigger=Span(start, end),
        type=kind,
        mode=mode,
        status=Status(status),
        actors=tuple(map(_party, actors)),
        recipients=tuple(map(_party, recipients)),
        said_by=None if said_by is None else _party(said_by),
        when=None
        if earliest is None
        else When(Span(when_start, when_end), _interval(earliest, latest, grain, weekday)),
        where=None if where[2] is None else _where(*where),
        confidence=confidence,
        evidence=Evidence(reason, score, tuple(Span(s["span_start"], s["span_end"]) for s in spans)),
    )


def read_event(row: Row) -> Event:
    """The event of a row in the order of `EVENT_COLUMNS`."""
    key, kind, mode, status, actors, recipients, earliest, latest, grain, weekday, place, country, *lists = row
    claims, dispatches, sources, details, aliases = lists
    return Event(
        id=key,
        type=kind,
        mode=mode,
        status=Status(status),
        actors=tuple(actors),
        recipients=tuple(recipients),
        when=None if earliest is None else _interval(earliest, latest, grain, weekday),
        place=place,
        place_country=country,
        claims=tuple(claims),
        dispatches=tuple(dispatches),
        sources=tuple(sources),
        details=tuple((d["field"], d["value"], tuple(d["claims"])) for d in details),
        aliases=tuple(aliases),
    )


def read_rejected(row: Row) -> Rejected:
    """The rejected record of a row in the order of `REJECTED_COLUMNS`."""
    key, room, reason, detail, origin, given_id = row
    return Rejected(id=key, room=room, reason=Reason(reason), detail=detail, origin=origin, given_id=given_id)


def read_interval(row: Row) -> Interval:
    """The interval of a row earliest, latest, grain, weekday."""
    return _interval(*row)


def _interval(earliest: date, latest: date, grain: str, weekday: int | None) -> Interval:
    return Interval(earliest, latest, Grain(grain), weekday)


def _interval_cells(interval: Interval | None) -> tuple[date | None, date | None, str | None, int | None]:
    if interval is None:
        return None, None, None, None
    return interval.earliest, interval.latest, interval.grain.value, interval.weekday


def _party_cell(party: Party) -> dict[str, object]:
    start, end = (None, None) if party.span is None else party.span
    return {
        "span_start": start,
        "span_end": end,
        "country": party.country,
        "name": party.name,
        "actor": party.actor,
        "sector": party.sector,
    }


def _party(cell: Mapping[str, Any]) -> Party:
    span = None if cell["span_start"] is None else Span(cell["span_start"], cell["span_end"])
    return Party(span, cell["country"], cell["name"], cell["actor"], cell["sector"])


def _table(columns: str, rows: Sequence[Row], types: Mapping[str, "pa.DataType"] | None = None) -> "pa.Table":
    """An Arrow table; columns that `types` does not name are of words."""
    import pyarrow as pa

    names = columns.split(", ")
    known = _shared_types() | dict(types or {})
    cells: Sequence[Sequence[object]] = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    arrays = {name: pa.array(cell, known.get(name, pa.string())) for name, cell in zip(names, cells, strict=True)}
    return pa.table(arrays)


@cache
def _shared_types() -> dict[str, "pa.DataType"]:
    """Types of columns that mean the same in every table."""
    import pyarrow as pa

    offsets = ("trigger_start", "trigger_end", "when_start", "when_end", "where_start", "where_end")
    return {
        **dict.fromkeys(offsets, pa.int32()),
        **dict.fromkeys(("earliest", "latest"), pa.date32()),
        **dict.fromkeys(("confidence", "score", "latitude", "longitude"), pa.float64()),
        "weekday": pa.int8(),
        "payload": pa.binary(),
    }


@cache
def _claim_types() -> dict[str, "pa.DataType"]:
    import pyarrow as pa

    span = [("span_start", pa.int32()), ("span_end", pa.int32())]
    words = [(name, pa.string()) for name in ("country", "name", "actor", "sector")]
    party = pa.struct(span + words)
    return {
        "actors": pa.list_(party),
        "recipients": pa.list_(party),
        "said_by": party,
        "evidence": pa.list_(pa.struct(span)),
    }


@cache
def _event_types() -> dict[str, "pa.DataType"]:
    import pyarrow as pa

    words = pa.list_(pa.string())
    names = ("actors", "recipients", "claims", "dispatches", "sources", "aliases")
    detail = pa.struct([("field", pa.string()), ("value", pa.string()), ("claims", words)])
    return {**dict.fromkeys(names, words), "details": pa.list_(detail)}
