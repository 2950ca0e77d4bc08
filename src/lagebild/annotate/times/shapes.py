"""What a single token may mean: words of the lexicon, numbers and dates by their shape, compounds by their parts.

`read_word` cuts one token into pieces (mostly one; *2007/08* is three) and gives each piece its categories. The
result depends on the token's characters alone, so `WordReader` remembers it: most tokens of a text are dismissed
with one look into that memory. Nothing here looks at neighbouring tokens.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lagebild.annotate.times.grammar import Entry, Grammar
from lagebild.annotate.times.meaning import EMPTY, Meaning, join_meanings

Atoms = Mapping[str, Meaning]

_MEMORY = 200_000
"""Words remembered before the memory is emptied; a bound for long runs, far above a language's frequent words."""


class Piece(NamedTuple):
    """A part of a token: its offsets inside the token, its categories, and those it has when it opens a sentence."""

    start: int
    end: int
    atoms: Atoms
    initial: Atoms


NO_ATOMS: Atoms = {}


class WordReader(dict[str, tuple[Piece, ...]]):
    """Remembers the pieces of every word form it has seen; the empty tuple means *nothing about time*."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__()
        self.grammar = grammar

    def __missing__(self, text: str) -> tuple[Piece, ...]:
        if len(self) >= _MEMORY:
            self.clear()
        pieces = read_word(text, self.grammar)
        self[text] = pieces
        return pieces


def read_word(text: str, grammar: Grammar) -> tuple[Piece, ...]:
    """The pieces of one token, empty if no piece of it can be about time."""
    whole = _read_piece(text, grammar)
    if whole is not None:
        return (Piece(0, len(text), *whole),)
    parts = [part for part in re.split(r"([-–—/])", text) if part]
    if len(parts) < 3 or len(parts) > 7:
        return ()
    pieces, offset = [], 0
    for part in parts:
        atoms = ({part: EMPTY}, {part: EMPTY}) if part in "-–—/" else _read_piece(part, grammar)
        if atoms is None:
            return ()
        pieces.append(Piece(offset, offset + len(part), *atoms))
        offset += len(part)
    return tuple(pieces)


def _read_piece(text: str, grammar: Grammar) -> tuple[Atoms, Atoms] | None:
    """Categories of a piece inside and at the start of a sentence; None if it has none at all."""
    word = text.lower()
    entries = [*grammar.lexicon.get(word, ())]
    if text[0].isdigit() or text[0] in "'’":
        entries.extend(_read_number(word))
    if len(text) > 2 and not (text[0].isdigit() and text != word):
        entries.extend(_read_compound(word, grammar))
    if not entries:
        return None
    upper, shouted = text[0].isupper(), len(text) > 1 and text.isupper()
    inside = {e.category: e.meaning for e in entries if e.case == "" or shouted or (e.case == "upper") == upper}
    initial = {e.category: e.meaning for e in entries if e.case != "upper" or upper}
    return (inside, initial) if inside or initial else None


def _read_compound(word: str, grammar: Grammar) -> Iterator[Entry]:
    """Compounds such as *Montagabend*, *dreitägig*, *17-jährig*, *mehrwöchig*; *17-Jährige* never gets here."""
    for kind, suffixes in grammar.suffixes.items():
        prefixes = grammar.prefixes.get(kind, {})
        for cut in range(max(1, len(word) - 16), len(word) - 2):
            suffix = suffixes.get(word[cut:])
            if suffix is None:
                continue
            first = word[:cut].rstrip("-")
            meaning = prefixes.get(first)
            if meaning is None and kind == "NUM":
                amount = float(first) if first.isdigit() else read_number_word(first)
                meaning = Meaning(amount=amount) if amount is not None else None
            if meaning is not None:
                yield Entry(suffix.category, join_meanings((meaning, suffix.meaning), {}, {}), suffix.case)
    amount = read_number_word(word) if "NUMBERWORD" in grammar.shapes else None
    if amount is not None and all(entry.category != "NUM" for entry in grammar.lexicon.get(word, ())):
        yield Entry("NUM", Meaning(amount=amount))
    tens, hyphen, ones = word.partition("-")
    if hyphen and amount is None:
        sizes = [
            e.meaning.amount or 0 for part in (tens, ones) for e in grammar.lexicon.get(part, ()) if e.category == "NUM"
        ]
        if len(sizes) == 2 and sizes[0] >= 20 and sizes[1] < 10:
            yield Entry("NUM", Meaning(amount=sum(sizes)))


_UNITS = {
    "ein": 1, "eine": 1, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16,
    "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_TENS = {
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip


def read_number_word(word: str) -> float | None:
    """The value of a German number word, halves included.

    >>> read_number_word("zweiundvierzig"), read_number_word("dreieinhalb"), read_number_word("haus")
    (42, 3.5, None)
    """
    if word.endswith("einhalb"):
        whole = read_number_word(word.removesuffix("einhalb")) if word != "einhalb" else 0
        return None if whole is None else whole + 0.5
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    for name, size in (("tausend", 1000), ("hundert", 100)):
        head, found, tail = word.partition(name)
        if found:
            many = read_number_word(head) if head else 1
            rest = read_number_word(tail.removeprefix("und")) if tail else 0
            return None if many is None or rest is None else many * size + rest
    unit, found, ten = word.partition("und")
    if found and unit in _UNITS and ten in _TENS:
        return _UNITS[unit] + _TENS[ten]
    return None


def _read_number(word: str) -> Iterator[Entry]:
    for pattern, build in _SHAPES:
        match = pattern.fullmatch(word)
        if match:
            yield from build(match)


def _short_number(match: re.Match[str]) -> Iterator[Entry]:
    number = int(match[1])
    yield Entry("NUM", Meaning(amount=number))
    yield Entry("INT", Meaning(number=number))
    if 1 <= number <= 31:
        yield Entry("DAYN", Meaning(day=number))
    if 1 <= number <= 12:
        yield Entry("MONTHN", Meaning(month=number))
    if number <= 24:
        yield Entry("HOUR", Meaning(hour=number, minute=0))
        yield Entry("HOURN", Meaning(hour=number))
    if number <= 59:
        yield Entry("MINUTE", Meaning(minute=number))
    if len(match[1]) == 2:
        yield Entry("YEAR2", Meaning(year=number))


def _long_number(match: re.Match[str]) -> Iterator[Entry]:
    number = int(match[1])
    yield Entry("NUM", Meaning(amount=number))
    if 1000 <= number <= 2199:
        yield Entry("YEAR", Meaning(year=number))


def _ordinal(match: re.Match[str]) -> Iterator[Entry]:
    number = int(match[1])
    yield Entry("ORD", Meaning(number=number))
    if 1 <= number <= 31:
        yield Entry("DAY", Meaning(day=number))


def _clock(match: re.Match[str]) -> Iterator[Entry]:
    hour, minute = int(match[1]), int(match[2])
    if hour <= 24 and minute <= 59:
        yield Entry("CLOCK", Meaning(hour=hour, minute=minute))


def _half_day_clock(match: re.Match[str]) -> Iterator[Entry]:
    hour, minute = int(match[1]), int(match[2] or 0)
    if 1 <= hour <= 12 and minute <= 59:
        yield Entry("CLOCK12", Meaning(hour=hour, minute=minute, half_day=12 if match[3] == "p" else 0))


def _full_date(match: re.Match[str]) -> Iterator[Entry]:
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    if 1 <= day <= 31 and 1 <= month <= 12 and (len(match[3]) == 2 or 1000 <= year <= 2199):
        yield Entry("FULLDATE", Meaning(day=day, month=month, year=year))


def _american_date(match: re.Match[str]) -> Iterator[Entry]:
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    month, day = (first, second) if first <= 12 else (second, first)
    if 1 <= day <= 31 and 1 <= month <= 12:
        yield Entry("SLASHDATE", Meaning(day=day, month=month, year=year))


def _day_month(match: re.Match[str]) -> Iterator[Entry]:
    day, month = int(match[1]), int(match[2])
    if 1 <= day <= 31 and 1 <= month <= 12:
        yield Entry("DAYMONTH", Meaning(day=day, month=month))


def _short_date(match: re.Match[str]) -> Iterator[Entry]:
    day, month = int(match[1]), int(match[2])
    if 1 <= day <= 31 and 1 <= month <= 12:
        yield Entry("SHORTDATE", Meaning(day=day, month=month))


def _iso_date(match: re.Match[str]) -> Iterator[Entry]:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if 1 <= day <= 31 and 1 <= month <= 12:
        yield Entry("FULLDATE", Meaning(year=year, month=month, day=day))


def _decade(match: re.Match[str]) -> Iterator[Entry]:
    digits = match[1]
    if digits[-1] == "0":
        number = int(digits) // 10
        yield Entry("DECADE" if len(match.groups()) < 2 or not match[2] else "DECADES", Meaning(decade=number))


def _decimal(match: re.Match[str]) -> Iterator[Entry]:
    yield Entry("NUM", Meaning(amount=float(match[1].replace(",", "."))))


def _thousands(match: re.Match[str]) -> Iterator[Entry]:
    yield Entry("NUM", Meaning(amount=int(re.sub(r"[.,]", "", match[1]))))


def _short_year(match: re.Match[str]) -> Iterator[Entry]:
    yield Entry("YEARQ", Meaning(year=int(match[1])))


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Entry]]], ...] = (
    (re.compile(r"(\d{1,2})"), _short_number),
    (re.compile(r"(\d{3,})"), _long_number),
    (re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)"), _ordinal),
    (re.compile(r"(\d{1,2})[.:](\d\d)(?::\d\d)?"), _clock),
    (re.compile(r"(\d{1,2})(?:[.:](\d\d))?([ap])\.?m\.?"), _half_day_clock),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)"), _full_date),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), _american_date),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\."), _day_month),
    (re.compile(r"(\d{1,2})\.(\d{1,2})"), _short_date),
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), _iso_date),
    (re.compile(r"(\d{4}|\d\d)er(-jahre[ns]?)?"), _decade),
    (re.compile(r"['’]?(\d{4}|\d\d)['’]?s"), _decade),
    (re.compile(r"(\d+,\d+)"), _decimal),
    (re.compile(r"(\d{1,3}(?:[.,]\d{3})+)"), _thousands),
    (re.compile(r"['’](\d\d)"), _short_year),
)
