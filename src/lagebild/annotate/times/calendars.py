"""Calendar arithmetic: shifting by units, the interval of a TIMEX value, seasons, movable feasts.

Takes and gives `datetime.date` and `Interval`; knows nothing of words. Dates outside the years 1 to 9999 are cut to
that range, so that *vor 5000 Jahren* never raises.
"""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from lagebild.schema import Grain, Interval

_GRAIN_OF_UNIT = {"D": Grain.DAY, "W": Grain.WEEK, "WE": Grain.WEEK, "M": Grain.MONTH, "Q": Grain.QUARTER,
                  "Y": Grain.YEAR, "DE": Grain.DECADE, "CE": Grain.CENTURY}  # fmt: skip
_MONTHS_OF_UNIT = {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200}
_DAYS_OF_UNIT = {"D": 1, "W": 7, "WE": 7}
_SEASON_START = {"SP": (3, 1), "SU": (6, 1), "FA": (9, 1), "WI": (12, 1)}

FIXED_FEASTS = {
    "new-year": (1, 1), "epiphany": (1, 6), "labour-day": (5, 1), "german-unity": (10, 3), "reformation": (10, 31),
    "all-saints": (11, 1), "all-souls": (11, 2), "martinmas": (11, 11), "nicholas": (12, 6), "christmas-eve": (12, 24),
    "christmas": (12, 25), "boxing-day": (12, 26), "new-year-eve": (12, 31), "assumption": (8, 15),
    "halloween": (10, 31), "valentine": (2, 14), "independence-day": (7, 4), "veterans-day": (11, 11),
    "stephen": (12, 26), "candlemas": (2, 2), "womens-day": (3, 8),
}  # fmt: skip
EASTER_FEASTS = {
    "carnival-thursday": -52, "rose-monday": -48, "shrove-tuesday": -47, "ash-wednesday": -46, "palm-sunday": -7,
    "maundy-thursday": -3, "good-friday": -2, "holy-saturday": -1, "easter": 0, "easter-monday": 1, "white-sunday": 7,
    "ascension": 39, "pentecost": 49, "whit-monday": 50, "corpus-christi": 60, "sacred-heart-sunday": 70,
}  # fmt: skip


def make_date(year: int, month: int, day: int) -> date:
    """A date, the day cut to the length of its month and the year to the calendar's range."""
    year = min(max(year, MINYEAR), MAXYEAR)
    return date(year, month, min(day, monthrange(year, month)[1]))


def shift_date(day: date, unit: str, steps: int) -> date:
    """The date `steps` units away; days of the month are cut (31 January + 1 month = 29 February)."""
    if unit in _MONTHS_OF_UNIT:
        months = day.year * 12 + day.month - 1 + steps * _MONTHS_OF_UNIT[unit]
        return make_date(months // 12, months % 12 + 1, day.day) if months >= 12 else date.min
    try:
        return day + timedelta(days=steps * _DAYS_OF_UNIT.get(unit, 0))
    except OverflowError:
        return date.min if steps < 0 else date.max


def unit_interval(day: date, unit: str) -> Interval:
    """The whole day, week, weekend, month, quarter, half-year, year, decade or century a day lies in."""
    year = day.year
    if unit == "W":
        monday = shift_date(day, "D", -day.weekday())
        return Interval(monday, shift_date(monday, "D", 6), Grain.WEEK)
    if unit == "WE":
        monday = shift_date(day, "D", -day.weekday())
        return Interval(shift_date(monday, "D", 5), shift_date(monday, "D", 6), Grain.WEEK)
    if unit == "M":
        return month_interval(year, day.month)
    if unit == "Q":
        return quarter_interval(year, (day.month - 1) // 3 + 1)
    if unit == "HY":
        return half_interval(year, 1 if day.month <= 6 else 2)
    if unit in {"Y", "DE", "CE"}:
        size = {"Y": 1, "DE": 10, "CE": 100}[unit]
        first = year - year % size
        return Interval(make_date(first, 1, 1), make_date(first + size - 1, 12, 31), _GRAIN_OF_UNIT[unit])
    return Interval(day, day, Grain.DAY)


def month_interval(year: int, month: int) -> Interval:
    """First to last day of a month."""
    return Interval(make_date(year, month, 1), make_date(year, month, 31), Grain.MONTH)


def quarter_interval(year: int, quarter: int) -> Interval:
    """First to last day of a quarter."""
    return Interval(make_date(year, quarter * 3 - 2, 1), make_date(year, quarter * 3, 31), Grain.QUARTER)


def half_interval(year: int, half: int) -> Interval:
    """First to last day of a half-year."""
    return Interval(make_date(year, half * 6 - 5, 1), make_date(year, half * 6, 31), Grain.SPAN)


def year_interval(year: int) -> Interval:
    """First to last day of a year."""
    return Interval(make_date(year, 1, 1), make_date(year, 12, 31), Grain.YEAR)


def decade_interval(decade: int) -> Interval:
    """*198* is 1980-01-01..1989-12-31."""
    return Interval(make_date(decade * 10, 1, 1), make_date(decade * 10 + 9, 12, 31), Grain.DECADE)


def century_interval(century: int) -> Interval:
    """*19* is 1900-01-01..1999-12-31, as TIMEX3 counts them."""
    return Interval(make_date(century * 100, 1, 1), make_date(century * 100 + 99, 12, 31), Grain.CENTURY)


def season_interval(year: int, season: str) -> Interval:
    """Meteorological season, as news speak of it; winter begins in its year and ends in the next."""
    month, day = _SEASON_START[season]
    start = make_date(year, month, day)
    return Interval(start, shift_date(shift_date(start, "M", 3), "D", -1), Grain.SPAN)


def narrow_interval(interval: Interval, mod: str) -> Interval:
    """The beginning, middle or end of an interval: days 1-10, 11-20 and 21-end of a month, else thirds."""
    if mod not in {"START", "MID", "END"} or interval.grain is Grain.DAY:
        return interval
    first, last = interval.earliest, interval.latest
    if interval.grain is Grain.MONTH:
        bounds = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}[mod]
        return Interval(make_date(first.year, first.month, bounds[0]), make_date(first.year, first.month, bounds[1]),
                        Grain.SPAN)  # fmt: skip
    if interval.grain is Grain.YEAR:
        months = {"START": (1, 3), "MID": (5, 8), "END": (10, 12)}[mod]
        return Interval(make_date(first.year, months[0], 1), make_date(first.year, months[1], 31), Grain.SPAN)
    third = (last - first).days // 3
    if mod == "START":
        return Interval(first, shift_date(first, "D", third), Grain.SPAN)
    if mod == "END":
        return Interval(shift_date(last, "D", -third), last, Grain.SPAN)
    return Interval(shift_date(first, "D", third), shift_date(last, "D", -third), Grain.SPAN)


def nearest_weekday(day: date, weekday: int, direction: int) -> date:
    """The weekday next to a day: direction -1 the last one up to it, 1 the next one from it, the day itself included.

    >>> nearest_weekday(date(2024, 8, 15), 0, -1)
    datetime.date(2024, 8, 12)
    """
    if direction < 0:
        return shift_date(day, "D", -((day.weekday() - weekday) % 7))
    return shift_date(day, "D", (weekday - day.weekday()) % 7)


def easter_sunday(year: int) -> date:
    """Western Easter by the anonymous Gregorian computus.

    >>> easter_sunday(2024)
    datetime.date(2024, 3, 31)
    """
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * shift + 114, 31)
    return make_date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter by the Julian calendar, given in the Gregorian one (after Meeus, for 1900 to 2099).

    >>> orthodox_easter(2026)
    datetime.date(2026, 4, 12)
    """
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return shift_date(make_date(year, month, day + 1), "D", 13)


def feast_date(year: int, feast: str) -> date | None:
    """The day of a feast in a year; None for an unknown name."""
    if feast in FIXED_FEASTS:
        return make_date(year, *FIXED_FEASTS[feast])
    if feast in EASTER_FEASTS:
        return shift_date(easter_sunday(year), "D", EASTER_FEASTS[feast])
    if feast == "orthodox-easter":
        return orthodox_easter(year)
    if feast.startswith("advent-"):
        fourth = nearest_weekday(make_date(year, 12, 24), 6, -1)
        return shift_date(fourth, "W", int(feast[-1]) - 4)
    if feast == "repentance":
        return shift_date(nearest_weekday(make_date(year, 12, 24), 6, -1), "D", -32)
    if feast == "thanksgiving":
        return shift_date(nearest_weekday(make_date(year, 11, 1), 3, 1), "W", 3)
    if feast == "memorial-day":
        return nearest_weekday(make_date(year, 5, 31), 0, -1)
    if feast == "us-labor-day":
        return nearest_weekday(make_date(year, 9, 1), 0, 1)
    return None


def spell_day(day: date) -> str:
    """A day as TIMEX3 value."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"


def spell_unit(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit a day lies in (`2024-W33`, `2024-Q3`, `202`)."""
    year = f"{day.year:04d}"
    if unit in {"W", "WE"}:
        week = day.isocalendar()
        return f"{week.year:04d}-W{week.week:02d}" + ("-WE" if unit == "WE" else "")
    return {
        "M": f"{year}-{day.month:02d}",
        "Q": f"{year}-Q{(day.month - 1) // 3 + 1}",
        "HY": f"{year}-H{1 if day.month <= 6 else 2}",
        "Y": year,
        "DE": year[:3],
        "CE": year[:2],
    }.get(unit, spell_day(day))


def spell_interval(interval: Interval) -> str:
    """The finest TIMEX3 value that holds a whole interval: a day, a month, a year, or nothing known.

    >>> spell_interval(Interval(date(2024, 8, 1), date(2024, 8, 31)))
    '2024-08'
    """
    first, last = interval.earliest, interval.latest
    if first == last:
        return spell_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04d}-{first.month:02d}"
    return f"{first.year:04d}" if first.year == last.year else "XXXX"


def is_day_value(value: str) -> bool:
    """Whether a TIMEX3 value names an exact day, with or without a time of day."""
    return re.match(r"\d{4}-\d\d-\d\d(T|$)", value) is not None
