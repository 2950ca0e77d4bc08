"""Dates of publication: forms, grains, impossible days, dates in file names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.read import parse_date
from lagebild.read.dates import find_date_in_name
from lagebild.schema import Grain, Interval


@pytest.mark.parametrize(
    ("written", "earliest", "latest", "grain"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31), Grain.YEAR),
        ("2023-01", date(2023, 1, 1), date(2023, 1, 31), Grain.MONTH),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Grain.MONTH),
        ("2024-08-01", date(2024, 8, 1), date(2024, 8, 1), Grain.DAY),
        ("2024-8-1", date(2024, 8, 1), date(2024, 8, 1), Grain.DAY),
        (" 2024-08-01 ", date(2024, 8, 1), date(2024, 8, 1), Grain.DAY),
        ("2024-08-01T23:59:59Z", date(2024, 8, 1), date(2024, 8, 1), Grain.DAY),
        ("2024-08-01 10:30", date(2024, 8, 1), date(2024, 8, 1), Grain.DAY),
        ("2024-08-01T10:30:00.123456+02:00", date(2024, 8, 1), date(2024, 8, 1), Grain.DAY),
        ("26.12.2022", date(2022, 12, 26), date(2022, 12, 26), Grain.DAY),
        ("3. 5. 2023", date(2023, 5, 3), date(2023, 5, 3), Grain.DAY),
    ],
)
def test_forms(written: str, earliest: date, latest: date, grain: Grain) -> None:
    assert parse_date(written) == Interval(earliest, latest, grain)


@pytest.mark.parametrize("written", ["2023-02-30", "2023-13", "2023-00", "0000", "31.4.2023", "2022-12-00"])
def test_days_that_do_not_exist(written: str) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        parse_date(written)


@pytest.mark.parametrize(
    "written", ["", "gestern", "12/26/2022", "2023-1-2-3", "20230101", "2023-01-01x", "1700000000"]
)
def test_words_that_are_no_date(written: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        parse_date(written)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_from_both_forms(day: date) -> None:
    whole = Interval(day, day, Grain.DAY)
    assert parse_date(day.isoformat()) == parse_date(f"{day.day}.{day.month}.{day.year}") == whole


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("2024-08-01_pistorius.txt", "2024-08-01"),
        ("2024-08-01-pistorius.txt", "2024-08-01"),
        ("2024-08_pistorius.txt", "2024-08"),
        ("dpa_2024-08-01.txt", "2024-08-01"),
        ("2023-02-30_x.txt", "2023-02-30"),
        ("000_fd22ed933553cd7a.txt", None),
        ("bilanz_2023-24.txt", None),
        ("2023-2024.txt", None),
        ("tel-0170-2024-08-01.txt", None),
        ("pistorius.txt", None),
    ],
)
def test_date_in_file_name(name: str, written: str | None) -> None:
    assert find_date_in_name(name) == written
