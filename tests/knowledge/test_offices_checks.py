"""The shipped tables are clean, and each check finds what it is there to find."""

from dataclasses import replace
from datetime import date

import pytest

from lagebild.knowledge.checks import ProblemKind, find_problems
from lagebild.knowledge.offices import Holding, Office, load_offices, load_tables
from lagebild.knowledge.persons import Person
from lagebild.schema import Grain, Interval

LAST_EDITED = date(2026, 11, 30)


def day(text: str) -> Interval:
    return Interval(date.fromisoformat(text), date.fromisoformat(text))


OFFICE = Office("XXA/president", "XXA", "president", ("president",), "GOV", 1, "President", "Präsident")
ADA = Person("ada", "Ada Alt", "Alt", False, "XXA", (), "1960-01-01", "Q1")
BEN = Person("ben", "Ben Beck", "Beck", False, "XXA", (), "", "")
FIRST = Holding("XXA/president", "ada", day("2000-01-01"), day("2004-01-01"), None, False, "hand")
SECOND = Holding("XXA/president", "ben", day("2004-01-01"), None, date(2005, 1, 1), False, "hand")


def kinds(
    offices: list[Office] | None = None, persons: list[Person] | None = None, holdings: list[Holding] | None = None
) -> list[ProblemKind]:
    found = find_problems(
        [OFFICE] if offices is None else offices,
        [ADA, BEN] if persons is None else persons,
        [FIRST, SECOND] if holdings is None else holdings,
        today=date(2010, 1, 1),
    )
    return [problem.kind for problem in found]


def test_the_shipped_tables_are_clean() -> None:
    assert find_problems(*load_tables(), today=LAST_EDITED) == []


def test_the_shipped_tables_cover_the_states_most_in_the_news() -> None:
    offices = load_offices().offices
    states = (
        "USA DEU RUS UKR CHN KOR PRK JPN TWN GBR FRA ITA ESP POL NLD BEL AUT CHE SWE NOR DNK FIN EST LVA LTU HUN CZE "
        "SVK ROU BGR GRC TUR SRB XKX BLR GEO ARM AZE KAZ ISR PSE IRN IRQ SYR LBN JOR EGY SAU ARE QAT YEM LBY SDN ETH "
        "NGA ZAF IND PAK AFG BGD MMR THA VNM PHL IDN MYS AUS NZL CAN MEX BRA ARG COL VEN CUB NER MLI BFA"
    ).split()
    load = load_offices()
    for state in states:
        assert load.office_for("leader", state) is not None, state
        assert load.office_for("head-of-state", state) or load.office_for("head-of-government", state), state
        assert f"{state}/foreign-minister" in offices, state
        if state not in ("PSE", "JOR", "BGD"):
            assert f"{state}/defence-minister" in offices, state


def test_every_row_has_a_source() -> None:
    assert all(held.source for held in load_offices().holdings)


def test_good_rows_raise_nothing() -> None:
    assert kinds() == []


def test_duplicate_ids() -> None:
    assert ProblemKind.DUPLICATE_ID in kinds(offices=[OFFICE, OFFICE])
    assert ProblemKind.DUPLICATE_ID in kinds(persons=[ADA, BEN, replace(BEN, name="Ben B. Beck")])
    assert ProblemKind.DUPLICATE_ID in kinds(persons=[ADA, replace(BEN, wikidata="Q1")])
    assert ProblemKind.DUPLICATE_ID in kinds(holdings=[FIRST, FIRST, SECOND])


def test_orphans_and_unused_rows() -> None:
    assert ProblemKind.ORPHAN in kinds(holdings=[FIRST, replace(SECOND, person="nobody")])
    assert ProblemKind.ORPHAN in kinds(holdings=[FIRST, replace(SECOND, office="XXB/president")])
    assert ProblemKind.UNUSED in kinds(holdings=[FIRST])
    assert ProblemKind.UNUSED in kinds(offices=[OFFICE, replace(OFFICE, id="XXB/president", side="XXB")])


@pytest.mark.parametrize(
    "bad",
    [
        replace(FIRST, end=day("1999-01-01")),
        replace(FIRST, start=day("1970-01-01")),
        replace(SECOND, asof=date(2003, 1, 1)),
        replace(SECOND, asof=date(2011, 1, 1)),
    ],
)
def test_impossible_dates(bad: Holding) -> None:
    rows = [bad, SECOND] if bad.person == "ada" else [FIRST, bad]
    assert ProblemKind.IMPOSSIBLE_DATE in kinds(holdings=rows)


def test_open_terms_need_a_horizon() -> None:
    assert ProblemKind.NO_HORIZON in kinds(holdings=[FIRST, replace(SECOND, asof=None)])


def test_overlaps() -> None:
    assert kinds(holdings=[replace(FIRST, end=day("2004-01-02")), SECOND]) == [ProblemKind.OVERLAP]
    open_first = replace(FIRST, end=None, asof=date(2003, 1, 1))
    assert kinds(holdings=[open_first, SECOND]) == [ProblemKind.OVERLAP]
    shared = replace(OFFICE, seats=2)
    assert kinds(offices=[shared], holdings=[replace(FIRST, end=day("2004-05-05")), SECOND]) == []


def test_dates_known_to_the_month_get_their_doubt() -> None:
    january = Interval(date(2004, 1, 1), date(2004, 1, 31), Grain.MONTH)
    assert kinds(holdings=[replace(FIRST, end=january), replace(SECOND, start=january)]) == []


def test_ambiguous_kinds() -> None:
    other = replace(OFFICE, id="XXA/leader", kind="leader", answers_to=("leader", "president"))
    rows = [FIRST, SECOND, replace(FIRST, office="XXA/leader")]
    assert kinds(offices=[OFFICE, other], holdings=rows) == [ProblemKind.AMBIGUOUS_KIND]


def test_bad_values() -> None:
    assert kinds(offices=[replace(OFFICE, sector="KING")]) == [ProblemKind.BAD_VALUE]
    assert kinds(persons=[replace(ADA, family="Neu"), BEN]) == [ProblemKind.BAD_VALUE]
    assert kinds(holdings=[replace(FIRST, source="hearsay"), SECOND]) == [ProblemKind.BAD_VALUE]
