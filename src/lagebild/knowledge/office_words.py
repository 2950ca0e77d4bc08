"""Which office a word means: *Verteidigungsministerin* -> `defence-minister`, *Kremlchef* -> `president` of RUS.

Takes one word or short phrase of German or English as it stands in the text, gives the kind of office, the side the
word itself names (*US-Präsident*, *Bundesaußenminister*) and whether it speaks of a former or deputy holder. The words
are data (`data/office_words.csv`). It does not look at the words around: *der russische Präsident* is the business of
whoever reads the sentence.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from lagebild.knowledge.tables import read_table

_ENDINGS_DE = ("innen", "in", "es", "en", "s", "n", "r", "e")


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """What a word says about an office.

    `side` is set when the word names the side itself. A `former` word (*Ex-Präsident*, *Altkanzler*) names no holder
    on the dispatch's date; a `deputy` word (*Vize-Verteidigungsminister*) names somebody below the kind it gives.
    """

    kind: str
    side: str | None = None
    former: bool = False
    deputy: bool = False


class _Words(NamedTuple):
    """The table of one language, all keys in lower case; `never` holds words that only look like inflected ones."""

    words: dict[str, OfficeWord]
    sides: dict[str, str]
    former: tuple[str, ...]
    deputy: tuple[str, ...]
    never: frozenset[str]


@lru_cache(maxsize=8192)
def read_office_word(word: str, language: str) -> OfficeWord | None:
    """The office a word means, None when it means none. `language` is `de` or `en`.

    >>> read_office_word("US-Verteidigungsministers", "de")
    OfficeWord(kind='defence-minister', side='USA', former=False, deputy=False)
    >>> read_office_word("Tisch", "de") is None
    True
    """
    table = _load_words().get(language)
    if table is None or not word:
        return None
    return _read(word.casefold().replace("‑", "-").strip(), table, german=language == "de")


@cache
def office_words(language: str) -> frozenset[str]:
    """All words of a language in lower case and base form, for tries and checks."""
    return frozenset(_load_words()[language].words)


def _read(word: str, table: _Words, *, german: bool) -> OfficeWord | None:
    if word in table.never:
        return None
    found = _look_up(word, table.words, german=german)
    if found is not None:
        return found
    for prefix in table.former:
        rest = _rest_after(word, prefix, german=german)
        inner = _read(rest, table, german=german) if rest else None
        if inner is not None:
            return OfficeWord(inner.kind, inner.side, former=True, deputy=inner.deputy)
    for prefix in table.deputy:
        rest = _rest_after(word, prefix, german=german)
        inner = _read(rest, table, german=german) if rest else None
        if inner is not None:
            return OfficeWord(inner.kind, inner.side, former=inner.former, deputy=True)
    head, separator, rest = word.partition("-" if german else " ")
    side = table.sides.get(head)
    if side is None or not separator:
        return None
    inner = _read(rest, table, german=german)
    if inner is None or inner.side not in (None, side):
        return None
    return OfficeWord(inner.kind, side, former=inner.former, deputy=inner.deputy)


def _look_up(word: str, words: dict[str, OfficeWord], *, german: bool) -> OfficeWord | None:
    """The word itself, else its base form; *Präsidentinnen* and *Ministern* need one ending, *Prinzen* none."""
    found = words.get(word)
    if found is not None:
        return found
    if not german:
        return words.get(word[:-1]) if word.endswith("s") else None
    for ending in _ENDINGS_DE:
        if word.endswith(ending):
            found = words.get(word[: -len(ending)])
            if found is not None:
                return found
    return None


def _rest_after(word: str, prefix: str, *, german: bool) -> str | None:
    """What follows the prefix, with or without hyphen in German, after a space or hyphen in English."""
    if not word.startswith(prefix):
        return None
    rest = word[len(prefix) :]
    if rest[:1] in ("-", " "):
        return rest[1:]
    return rest if german else None


@cache
def _load_words() -> dict[str, _Words]:
    tables = {language: _Words({}, {}, (), (), frozenset()) for language in ("de", "en")}
    for row in (found.cells for found in read_table("office_words")):
        table, word = tables[row["language"]], row["word"].casefold()
        match row["type"]:
            case "word":
                table.words[word] = OfficeWord(row["kind"], row["side"] or None)
            case "side":
                table.sides[word] = row["side"]
            case "former":
                tables[row["language"]] = table._replace(former=(*table.former, word))
            case "deputy":
                tables[row["language"]] = table._replace(deputy=(*table.deputy, word))
            case "never":
                tables[row["language"]] = table._replace(never=table.never | {word})
            case other:
                raise ValueError(f"office_words.csv: unknown type {other!r} for {word!r}")
    return tables
