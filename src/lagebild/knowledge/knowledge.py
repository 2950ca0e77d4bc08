"""What is known before reading, as one immutable value with fast look-ups.

Made by `load_knowledge`. It answers what words stand for; it does not judge context: an alias with several readings
gives all of them, and an unknown one gives nothing rather than a guess.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from lagebild.knowledge.entries import Country, Entry, EntryKind, Match, Noun, NounReading, Power
from lagebild.knowledge.matching import AliasIndex, find_matches, look_up
from lagebild.knowledge.nouns import name_prefix, read_noun
from lagebild.schema import Interval, Language


class Knowledge:
    """The tables of `data/`, indexed."""

    __slots__ = (
        "_countries", "_homes", "_indexes", "_names", "_nouns", "_phrases", "_powers", "_read_noun", "_read_prefix",
    )  # fmt: skip

    def __init__(
        self,
        *,
        countries: Mapping[str, Country],
        names: Mapping[str, str],
        homes: Mapping[str, tuple[str, ...]],
        powers: Mapping[str, Sequence[Power]],
        indexes: Mapping[Language, AliasIndex[Entry]],
        nouns: Mapping[Language, Mapping[str, Noun]],
        phrases: Mapping[Language, AliasIndex[Noun]],
    ) -> None:
        self._countries = countries
        self._names = names
        self._homes = homes
        self._powers = powers
        self._indexes = indexes
        self._nouns = nouns
        self._phrases = phrases
        self._read_noun = lru_cache(maxsize=50_000)(self._read)
        self._read_prefix = lru_cache(maxsize=20_000)(self._name_prefix)

    def match(self, words: Sequence[str], language: Language = Language.GERMAN) -> tuple[Match, ...]:
        """The longest aliases among the words of a text, from left to right, without overlaps."""
        return find_matches(self._indexes[language], words)

    def look_up(self, name: str, language: Language = Language.GERMAN) -> tuple[Entry, ...]:
        """All readings of a whole name; empty when unknown."""
        return look_up(self._indexes[language], name)

    def country(self, code: str) -> Country | None:
        """The state or other side with this code."""
        return self._countries.get(code)

    def demonym(self, form: str, language: Language = Language.GERMAN) -> Entry | None:
        """Whose adjective or inhabitant a word is: *südkoreanischen*, *Russen*, *Pekinger*."""
        return self._only(form, language, EntryKind.ADJECTIVE, EntryKind.PEOPLE)

    def place(self, name: str, language: Language = Language.GERMAN) -> Entry | None:
        """The country, capital or place of this name, None when unknown or of several countries."""
        return self._only(name, language, EntryKind.COUNTRY, EntryKind.CAPITAL, EntryKind.PLACE)

    def organisation(self, name: str, language: Language = Language.GERMAN) -> Entry | None:
        """The organisation, armed group, party or other body of this name, None when unknown or ambiguous."""
        return self._only(name, language, EntryKind.BODY)

    def noun(self, word: str, language: Language = Language.GERMAN) -> NounReading | None:
        """A word read as a common noun that names a doer (*Regierung*, *US-Verteidigungsminister*, *Polizisten*)."""
        return self._read_noun(word, language)

    def prefix(self, word: str, language: Language = Language.GERMAN) -> tuple[Entry, int] | None:
        """The side a hyphenated word opens with and the length of that part: *US-* in *US-Dollar*."""
        return self._read_prefix(word, language)

    def is_genitive(self, word: str) -> bool:
        """Whether a German name stands in the genitive: *Irans*, *Zyperns*, *Honduras'*; not *Laos*, *Paris*."""
        if word.endswith(("'", "’")):
            return True
        return word.endswith("s") and bool(self._indexes[Language.GERMAN].get(word[:-1]))

    def phrase(self, words: Sequence[str], start: int, language: Language) -> tuple[int, Noun] | None:
        """The longest office or body phrase (*chef des generalstabs*) of lower-cased words beginning at `start`."""
        found = self._phrases[language].at(words, start)
        return (found[0], found[1][0]) if found else None

    def side_name(self, side: str) -> str:
        """The English name of a country, organisation or group by its code; what stands behind the colon if unknown.

        >>> from lagebild.knowledge import load_knowledge
        >>> load_knowledge().side_name("IGO:IAEA"), load_knowledge().side_name("REB:Unheard-of")
        ('International Atomic Energy Agency', 'Unheard-of')
        """
        country = self._countries.get(side)
        return country.name if country else self._names.get(side) or side.partition(":")[2] or side

    def homes(self, side: str) -> tuple[str, ...]:
        """The states an armed group or de-facto state has its home in, the main one first; empty for other sides.

        >>> from lagebild.knowledge import load_knowledge
        >>> load_knowledge().homes("REB:Hezbollah")
        ('LBN',)
        """
        return self._homes.get(side, ())

    def governed_by(self, side: str, on: Interval) -> str | None:
        """The state an armed group governs on some day of `on`: the Taliban are Afghanistan's side since 2021-08-15."""
        terms = self._powers.get(side, ())
        return next((t.state for t in terms if t.start <= on.latest and (t.end is None or on.earliest <= t.end)), None)

    def name_of(self, noun: Noun, side: str | None) -> str:
        """The canonical English name of a body of a side: *South Korean Ministry of Defence*.

        Without a side the pattern's own words are given.
        """
        country = self._countries.get(side) if side else None
        if country is not None:
            return noun.name.format(adj=country.adjective, country=country.name)
        label = self.side_name(side) if side else ""
        return " ".join(noun.name.format(adj=label, country=label or "unknown state").split())

    def _only(self, name: str, language: Language, *kinds: EntryKind) -> Entry | None:
        entries = [entry for entry in self.look_up(name, language) if entry.kind in kinds]
        if not entries or len({entry.country for entry in entries}) > 1:
            return None
        return entries[0]

    def _read(self, word: str, language: Language) -> NounReading | None:
        return read_noun(word, self._nouns[language], self._indexes[language])

    def _name_prefix(self, word: str, language: Language) -> tuple[Entry, int] | None:
        return name_prefix(word, self._indexes[language])
