"""A user's folder of tables: its rows win over ours, errors name file and line."""

from datetime import date
from pathlib import Path

import pytest

from lagebild.errors import DataError
from lagebild.knowledge import Knowledge
from lagebild.knowledge.loading import load_knowledge
from lagebild.knowledge.offices import Holding, OfficeUnknown, build_offices, load_tables
from lagebild.knowledge.tables import VARIABLE, read_table
from lagebild.schema import Interval

BODIES = "id,name_en,country,sector,aliases_de,aliases_en\n"
HOLDERS = "office_id,person_id,start,start_precision,end,end_precision,asof,acting,source\n"
PERSONS = "person_id,name,family,family_first,side,aliases,born,wikidata,source\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path


def load_anew() -> Knowledge:
    return load_knowledge.__wrapped__()


def on(day: str) -> Interval:
    return Interval(date.fromisoformat(day), date.fromisoformat(day))


def test_a_new_body_is_known_and_takes_its_words_from_ours(folder: Path) -> None:
    (folder / "bodies.csv").write_text(BODIES + "FRA/OWN,Own Bureau,FRA,GOV,Eigenbüro|Kreml,\n", "utf-8")
    knowledge = load_anew()
    assert [entry.country for entry in knowledge.look_up("Eigenbüro")] == ["FRA"]
    assert [entry.country for entry in knowledge.look_up("Kreml")] == ["FRA"]
    assert knowledge.country("FRA") is not None


def test_a_row_with_a_known_key_replaces_ours_and_one_with_the_key_alone_removes_it(folder: Path) -> None:
    (folder / "groups.csv").write_text(BODIES + "REB:Hamas,,,,,\n", "utf-8")
    (folder / "bodies.csv").write_text(BODIES + "DEU/CHANCELLERY,The Chancellery,DEU,GOV,Kanzleramt,\n", "utf-8")
    knowledge = load_anew()
    assert not [entry for entry in knowledge.look_up("Hamas") if entry.id == "REB:Hamas"]
    assert [entry.name for entry in knowledge.look_up("Kanzleramt")] == ["The Chancellery"]
    assert knowledge.look_up("Bundeskanzleramt") == ()


def test_a_users_term_of_office_ends_ours(folder: Path) -> None:
    (folder / "persons.csv").write_text(PERSONS + "own-minister,Erika Muster,Muster,no,DEU,,1970,,user\n", "utf-8")
    (folder / "holders.csv").write_text(
        HOLDERS + "DEU/defence-minister,own-minister,2024-03-01,day,,,2024-12-01,no,user\n", "utf-8"
    )
    offices = build_offices(*load_tables())
    before = offices.holder("DEU/defence-minister", on("2024-02-28"))
    after = offices.holder("DEU/defence-minister", on("2024-06-01"))
    assert isinstance(before, Holding)
    assert offices.persons[before.person].name == "Boris Pistorius"
    assert isinstance(after, Holding)
    assert after.person == "own-minister"
    assert isinstance(offices.holder("DEU/defence-minister", on("2025-06-01")), OfficeUnknown)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("bodies", BODIES + "X,Y\n", r"bodies\.csv, line 2: 2 columns, expected 6"),
        ("bodies", "id,name\nX,Y\n", "expected id,name_en,country"),
        ("mine", BODIES, "unknown tables mine.csv"),
        ("places", "name_en,country,kind,lat,lon,aliases_de,aliases_en\nX,DEU,city,north,1,X,\n", "line 2"),
    ],
)
def test_broken_tables_are_named(folder: Path, name: str, text: str, message: str) -> None:
    (folder / f"{name}.csv").write_text(text, "utf-8")
    with pytest.raises(DataError, match=message):
        load_anew()


def test_a_missing_folder_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(DataError, match="no such folder"):
        list(read_table("bodies"))
