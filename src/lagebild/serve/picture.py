"""Everything a face shows, in memory: dispatches, claims, events and rejects of one database.

The functions `load_...` are the only doors from the faces to the store. `Picture` looks things up and
answers who tells of what; it neither groups nor scores.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lagebild.analyse import Step, Timeline, situation, timeline
from lagebild.analyse.situation import DISPUTED
from lagebild.errors import UsageError
from lagebild.schema import Claim, Dispatch, Event, Interval, Rejected
from lagebild.store import EVERYTHING, Selection, open_store

MOST_BINS = 60
_STEPS = ((Step.DAY, 1), (Step.WEEK, 7), (Step.MONTH, 31))
WHEN_BASIS = "when_basis"
FIELDS = frozenset({"type", "mode", "status", "actors", "recipients", "when", "place"})
LINKS = frozenset({"announced_by", "fulfilled_by", "denied_by", "asserted_by"})


@dataclass(frozen=True)
class Picture:
    """The content of one database, or the part a selection chose; `events` in order of their days.

    Dispatches are all of the database for a report, and those beneath the events for a selection. `ahead` are the
    events that are planned and not yet fulfilled or past, soonest first.
    """

    dispatches: Mapping[str, Dispatch]
    claims: Mapping[str, Claim]
    events: tuple[Event, ...]
    rejected: tuple[Rejected, ...] = ()
    ahead: tuple[Event, ...] = ()

    def claims_of(self, event: Event) -> tuple[Claim, ...]:
        """The claims beneath an event, in the event's order."""
        return tuple(self.claims[key] for key in event.claims)

    def published(self, event: Event) -> Interval:
        """When the earliest dispatch beneath the event was published."""
        return min(self.dispatches[key].published for key in event.dispatches)


def is_dated_by_dispatch(event: Event) -> bool:
    """Whether `Event.when` is but the date of the earliest dispatch because no text gives a time."""
    return any(field == WHEN_BASIS for field, _, _ in event.details)


def differences_of(event: Event) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What the event's claims say differently, as (field, value, claim ids)."""
    return tuple(detail for detail in event.details if detail[0] in FIELDS)


def is_disputed(event: Event) -> bool:
    """Whether an open question stands about the event: claims exclude each other, or somebody denies it."""
    return any(field in DISPUTED for field, _, _ in event.details)


def links_of(event: Event) -> tuple[tuple[str, str], ...]:
    """The plan, the deed or the denial of the same matter, as (relation, id of that event)."""
    return tuple((field, value) for field, value, _ in event.details if field in LINKS)


def load_picture(db: Path, selection: Selection = EVERYTHING, *, whole: bool = False) -> Picture:
    """Read the chosen events with their claims and dispatches; `whole` adds what stands in no event."""
    with open_store(db, read_only=True) as store:
        events = store.events(selection)
        claims = {claim.id: claim for claim in store.claims_of(key for event in events for key in event.claims)}
        wanted = {key for event in events for key in event.dispatches}
        dispatches = {d.id: d for d in store.dispatches() if whole or d.id in wanted}
        if not whole:
            return Picture(dispatches, claims, events)
        return Picture(dispatches, claims, events, store.rejected(), situation(store).planned)


def load_events(db: Path, selection: Selection) -> tuple[Event, ...]:
    """The chosen events alone."""
    with open_store(db, read_only=True) as store:
        return store.events(selection)


def load_timeline(db: Path, selection: Selection, step: str | None) -> Timeline:
    """The chosen events by time; without a step the one that cuts the days of the dispatches into sixty at most."""
    with open_store(db, read_only=True) as store:
        counts = store.counts()
        days = (counts.last - counts.first).days if counts.first and counts.last else 0
        fitting = (found for found, length in _STEPS if days / length < MOST_BINS)
        return timeline(store, selection, step=Step(step) if step else next(fitting, Step.YEAR))


def load_event(db: Path, key: str) -> tuple[Picture, Event]:
    """One event by its id, an alias or the beginning of an id, with what stands beneath it."""
    with open_store(db, read_only=True) as store:
        event = store.event(key) or _by_beginning(store.events(), key)
        claims = {claim.id: claim for claim in store.claims_of(event.claims)}
        found = (store.dispatch(key) for key in event.dispatches)
        return Picture({d.id: d for d in found if d is not None}, claims, (event,)), event


def load_rejected(db: Path) -> tuple[Rejected, ...]:
    """Everything that was rejected."""
    with open_store(db, read_only=True) as store:
        return store.rejected()


def _by_beginning(events: tuple[Event, ...], key: str) -> Event:
    found = [event for event in events if key and event.id.startswith(key)]
    if not found:
        raise UsageError(f"no event {key!r} in this database; `lagebild events` lists them")
    if len(found) > 1:
        raise UsageError(f"{len(found)} events begin with {key!r}; give more of the id")
    return found[0]
