"""The engine below the rules: calendars, number words, lengths, tense with a tree, config, bad grammar."""

from datetime import date

import pytest

from lagebild.annotate.times import TimeConfig, find_times
from lagebild.annotate.times.calendars import (
    easter_sunday,
    feast_date,
    make_date,
    month_interval,
    narrow_interval,
    nearest_weekday,
    season_interval,
    shift_date,
    spell_interval,
    spell_unit,
    unit_interval,
)
from lagebild.annotate.times.durations import spell_duration
from lagebild.annotate.times.grammar import load_grammar
from lagebild.annotate.times.meaning import Meaning
from lagebild.annotate.times.shapes import read_number_word, read_word
from lagebild.schema import Grain, Interval, Language, Sentence, Span, Token

from .reading_aloud import THURSDAY, read_times


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2019, date(2019, 4, 21)), (2038, date(2038, 4, 25))],
)
def test_easter(year: int, day: date) -> None:
    assert easter_sunday(year) == day


def test_movable_feasts() -> None:
    assert feast_date(2024, "ascension") == date(2024, 5, 9)
    assert feast_date(2023, "advent-1") == date(2023, 12, 3)
    assert feast_date(2023, "repentance") == date(2023, 11, 22)
    assert feast_date(2023, "thanksgiving") == date(2023, 11, 23)
    assert feast_date(2023, "no such feast") is None


def test_shifts_are_cut_to_the_calendar() -> None:
    assert shift_date(date(2024, 1, 31), "M", 1) == date(2024, 2, 29)
    assert shift_date(date(2024, 2, 29), "Y", -1) == date(2023, 2, 28)
    assert shift_date(date(2024, 1, 1), "Y", -5000) == date.min
    assert shift_date(date(2024, 1, 1), "D", 10**8) == date.max
    assert make_date(2023, 2, 31) == date(2023, 2, 28)


def test_units_around_a_day() -> None:
    assert unit_interval(date(2024, 8, 15), "W") == Interval(date(2024, 8, 12), date(2024, 8, 18), Grain.WEEK)
    assert spell_unit(date(2024, 12, 30), "W") == "2025-W01"
    assert spell_unit(date(2024, 8, 15), "HY") == "2024-H2"
    assert nearest_weekday(date(2024, 8, 15), 3, -1) == date(2024, 8, 15)
    assert season_interval(2023, "WI").latest == date(2024, 2, 29)
    assert spell_interval(Interval(date(2023, 12, 1), date(2024, 1, 1))) == "XXXX"


@pytest.mark.parametrize(("mod", "first", "last"), [("START", 1, 10), ("MID", 11, 20), ("END", 21, 29)])
def test_thirds_of_a_month(mod: str, first: int, last: int) -> None:
    narrowed = narrow_interval(month_interval(2024, 2), mod)
    assert (narrowed.earliest.day, narrowed.latest.day) == (first, last)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("elf", 11),
        ("einundzwanzig", 21),
        ("zweihundert", 200),
        ("neunzehnhundert", 1900),
        ("viereinhalb", 4.5),
        ("elfe", None),
    ],
)
def test_number_words(word: str, value: float | None) -> None:
    assert read_number_word(word) == value


@pytest.mark.parametrize(
    ("meaning", "value"),
    [
        (Meaning(amount=3, unit="Y", amount2=4, unit2="M"), "P3Y4M"),
        (Meaning(amount=0, unit="H"), "PTXH"),
        (Meaning(amount=0.5, unit="Y"), "P6M"),
        (Meaning(amount=2, unit="Q"), "P6M"),
        (Meaning(amount=3.5, unit="MIN"), "PT3.5M"),
        (Meaning(unit="D"), "P1D"),
    ],
)
def test_spelling_of_lengths(meaning: Meaning, value: str) -> None:
    assert spell_duration(meaning) == value


def test_plain_words_have_no_pieces() -> None:
    grammar = load_grammar(Language.GERMAN)
    assert read_word("Verteidigungsminister", grammar) == ()
    assert read_word("US-Präsident", grammar) == ()
    assert [piece.end for piece in read_word("2007/08", grammar)] == [4, 5, 7]


def parsed(rows: list[tuple[str, str, str, int, str]]) -> tuple[tuple[Token, ...], tuple[Sentence, ...]]:
    tokens, offset = [], 0
    for text, upos, feats, head, relation in rows:
        tokens.append(Token(offset, offset + len(text), text, text, text, upos, feats, head, relation))
        offset += len(text) + 1
    return tuple(tokens), (Sentence(Span(0, offset - 1), 0, len(tokens), 0),)


@pytest.mark.parametrize(
    ("feats", "day"), [("Tense=Past|VerbForm=Fin", date(2024, 8, 12)), ("Tense=Pres|VerbForm=Fin", date(2024, 8, 19))]
)
def test_the_tree_decides_the_tense(feats: str, day: date) -> None:
    """The verb form is one no list knows, so only its features can tell."""
    rows = [
        ("Am", "ADP", "_", 1, "case"),
        ("Montag", "NOUN", "_", 2, "obl"),
        ("xyzzt", "VERB", feats, -1, "root"),
        ("er", "PRON", "_", 2, "nsubj"),
        (".", "PUNCT", "_", 2, "punct"),
    ]
    tokens, sentences = parsed(rows)
    (found,) = find_times(tokens, sentences, published=THURSDAY, language=Language.GERMAN)
    assert found.interval == Interval(day, day)


def test_vague_words_can_be_left_out() -> None:
    assert read_times("Damals war Krieg.", config=TimeConfig(vague=False)) == ()
    assert len(read_times("Damals war Krieg.")) == 1


def test_mod_anchor_and_rule_explain_the_result() -> None:
    (found,) = read_times("Ende Mai 2022 war Ruhe.")
    assert (found.mod, found.anchor, found.rule) == ("END", "absolute", "month")
    first, second = read_times("Am 3. Mai 2022 kamen sie, zwei Tage später flohen sie.")
    assert second.anchor == f"timex:{first.span.start}"
    (found,) = read_times("Gestern war Ruhe.")
    assert found.anchor == "published"


def test_month_dated_weekday_keeps_the_weekday() -> None:
    august = Interval(date(2024, 8, 1), date(2024, 8, 31), Grain.MONTH)
    (found,) = read_times("Am Donnerstag fielen Schüsse.", published=august)
    assert found.interval == Interval(date(2024, 8, 1), date(2024, 8, 31), Grain.MONTH, weekday=3)


def test_no_tokens_no_times() -> None:
    assert find_times((), (), published=THURSDAY, language=Language.GERMAN) == ()


def test_a_very_long_list_of_days_is_read() -> None:
    text = "Am " + ", ".join(f"{i % 31 + 1}." for i in range(600)) + " und 5. Mai wird gestreikt."
    assert len(read_times(text)) == 601
