"""What the tables know: names of states, bodies, groups and places, and nouns that stand for such.

Frozen values only; how they are read is in `loading`, how they are found in a text in `matching`. Office holders and
persons live in their own tables and are no entries.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class EntryKind(StrEnum):
    """What an alias stands for."""

    COUNTRY = "country"
    CAPITAL = "capital"
    """A seat of government; as a doer it stands for its government, as a place for the city."""
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    PLACE = "place"
    BODY = "body"
    """An organisation, armed group, party, ministry or company whose side is known."""
    COLLECTIVE = "collective"
    """A subject that acts for no single side (*der Westen*), or a people without a state."""


class Entry(NamedTuple):
    """One thing of the tables. `country` is the side it acts for, None when it has none (seas, regions)."""

    id: str
    kind: EntryKind
    name: str
    country: str | None
    sector: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    detail: str = ""
    """Kind of a state (state, disputed, historic) or place (city, region, sea, strait, base)."""


class Match(NamedTuple):
    """Tokens `first` up to, not including, `last` are an alias of each of `entries` (the commonest first)."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    guarded: bool = False
    """The alias is also a common word or surname: take it only where a name is seen."""


class NounKind(StrEnum):
    """How a noun is read: see the README beside the tables."""

    BODY = "body"
    OFFICE = "office"
    PERSON = "person"
    GROUP = "group"
    THING = "thing"
    ANAPHOR = "anaphor"


class Noun(NamedTuple):
    """A common noun that names a doer: `name` is an English pattern with `{adj}` or `{country}`."""

    lemma: str
    kind: NounKind
    concept: str
    sector: str
    name: str


class NounReading(NamedTuple):
    """A word read as a doer noun, with the side its first part names (*US-* in *US-Regierung*)."""

    noun: Noun
    side: Entry | None = None
    prefix_length: int = 0
    """Characters of the naming first part, 0 without one."""
    feminine: bool = False
    former: bool = False
    """The word says the office is over or not the holder's own (*Ex-Präsident*, *Vizeaußenminister*)."""


class Country(NamedTuple):
    """A state or other side with the words its English names are made of."""

    code: str
    kind: str
    name: str
    adjective: str
    """English adjective, the name itself where there is none."""
    name_de: str


class Power(NamedTuple):
    """A time in which an armed group governs a state; open where it still does."""

    state: str
    start: date
    end: date | None
