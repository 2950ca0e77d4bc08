"""Labelled sentences of our own, in four drawers: synthetic, in the wild, negative, known failure (strict xfail)."""

import calendar
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lagebild.annotate.times import TimeConfig
from lagebild.schema import Grain, Interval, Language

from .reading_aloud import read_times

CASES = Path(__file__).resolve().parents[2] / "cases"


def load(language: Language) -> list[Any]:
    rows = (CASES / f"times_{language.value}.jsonl").read_text("utf-8").splitlines()
    params = []
    for number, line in enumerate(rows, 1):
        row = json.loads(line)
        marks = [pytest.mark.xfail(strict=True, reason="known failure")] if row["drawer"] == "known failure" else []
        params.append(pytest.param(language, row, marks=marks, id=f"{language.value}-{number}"))
    return params


def publish(text: str) -> Interval:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return Interval(date(*parts), date(*parts))
    year = parts[0]
    if len(parts) == 1:
        return Interval(date(year, 1, 1), date(year, 12, 31), Grain.YEAR)
    last = calendar.monthrange(year, parts[1])[1]
    return Interval(date(year, parts[1], 1), date(year, parts[1], last), Grain.MONTH)


@pytest.mark.parametrize(("language", "row"), [*load(Language.GERMAN), *load(Language.ENGLISH)])
def test_case(language: Language, row: dict[str, Any]) -> None:
    config = TimeConfig(domain="narrative" if row.get("domain") == "narrative" else "news")
    found = read_times(row["text"], language, publish(row.get("published", "2024-08-15")), config)
    rows = [(t.span.of(row["text"]), t.type.value, t.value) for t in found]
    assert rows == [(e["words"], e["type"], e["value"]) for e in row["expect"]]
    for expression, expected in zip(found, row["expect"], strict=True):
        if "earliest" not in expected:
            continue
        interval = expression.interval
        assert interval is not None
        assert interval.earliest.isoformat() == expected["earliest"], expected["words"]
        assert interval.latest.isoformat() == expected["latest"], expected["words"]


def test_there_are_enough_cases() -> None:
    assert len(load(Language.ENGLISH)) >= 200
    assert len(load(Language.GERMAN)) >= 300
