"""What the page needs, as plain values ready for JSON: each dispatch text once, events and claims by number.

Takes a `Picture`; the keys are short because thousands of them are written. The scripts in `page/` read exactly this
shape.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lagebild.analyse.bins import REAL, find_pairs, weigh
from lagebild.analyse.situation import DISPUTED
from lagebild.schema import EVENT_TYPES, Claim, Dispatch, Event, Interval, Party, Quad, Status
from lagebild.serve.names import name_code, name_party
from lagebild.serve.picture import Picture, differences_of, is_dated_by_dispatch, is_disputed, links_of
from lagebild.serve.report.segments import Segments, cut_text, evidence_of
from lagebild.serve.words import Words

Plain = dict[str, Any]
_PARTS = re.compile(r",\s*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Numbers:
    """The headline figures of a report."""

    events: int
    claims: int
    dispatches: int
    sources: int
    contradictions: int
    rejected: int


def count_picture(picture: Picture) -> Numbers:
    """The headline figures."""
    return Numbers(
        events=len(picture.events),
        claims=sum(len(event.claims) for event in picture.events),
        dispatches=len(picture.dispatches),
        sources=len({d.source for d in picture.dispatches.values() if d.source}),
        contradictions=sum(map(is_disputed, picture.events)),
        rejected=len(picture.rejected),
    )


def build_data(picture: Picture, *, words: Words, places: Sequence[int], names: Mapping[str, str]) -> Plain:
    """The embedded data. `places` gives each event's column in the timeline, `names` the label of each country code."""
    claims = [claim for event in picture.events for claim in picture.claims_of(event)]
    told = _by_dispatch(claims)
    shown = [d for d in picture.dispatches.values() if d.id in told]
    segments = {d.id: cut_text(d.text, told[d.id]) for d in shown}
    number_of_dispatch = {d.id: i for i, d in enumerate(shown)}
    number_of_claim = {claim.id: i for i, claim in enumerate(claims)}
    return {
        "language": words.language,
        "types": {t.name: [words.type_name(t.name), list(Quad).index(t.quad), t.score] for t in EVENT_TYPES.values()},
        "quads": [words.quad[quad] for quad in Quad],
        "real": sorted(REAL),
        "statuses": {status.value: words.status[status] for status in Status},
        "modes": dict(words.mode),
        "roles": dict(words.role),
        "words": dict(words.page),
        "names": dict(names),
        "dispatches": [_dispatch(d, segments[d.id], words) for d in shown],
        "claims": [_claim(c, segments[c.dispatch], number_of_dispatch[c.dispatch], words) for c in claims],
        "events": [
            _event(event, picture, words, number_of_claim, place)
            for event, place in zip(picture.events, places, strict=True)
        ],
    }


def pairs_of(event: Event) -> list[tuple[str, str]]:
    """Who acts towards whom; a joint act counts both ways."""
    pairs = find_pairs(event)
    return [(p.source, p.target) for p in pairs] + [(p.target, p.source) for p in pairs if p.mutual]


def codes_by_frequency(picture: Picture) -> list[str]:
    """All country and organisation codes, the busiest first."""
    count = Counter(code for event in picture.events for code in {*event.actors, *event.recipients})
    return sorted(count, key=lambda code: (-count[code], code))


def _by_dispatch(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.dispatch, []).append(claim)
    return told


def _dispatch(dispatch: Dispatch, segments: Segments, words: Words) -> Plain:
    return {
        "id": dispatch.name,
        "title": dispatch.title or "",
        "source": dispatch.source or "",
        "url": dispatch.url if dispatch.url and dispatch.url.startswith(("https://", "http://")) else "",
        "day": words.interval(dispatch.published),
        "lang": dispatch.language.value,
        "text": segments.pieces,
        "sentences": segments.sentences,
    }


def _claim(claim: Claim, segments: Segments, dispatch: int, words: Words) -> Plain:
    return {
        "id": claim.id,
        "d": dispatch,
        "t": claim.type,
        "m": claim.mode,
        "s": claim.status.value,
        "a": [_party(party, words) for party in claim.actors],
        "r": [_party(party, words) for party in claim.recipients],
        "by": _party(claim.said_by, words) if claim.said_by else None,
        "when": words.interval(claim.when.interval) if claim.when else None,
        "where": _place(claim.where.name, claim.where.country, words) if claim.where else None,
        "c": round(claim.confidence, 2),
        "why": claim.evidence.reason,
        "k": [[role, *segments.locate(span)] for role, span in evidence_of(claim)],
    }


def _party(party: Party, words: Words) -> list[str]:
    """Name, code, and whether the text names it in words of its own (an empty string if not)."""
    return [name_party(party.name, party.country, words.language), party.country, "text" if party.span else ""]


def _place(name: str, country: str | None, words: Words) -> list[str | None]:
    return [name_party(name, country, words.language), country]


def _value(field: str, value: str, words: Words) -> str:
    """One of several contradicting values as a reader reads it; days and codes come as words separated by blanks."""
    if field in ("actors", "recipients"):
        return words.joined([name_code(code, words.language) for code in _PARTS.split(value)])
    if field == "when":
        days = [date.fromisoformat(day) for day in _DAY.findall(value)]
        return words.interval(Interval(days[0], days[-1])) if days else value
    return words.label(field, value)


def _event(event: Event, picture: Picture, words: Words, number: Mapping[str, int], place: int) -> Plain:
    when = event.when
    return {
        "id": event.id,
        "t": event.type,
        "m": event.mode,
        "s": event.status.value,
        "a": event.actors,
        "r": event.recipients,
        "y": pairs_of(event),
        "e": when.earliest.isoformat() if when else "",
        "l": when.latest.isoformat() if when else "",
        "day": words.interval(when) if when else words.page["undated"],
        "at": (when or picture.published(event)).earliest.isoformat(),
        "rep": int(is_dated_by_dispatch(event)),
        "p": name_party(event.place, event.place_country, words.language) if event.place else "",
        "n": len(event.dispatches),
        "o": len(event.sources),
        "b": place,
        "c": [number[key] for key in event.claims],
        "x": [
            [
                words.field[field],
                _value(field, value, words),
                [number[k] for k in keys if k in number],
                field in DISPUTED,
            ]
            for field, value, keys in differences_of(event)
        ],
        "w": weigh(event),
        "dis": int(is_disputed(event)),
        "z": [[relation, words.relation[relation], other] for relation, other in links_of(event)],
        "old": event.aliases,
    }
