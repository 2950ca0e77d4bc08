"""What a text has said about time so far, and where its next words may hang.

`Story` is the only thing that changes while one text is read; it lives for one call and is never shared.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from lagebild.annotate.times.config import TimeConfig
from lagebild.schema import Grain, Interval


class Anchor(NamedTuple):
    """An earlier expression others may hang on."""

    interval: Interval
    offset: int
    sentence: int
    paragraph: int
    opening: bool = False
    """Whether it opened its sentence: the day a programme is set out under."""

    @property
    def name(self) -> str:
        """How a result names its anchor."""
        return f"timex:{self.offset}"


@dataclass(slots=True)
class Story:
    """The publication date, the place reached, and the last expressions that named a day or a longer time."""

    published: Interval
    config: TimeConfig
    sentence: int = 0
    paragraph: int = 0
    last: Anchor | None = None
    last_day: Anchor | None = None
    clock: tuple[datetime, Anchor] | None = None
    """The last clock time of a known day: *drei Stunden später* counts from it."""
    open_set: int = -1
    """Sentence in which a repeated or open time was last named: a clock time after it belongs to no single day."""
    listed: int = -1
    """Sentence in which a list of days has begun: a clock time after its last day belongs to none of them."""
    headed: int = -1
    """Sentence (a heading) that has set the year of a narrative; a later year in it changes nothing."""
    heading_year: int | None = None
    """The only year of the last heading: each new paragraph returns to it."""
    main_year: int | None = None
    """The year a narrative is in. Years told of in passing (*der Vertrag von 1871*) do not change it."""
    doubted: int | None = None
    """A far-off year a narrative has named once; named twice it is believed."""
    words: frozenset[str] = frozenset()
    """The lower-cased words of the sentence."""
    years_of: dict[tuple[int, int], int] = field(default_factory=dict)
    """Years of (month, day) that the text has given in full: *am 7. Oktober 2023 ... seit dem 7. Oktober*."""

    @property
    def day_known(self) -> bool:
        """Whether the publication date is one day."""
        return self.published.earliest == self.published.latest

    @property
    def narrative(self) -> bool:
        """Whether expressions hang on each other and not on the publication date."""
        return self.config.domain == "narrative"

    @property
    def today(self) -> date:
        """The publication day; the last possible one when only a month or year is known."""
        return self.published.latest

    def near(self, anchor: Anchor | None) -> Anchor | None:
        """The anchor if it is close enough to lend its date."""
        if anchor is None or self.narrative:
            return anchor
        close = self.sentence - anchor.sentence <= self.config.memory and anchor.paragraph == self.paragraph
        return anchor if close or self.sentence - anchor.sentence <= 1 else None

    def remember(self, interval: Interval, offset: int, *, opening: bool = False) -> None:
        """Let later expressions hang on this one."""
        anchor = Anchor(interval, offset, self.sentence, self.paragraph, opening)
        self.last = anchor
        if interval.earliest == interval.latest and interval.grain is Grain.DAY:
            self.last_day = anchor

    def head_list(self, offset: int) -> None:
        """Let the day named there be one that a programme is set out under: *Sonntag 8 Uhr: Messe 11 Uhr: Konzert*."""
        if self.last_day is not None and self.last_day.offset == offset:
            self.last_day = self.last_day._replace(opening=True)

    def set_clock(self, value: str, offset: int) -> None:
        """Let lengths count on from a TIMEX3 value that names a day and an hour; any other value changes nothing."""
        try:
            at = datetime.strptime(value, "%Y-%m-%dT%H:%M")
        except ValueError:
            return
        self.clock = at, Anchor(Interval(at.date(), at.date(), Grain.DAY), offset, self.sentence, self.paragraph)

    def count_on(self, hours: float) -> tuple[datetime, str] | None:
        """The time so many hours from the last clock time, if that is close enough, and the name of its anchor."""
        if self.clock is None or self.near(self.clock[1]) is None:
            return None
        at, anchor = self.clock
        return at + timedelta(hours=hours), anchor.name

    def enter(self, sentence: int, paragraph: int, words: frozenset[str] = frozenset()) -> None:
        """Go on to a sentence and its words; a new paragraph under a heading of one year is in that year again."""
        if paragraph != self.paragraph and self.heading_year is not None:
            self.main_year = self.heading_year
        self.sentence, self.paragraph, self.words = sentence, paragraph, words

    def follow_year(self, year: int, *, dated: bool, heading: bool, opening: bool) -> None:
        """Move a narrative's year on: by headings, by dates with a month (`dated`), by years that open a sentence.

        A jump back or far ahead is first taken for an excursus.
        """
        if heading:
            self._head(year)
            return
        if self.main_year is None:
            self.main_year = year if dated or opening else None
            return
        step = year - self.main_year
        near = (dated and -1 <= step <= 3) or (opening and 0 <= step <= 3)
        if near or (dated and self.doubted == year):
            self.main_year, self.doubted = year, None
        elif dated:
            self.doubted = year

    def _head(self, year: int) -> None:
        if self.headed != self.sentence:
            self.headed, self.main_year, self.heading_year, self.doubted = self.sentence, year, year, None
        elif year != self.main_year:
            self.heading_year = None
