"""Furniture: every labelled case, properties over the samples, and the price."""

import json
import time
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from lagebild.annotate.furniture import find_furniture

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "furniture.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_labelled_case(case: dict) -> None:
    found = find_furniture(case["text"])
    assert [span.of(case["text"]) for span in found] == case["furniture"]


def test_cases_hold_examples_and_counter_examples() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))
    for drawer in ("wild", "synthetic", "negative"):
        assert sum(case["drawer"] == drawer for case in CASES) >= 8
    assert all(bool(case["furniture"]) == (case["drawer"] != "negative") for case in CASES)


def test_second_telling_is_the_furniture() -> None:
    teaser = "Südkoreas Präsident hat nach dem Vorfall eine Sondersitzung einberufen."
    text = f"{teaser}\n\n{teaser} Mehr am Abend."
    (span,) = find_furniture(text)
    assert span.start == text.rindex(teaser)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "date: 2024-08-01", "dpa", "(dpa)", "/cn/DP/ngu", "©", "SEOUL (dpa) -"]
)
def test_texts_of_nothing_but_furniture(text: str) -> None:
    spans = find_furniture(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_spans_are_sorted_apart_and_trimmed_in_every_sample() -> None:
    for sample in files("lagebild.samples").iterdir():
        if not sample.name.endswith(".txt"):
            continue
        text = sample.read_text(encoding="utf-8")
        spans = find_furniture(text)
        assert spans, f"{sample.name} begins with a head"
        assert list(spans) == sorted(spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(span.of(text) == span.of(text).strip() for span in spans)


def test_windows_line_breaks_change_nothing() -> None:
    text = (
        "date: 2024-08-01\r\nsource: Hafenpost\r\n\r\nSEOUL (ddm) - Die Minister berieten am Abend.\r\n/hk/ddm/sr\r\n"
    )
    words = [span.of(text) for span in find_furniture(text)]
    assert words == ["date: 2024-08-01\r\nsource: Hafenpost", "SEOUL (ddm) -", "/hk/ddm/sr"]


def test_price_a_word() -> None:
    text = " date 2024-08 SEOUL (dpa) - " + "\n\n".join(
        f"Die Minister berieten am {day}. Mai über die Lage an der Grenze und vertagten sich dann. " * 6
        for day in range(1, 29)
    )
    find_furniture(text)
    start = time.process_time()
    for _ in range(20):
        find_furniture(text)
    assert (time.process_time() - start) / 20 / len(text.split()) < 5e-6
