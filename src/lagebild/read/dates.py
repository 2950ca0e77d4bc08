"""Dates of publication as written in files, and the interval of days they mean.

Takes the short fixed forms that date stamps, columns and file names carry; dates in running text (*am Donnerstag*) are
another matter and belong to annotation.
"""

import re
from calendar import monthrange
from datetime import date

from lagebild.schema import Grain, Interval

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d{1,2}:\d{2}[\d:.,]*(?:Z|[ ]?[+-]\d{2}:?\d{2})?)?)?)?")
_GERMAN = re.compile(r"(\d{1,2})\.[ ]?(\d{1,2})\.[ ]?(\d{4})")
# Months are checked here already, so that *bilanz_2023-24.txt* holds no date; *2023-02-30* holds an impossible one.
_IN_NAME = re.compile(r"(?<![\w-])(\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?)(?![\d-])|^(\d{4}-(?:0[1-9]|1[0-2])-\d{2})-")


def parse_date(written: str) -> Interval:
    """The days a written date of publication stands for: a day, a month or a year.

    Forms: `2023`, `2023-01`, `2023-01-31`, an ISO timestamp (its day as written, whatever the time zone) and
    `31.1.2023`. Raises ValueError, with a text that names the value, for anything else and for days that do not exist.

    >>> parse_date("2024-02").latest
    datetime.date(2024, 2, 29)
    >>> parse_date("26.12.2022").earliest
    datetime.date(2022, 12, 26)
    """
    value = written.strip()
    iso = _ISO.fullmatch(value)
    german = _GERMAN.fullmatch(value)
    if iso:
        year, month, day = iso[1], iso[2], iso[3]
    elif german:
        day, month, year = german[1], german[2], german[3]
    else:
        raise ValueError(f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM, YYYY or DD.MM.YYYY")
    try:
        return _interval(year, month, day)
    except ValueError:
        raise ValueError(f"{value!r} does not exist in the calendar") from None


def find_date_in_name(name: str) -> str | None:
    """The date a file name carries, as written: at its start or set off by anything but a letter, digit or hyphen.

    >>> find_date_in_name("2024-08-01_pistorius.txt")
    '2024-08-01'
    >>> find_date_in_name("000_fd22ed933553cd7a.txt") is None
    True
    """
    found = _IN_NAME.search(name.replace("_", " "))
    return (found[1] or found[2]) if found else None


def _interval(year: str, month: str | None, day: str | None) -> Interval:
    if month is None:
        return Interval(date(int(year), 1, 1), date(int(year), 12, 31), Grain.YEAR)
    first = date(int(year), int(month), 1)
    if day is None:
        return Interval(first, first.replace(day=monthrange(first.year, first.month)[1]), Grain.MONTH)
    whole = first.replace(day=int(day))
    return Interval(whole, whole, Grain.DAY)
