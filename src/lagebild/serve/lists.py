"""Rows of the lists the command line shows, as plain values: claims, actors, timeline, rejects, one event.

Each value is one line of `--json`; `render` makes readable tables of the same rows. Numbers count events, not
reports.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from lagebild.analyse import Timeline
from lagebild.analyse.bins import REAL
from lagebild.analyse.views import score, weighted_mean
from lagebild.schema import Claim, Event, Interval, Quad, Rejected
from lagebild.serve.jsonl import claim_as_json, event_as_json
from lagebild.serve.passages import passage_of
from lagebild.serve.picture import Picture, differences_of, links_of
from lagebild.serve.words import Words

Plain = dict[str, Any]


def list_events(picture: Picture) -> list[Plain]:
    """Every event in the order of days."""
    return [
        event_as_json(event, picture.claims_of(event), lambda key: picture.dispatches[key].name)
        for event in picture.events
    ]


def list_claims(picture: Picture, status: str | None = None) -> list[Plain]:
    """Every claim beneath the events, with its sentence; of those only claims of this status if one is given."""
    rows = [(event, claim) for event in picture.events for claim in picture.claims_of(event)]
    return [_claim_row(picture, event, claim) for event, claim in rows if status in (None, claim.status)]


def list_actors(events: Sequence[Event]) -> list[Plain]:
    """Every side with its events of every status, the busiest first.

    The score is the mean over what happened or goes on, weighted by sources; None if nothing did.
    """
    beneath: dict[str, list[Event]] = {}
    for event in events:
        for code in {*event.actors, *event.recipients}:
            beneath.setdefault(code, []).append(event)
    rows = [_actor_row(code, found) for code, found in beneath.items()]
    return sorted(rows, key=lambda row: (-row["events"], row["actor"]))


def list_timeline(timeline: Timeline, words: Words) -> list[Plain]:
    """Events of each quad class by time, then those that span several bins and those without time."""
    rows: list[Plain] = [
        {
            "kind": timeline.step.value,
            "period": words.interval(Interval(found.start, found.end)),
            "earliest": found.start.isoformat(),
            "latest": found.end.isoformat(),
            "events": len(found.events),
            **{quad.value: len(events) for quad, events in found.by_quad},
            "ids": list(found.events),
        }
        for found in timeline.bins
    ]
    for kind, ids in (("spanning", timeline.spanning), ("undated", timeline.undated)):
        if ids:
            period = words.page[f"timeline_{kind}"]
            row: Plain = {"kind": kind, "period": period, "earliest": None, "latest": None, "events": len(ids)}
            rows.append(row | {quad.value: None for quad in Quad} | {"ids": list(ids)})
    return rows


def list_rejected(rejected: Iterable[Rejected]) -> list[Plain]:
    """Every rejected record with its reason and place."""
    return [
        {
            "doc": reject.given_id or reject.id,
            "room": reject.room,
            "reason": reject.reason.value,
            "detail": reject.detail,
            "origin": reject.origin,
        }
        for reject in rejected
    ]


def count_reasons(rejected: Iterable[Rejected]) -> dict[str, int]:
    """How often each reason occurs, the most frequent first."""
    return dict(Counter(reject.reason.value for reject in rejected).most_common())


def show_event(picture: Picture, event: Event) -> Plain:
    """One event with everything beneath it."""
    row = event_as_json(event, (), str)
    row["dispatches"] = [picture.dispatches[key].name for key in event.dispatches]
    row["sources"] = list(event.sources)
    row["aliases"] = list(event.aliases)
    row["links"] = [{"relation": relation, "event": key} for relation, key in links_of(event)]
    row["contradictions"] = [
        {"field": field, "value": value, "claims": list(claims)} for field, value, claims in differences_of(event)
    ]
    row["claims"] = [_claim_row(picture, event, claim) for claim in picture.claims_of(event)]
    return row


def _claim_row(picture: Picture, event: Event, claim: Claim) -> Plain:
    dispatch = picture.dispatches[claim.dispatch]
    sentence = passage_of(dispatch.text, claim.trigger)
    return {
        "claim": claim.id,
        "event": event.id,
        "doc": dispatch.name,
        "source": dispatch.source,
        "published": [dispatch.published.earliest.isoformat(), dispatch.published.latest.isoformat()],
        **claim_as_json(claim, dispatch.text),
        "sentence": {"text": sentence.of(dispatch.text), "span": list(sentence)},
    }


def _actor_row(code: str, events: Sequence[Event]) -> Plain:
    days = [event.when for event in events if event.when is not None]
    real = [score(event) for event in events if event.status in REAL]
    return {
        "actor": code,
        "events": len(events),
        "acting": sum(code in event.actors for event in events),
        "receiving": sum(code in event.recipients for event in events),
        "score": round(weighted_mean(real), 2) if real else None,
        "first": min(when.earliest for when in days).isoformat() if days else None,
        "last": max(when.latest for when in days).isoformat() if days else None,
    }
