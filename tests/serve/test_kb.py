"""`lagebild kb`: the tables answer by name and day, are checked, and take in a Wikidata extract."""

import json
from pathlib import Path
from typing import Any

import pytest

from lagebild.knowledge.loading import load_knowledge
from lagebild.knowledge.offices import load_offices
from lagebild.knowledge.tables import VARIABLE
from lagebild.serve.cli import run

EXTRACT = """position,person,personID,start,end
Minister of Foreign Affairs,Nova Person,Q1,2023-02-01,
Keeper of the Lighthouse,Other Person,Q2,2020,2021-05
Minister of Defence,,Q3,2020-01-01,
Minister of Defence,Bad Date,Q4,2020-13-01,
"""


def facts(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run(["kb", "show", *arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_office_phrase_names_its_holder_on_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = facts(capsys, "südkoreanischer Verteidigungsminister", "--on", "2023-01")
    assert (found["id"], found["holder"]) == ("KOR/defence-minister", "Lee Jong-sup")
    (found,) = facts(capsys, "südkoreanischer Verteidigungsminister", "--on", "2024-09-06")
    assert found["holder"] == "Kim Yong-hyun"


def test_members_follow_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    before, after = (facts(capsys, "NATO", "--on", day)[0]["members"] for day in ("2023-04-03", "2023-04-05"))
    assert set(after) - set(before) == {"Finland"}
    assert "Sweden" not in after


def test_states_that_are_no_more_name_their_successors(capsys: pytest.CaptureFixture[str]) -> None:
    found = facts(capsys, "Tschechoslowakei")[0]
    assert (found["id"], found["successors"]) == ("CSK", ["CZE", "SVK"])


def test_an_unknown_name_is_said_to_be_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "show", "Xyzzyburg"]) == 0
    assert capsys.readouterr().out == "Xyzzyburg: unknown\n"
    assert run(["kb", "show", "NATO", "--on", "gestern"]) == 2


def test_the_shipped_tables_have_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["kb", "check"]) == 0
    assert " 0 problems" in capsys.readouterr().out


def test_an_import_becomes_tables_that_win(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    extract, out = tmp_path / "extract.csv", tmp_path / "tables"
    extract.write_text(EXTRACT, "utf-8")
    assert run(["kb", "import", str(extract), "--side", "GEO", "--asof", "2023-06-01", "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "1 new offices, 2 new persons, 2 terms, 2 lines refused" in said.out
    assert "line 4" in said.err
    assert "line 5" in said.err
    monkeypatch.setenv(VARIABLE, str(out))
    load_offices.cache_clear()
    load_knowledge.cache_clear()
    try:
        (found,) = facts(capsys, "georgischer Außenminister", "--on", "2023-03-01")
        assert found["holder"] == "Nova Person"
        (found,) = facts(capsys, "georgischer Außenminister", "--on", "2023-08-01")
        assert found["holder"].startswith("unknown: not known after that date 2023-06-01")
    finally:
        load_offices.cache_clear()
        load_knowledge.cache_clear()


def test_a_broken_check_has_status_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "places.csv").write_text(
        "name_en,country,kind,lat,lon,aliases_de,aliases_en\nNowhere,ZZZ,city,1,1,Nirgends,\n", "utf-8"
    )
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert run(["kb", "check"]) == 1


def test_files_that_are_not_there_or_lack_columns(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("who,when\n", "utf-8")
    options = ["--side", "GEO", "--asof", "2023-06-01", "--out", str(tmp_path / "out")]
    assert run(["kb", "import", str(tmp_path / "none.csv"), *options]) == 2
    assert run(["kb", "import", str(bad), *options]) == 2
