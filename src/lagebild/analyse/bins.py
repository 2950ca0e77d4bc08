"""Which bin a day falls into, who is paired with whom in an event, and how much an event weighs.

The three small rules that all views share. Takes schema values only.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from lagebild.analyse.results import Step
from lagebild.schema import EVENT_TYPES, Event, Interval, Quad, Status
from lagebild.store import Selection, Store

REAL: frozenset[Status] = frozenset({Status.HAPPENED, Status.ONGOING})
UNKNOWN = "UNK"


class Pair(NamedTuple):
    """Two sides of an event: who acted on whom or, if mutual, who acted together (in alphabetical order)."""

    source: str
    target: str
    mutual: bool


def find_pairs(event: Event) -> tuple[Pair, ...]:
    """Who is paired with whom; unknown sides are paired with nobody.

    Actors without a recipient are paired with each other in cooperation and in mutual attacks; those who test
    weapons side by side or accuse nobody in particular are not.

    >>> from lagebild.schema import Status
    >>> e = Event("e", "CONSULT", None, Status.HAPPENED, ("KOR", "USA"), (), None, None, None, ("c",), ("d",), ())
    >>> find_pairs(e)
    (Pair(source='KOR', target='USA', mutual=True),)
    """
    actors = [code for code in event.actors if code != UNKNOWN]
    recipients = [code for code in event.recipients if code != UNKNOWN]
    if recipients:
        return tuple(Pair(a, r, False) for a in actors for r in recipients)
    quad = EVENT_TYPES[event.type].quad
    if quad in {Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION} or event.type == "ASSAULT":
        return tuple(Pair(a, b, True) for a, b in combinations(sorted(actors), 2))
    return ()


def weigh(event: Event) -> int:
    """The number of sources that tell of the event; one if no source is named."""
    return max(1, len(event.sources))


def find_bin(when: Interval, step: Step) -> tuple[date, date] | None:
    """First and last day of the bin that holds the interval, None if it reaches beyond one bin.

    >>> find_bin(Interval(date(2024, 5, 1), date(2024, 5, 3)), Step.WEEK)
    (datetime.date(2024, 4, 29), datetime.date(2024, 5, 5))
    """
    start, end = _bin_of(when.earliest, step)
    return (start, end) if when.latest <= end else None


def read_events(store: Store, selection: Selection, *, statuses: Collection[Status] | None = None) -> tuple[Event, ...]:
    """The events selected; `statuses` holds only where the selection names none."""
    events = store.events(selection)
    if statuses is None or selection.status is not None:
        return events
    return tuple(event for event in events if event.status in statuses)


def group_by_quad(events: Iterable[Event]) -> tuple[tuple[Quad, tuple[str, ...]], ...]:
    """Ids by quad class, all four classes in their own order."""
    found: dict[Quad, list[str]] = {quad: [] for quad in Quad}
    for event in events:
        found[EVENT_TYPES[event.type].quad].append(event.id)
    return tuple((quad, tuple(ids)) for quad, ids in found.items())


def _bin_of(day: date, step: Step) -> tuple[date, date]:
    if step is Step.DAY:
        return day, day
    if step is Step.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if step is Step.MONTH:
        following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        return day.replace(day=1), following - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)
