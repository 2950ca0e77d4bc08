"""What must hold for every text: shifts, verbatim spans, order, no overlaps, the same answer twice."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.annotate.times import TimeConfig
from lagebild.schema import Grain, Interval, Language, TimexType

from .reading_aloud import AUGUST, THURSDAY, read_times

DAY_RELATIVE = (
    "Gestern wurde verhandelt.",
    "Morgen wird verhandelt.",
    "Heute trifft er ein.",
    "Vorgestern Abend wurde verhandelt.",
    "Vor drei Tagen wurde verhandelt.",
    "In vier Tagen wird verhandelt.",
    "In den kommenden 30 Tagen wird verhandelt.",
    "In den vergangenen zehn Tagen wurde verhandelt.",
    "Um 20.30 Uhr beginnt die Sitzung.",
)
ABSOLUTE = (
    "Am 3. Mai 2022 wurde verhandelt.",
    "Das Abkommen vom 26.12.2022 gilt.",
    "Im Sommer 2019 wurde verhandelt.",
    "In den 1990er-Jahren wurde verhandelt.",
    "Im 19. Jahrhundert wurde verhandelt.",
    "Ende Mai 2021 wurde verhandelt.",
    "An Ostern 2023 wurde verhandelt.",
    "Im dritten Quartal 2020 wurde verhandelt.",
)
WORDS = (
    "am im in der den vor seit bis von zum und , . ( ) - / um nach Uhr Montag Freitagabend heute gestern morgen Morgen "
    "3. 26. 5 12 20.30 1950 2022 2007/08 26.12.2022 Mai Ende Anfang Mitte des dieses vergangenen kommenden Jahres Jahr "
    "Jahren Tagen Woche drei zwei einem jeden zweiten täglich Nacht Abend später zuvor 90er Jahre Jahrhunderts "
    "Wochenende Sommer Herbst Quartal ersten war wird wurde hat Rakete getestet Soldaten Februar 29. 31. 0 99"
).split()
ENGLISH_WORDS = (
    "on in the a at from to and , . - last next this May March June 3 12 31 3rd 1950 2022 8 p.m. Monday Friday "
    "morning night today yesterday tomorrow year years week ago later earlier two three every past of end early late "
    "summer quarter first second century 1990s was will said tests missile noon each weekend"
).split()
UNHURRIED = settings(deadline=None, max_examples=100)
"""The first reading loads the grammar, and a busy machine must not fail a test."""

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def on(day: date) -> Interval:
    return Interval(day, day)


@UNHURRIED
@given(day=DAYS, steps=st.integers(-4000, 4000), text=st.sampled_from(DAY_RELATIVE))
def test_day_relative_intervals_move_with_the_publication_date(day: date, steps: int, text: str) -> None:
    (before,) = read_times(text, published=on(day))
    (after,) = read_times(text, published=on(day + timedelta(days=steps)))
    assert before.interval is not None
    assert after.interval is not None
    assert after.interval.earliest - before.interval.earliest == timedelta(days=steps)
    assert after.interval.latest - before.interval.latest == timedelta(days=steps)


@UNHURRIED
@given(day=DAYS, other=DAYS, text=st.sampled_from(ABSOLUTE))
def test_absolute_intervals_never_move(day: date, other: date, text: str) -> None:
    (before,) = read_times(text, published=on(day))
    (after,) = read_times(text, published=on(other))
    assert before == after
    assert before.anchor == "absolute"
    assert before.interval is not None


def check(text: str, language: Language, published: Interval, config: TimeConfig) -> None:
    found = read_times(text, language, published, config)
    assert found == read_times(text, language, published, config)
    end = 0
    for expression in found:
        assert end <= expression.span.start < expression.span.end <= len(text)
        end = expression.span.end
        assert text[expression.span.start : expression.span.end].strip() == expression.span.of(text)
        assert expression.value
        assert expression.rule
        if expression.interval is not None:
            assert expression.interval.earliest <= expression.interval.latest
            assert expression.type is not TimexType.SET


PUBLISHED = st.sampled_from(
    [THURSDAY, AUGUST, Interval(date(2024, 1, 1), date(2024, 12, 31), Grain.YEAR), on(date(2024, 2, 29))]
)
CONFIG = st.sampled_from([TimeConfig(), TimeConfig(domain="narrative")])


@UNHURRIED
@given(words=st.lists(st.sampled_from(WORDS), max_size=30), published=PUBLISHED, config=CONFIG)
def test_any_row_of_german_words_is_read_soundly(words: list[str], published: Interval, config: TimeConfig) -> None:
    check(" ".join(words), Language.GERMAN, published, config)


@UNHURRIED
@given(words=st.lists(st.sampled_from(ENGLISH_WORDS), max_size=30), published=PUBLISHED, config=CONFIG)
def test_any_row_of_english_words_is_read_soundly(words: list[str], published: Interval, config: TimeConfig) -> None:
    check(" ".join(words), Language.ENGLISH, published, config)


@UNHURRIED
@given(text=st.text(max_size=200), language=st.sampled_from(list(Language)))
def test_any_text_is_read_soundly(text: str, language: Language) -> None:
    check(text, language, THURSDAY, TimeConfig())


@UNHURRIED
@given(words=st.lists(st.sampled_from(WORDS), max_size=20))
def test_a_text_dated_by_month_claims_no_unwritten_day(words: list[str]) -> None:
    """With neither a day number nor a feast in the text no value may state an exact day."""
    text = " ".join(word for word in words if not word[0].isdigit() and word not in {"ersten", "zweiten"})
    for expression in read_times(text, published=AUGUST):
        value = expression.value
        assert not (len(value) >= 10 and value[:10].replace("-", "").isdigit()), (text, expression)
