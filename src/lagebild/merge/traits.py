"""What of a claim bears on whether another tells of the same happening.

Takes claims with the dates of their dispatches and gives `Traits`: hashable, free of text offsets, so that claims
alike in everything that counts are compared once. It compares nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from lagebild.knowledge import load_knowledge
from lagebild.merge.rules import TypeRule, is_person, is_region
from lagebild.schema import Claim, Interval, Status

UNKNOWN = "UNK"


class Standing(StrEnum):
    """How the act stands to the world; claims of different standing never share an event."""

    REAL = "real"
    AHEAD = "ahead"
    DENIED = "denied"


STANDING = {
    Status.HAPPENED: Standing.REAL,
    Status.ONGOING: Standing.REAL,
    Status.PLANNED: Standing.AHEAD,
    Status.POSSIBLE: Standing.AHEAD,
    Status.CONSIDERED: Standing.AHEAD,
    Status.DENIED: Standing.DENIED,
}


class Sides(NamedTuple):
    """Countries on both sides, unknown ones left out; `both` is their union.

    `closed` if two or more parties of one country are among themselves: a meeting of ministers of one cabinet is
    not half of a meeting between states.
    """

    actors: frozenset[str]
    recipients: frozenset[str]
    both: frozenset[str]
    closed: bool


class Persons(NamedTuple):
    """Words of persons' names by side and country, and the names of persons and bodies who act."""

    people: frozenset[tuple[str, str, frozenset[str]]]
    doers: frozenset[str]


class Days(NamedTuple):
    """Days as ordinals; `dated` if the text gives them, else they are those of the dispatch."""

    first: int
    last: int
    dated: bool
    weekday: int | None


class Place(NamedTuple):
    """Words of the place's name, its country, whether it is a whole country or one of the sides, or a region."""

    words: frozenset[str]
    country: str | None
    broad: bool
    region: bool


@dataclass(frozen=True, slots=True)
class Traits:
    """One claim as merge sees it."""

    type: str
    mode: str | None
    standing: Standing
    sides: Sides
    persons: Persons
    days: Days
    place: Place | None


def find_traits(claim: Claim, published: Interval, rule: TypeRule) -> Traits:
    """The traits of a claim in a dispatch of the given date."""
    return Traits(
        type=claim.type,
        mode=claim.mode,
        standing=STANDING[claim.status],
        sides=_sides(claim),
        persons=_persons(claim, mutual=rule.mutual == "always"),
        days=_days(claim, published),
        place=_place(claim),
    )


def _sides(claim: Claim) -> Sides:
    actors = frozenset(p.country for p in claim.actors) - {UNKNOWN}
    recipients = frozenset(p.country for p in claim.recipients) - {UNKNOWN}
    both = actors | recipients
    closed = len(both) == 1 and len(claim.actors) + len(claim.recipients) > 1
    return Sides(actors, recipients, both, closed)


def _persons(claim: Claim, *, mutual: bool) -> Persons:
    sided = [("actor", p) for p in claim.actors]
    sided += [("actor" if mutual else "recipient", p) for p in claim.recipients]
    people = {(side, p.country, _name_words(p.name)) for side, p in sided if is_person(p.name)}
    doers = {p.name.casefold() for p in claim.actors if " " in p.name or p.name.isupper()}
    return Persons(frozenset(people), frozenset(doers))


def _name_words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace("-", " ").split())


def _days(claim: Claim, published: Interval) -> Days:
    interval = published if claim.when is None else claim.when.interval
    dated = claim.when is not None
    return Days(interval.earliest.toordinal(), interval.latest.toordinal(), dated, interval.weekday)


def _place(claim: Claim) -> Place | None:
    if claim.where is None:
        return None
    name, country = claim.where.name, claim.where.country
    side = any(p.name == name and p.country == country for p in (*claim.actors, *claim.recipients))
    words = frozenset(name.casefold().replace(",", " ").split())
    return Place(words, country, side or _is_country(name, country), is_region(name))


@cache
def _is_country(name: str, code: str | None) -> bool:
    country = None if code is None else load_knowledge().country(code)
    return country is not None and country.name == name
