"""Labelled cases: which claims are one event and which are not, each with its reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from merge_samples import build

from lagebild.merge import group_claims

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "merge.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    claims, published = build(case["claims"])
    number = {claim.id: n for n, claim in enumerate(claims)}
    found = sorted(sorted(number[key] for key in event.claims) for event in group_claims(claims, published))
    assert found == case["events"], case["reason"]


def test_there_are_cases_of_both_kinds() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)
    joined = sum(any(len(event) > 1 for event in case["events"]) for case in CASES)
    assert joined >= 20
    assert len(CASES) - joined >= 20
