"""Result tables: situation, timeline, network and tension series, as frozen values.

Every number in them stands beside the ids of the events it was counted from, so that a reader can go down to the
claims and their words. They hold no texts and reach into no database.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from lagebild.schema import Event, Quad, Status
from lagebild.store import Counts


class Step(StrEnum):
    """How long a bin of a timeline or tension series is. Weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Bin(NamedTuple):
    """The events of the days from `start` to `end`, both included, earliest first, and the same by quad class."""

    start: date
    end: date
    events: tuple[str, ...]
    by_quad: tuple[tuple[Quad, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by time; bins without events are left out.

    `spanning` are events whose time is not known to lie within one bin (a month on a timeline of days), `undated`
    those without any time (plans without a date).
    """

    step: Step
    bins: tuple[Bin, ...]
    spanning: tuple[str, ...]
    undated: tuple[str, ...]


class Node(NamedTuple):
    """A side and the events it takes part in."""

    code: str
    events: tuple[str, ...]


class Edge(NamedTuple):
    """What `source` did to `target` in one quad class; of a mutual edge the two come in alphabetical order."""

    source: str
    target: str
    quad: Quad
    mutual: bool
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Who with whom: nodes and edges, those with most events first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class Contribution(NamedTuple):
    """What one event adds: the PLOVER score of its type (-10..10) times the number of sources that tell of it."""

    event: str
    score: float
    weight: int


class TensionPoint(NamedTuple):
    """Scores of one bin: `total` is the weighted sum, `mean` the weighted mean, low values mean conflict."""

    start: date
    end: date
    total: float
    mean: float
    events: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class TensionSeries:
    """Conflict and cooperation over time, on PLOVER's scale from -10 to 10.

    `left_out` are events whose time is unknown or longer than a bin.
    """

    step: Step
    between: tuple[str, ...]
    points: tuple[TensionPoint, ...]
    left_out: tuple[str, ...]


class Dyad(NamedTuple):
    """Two sides, their events whatever the direction, and the mean score weighted by sources."""

    first: str
    second: str
    mean: float
    events: tuple[str, ...]


class Contradiction(NamedTuple):
    """A field about which the claims of an event exclude each other; values with the ids of their claims.

    For the field `denied_by` the value is the id of the event that groups the denials.
    """

    event: str
    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """The whole at a glance: how much there is, who is busy with whom, what came last, what is ahead or disputed."""

    counts: Counts
    by_status: tuple[tuple[Status, tuple[str, ...]], ...]
    by_quad: tuple[tuple[Quad, tuple[str, ...]], ...]
    dyads: tuple[Dyad, ...]
    latest: tuple[Event, ...]
    planned: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]
