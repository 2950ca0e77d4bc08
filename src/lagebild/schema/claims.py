"""Claims and events.

A `Claim` is what one passage of one dispatch says; it is a fact about a text and stays true for ever. An `Event` is
our grouping of claims that tell of the same happening; it may be redrawn when more is read.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lagebild.schema.ontology import Status
from lagebild.schema.text import Interval, Span


@dataclass(frozen=True, slots=True)
class Party:
    """Who fills a role: the words in the text and whom they stand for.

    `country` is the side it acts for: ISO 3166-1 alpha-3, `IGO:NATO`, `NGO`, `REB:Hamas` or `UNK`. `span` is None for
    a party that the text implies without words of its own.
    """

    span: Span | None
    country: str
    name: str
    actor: str | None = None
    sector: str | None = None


class When(NamedTuple):
    """The words about time that belong to the act and the days they mean."""

    span: Span
    interval: Interval


class Precision(StrEnum):
    """How closely a point stands for a place."""

    EXACT = "exact"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


class Where(NamedTuple):
    """The words that name the place of the act, its canonical English name and country (None when unknown).

    Latitude and longitude are degrees north and east of a point that stands for it, None for a place that no table
    knows; the precision says how closely.
    """

    span: Span
    name: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision | None = None


class Evidence(NamedTuple):
    """Why a claim was coded: the rule or model that decided, its score, and the words it looked at."""

    reason: str
    score: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """*actors* did *type/mode* to *recipients*, *when*, *where*, with a *status*, on the word of *said_by*."""

    id: str
    dispatch: str
    trigger: Span
    type: str
    mode: str | None
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    said_by: Party | None
    when: When | None
    where: Where | None
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Event:
    """A grouping of claims, from one or many dispatches, that tell of the same happening.

    The id is made from the earliest claim's id and stays when more claims join; `aliases` are ids of events that were
    fused into this one. `actors` and `recipients` are sorted country codes. `details` keeps what the claims
    contradict each other about, as (field, value, claim ids).
    """

    id: str
    type: str
    mode: str | None
    status: Status
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    when: Interval | None
    place: str | None
    place_country: str | None
    claims: tuple[str, ...]
    dispatches: tuple[str, ...]
    sources: tuple[str, ...]
    details: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    aliases: tuple[str, ...] = ()
