"""The tables keep their contract: codes, sectors, no doubled ids, enough rows, and facts that must not change."""

import re
from collections import Counter
from datetime import date

import pytest

from lagebild.knowledge import EntryKind, load_knowledge
from lagebild.knowledge.checks import WORD_SECTORS
from lagebild.knowledge.inflection import PARADIGMS
from lagebild.knowledge.loading import BODY_TABLES
from lagebild.knowledge.tables import read_table
from lagebild.schema import Interval

SECTORS = set(WORD_SECTORS)
SIDE = re.compile(r"[A-Z]{3}|HIS:.+|IGO:[A-Z0-9]+|NGO|UNK|REB:.+")


def read_rows(table: str) -> list[tuple[str, dict[str, str]]]:
    return [(row.origin, row.cells) for row in read_table(table)]


@pytest.mark.parametrize("table", [*BODY_TABLES, "collectives"])
def test_bodies_have_codes_and_sectors(table: str) -> None:
    for line, row in read_rows(table):
        assert row["sector"] in SECTORS, (table, line)
        assert SIDE.fullmatch(row["country"]), (table, line)


def test_sides_of_bodies_are_known_countries() -> None:
    known = {row["code"] for table in ("countries", "historic") for _, row in read_rows(table)}
    for table in BODY_TABLES:
        for line, row in read_rows(table):
            if ":" not in row["country"] and row["country"] not in {"NGO", "UNK"}:
                assert row["country"] in known, (table, line, row["country"])


def test_ids_are_unique() -> None:
    ids = Counter(row["id"] for table in BODY_TABLES for _, row in read_rows(table))
    codes = Counter(row["code"] for _, row in read_rows("countries"))
    assert [i for i, n in (ids + codes).items() if n > 1] == []


def test_tables_are_large_enough() -> None:
    kinds = Counter(row["kind"] for _, row in read_rows("countries"))
    assert kinds["state"] >= 193
    assert kinds["disputed"] >= 25
    organisations = [row for _, row in read_rows("organisations") if row["country"].startswith("IGO:")]
    assert len(organisations) >= 150
    assert len(read_rows("historic")) >= 60
    assert sum(1 for table in ("groups", "parties") for _ in read_rows(table)) >= 250
    assert sum(1 for _ in read_rows("places")) >= 1800


def test_coordinates_lie_on_earth_and_places_in_known_countries() -> None:
    known = {row["code"] for _, row in read_rows("countries")}
    for line, row in read_rows("places"):
        if row["lat"]:
            assert -90 <= float(row["lat"]) <= 90, line
            assert -180 <= float(row["lon"]) <= 180, line
        assert row["country"] in known or row["country"] == "", (line, row["country"])


def test_nouns_have_paradigms_and_patterns_that_fill() -> None:
    knowledge = load_knowledge()
    special = {"adj", "adj+in", "ium", "anwalt", "haus"}
    for line, row in read_rows("nouns"):
        assert row["paradigm"] in PARADIGMS or row["paradigm"] in special or row["paradigm"].startswith("x:"), line
        assert row["sector"] in SECTORS, line
        row["name_en"].format(adj="x", country="y")
    noun = knowledge.noun("Regierung")
    assert noun is not None
    assert knowledge.name_of(noun.noun, "KOR") == "South Korean government"


def test_guarded_aliases_say_why() -> None:
    for line, row in read_rows("guarded"):
        assert row["because"], line


def test_entry_kinds_lead_in_their_order() -> None:
    assert [kind.value for kind in EntryKind][:3] == ["country", "capital", "adjective"]


@pytest.mark.shared
def test_codes_and_capitals_agree_with_geonames(shared) -> None:  # type: ignore[no-untyped-def]
    table = shared / "data" / "knowledge" / "countries" / "geonames-countryInfo.txt"
    if not table.exists():
        pytest.skip("countryInfo of GeoNames is absent")
    known = {
        line.split("\t")[1]: line.split("\t")[5] for line in table.read_text("utf-8").splitlines() if line[:1].isupper()
    }
    for _, row in read_rows("countries"):
        if row["kind"] == "state":
            assert row["code"] in known, row["code"]


def test_members_belong_to_known_organisations_at_possible_times() -> None:
    organisations = {row["id"] for _, row in read_rows("organisations")}
    states = {row["code"] for table in ("countries", "historic") for _, row in read_rows(table)}
    for line, row in read_rows("members"):
        assert row["organisation"] in organisations, (line, row["organisation"])
        assert row["country"] in states, (line, row["country"])
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", row["start"]), line
        assert row["end"] == "" or row["start"] < row["end"], line
        assert row["precision"] in {"day", "month", "year"}, line


def test_successors_are_known_and_codes_unique() -> None:
    states = {row["code"] for _, row in read_rows("countries")}
    for line, row in read_rows("historic"):
        assert set(row["successors"].split("|")) <= states, (line, row["successors"])
    present = {row["code"] for _, row in read_rows("countries") if row["kind"] == "state"}
    for column in ("iso2", "cow", "gw"):
        filled = [row[column] for _, row in read_rows("codes") if row[column] and row["code"] in present]
        assert [value for value, times in Counter(filled).items() if times > 1] == [], column


@pytest.mark.parametrize(
    ("day", "state"),
    [("1996-09-26", None), ("2001-01-01", "AFG"), ("2010-01-01", None), ("2021-08-15", "AFG"), ("2026-01-01", "AFG")],
)
def test_an_armed_group_stands_for_the_state_while_it_governs_it(day: str, state: str | None) -> None:
    on = Interval(date.fromisoformat(day), date.fromisoformat(day))
    assert load_knowledge().governed_by("REB:Taliban", on) == state


@pytest.mark.parametrize(
    ("word", "side"),
    [("Talibansprecher", "REB:Taliban"), ("Natogeneralsekretär", "IGO:NATO"), ("Hisbollahführer", "REB:Hezbollah")],
)
def test_a_compound_may_open_with_a_name(word: str, side: str) -> None:
    found = load_knowledge().noun(word)
    assert found is not None
    assert found.side is not None
    assert found.side.country == side
