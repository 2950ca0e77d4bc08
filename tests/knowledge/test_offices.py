"""Who held which office when: labelled cases over the shipped tables, and the rules over tables built by hand."""

import csv
from datetime import date
from pathlib import Path

import pytest

from lagebild.knowledge.office_words import OfficeWord, office_words, read_office_word
from lagebild.knowledge.offices import (
    Holding,
    Office,
    Offices,
    OfficeUnknown,
    Person,
    UnknownReason,
    build_offices,
    load_offices,
)
from lagebild.schema import Grain, Interval

CASES = Path(__file__).resolve().parent.parent / "cases"


def read_cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> Interval:
    return Interval(date.fromisoformat(text), date.fromisoformat(text))


def month(text: str) -> Interval:
    year, number = map(int, text.split("-"))
    after = date(year + number // 12, number % 12 + 1, 1)
    return Interval(date(year, number, 1), date.fromordinal(after.toordinal() - 1), Grain.MONTH)


def interval(text: str) -> Interval:
    return day(text) if len(text) == 10 else month(text)


def term(
    person: str, start: str, end: str = "", *, asof: str = "", office: str = "XXA/president", acting: bool = False
) -> Holding:
    return Holding(
        office,
        person,
        interval(start),
        interval(end) if end else None,
        date.fromisoformat(asof) if asof else None,
        acting,
        "hand",
    )


def person(id_: str, name: str, family: str, *, side: str = "XXA", aliases: tuple[str, ...] = ()) -> Person:
    return Person(id_, name, family, False, side, aliases, "", "")


def office(id_: str = "XXA/president", *, seats: int = 1, answers_to: tuple[str, ...] = ("president",)) -> Office:
    side, _, kind = id_.rpartition("/")
    return Office(id_, side, kind, answers_to, "GOV", seats, kind, kind)


PEOPLE = [
    person("ada", "Ada Alt", "Alt"),
    person("ben", "Ben Beck", "Beck"),
    person("cy", "Cy Coe", "Coe"),
]


def tables(*holdings: Holding, seats: int = 1) -> Offices:
    return build_offices([office(seats=seats)], PEOPLE, holdings)


def who(answer: Holding | OfficeUnknown) -> str | tuple[UnknownReason, tuple[str, ...]]:
    if isinstance(answer, Holding):
        return answer.person
    return answer.reason, tuple(held.person for held in answer.holdings)


@pytest.mark.parametrize(
    "case", read_cases("offices.csv"), ids=lambda case: f"{case['office_id']}@{case['on']}={case['answer'][:7]}"
)
def test_labelled_cases_of_the_shipped_tables(case: dict[str, str]) -> None:
    answer = load_offices().holder(case["office_id"], interval(case["on"]))
    persons = case["persons"].split("|") if case["persons"] else []
    if case["answer"] == "holder":
        assert isinstance(answer, Holding), answer
        assert [answer.person] == persons
        return
    assert isinstance(answer, OfficeUnknown), answer
    assert answer.reason == case["answer"]
    if persons:
        assert [held.person for held in answer.holdings] == persons


def test_there_are_enough_cases() -> None:
    assert len(read_cases("offices.csv")) >= 300
    assert len(read_cases("person_names.csv")) >= 100


def test_the_day_of_a_change_is_the_successors() -> None:
    table = tables(term("ada", "2020-01-01", "2021-05-05"), term("ben", "2021-05-05", "2022-01-01"))
    assert who(table.holder("XXA/president", day("2021-05-04"))) == "ada"
    assert who(table.holder("XXA/president", day("2021-05-05"))) == "ben"


def test_the_last_day_is_the_holders_when_nobody_follows_on_it() -> None:
    table = tables(term("ada", "2020-01-01", "2021-05-05"), term("ben", "2021-05-06", "2022-01-01"))
    assert who(table.holder("XXA/president", day("2021-05-05"))) == "ada"


def test_a_month_with_a_change_lists_both() -> None:
    table = tables(term("ada", "2020-01-01", "2021-05-05"), term("ben", "2021-05-05", "2022-01-01"))
    assert who(table.holder("XXA/president", month("2021-05"))) == (UnknownReason.SEVERAL, ("ada", "ben"))
    assert who(table.holder("XXA/president", month("2021-04"))) == "ada"


def test_a_change_known_to_the_month_leaves_its_days_open() -> None:
    table = tables(term("ada", "2020-01-01", "2021-05"), term("ben", "2021-05", "2022-01-01"))
    assert who(table.holder("XXA/president", day("2021-05-20"))) == (UnknownReason.SEVERAL, ("ada", "ben"))
    assert who(table.holder("XXA/president", day("2021-04-30"))) == "ada"
    assert who(table.holder("XXA/president", day("2021-06-01"))) == "ben"


def test_being_seen_in_office_settles_a_vague_start() -> None:
    table = tables(term("ada", "2020-01-01", "2021-05"), term("ben", "2021-05", asof="2021-05-20"))
    assert who(table.holder("XXA/president", day("2021-05-20"))) == "ben"
    assert who(table.holder("XXA/president", day("2021-05-10"))) == (UnknownReason.SEVERAL, ("ada", "ben"))


def test_beyond_the_last_sight_nothing_is_guessed() -> None:
    table = tables(term("ada", "2020-01-01", asof="2021-05-05"))
    assert who(table.holder("XXA/president", day("2021-05-05"))) == "ada"
    assert table.holder("XXA/president", day("2021-05-06")) == OfficeUnknown(
        "XXA/president", UnknownReason.UNKNOWN_SINCE, date(2021, 5, 5), (term("ada", "2020-01-01", asof="2021-05-05"),)
    )
    assert who(table.holder("XXA/president", month("2021-05"))) == "ada", "seen on one day of the month"


def test_after_an_end_without_successor_the_last_holder_is_named_as_such() -> None:
    table = tables(term("ada", "2020-01-01", "2021-05-05"))
    answer = table.holder("XXA/president", day("2023-01-01"))
    assert who(answer) == (UnknownReason.UNKNOWN_SINCE, ("ada",))


def test_gaps_and_the_time_before_records() -> None:
    table = tables(term("ada", "2020-01-01", "2020-06-30"), term("ben", "2020-08-01", "2021-01-01"))
    assert who(table.holder("XXA/president", day("2020-07-15"))) == (UnknownReason.GAP, ())
    assert who(table.holder("XXA/president", day("2019-12-31")))[0] == UnknownReason.BEFORE_RECORDS
    assert who(table.holder("XXB/president", day("2020-01-01"))) == (UnknownReason.NO_OFFICE, ())


def test_a_shared_office_names_all() -> None:
    table = tables(term("ada", "2020-01-01", "2022-01-01"), term("ben", "2020-01-01", "2021-01-01"), seats=2)
    assert who(table.holder("XXA/president", day("2020-05-05"))) == (UnknownReason.SHARED, ("ada", "ben"))
    assert who(table.holder("XXA/president", day("2021-05-05"))) == "ada"


def test_held_by_tells_known_from_presumed() -> None:
    table = tables(term("ada", "2020-01-01", asof="2021-05-05"))
    assert [held.office for held in table.held_by("ada", day("2021-01-01"))] == ["XXA/president"]
    assert table.held_by("ada", day("2022-01-01")) == ()
    assert len(table.held_by("ada", day("2022-01-01"), presumed=True)) == 1
    assert table.held_by("nobody", day("2021-01-01")) == ()


def test_rows_that_name_nobody_are_refused() -> None:
    with pytest.raises(KeyError):
        build_offices([], PEOPLE, [term("ada", "2020-01-01", "2021-01-01")])


@pytest.mark.parametrize(
    ("person_id", "on", "side"),
    [
        ("mark-rutte", "2024-01-01", "NLD"),
        ("mark-rutte", "2025-01-01", "IGO:NATO"),
        ("mark-rutte", "2026-11-01", "IGO:NATO"),
        ("jens-stoltenberg", "2012-01-01", "NOR"),
        ("jens-stoltenberg", "2022-01-01", "IGO:NATO"),
        ("jens-stoltenberg", "2025-08-01", "NOR"),
        ("kaja-kallas", "2023-01-01", "EST"),
        ("kaja-kallas", "2025-08-30", "IGO:EUU"),
        ("ursula-von-der-leyen", "2018-01-01", "DEU"),
        ("ursula-von-der-leyen", "2025-08-30", "IGO:EUU"),
        ("antonio-guterres", "2020-01-01", "IGO:UNO"),
        ("ban-ki-moon", "2005-01-01", "KOR"),
        ("naim-qassem", "2026-01-01", "REB:Hezbollah"),
        ("ahmed-al-sharaa", "2020-01-01", "REB:Hay'at Tahrir al-Sham"),
        ("ahmed-al-sharaa", "2025-12-01", "SYR"),
        ("haibatullah-akhundzada", "2018-01-01", "REB:Taliban"),
        ("haibatullah-akhundzada", "2024-01-01", "AFG"),
        ("angela-merkel", "2026-05-28", "DEU"),
        ("kofi-annan", "2012-01-01", "IGO:UNO"),
        ("nobody", "2020-01-01", None),
    ],
)
def test_the_side_a_person_acts_for(person_id: str, on: str, side: str | None) -> None:
    assert load_offices().side_of(person_id, day(on)) == side


@pytest.mark.parametrize(
    ("kind", "side", "office_id"),
    [
        ("foreign-minister", "USA", "USA/foreign-minister"),
        ("head-of-state", "USA", "USA/president"),
        ("head-of-government", "USA", "USA/president"),
        ("head-of-state", "DEU", "DEU/president"),
        ("head-of-government", "DEU", "DEU/chancellor"),
        ("leader", "DEU", "DEU/chancellor"),
        ("prime-minister", "DEU", "DEU/chancellor"),
        ("chancellor", "AUT", "AUT/chancellor"),
        ("prime-minister", "GBR", "GBR/prime-minister"),
        ("head-of-state", "GBR", "GBR/monarch"),
        ("leader", "GBR", "GBR/prime-minister"),
        ("head-of-state", "RUS", "RUS/president"),
        ("leader", "RUS", "RUS/president"),
        ("head-of-government", "RUS", "RUS/prime-minister"),
        ("leader", "PRK", "PRK/supreme-leader"),
        ("head-of-state", "PRK", "PRK/supreme-leader"),
        ("head-of-state", "IRN", "IRN/supreme-leader"),
        ("president", "IRN", "IRN/president"),
        ("head-of-government", "FRA", "FRA/prime-minister"),
        ("leader", "FRA", "FRA/president"),
        ("leader", "TUR", "TUR/president"),
        ("leader", "HUN", "HUN/prime-minister"),
        ("leader", "ISR", "ISR/prime-minister"),
        ("leader", "SAU", "SAU/monarch"),
        ("leader", "REB:Hamas", "REB:Hamas/leader"),
        ("leader", "REB:Hezbollah", "REB:Hezbollah/secretary-general"),
        ("secretary-general", "IGO:NATO", "IGO:NATO/secretary-general"),
        ("foreign-minister", "IGO:EUU", None),
        ("head-of-government", "CHN", "CHN/prime-minister"),
        ("chancellor", "FRA", None),
        ("defence-minister", "XXX", None),
    ],
)
def test_the_office_a_side_means_by_a_kind(kind: str, side: str, office_id: str | None) -> None:
    assert load_offices().office_for(kind, side) == office_id


@pytest.mark.parametrize("case", read_cases("office_words.csv"), ids=lambda case: f"{case['language']}:{case['word']}")
def test_office_words(case: dict[str, str]) -> None:
    expected = (
        OfficeWord(case["kind"], case["side"] or None, case["former"] == "yes", case["deputy"] == "yes")
        if case["kind"]
        else None
    )
    assert read_office_word(case["word"], case["language"]) == expected
    assert load_offices().office_of_phrase(case["word"], case["language"]) == expected


def test_an_unknown_language_knows_no_words() -> None:
    assert read_office_word("président", "fr") is None
    assert read_office_word("", "de") is None


def test_every_office_word_leads_to_an_office() -> None:
    kinds = {kind for office_ in load_offices().offices.values() for kind in office_.answers_to}
    for language in ("de", "en"):
        for word in office_words(language):
            found = read_office_word(word, language)
            assert found is not None
            assert found.kind in kinds, word
            if found.side is not None:
                assert load_offices().office_for(found.kind, found.side) is not None, word
