"""Days named without their year: every row has an example that gives its year, and a counter-example that does not."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import lagebild.annotate.times
from lagebild.schema import Interval, Language

from .reading_aloud import read_times

ROWS = tomllib.loads((Path(lagebild.annotate.times.__file__).with_name("named_days.toml")).read_text("utf-8"))["day"]
TODAY = Interval(date(2025, 3, 29), date(2025, 3, 29))


def read_days(text: str, published: Interval = TODAY) -> list[date]:
    found = read_times(text, published=published, language=Language.GERMAN)
    return [t.interval.earliest for t in found if t.interval is not None]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['month']}-{row['day']}")
def test_rows(row: dict[str, Any]) -> None:
    day = date(row["year"], row["month"], row["day"])
    assert day in read_days(row["example"])
    assert day not in read_days(row["counter"])


def test_a_full_date_lends_its_year_to_the_same_day_later_on() -> None:
    text = "Am 12. Mai 2019 wurde er entlassen. Die Entlassung vom 12. Mai war rechtens."
    assert read_days(text) == [date(2019, 5, 12)] * 2


def test_news_and_plans_are_not_the_day_of_old() -> None:
    just_now = Interval(date(2024, 10, 8), date(2024, 10, 8))
    assert read_days("Am 7. Oktober griff die Hamas Tel Aviv an.", just_now) == [date(2024, 10, 7)]
    before = Interval(date(2022, 10, 1), date(2022, 10, 31))
    assert read_days("Am 7. Oktober verhandelte die Hamas.", before) == [date(2022, 10, 7)]
