"""A dispatch as it came, and the smallest things found in it: spans, tokens, sentences, intervals of days.

All offsets in this package are half-open and count Unicode code points of `Dispatch.text`, which is stored unchanged.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open character offsets into `Dispatch.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers.

        >>> Span(4, 9).of("Das Licht")
        'Licht'
        """
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Grain(StrEnum):
    """How finely an interval is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    SPAN = "span"


class Interval(NamedTuple):
    """Days from `earliest` to `latest`, both included; the act falls on or between them.

    `weekday` (0 = Monday) is kept when the weekday is known but the day is not: *am Donnerstag* in a dispatch
    dated by month.
    """

    earliest: date
    latest: date
    grain: Grain = Grain.DAY
    weekday: int | None = None


class Language(StrEnum):
    """Languages the product reads (ISO 639-1)."""

    GERMAN = "de"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One dated news text.

    `id` is a content hash made by `read`; `given_id` the id that came with it, if any. `published` is an interval:
    one day, or a month or a year when no more is known. `title` is stored beside the text, not inside it.
    """

    id: str
    text: str
    published: Interval
    language: Language
    source: str | None = None
    title: str | None = None
    url: str | None = None
    given_id: str | None = None
    origin: str | None = None
    """File and line the dispatch was read from, for messages."""

    @property
    def name(self) -> str:
        """The id others know it by: the given one, else the content hash."""
        return self.given_id if self.given_id is not None else self.id


class Token(NamedTuple):
    """One word or mark with its analysis.

    `head` is the index of the governing token in `Annotated.tokens`, -1 for the root of its sentence. `lemma` is the
    plain lemma (*griff* -> *greifen*); `full_lemma` joins a separated verb prefix (*griff ... an* -> *angreifen*) and
    equals `lemma` otherwise. `upos`, `feats` (`Case=Nom|Number=Sing` or `_`) and `deprel` follow Universal
    Dependencies.
    """

    start: int
    end: int
    text: str
    lemma: str
    full_lemma: str
    upos: str
    feats: str
    head: int
    deprel: str

    @property
    def span(self) -> Span:
        """Where the token stands."""
        return Span(self.start, self.end)

    def feature(self, name: str) -> str | None:
        """One morphological feature, or None.

        >>> Token(0, 3, "war", "sein", "sein", "AUX", "Mood=Ind|Tense=Past", -1, "root").feature("Tense")
        'Past'
        """
        for pair in self.feats.split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return None

    def is_relative(self) -> bool:
        """Whether a pronoun may open a relative clause; German treebanks give *der* both `Dem` and `Rel`.

        >>> Token(0, 3, "die", "der", "der", "PRON", "Case=Nom|PronType=Dem,Rel", 3, "nsubj").is_relative()
        True
        """
        return "Rel" in (self.feature("PronType") or "").split(",")


class Sentence(NamedTuple):
    """Tokens `first` up to, not including, `last` of `Annotated.tokens`, and the characters they cover."""

    span: Span
    first: int
    last: int
    paragraph: int
    """Number of the paragraph (separated by a blank line or a line break) the sentence stands in, from 0."""
