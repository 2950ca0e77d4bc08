"""The open corpus keeps its contract: verbatim spans, PLOVER codes, matching ids, the counts of its page."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lagebild.schema import EVENT_TYPES, Status

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
LANGUAGES = ("de", "en")


def load(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_fit_their_texts(language: str) -> None:
    texts = {row["id"]: row["text"] for row in load(f"{language}.docs")}
    for row in load(f"{language}.claims"):
        text = texts[row["doc"]]
        for claim in row["claims"]:
            assert claim["type"] in EVENT_TYPES, row["doc"]
            assert claim["mode"] is None or claim["mode"] in EVENT_TYPES[claim["type"]].modes, row["doc"]
            assert claim["status"] in list(Status), row["doc"]
            marks = [claim["trigger"], *claim["actor"], *claim["recipient"]]
            marks += [claim[role] for role in ("when", "where", "said_by") if claim[role]]
            for mark in marks:
                if mark["span"] is not None:
                    start, end = mark["span"]
                    assert text[start:end] == mark["text"] == mark["text"].strip() != "", row["doc"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dispatch_is_dated_and_coded_once(language: str) -> None:
    docs, codes = load(f"{language}.docs"), load(f"{language}.claims")
    assert [row["id"] for row in docs] == [row["doc"] for row in codes]
    assert len({row["text"] for row in docs}) == len({row["id"] for row in docs}) == len(docs)
    assert all(re.fullmatch(r"\d{4}-\d\d(-\d\d)?", row["date"]) for row in docs)


def test_the_page_gives_the_counts() -> None:
    page = (CORPUS / "README.md").read_text("utf-8")
    for language in LANGUAGES:
        claims = sum(len(row["claims"]) for row in load(f"{language}.claims"))
        assert f"| {len(load(f'{language}.docs')):,} |" in page
        assert f"| {claims:,} |" in page
