"""The page as a file: complete, self-contained, and safe whatever the dispatches hold."""

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from lagebild.merge import group_claims
from lagebild.schema import Interval
from lagebild.serve.cli import run
from lagebild.serve.picture import (
    FIELDS,
    LINKS,
    WHEN_BASIS,
    Picture,
    is_dated_by_dispatch,
    load_picture,
)
from lagebild.serve.report import ReportConfig, render_report
from lagebild.serve.report.data import pairs_of

CONFIG = ReportConfig(created=date(2024, 6, 1))


class Elements(HTMLParser):
    """All elements with their attributes, and the text of scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page(picture: Picture) -> str:
    return render_report(picture, config=CONFIG)


@pytest.fixture(scope="module")
def data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    loaded: dict[str, Any] = json.loads(found.group(1))
    return loaded


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    parser = Elements()
    parser.feed(page)
    assert [tag for tag, _ in parser.elements].count("script") == 2
    for tag, attributes in parser.elements:
        assert "src" not in attributes, tag
        if "href" in attributes:
            assert str(attributes["href"]).startswith(("#", "data:")), attributes
    assert "@import" not in page
    assert "url(" not in page


def test_texts_cannot_break_out(page: str, data: dict[str, Any]) -> None:
    assert "<script>alert" not in page
    assert "no date &lt;in&gt; the record" in page
    assert "".join(data["dispatches"][0]["text"]).endswith("</script><script>alert(1)</script>.")
    assert data["dispatches"][1]["url"] == ""


def test_only_what_is_shown_is_embedded_and_each_text_once(page: str, data: dict[str, Any]) -> None:
    assert [dispatch["id"] for dispatch in data["dispatches"]] == ["np-1", "d2", "np-3", "ab-7"]
    assert "Das Wetter" not in page
    assert page.count("gemeint sei eine ") == 1


def test_evidence_is_verbatim(picture: Picture, data: dict[str, Any]) -> None:
    for row in data["claims"]:
        claim = picture.claims[row["id"]]
        pieces = data["dispatches"][row["d"]]["text"]
        role, first, last = row["k"][0]
        assert role == "trigger"
        assert "".join(pieces[first:last]) == claim.trigger.of(picture.dispatches[claim.dispatch].text)


def test_headline_figures_and_citation(page: str) -> None:
    assert "5 Meldungen aus 3 Quellen (3.–6. Mai 2024) ergeben 4 Ereignisse." in page
    assert "erstellt am 1. Juni 2024" in page
    assert "Datum fehlt" in page


def test_event_rows(data: dict[str, Any]) -> None:
    first, second, third, fourth = data["events"]
    assert first["x"] == [
        ["Status", "geschehen", [0], False],
        ["Status", "möglich", [1], False],
        ["Zeit", "2. Mai 2024", [0], True],
        ["Zeit", "3.–4. Mai 2024", [1], True],
    ]
    assert [event["dis"] for event in data["events"]] == [1, 0, 0, 0]
    assert first["z"] == [["denied_by", "bestritten in", "e2bbbb"]]
    assert (first["rep"], second["rep"], third["rep"], fourth["rep"]) == (0, 1, 0, 0)
    assert (fourth["day"], fourth["e"], fourth["at"]) == ("ohne Datum", "", "2024-05-05")
    assert third["y"] == [["KOR", "USA"], ["USA", "KOR"]]
    assert data["names"]["KOR"] == "Südkorea"
    assert data["claims"][0]["a"] == [["Nordkorea", "PRK", "text"]]
    assert data["claims"][0]["r"] == [["Südkorea", "KOR", ""]]


def test_contradicting_places_types_and_sides_are_words(picture: Picture) -> None:
    details = (("place", "Seoul (KOR)", ("c1",)), ("type", "ASSAULT", ("c4",)), ("actors", "KOR, USA", ()))
    other = replace(picture, events=(replace(picture.events[0], details=details),))
    page = render_report(other, config=CONFIG)
    assert '["Ort","Seoul (KOR)",[0],true],["Art","Angriff",[1],true],["Handelnde","Südkorea und USA",[],false]' in page


def test_what_lies_ahead_and_what_is_disputed(page: str, db: Path) -> None:
    assert load_picture(db, whole=True).ahead[0].id == "e3cccc"
    ahead, disputed = re.findall(r'<ul class="outline">(.*?)</ul>', page, re.DOTALL)
    assert re.findall("#event=(\\w+)", ahead) == ["e3cccc"]
    assert re.findall("#event=(\\w+)", disputed) == ["e1aaaa"]
    assert "Südkorea und USA" in ahead


def test_events_of_the_real_merge_are_understood(picture: Picture) -> None:
    published = {d.id: (d.published, d.source) for d in picture.dispatches.values()}
    events = group_claims(picture.claims.values(), published)
    assert {name for event in events for name, _, _ in event.details} <= {WHEN_BASIS, *FIELDS, *LINKS}
    assert any(is_dated_by_dispatch(event) for event in events)
    assert "np-1" in render_report(replace(picture, events=events, ahead=()), config=CONFIG)


def test_pairs(picture: Picture) -> None:
    event = picture.events[0]
    assert pairs_of(event) == [("PRK", "KOR")]
    assert pairs_of(picture.events[2]) == [("KOR", "USA"), ("USA", "KOR")]


def test_the_same_picture_gives_the_same_page(picture: Picture, page: str) -> None:
    assert render_report(picture, config=CONFIG) == page


def test_english_and_empty(picture: Picture) -> None:
    page = render_report(picture, config=replace(CONFIG, language="en", title="Korea & <Co>"))
    assert '<html lang="en">' in page
    assert "Korea &amp; &lt;Co&gt;" in page
    assert "5 dispatches from 3 sources" in page
    empty = render_report(Picture({}, {}, ()), config=CONFIG)
    assert "0 Meldungen" in empty
    assert "Alle Meldungen wurden gelesen." in empty


def test_events_may_lie_far_away(picture: Picture) -> None:
    far = replace(picture.events[0], when=Interval(date(1, 1, 1), date(9999, 12, 31)))
    assert "Verlauf" in render_report(replace(picture, events=(far,)), config=CONFIG)


def test_command_writes_the_page(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "lage.html"
    assert run(["report", "--db", str(db), "--out", str(out)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "4 events" in captured.err
    assert "np-1" in out.read_text(encoding="utf-8")
