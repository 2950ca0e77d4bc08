"""The columns of the timeline chart: how many events of each quad class fall into each day, week, month or year.

Takes events with their days and the period of the dispatches; gives `Chart`, the geometry of an SVG that the template
draws. Events told in the period but placed before or after it, and events without a time or known only to a longer
stretch than one column, are counted beside the chart instead of being squeezed onto a day.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from lagebild.analyse import Step
from lagebild.analyse.bins import find_bin
from lagebild.schema import EVENT_TYPES, Interval, Quad
from lagebild.serve.words import Words

QUADS = tuple(Quad)
MOST_COLUMNS = {Step.DAY: 62, Step.WEEK: 60, Step.MONTH: 60}
OUTER = ("before", "after", "vague")
TICKS = 8
WIDEST = 6.0
"""Percent of the chart that one bar fills at most, so that few columns do not become walls."""
LENGTHS = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31}


@dataclass(frozen=True)
class Bar:
    """One coloured part of a column; `y` and `height` in percent of the chart from its top."""

    quad: int
    count: int
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """One column: its days (None for vague ones), its labels and its bars.

    `kind` is within, or before, after, vague: these have counts but no place in the chart.
    """

    kind: str
    days: Interval | None
    label: str
    tick: str
    counts: tuple[int, ...]
    bars: tuple[Bar, ...]
    x: float
    width: float

    @property
    def total(self) -> int:
        """Events in the column."""
        return sum(self.counts)

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True)
class Chart:
    """The whole chart: `places[i]` is the column of the i-th event, `top` the number at the upper edge."""

    step: Step
    columns: tuple[Column, ...]
    places: tuple[int, ...]
    top: int
    reported: int


@dataclass(frozen=True)
class Dated:
    """What the chart needs of one event; `reported` if its days are those of its dispatch."""

    type: str
    days: Interval | None
    reported: bool


class _Axis(NamedTuple):
    """First days of the columns; `end` is the last day of the last."""

    step: Step
    starts: list[date]
    end: date


def draw_timeline(events: Sequence[Dated], *, period: Interval, words: Words) -> Chart:
    """Sort events into columns and compute the bars."""
    axis = _lay_axis(_choose_step(events, period), period)
    keys = [_place(event.days, axis) for event in events]
    counted = Counter((key, QUADS.index(EVENT_TYPES[event.type].quad)) for key, event in zip(keys, events, strict=True))
    order = [*range(len(axis.starts)), *(kind for kind in OUTER if kind in keys)]
    counts = {key: tuple(counted[key, quad] for quad in range(len(QUADS))) for key in order}
    top = _round_up(max(sum(counts[key]) for key in range(len(axis.starts))))
    columns = tuple(_column(key, axis, words, counts=counts[key], top=top) for key in order)
    at = {key: i for i, key in enumerate(order)}
    return Chart(axis.step, columns, tuple(at[key] for key in keys), top, sum(event.reported for event in events))


def main_period(published: Sequence[Interval]) -> Interval:
    """The days the axis covers: from the first to the last dispatch, but without a thin early tail.

    Where nineteen of twenty dispatches lie in less than half of the time, the axis shows their time only and the
    rest falls into *earlier*: a single dispatch of 2004 must not squeeze a report on 2026 into two columns.
    """
    days = sorted(published)
    whole = Interval(days[0].earliest, max(interval.latest for interval in days))
    dense = days[len(days) // 20].earliest
    return Interval(dense, whole.latest) if (whole.latest - dense) * 2 < whole.latest - whole.earliest else whole


def _choose_step(events: Sequence[Dated], period: Interval) -> Step:
    """The finest step that the period has room for and that at least half of the events inside it are known to."""
    days = (period.latest - period.earliest).days + 1
    told = [event.days for event in events if event.days is not None]
    inside = [when for when in told if when.latest >= period.earliest and when.earliest <= period.latest]
    lengths = sorted((when.latest - when.earliest).days + 1 for when in inside)
    median = lengths[len(lengths) // 2] if lengths else 1
    for step, length in LENGTHS.items():
        if days / length <= MOST_COLUMNS[step] and median <= length:
            return step
    return Step.YEAR


def _lay_axis(step: Step, period: Interval) -> _Axis:
    starts: list[date] = []
    day = period.earliest
    while not starts or day <= period.latest:
        start, end = find_bin(Interval(day, day), step) or (day, day)
        starts.append(start)
        day = end + timedelta(days=1)
    return _Axis(step, starts, end)


def _place(days: Interval | None, axis: _Axis) -> str | int:
    """Number of the column an event belongs to, or before, after, vague."""
    if days is None:
        return "vague"
    if days.latest < axis.starts[0]:
        return "before"
    if days.earliest > axis.end:
        return "after"
    if days.earliest < axis.starts[0] or find_bin(days, axis.step) is None:
        return "vague"
    return bisect_right(axis.starts, days.earliest) - 1


def _column(key: str | int, axis: _Axis, words: Words, *, counts: tuple[int, ...], top: int) -> Column:
    kind, days, label, tick = _describe(key, axis, words)
    if isinstance(key, str):
        return Column(kind, days, label, tick, counts, (), 0.0, 0.0)
    bars, y = [], 100.0
    for quad, count in enumerate(counts):
        height = 100 * count / top
        y -= height
        bars.append(Bar(quad, count, round(y, 3), round(height, 3)))
    room = 100 / len(axis.starts)
    width = min(0.82 * room, WIDEST)
    return Column(
        kind, days, label, tick, counts, tuple(bars), round(key * room + (room - width) / 2, 3), round(width, 3)
    )


def _describe(key: str | int, axis: _Axis, words: Words) -> tuple[str, Interval | None, str, str]:
    """Kind, days, label and tick of a column."""
    if isinstance(key, int):
        following = axis.starts[key + 1] - timedelta(days=1) if key + 1 < len(axis.starts) else axis.end
        days = Interval(axis.starts[key], following)
        every = max(1, round(len(axis.starts) / TICKS))
        tick = "" if key % every else _tick(days.earliest, axis.step, words)
        return "within", days, words.interval(days), tick
    tick = words.page[f"timeline_{key}"]
    if key == "before":
        days = Interval(date.min, axis.starts[0] - timedelta(days=1))
        return key, days, words.page["timeline_before_long"].format(day=words.day(axis.starts[0])), tick
    if key == "after":
        days = Interval(axis.end + timedelta(days=1), date.max)
        return key, days, words.page["timeline_after_long"].format(day=words.day(axis.end)), tick
    return key, None, words.page["timeline_vague_long"], tick


def _tick(day: date, step: Step, words: Words) -> str:
    if step is Step.YEAR:
        return str(day.year)
    month = words.months["short"][day.month - 1]
    if step is Step.MONTH:
        return f"{month} {day.year}" if day.month == 1 else month
    return f"{day.day}. {month}" if words.language == "de" else f"{day.day} {month}"


def _round_up(value: int) -> int:
    """The next of 1, 2, 4, 6, 8, 10, 20, 40 ... so that half of it can be written at the middle line."""
    size = 1
    while True:
        for step in (1, 2, 4, 6, 8):
            if step * size >= value:
                return step * size
        size *= 10
