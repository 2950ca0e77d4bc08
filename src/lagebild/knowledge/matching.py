"""Finds aliases of the tables among the words of a text, the longest first.

A look-up is one dictionary access a word: the first word of an alias leads to the few aliases that begin with it.
Overlaps are cut from left to right. Case counts; the tables hold the forms, so nothing is stemmed here.
"""

from collections.abc import Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from lagebild.knowledge.entries import Entry, EntryKind, Match
from lagebild.knowledge.inflection import expand_alias, genitive_forms, split_alias

T = TypeVar("T")

_RANK = {kind: rank for rank, kind in enumerate(EntryKind)}


class _Branch(NamedTuple, Generic[T]):
    rest: tuple[str, ...]
    values: tuple[T, ...]


class AliasIndex(Generic[T]):
    """Read-only look-up of word sequences."""

    __slots__ = ("_branches", "guarded")

    def __init__(self, aliases: Mapping[tuple[str, ...], tuple[T, ...]], guarded: frozenset[str] = frozenset()) -> None:
        branches: dict[str, list[_Branch[T]]] = {}
        for alias, values in aliases.items():
            branches.setdefault(alias[0], []).append(_Branch(alias[1:], values))
        self._branches = {
            first: tuple(sorted(options, key=lambda branch: -len(branch.rest)) if len(options) > 1 else options)
            for first, options in branches.items()
        }
        self.guarded = guarded

    def at(self, words: Sequence[str], start: int) -> tuple[int, tuple[T, ...]] | None:
        """The longest alias that begins at `start`: index after its last word, and what it stands for."""
        options = self._branches.get(words[start])
        if options is None:
            return None
        for rest, values in options:
            end = start + 1 + len(rest)
            if not rest or tuple(words[start + 1 : end]) == rest:
                return end, values
        return None

    def get(self, *alias: str) -> tuple[T, ...]:
        """What exactly this alias stands for; empty when unknown."""
        found = self.at(alias, 0) if alias else None
        return found[1] if found and found[0] == len(alias) else ()

    def __len__(self) -> int:
        return sum(len(options) for options in self._branches.values())


def find_matches(index: AliasIndex[Entry], words: Sequence[str]) -> tuple[Match, ...]:
    """Longest matches from left to right, without overlaps.

    Capitals all through (*TEHRAN*, *SECURITY COUNCIL* in headlines) count as the name they shout.
    """
    matches: list[Match] = []
    at, count = 0, len(words)
    branches = index._branches
    words = [w.capitalize() if len(w) > 4 and w.isupper() and w not in branches else w for w in words]
    while at < count:
        if words[at] not in branches:
            at += 1
            continue
        found = index.at(words, at)
        if found is None:
            at += 1
            continue
        end, entries = found
        matches.append(Match(at, end, entries, end == at + 1 and words[at] in index.guarded))
        at = end
    return tuple(matches)


class IndexBuilder:
    """Collects aliases of one language."""

    def __init__(self, *, german: bool) -> None:
        self._german = german
        self._aliases: dict[tuple[str, ...], tuple[Entry, ...]] = {}
        self._fallbacks: dict[tuple[str, ...], list[Entry]] = {}
        self._guarded: set[str] = set()
        self._won: set[tuple[str, ...]] = set()
        self.wins = False
        """Whether what is added now takes its words from what was added before: the user's rows do."""

    def add(self, alias: str, entry: Entry) -> None:
        """An alias with all its forms."""
        forms = expand_alias(alias)
        for form in forms:
            self.add_form(form, entry)
        if self._german:
            for form in genitive_forms(forms):
                self.add_fallback(form, entry)

    def add_form(self, form: tuple[str, ...], entry: Entry) -> None:
        """One exact word sequence."""
        known = self._aliases.get(form, ())
        if self.wins and form not in self._won:
            self._won.add(form)
            known = ()
        if entry not in known:
            self._aliases[form] = (*known, entry)

    def add_fallback(self, form: tuple[str, ...], entry: Entry) -> None:
        """A form that counts only where no alias has the same words."""
        self._fallbacks.setdefault(form, []).append(entry)

    def guard(self, alias: str) -> None:
        """Mark a one-word alias as a common word too."""
        self._guarded.update(form[0] for form in expand_alias(alias) if len(form) == 1)

    def build(self) -> AliasIndex[Entry]:
        """The finished index; of several readings the kind named first in `EntryKind` leads.

        A name beats the genitive of another: *Hamas* is no form of the town Hama.
        """
        for form, entries in self._fallbacks.items():
            self._aliases.setdefault(form, tuple(dict.fromkeys(entries)))
        ordered = {
            form: tuple(sorted(entries, key=lambda entry: _RANK[entry.kind])) if len(entries) > 1 else entries
            for form, entries in self._aliases.items()
        }
        return AliasIndex(ordered, frozenset(self._guarded))


def look_up(index: AliasIndex[Entry], name: str) -> tuple[Entry, ...]:
    """What a whole name stands for."""
    return index.get(*split_alias_words(name))


def split_alias_words(name: str) -> tuple[str, ...]:
    """The tokens of a name as a text would have them."""
    return tuple(token for word in name.split() for token in split_alias(word))
