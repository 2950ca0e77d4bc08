"""The situation at a glance: what the whole store amounts to.

Takes an open store and gives one `Situation`. Lists are cut to the length asked for; the numbers are of everything.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from lagebild.analyse.bins import REAL, find_pairs, group_by_quad
from lagebild.analyse.results import Contradiction, Dyad, Situation
from lagebild.analyse.views import score, weighted_mean
from lagebild.schema import Event, Status
from lagebild.store import Store

DISPUTED = ("type", "mode", "when", "place", "denied_by")
"""Details that are open questions; a missing party or *happened* beside *ongoing* is none."""


def situation(store: Store, *, top: int = 10) -> Situation:
    """Summary of all events; `top` bounds the lists of dyads, events and contradictions."""
    counts = store.counts()
    events = store.events()
    real = [event for event in events if event.status in REAL]
    return Situation(
        counts=counts,
        by_status=tuple((status, tuple(e.id for e in events if e.status is status)) for status in Status),
        by_quad=group_by_quad(real),
        dyads=_busiest_dyads(real)[:top],
        latest=_latest(real, top),
        planned=_still_ahead(events, counts.last)[:top],
        contradictions=_find_contradictions(events)[:top],
    )


def _busiest_dyads(events: Iterable[Event]) -> tuple[Dyad, ...]:
    """Two different sides each, most events first."""
    found: dict[tuple[str, str], dict[str, Event]] = defaultdict(dict)
    for event in events:
        for pair in find_pairs(event):
            if pair.source != pair.target:
                first, second = sorted((pair.source, pair.target))
                found[first, second][event.id] = event
    dyads = (
        Dyad(first, second, weighted_mean([score(event) for event in beneath.values()]), tuple(beneath))
        for (first, second), beneath in found.items()
    )
    return tuple(sorted(dyads, key=lambda d: (-len(d.events), d.first, d.second)))


def _latest(events: Sequence[Event], top: int) -> tuple[Event, ...]:
    """Last events first; of those of one day the one with most sources first."""
    dated = [(event.when.latest, event) for event in events if event.when is not None]
    dated.sort(key=lambda item: (-item[0].toordinal(), -len(item[1].sources), item[1].id))
    return tuple(event for _, event in dated[:top])


def _still_ahead(events: Iterable[Event], today: date | None) -> tuple[Event, ...]:
    """Plans that no event fulfilled and whose time is not over on the day of the last dispatch, undated ones last."""
    ahead = [
        event
        for event in events
        if event.status is Status.PLANNED
        and not any(field == "fulfilled_by" for field, _, _ in event.details)
        and (event.when is None or today is None or event.when.latest >= today)
    ]
    return tuple(sorted(ahead, key=lambda e: (e.when is None, e.when.earliest if e.when else date.max, e.id)))


def _find_contradictions(events: Iterable[Event]) -> tuple[Contradiction, ...]:
    """Disputed details, those of events with most sources first."""
    found: list[tuple[int, Contradiction]] = []
    for event in events:
        for field in DISPUTED:
            values = tuple((value, claims) for name, value, claims in event.details if name == field)
            if values:
                found.append((len(event.sources), Contradiction(event.id, field, values)))
    return tuple(item for _, item in sorted(found, key=lambda pair: (-pair[0], pair[1].event, pair[1].field)))
