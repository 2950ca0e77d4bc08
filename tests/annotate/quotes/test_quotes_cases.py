"""Labelled cases: with the language model all of them, without it those that need no tree."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from quotes_samples import read_plain, show

from lagebild.annotate.quotes import find_quotations
from lagebild.schema import Annotated, Dispatch, Interval, Language

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "cases" / "quotes.jsonl").read_text(encoding="utf-8").splitlines()
]


def wanted(case: dict[str, Any]) -> list[tuple[str, list[str], str | None]]:
    rows = [(q["type"], q["content"], q["speaker"]) for q in case["quotes"]]
    return sorted(rows, key=lambda row: (row[0], row[1], row[2] or ""))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_without_the_language_model(case: dict[str, Any]) -> None:
    if case["needs_tree"]:
        pytest.skip("needs the tree of the language model")
    language = Language(case["lang"])
    tokens, sentences = read_plain(case["text"], language)
    assert show(find_quotations(tokens, sentences, text=case["text"], language=language), case["text"]) == wanted(case)


@pytest.fixture(scope="module")
def read_cases() -> dict[str, Annotated]:
    from lagebild.annotate.annotator import load_annotator

    day = Interval(date(2022, 12, 27), date(2022, 12, 27))
    dispatches = [Dispatch(case["id"], case["text"], day, Language(case["lang"])) for case in CASES]
    return {a.dispatch.id: a for a in load_annotator().annotate(dispatches) if isinstance(a, Annotated)}


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_with_the_language_model(
    case: dict[str, Any], read_cases: dict[str, Annotated], request: pytest.FixtureRequest
) -> None:
    if case["model_fails"]:
        request.node.add_marker(pytest.mark.xfail(reason="the language model misreads this sentence", strict=True))
    found = read_cases[case["id"]]
    assert show(found.quotations, case["text"]) == wanted(case)


def test_every_drawer_is_filled() -> None:
    assert len(CASES) >= 120
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert sum(not case["quotes"] for case in CASES) >= 25
    assert {case["lang"] for case in CASES} == {"de", "en"}
    for case in CASES:
        for quote in case["quotes"]:
            assert all(part in case["text"] for part in quote["content"])
            assert quote["speaker"] is None or quote["speaker"] in case["text"]
