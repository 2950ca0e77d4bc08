"""Judges full stops: does the stop belong to the word before it, and does the sentence go on behind it.

Takes a word that a full stop follows, the words before it and the text behind, and tells which of three things the
stop is. Abbreviations, ordinals and initials are known by the lists of `data/segment.toml` and by their neighbours; no
language model is asked. Whether a stop that stands for itself ends a sentence is decided in `segment`.
"""

import re
import tomllib
from collections.abc import Sequence
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lagebild.schema import Language, Span

MARKS = frozenset("„\"»«“”‚‘’'()[]") | {"''", "``", ",,", "’’", "‘‘", "‚‚", "<<", ">>"}
"""Quotation marks and brackets, which may stand between a full stop and the next word."""
_BEFORE_SENTENCE = MARKS | frozenset(".!?:…•-–")
_DASHES = frozenset("-–—/")
_ROMAN = re.compile(r"[IVX]{1,5}\.")
_PART = re.compile(r"[ \u00a0\u202f]?([^\W\d_]{1,3}\.)")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.")
_DATE_PREPOSITIONS = frozenset("am vom zum bis seit ab den dem der (".split())
_NAME_PARTICLES = frozenset("de van von da di del der al el bin".split())


class Stop(Enum):
    """What a full stop is."""

    APART = "a mark of its own"
    KEPT = "part of the word"
    KEPT_AT_END = "part of the word, and the sentence ends"


class Words(NamedTuple):
    """The lists of one language; what each is for stands in the data file."""

    never_ends: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    ends_at_capital: frozenset[str]
    several: frozenset[str]
    several_may_end: frozenset[str]
    openers: frozenset[str]
    before_ordinal: frozenset[str]
    ordinal_nouns: frozenset[str]
    months: frozenset[str]
    before_letter: frozenset[str]
    no_line_end: frozenset[str]
    speech: frozenset[str]
    parts: frozenset[str]
    """Single parts of `several`: *z.* and *b.* of *z.b.*"""
    german: bool


class Context(NamedTuple):
    """A word with its full stop, the words before it, and where its stretch of text ends."""

    text: str
    word: Span
    before: Sequence[Span]
    limit: int

    @property
    def form(self) -> str:
        """The word with its full stop, without a leading hyphen (*Dr.-Ing.*)."""
        return self.word.of(self.text).lstrip("-")

    def previous(self, back: int = 1) -> str:
        """The word before, or the one `back` words before; empty where there is none."""
        return self.before[-back].of(self.text) if len(self.before) >= back else ""


@cache
def load_words(language: Language) -> Words:
    """The lists of a language."""
    table = tomllib.loads(files("lagebild.annotate").joinpath("data/segment.toml").read_text("utf-8"))[language.value]
    lists = {name: frozenset(words.split()) for name, words in table.items()}
    parts = frozenset(part + "." for whole in lists["several"] for part in whole.split(".") if part)
    return Words(**lists, parts=parts, german=language is Language.GERMAN)


def judge_stop(context: Context, words: Words) -> Stop:
    """What the full stop at the end of `context.word` is."""
    form = context.form
    following = next_word(context.text, context.word.end, context.limit)
    if form[0].isdigit():
        return _judge_number(context, following, words)
    if "." in form[:-1]:
        return _judge_dotted(form.lower(), following, words)
    listed = _judge_listed(context, following, words)
    if listed is not None:
        return listed
    if form.lower() in words.parts and (whole := _whole_of_parts(context, words)):
        ends = whole in words.several_may_end and (not following or opens_sentence(following, words))
        return Stop.APART if ends else Stop.KEPT
    if words.german and _ROMAN.fullmatch(form) and _is_roman_ordinal(context, following, words):
        return Stop.KEPT
    return Stop.KEPT if _is_initial(context, following, words) else Stop.APART


def next_word(text: str, at: int, limit: int) -> str:
    """The word behind `at`, past blanks, quotation marks and brackets; a mark that is none of these stands for itself.

    >>> next_word("am 26. (Sonntag)", 6, 16), next_word("z. B.", 2, 5), next_word("Ende.", 5, 5)
    ('Sonntag', 'B.', '')
    """
    while at < limit and (text[at].isspace() or text[at] in MARKS):
        at += 1
    end = at
    while end < limit and (text[end].isalnum() or text[end] == "."):
        end += 1
    return text[at : max(end, at + 1)] if at < limit else ""


def opens_sentence(word: str, words: Words) -> bool:
    """Whether the word has its capital only because a sentence begins: *Der*, *Danach*, *The*."""
    return word[:1].isupper() and word.lower() in words.openers


def _judge_dotted(form: str, following: str, words: Words) -> Stop:
    """*U.S.*, *z.B.*, *J.D.*: the last stop stays, for the word cannot be told without it."""
    if form in words.several and form not in words.several_may_end:
        return Stop.KEPT
    return Stop.KEPT_AT_END if not following or opens_sentence(following, words) else Stop.KEPT


def _judge_listed(context: Context, following: str, words: Words) -> Stop | None:
    form = context.form
    names = {form}
    if len(form) > 2 and (not context.before or context.previous()[-1] in _BEFORE_SENTENCE):
        names.add(form[0].lower() + form[1:])
    if not names.isdisjoint(words.before_number) and _beside_number(context, following, words):
        return Stop.KEPT
    if not names.isdisjoint(words.never_ends):
        return Stop.KEPT if following else Stop.APART
    if not names.isdisjoint(words.may_end):
        return Stop.KEPT if following and not opens_sentence(following, words) else Stop.APART
    if not names.isdisjoint(words.ends_at_capital):
        return Stop.KEPT if following and not following[0].isupper() else Stop.APART
    return None


def _beside_number(context: Context, following: str, words: Words) -> bool:
    """*Art. 5*, *5. Jan. trafen*; but *dieser Art.* and *am 5. Jan. Danach*."""
    if not following:
        return False
    if following[0].isdigit() or following[0].islower() or following[0] in ",-–/":
        return True
    return context.previous()[:1].isdigit() and not opens_sentence(following, words)


def _whole_of_parts(context: Context, words: Words) -> str:
    """The abbreviation of several parts that the word is one of: *z. B.* for both *z.* and *B.*; empty if none."""
    parts = [context.form.lower()]
    end = context.word.start
    for span in reversed(context.before[-3:]):
        part = span.of(context.text).lower()
        if part not in words.parts or end - span.end > 1:
            break
        parts.insert(0, part)
        end = span.start
    own = len(parts) - 1
    at = context.word.end
    while len(parts) - own < 4 and (match := _PART.match(context.text, at, context.limit)):
        parts.append(match[1].lower())
        at = match.end()
    wholes = ("".join(parts[i:k]) for i in range(own + 1) for k in range(len(parts), own, -1) if k - i > 1)
    return next((whole for whole in wholes if whole in words.several), "")


def _judge_number(context: Context, following: str, words: Words) -> Stop:
    form = context.form
    date = _DAY_MONTH.fullmatch(form)
    if date is not None:
        fits = words.german and 1 <= int(date[1]) <= 31 and 1 <= int(date[2]) <= 12
        return Stop.KEPT if fits and _is_date(context, following, words) else Stop.APART
    if not form[:-1].isdecimal() or len(form) > 4 or not following:
        return Stop.APART
    if not words.german:
        return Stop.APART
    listed = not context.before and context.text[context.word.end].isspace()  # *1. Die Ukraine*
    return Stop.KEPT if listed or _is_ordinal(context, following, words) else Stop.APART


def _is_date(context: Context, following: str, words: Words) -> bool:
    """*26.12.* without a year; but *um 10.12. Danach*."""
    if not following or following[0].isdigit():
        return False
    if following[0] in _DASHES or following[0] in ",;" or following[0].islower():
        return True
    return context.previous().lower() in _DATE_PREPOSITIONS and not opens_sentence(following, words)


def _is_ordinal(context: Context, following: str, words: Words) -> bool:
    number = int(context.form[:-1])
    first = following[0]
    if first in _DASHES:
        # *26.–28. Dezember*; but *... waren 26. – Der Kreml*.
        return next_word(context.text, _after(context, first), context.limit)[:1].isdigit()
    if first == "," or first.islower():
        return True
    bare = following.lower().rstrip(".")
    if bare in words.months:
        return number <= 31
    if first.isdigit():
        return _in_spaced_date(context, number, following)
    if not first.isupper() or opens_sentence(following, words):
        return False
    return _is_counted(context, bare, words)


def _is_counted(context: Context, bare: str, words: Words) -> bool:
    """Whether what stands around a number makes it an ordinal before a noun: *der 26. Brigade*, *1. FC*."""
    if any(bare.endswith(noun) for noun in words.ordinal_nouns):
        return True
    previous = context.previous().lower()
    if previous in {"und", "oder", "bis", "sowie", ","}:
        return context.previous(2).endswith(".")
    return previous in words.before_ordinal or previous in MARKS or previous in _DASHES or previous == ""


def _after(context: Context, mark: str) -> int:
    return context.text.index(mark, context.word.end) + 1


def _in_spaced_date(context: Context, number: int, following: str) -> bool:
    """*26. 12. 2022*, written with blanks."""
    if following.endswith(".") and following[:-1].isdecimal():
        return number <= 31 and int(following[:-1]) <= 12
    previous = context.previous()
    return number <= 12 and previous.endswith(".") and previous[:-1].isdecimal() and following[:4].isdecimal()


def _is_roman_ordinal(context: Context, following: str, words: Words) -> bool:
    """*Friedrich II. von Preußen*, *im II. Weltkrieg*; but *im Onlinedienst X.*"""
    if not following or opens_sentence(following, words):
        return False
    previous = context.previous()
    low = previous.lower()
    if following[0] == "," or following[0].islower():
        return previous[:1].isupper() or low in words.before_ordinal
    if low in words.before_ordinal or not previous:
        return following[0].isupper()
    return len(context.form) > 2 and previous[0].isupper() and following[0].isupper()


def _is_initial(context: Context, following: str, words: Words) -> bool:
    """*John F. Kennedy*, *J. D. Vance*; but *Plan B. Der*, *bei 5 V. Putin* and the network *X*."""
    form = context.form
    if len(form) != 2 or not form[0].isupper() or form == "X." or not following:
        return False
    previous = context.previous()
    if previous.lower() in words.before_letter or previous[:1].isdigit() or previous.startswith("°"):
        return False
    if following[0].isupper():
        return not opens_sentence(following, words)
    return following in _NAME_PARTICLES and previous.endswith(".")
