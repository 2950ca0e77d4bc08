"""The columns of the timeline: every event once, in the right place, honest about what is not known to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.schema import EVENT_TYPES, Interval
from lagebild.serve.report.timeline import Dated, draw_timeline, main_period
from lagebild.serve.words import load_words

WORDS = load_words("de")


def days(first: str, last: str | None = None) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first))


def dated(first: str, last: str | None = None, kind: str = "ASSAULT") -> Dated:
    return Dated(kind, days(first, last), False)


@pytest.mark.parametrize(
    ("period", "grain"),
    [
        (days("2024-05-01", "2024-05-20"), "day"),
        (days("2024-01-01", "2024-12-31"), "week"),
        (days("2022-01-01", "2024-12-31"), "month"),
        (days("2004-01-01", "2024-12-31"), "year"),
    ],
)
def test_grain_follows_the_period(period: Interval, grain: str) -> None:
    assert draw_timeline([], period=period, words=WORDS).step == grain


def test_grain_follows_what_is_known() -> None:
    events = [dated("2024-05-01", "2024-05-31")] * 3
    chart = draw_timeline(events, period=days("2024-05-01", "2024-05-31"), words=WORDS)
    assert chart.step == "month"
    assert [column.label for column in chart.columns] == ["Mai 2024"]


def test_events_outside_and_vague_ones_are_counted_beside() -> None:
    events = [dated("2024-05-02"), dated("2024-05-03"), dated("2024-05-03"), dated("1950-06-25"), dated("2024-07-01")]
    events += [dated("2024-05-01", "2024-05-09"), Dated("AGREE", None, False)]
    chart = draw_timeline(events, period=days("2024-05-01", "2024-05-10"), words=WORDS)
    kinds = [column.kind for column in chart.columns]
    assert kinds == [*["within"] * 10, "before", "after", "vague"]
    assert [chart.columns[place].kind for place in chart.places] == [
        "within",
        "within",
        "within",
        "before",
        "after",
        "vague",
        "vague",
    ]
    assert chart.columns[-3].label == "vor dem 1. Mai 2024"
    assert chart.columns[2].total == 2
    assert chart.top == 2


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(EVENT_TYPES)), st.integers(-900, 900), st.integers(0, 400)), max_size=60),
    st.integers(0, 3000),
)
def test_every_event_is_counted_once_and_bars_stay_inside(events: list[tuple[str, int, int]], length: int) -> None:
    origin = date(2020, 2, 29)
    period = Interval(origin, origin + timedelta(days=length))
    given_events = []
    for kind, start, size in events:
        first = origin + timedelta(days=start)
        given_events.append(Dated(kind, Interval(first, first + timedelta(days=size)), False))
    chart = draw_timeline(given_events, period=period, words=WORDS)
    assert sum(column.total for column in chart.columns) == len(events)
    assert len(chart.columns) <= 66 or chart.step == "year"
    for column in chart.columns:
        assert column.x >= 0
        assert column.x + column.width <= 100.01
        assert all(bar.y >= -0.01 for bar in column.bars)


def test_a_thin_early_tail_does_not_stretch_the_axis() -> None:
    published = [days("2004-01-01")] + [days(f"2024-05-{day:02d}") for day in range(1, 31)]
    assert main_period(published) == days("2024-05-01", "2024-05-30")
    assert main_period(published[1:]) == days("2024-05-01", "2024-05-30")
    assert main_period([days("2004-01-01"), days("2024-01-01")]) == days("2004-01-01", "2024-01-01")
