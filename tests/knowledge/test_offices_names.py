"""Spellings of names: labelled cases over the shipped table and the rules alone."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.knowledge.names import (
    fold_name,
    name_key,
    name_keys,
    name_keys_of_many,
    order_variants,
    short_forms,
    without_genitive,
)
from lagebild.knowledge.offices import load_offices

CASES = Path(__file__).resolve().parent.parent / "cases" / "person_names.csv"


def read_names() -> list[tuple[str, set[str]]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["name"], set(filter(None, row["persons"].split("|")))) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("name", "persons"), read_names(), ids=lambda value: value if isinstance(value, str) else "")
def test_names_lead_to_persons(name: str, persons: set[str]) -> None:
    assert {person.id for person in load_offices().find_person(name)} == persons


@pytest.mark.parametrize(("name", "first"), [("Chamenei", "mojtaba-khamenei"), ("Orban", "viktor-orban")])
def test_a_family_name_gives_those_most_recently_in_office_first(name: str, first: str) -> None:
    assert load_offices().find_person(name)[0].id == first


def test_a_family_name_gives_all_candidates() -> None:
    found = {person.id for person in load_offices().find_person("Kim")}
    assert {"kim-jong-un", "kim-dae-jung", "kim-yong-hyun"} <= found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gerassimow", "Gerasimov"),
        ("Uschakow", "Ushakov"),
        ("Kusnezow", "Kuznetsov"),
        ("Schtscherbakow", "Shcherbakov"),
        ("Charkow", "Kharkov"),
        ("Dschaparow", "Japarov"),
        ("Jewgenij", "Yevgeny"),
        ("Juri", "Yuriy"),
        ("Mahmud", "Mahmoud"),
        ("al-Scharaa", "al-Sharaa"),
        ("al-Scharaa", "Sharaa"),
        ("El-Sisi", "al-Sisi"),
        ("Erdoğan", "ERDOGAN"),
        ("Wałęsa", "Walesa"),
        ("Đukanović", "Dukanovic"),
        ("Ma'ruf", "Maruf"),
        ("Jong-un", "Jong Un"),
        ("Jong‑un", "Jong un"),
    ],
)
def test_rules_unite_spellings(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kim Jong-un", "Kim Jong-il"), ("Merz", "März"), ("Scholz", "Schulz"), ("Roh", "Rau"), ("Ali", "Al")],
)
def test_rules_keep_different_names_apart(one: str, other: str) -> None:
    assert not set(name_keys(one)) & set(name_keys(other))


def test_the_same_spelling_wins_over_the_same_key() -> None:
    assert name_key("Merz") == name_key("Myers")
    assert [person.id for person in load_offices().find_person("Merz")] == ["friedrich-merz"]


def test_both_orders() -> None:
    assert order_variants("Kim Jong-un", "Kim", family_first=True) == ("Kim Jong-un", "Jong-un Kim")
    assert order_variants("Viktor Orbán", "Orbán", family_first=False) == ("Viktor Orbán", "Orbán Viktor")
    assert order_variants("Salman", "Salman", family_first=False) == ("Salman",)


def test_short_forms_leave_out_middle_names_only() -> None:
    assert short_forms("José Luis Rodríguez Zapatero", "Zapatero", family_first=False) == ("José Zapatero",)
    assert short_forms("Lee Jae-myung", "Lee", family_first=True) == ()
    assert short_forms("Olaf Scholz", "Scholz", family_first=False) == ()


def test_genitives() -> None:
    assert without_genitive("Putins") == "Putin"
    assert without_genitive("Zelensky's") == "Zelensky"
    assert without_genitive("Kim") is None
    assert without_genitive("als") is None


@given(
    st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßéñčşğı -'.ABCÄÖÜ", max_size=20), min_size=1, max_size=8)
)
def test_many_names_at_once_get_the_keys_they_get_alone(names: list[str]) -> None:
    assert name_keys_of_many(names) == [name_key(name) for name in names]


@given(st.text(max_size=30))
def test_keys_do_not_depend_on_case_and_are_plain(name: str) -> None:
    assert name_key(name) == name_key(name.casefold())
    assert " " not in name_key(name)
    assert fold_name(name) == fold_name(name.casefold())


def test_who_bears_exactly_the_full_name_excludes_others() -> None:
    assert [person.id for person in load_offices().find_person("Abdullah Abdullah")] == ["abdullah-abdullah"]


def test_figures_of_a_common_name_are_found_by_the_full_name_alone() -> None:
    offices = load_offices()
    assert [person.id for person in offices.find_person("Achim Berg")] == ["achim-berg"]
    assert "achim-berg" not in {person.id for person in offices.find_person("Berg")}
    assert [person.side for person in offices.find_person("Schekau")] == ["REB:Boko Haram"]
