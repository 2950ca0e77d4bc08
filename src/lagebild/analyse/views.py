"""Timeline, network and tension: events of the store, put side by side.

Each function reads the events a selection names and gives one result table. None of them groups claims or changes
anything; all use the rules of `bins`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeVar

from lagebild.analyse.bins import REAL, Pair, find_bin, find_pairs, group_by_quad, read_events, weigh
from lagebild.analyse.results import (
    Bin,
    Contribution,
    Edge,
    Network,
    Node,
    Step,
    TensionPoint,
    TensionSeries,
    Timeline,
)
from lagebild.schema import EVENT_TYPES, Event, Quad, Status
from lagebild.store import EVERYTHING, Selection, Store

K = TypeVar("K")


def timeline(store: Store, selection: Selection = EVERYTHING, *, step: Step = Step.DAY) -> Timeline:
    """Events by time, of every status unless the selection names one."""
    bins, spanning, undated = _sort_into_bins(read_events(store, selection), step)
    return Timeline(
        step=step,
        bins=tuple(
            Bin(start, end, tuple(e.id for e in events), group_by_quad(events)) for (start, end), events in bins.items()
        ),
        spanning=tuple(event.id for event in spanning),
        undated=tuple(event.id for event in undated),
    )


def network(store: Store, selection: Selection = EVERYTHING, *, statuses: Collection[Status] = REAL) -> Network:
    """Who with whom by quad class; only what happened or goes on, unless told otherwise."""
    nodes: dict[str, list[str]] = defaultdict(list)
    edges: dict[tuple[Pair, Quad], list[str]] = defaultdict(list)
    for event in read_events(store, selection, statuses=statuses):
        for code in sorted({*event.actors, *event.recipients}):
            nodes[code].append(event.id)
        for pair in find_pairs(event):
            edges[pair, EVENT_TYPES[event.type].quad].append(event.id)
    return Network(
        nodes=tuple(Node(code, tuple(ids)) for code, ids in _busiest_first(nodes)),
        edges=tuple(
            Edge(pair.source, pair.target, quad, pair.mutual, tuple(ids)) for (pair, quad), ids in _busiest_first(edges)
        ),
    )


def tension(store: Store, selection: Selection = EVERYTHING, *, step: Step = Step.WEEK) -> TensionSeries:
    """Conflict and cooperation over time among what happened or goes on.

    With `actor` and `other` in the selection only events between the two count, not those in which both act side by
    side on a third; with `actor` alone all events the actor takes part in.
    """
    between = tuple(side for side in (selection.actor, selection.other) if side is not None)
    events = [e for e in read_events(store, selection, statuses=REAL) if _is_between(e, between)]
    bins, spanning, undated = _sort_into_bins(events, step)
    return TensionSeries(
        step=step,
        between=between,
        points=tuple(_add_up(start, end, found) for (start, end), found in bins.items()),
        left_out=tuple(event.id for event in (*spanning, *undated)),
    )


def score(event: Event) -> Contribution:
    """What an event adds to a tension series."""
    return Contribution(event.id, EVENT_TYPES[event.type].score, weigh(event))


def weighted_mean(contributions: Collection[Contribution]) -> float:
    """Mean score by weight; 0.0 of nothing."""
    weight = sum(c.weight for c in contributions)
    return sum(c.score * c.weight for c in contributions) / weight if weight else 0.0


def _is_between(event: Event, between: tuple[str, ...]) -> bool:
    """Names cannot be looked up in an event, so for them taking part is enough."""
    sides = {*event.actors, *event.recipients}
    if len(between) < 2 or not sides.issuperset(between):
        return True
    return any({pair.source, pair.target} == set(between) for pair in find_pairs(event))


def _add_up(start: date, end: date, events: Iterable[Event]) -> TensionPoint:
    parts = tuple(map(score, events))
    return TensionPoint(start, end, sum(p.score * p.weight for p in parts), weighted_mean(parts), parts)


def _sort_into_bins(
    events: Iterable[Event], step: Step
) -> tuple[dict[tuple[date, date], list[Event]], list[Event], list[Event]]:
    """Events by bin in the order of time, those that span several bins, those without time."""
    bins: dict[tuple[date, date], list[Event]] = defaultdict(list)
    spanning: list[Event] = []
    undated: list[Event] = []
    for event in events:
        if event.when is None:
            undated.append(event)
        elif (found := find_bin(event.when, step)) is None:
            spanning.append(event)
        else:
            bins[found].append(event)
    return dict(sorted(bins.items())), spanning, undated


def _busiest_first(found: Mapping[K, list[str]]) -> list[tuple[K, list[str]]]:
    """Most events first, then by name."""
    return sorted(found.items(), key=lambda item: (-len(item[1]), str(item[0])))
