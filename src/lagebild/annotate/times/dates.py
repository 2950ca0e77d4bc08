"""Dates: from calendar fields and shifts to a TIMEX3 value and an interval of days.

Absolute fields are spelled as they are; missing years, months and days are filled from the publication date or from
an earlier expression, guided by the tense of the clause. Where the publication day is not known the result widens
and never names an exact day that was not written.
"""

from dataclasses import replace
from datetime import date

from lagebild.annotate.times import calendars as cal
from lagebild.annotate.times.meaning import Meaning
from lagebild.annotate.times.named_days import find_named_year
from lagebild.annotate.times.offsets import PUBLISHED, UNKNOWN_OF_UNIT, Dated, find_base
from lagebild.annotate.times.story import Anchor, Story
from lagebild.schema import Grain, Interval

_ABSOLUTE = "absolute"
_NEWS = 21
"""Days before publication that a dispatch tells of as news."""


def resolve_date(meaning: Meaning, tense: str, story: Story) -> Dated:
    """The date a meaning stands for, without its time of day."""
    if meaning.kind == "weekend" or (meaning.unit == "WE" and meaning.shift is not None):
        return _resolve_weekend(meaning, tense, story)
    if meaning.weekday is not None and meaning.day is None and not meaning.unit and meaning.month is None:
        return _resolve_weekday(meaning, tense, story)
    if meaning.unit == "W" and meaning.weekday is not None and not story.narrative and story.day_known:
        day = cal.shift_date(story.today, "W", meaning.shift or 0)
        return _day(cal.shift_date(day, "D", meaning.weekday - day.weekday()), PUBLISHED)
    if meaning.unit and meaning.shift is not None:
        return _resolve_shift(meaning, tense, story)
    return _resolve_fields(meaning, tense, story)


def _resolve_shift(meaning: Meaning, tense: str, story: Story) -> Dated:
    """*gestern*, *vergangene Woche*, *dieses Jahr*, *am folgenden Tag*, *Vorjahr*, with a field inside it or a mod."""
    unit, steps = meaning.unit, meaning.shift or 0
    base, name = find_base(meaning, story, unit)
    if story.narrative and unit == "Y" and story.main_year is not None:
        base = cal.year_interval(story.main_year)
    if base is None:
        return Dated(UNKNOWN_OF_UNIT.get(unit, "XXXX"), None, name)
    known = base.earliest == base.latest
    if not known and not _fits(base, unit):
        return _widen(base, name)
    day = cal.shift_date(base.earliest, unit, steps)
    if unit == "WE" and steps < 0 and day.weekday() < 5:
        day = cal.shift_date(base.earliest, "W", steps)
    interval = cal.narrow_interval(cal.unit_interval(day, unit), meaning.mod)
    if steps == 0 and name == PUBLISHED and unit != "D":
        interval = _cut_to_now(interval, meaning, tense, story)
    return Dated(cal.spell_unit(day, unit), interval, name)


def _cut_to_now(interval: Interval, meaning: Meaning, tense: str, story: Story) -> Interval:
    """What happened *in dieser Woche* is over; *earlier this year* is before today and *later this year* after."""
    first, last = story.published.earliest, story.published.latest
    over = tense == "past" and meaning.mod == ""
    if (over or meaning.relation == "so-far") and interval.earliest <= last < interval.latest:
        return Interval(interval.earliest, last, Grain.SPAN)
    if meaning.relation == "yet" and interval.earliest < first <= interval.latest:
        return Interval(first, interval.latest, Grain.SPAN)
    return interval


def _fits(base: Interval, unit: str) -> bool:
    """Whether an interval lies inside one such unit, so that shifting by the unit stays exact."""
    if unit in {"D", "W", "WE"}:
        return False
    whole = cal.unit_interval(base.earliest, unit)
    return whole.latest >= base.latest


def _widen(base: Interval, name: str) -> Dated:
    """Days and weeks of a text dated by month or year: the whole of what is known, and no exact day."""
    return Dated(cal.spell_interval(base), Interval(base.earliest, base.latest, base.grain), name)


def _resolve_weekday(meaning: Meaning, tense: str, story: Story) -> Dated:
    weekday = meaning.weekday or 0
    anchor = story.near(story.last_day)
    if anchor is not None and _hangs_on(anchor, meaning, story):
        direction = -1 if meaning.shift is not None and meaning.shift < 0 else 1
        # *am Freitag zuvor*, told of a Friday, is a week before.
        first = cal.shift_date(anchor.interval.earliest, "D", direction if meaning.base == "context" else 0)
        return _day(cal.nearest_weekday(first, weekday, direction), anchor.name)
    if story.narrative:
        return Dated(f"XXXX-WXX-{weekday + 1}", None, "unknown")
    published = story.published
    week = story.near(story.last)
    if week is not None and meaning.shift is None and _is_other_week(week, story):
        # *Nächste Woche ...: Am Freitag ...*
        return _day(cal.shift_date(week.interval.earliest, "D", weekday), week.name)
    if not story.day_known:
        interval = Interval(published.earliest, published.latest, published.grain, weekday)
        return Dated(cal.spell_interval(published), interval, PUBLISHED)
    return _day(_choose_weekday(published.earliest, weekday, tense, meaning.shift), PUBLISHED)


def _is_other_week(anchor: Anchor, story: Story) -> bool:
    """Whether the text has just named a week to come, whose days it goes on to tell."""
    week = anchor.interval
    return week.grain is Grain.WEEK and week.earliest > story.today and anchor.sentence >= story.sentence - 1


def _resolve_weekend(meaning: Meaning, tense: str, story: Story) -> Dated:
    """The weekend before or after today; with *vergangenen* and *kommenden* whatever the tense."""
    anchor = story.near(story.last_day)
    if story.narrative:
        if anchor is None:
            return Dated("XXXX-WXX-WE", None, "unknown")
        day = anchor.interval.earliest
        return Dated(cal.spell_unit(day, "WE"), cal.unit_interval(day, "WE"), anchor.name)
    if not story.day_known:
        return _widen(story.published, PUBLISHED)
    back = meaning.shift == -1 or (meaning.shift is None and tense not in {"future", "present"})
    at_weekend = story.today.weekday() >= 5
    day = story.today
    if meaning.shift == -1:
        day = cal.nearest_weekday(cal.shift_date(day, "D", -2 if at_weekend else 0), 5, -1)
    elif meaning.shift == 1 or not at_weekend:
        day = cal.nearest_weekday(cal.shift_date(day, "D", 2 if at_weekend else 0), 5, -1 if back else 1)
    return Dated(cal.spell_unit(day, "WE"), cal.unit_interval(day, "WE"), PUBLISHED)


def _choose_weekday(today: date, weekday: int, tense: str, shift: int | None) -> date:
    """A weekday with *vergangenen* lies strictly before today, with *kommenden* strictly after."""
    if shift == -1:
        return cal.nearest_weekday(cal.shift_date(today, "D", -1), weekday, -1)
    if shift == 1:
        return cal.nearest_weekday(cal.shift_date(today, "D", 1), weekday, 1)
    return cal.nearest_weekday(today, weekday, 1 if tense in {"future", "present"} else -1)


def _hangs_on(anchor: Anchor, meaning: Meaning, story: Story) -> bool:
    """A weekday follows an earlier day when the text has left its own week (programmes, chronicles)."""
    if story.narrative or meaning.base == "context":
        return True
    if not story.day_known or anchor.sentence != story.sentence or meaning.shift is not None:
        return False
    return abs((anchor.interval.earliest - story.today).days) > 7


def _day(day: date, anchor: str) -> Dated:
    return Dated(cal.spell_day(day), Interval(day, day, Grain.DAY), anchor)


def _resolve_fields(meaning: Meaning, tense: str, story: Story) -> Dated:
    """Calendar fields, the year filled in where it was not said."""
    if meaning.century is not None:
        century = max(0, meaning.century - 1)
        return _whole(f"{century:02d}", cal.century_interval(century), meaning)
    if meaning.day is not None and meaning.month is None and meaning.year is None:
        return _resolve_day_alone(meaning.day, story)
    if meaning.decade is not None:
        return _resolve_decade(meaning, story)
    year, anchor = _find_year(meaning, tense, story)
    if year is None:
        return Dated(_spell_open(meaning), None, anchor)
    if not 1 <= year <= 9999:
        return Dated(str(year), None, anchor)
    return _fill_year(meaning, year, anchor)


def _resolve_day_alone(number: int, story: Story) -> Dated:
    """*am 24.* after a date of the same month; the next month when the day has passed there."""
    anchor = story.near(story.last)
    base = anchor.interval if anchor is not None else None if story.narrative else story.published
    if base is None or base.grain not in {Grain.DAY, Grain.MONTH, Grain.WEEK}:
        return Dated("XXXX-XX-" + f"{number:02d}", None, "unknown")
    start = base.earliest
    if anchor is not None and base.grain is Grain.DAY and number < start.day:
        start = cal.shift_date(start, "M", 1)
    return _day(cal.make_date(start.year, start.month, number), anchor.name if anchor is not None else PUBLISHED)


def _fill_year(meaning: Meaning, year: int, anchor: str) -> Dated:
    if meaning.holiday:
        day = cal.feast_date(year, meaning.holiday)
        if day is None:
            return Dated(f"{year:04d}", cal.year_interval(year), anchor)
        return _day(cal.shift_date(day, "D", meaning.holiday_shift or 0), anchor)
    if meaning.month is not None and meaning.day is not None:
        return _day(cal.make_date(year, meaning.month, meaning.day), anchor)
    if meaning.month is not None:
        interval = cal.month_interval(year, meaning.month)
        return Dated(f"{year:04d}-{meaning.month:02d}", cal.narrow_interval(interval, meaning.mod), anchor)
    if meaning.season:
        interval = cal.season_interval(year, meaning.season)
        return Dated(f"{year:04d}-{meaning.season}", cal.narrow_interval(interval, meaning.mod), anchor)
    if meaning.quarter is not None and 1 <= meaning.quarter <= 4:
        return Dated(f"{year:04d}-Q{meaning.quarter}", cal.quarter_interval(year, meaning.quarter), anchor)
    if meaning.half is not None and 1 <= meaning.half <= 2:
        return Dated(f"{year:04d}-H{meaning.half}", cal.half_interval(year, meaning.half), anchor)
    if meaning.number is not None and meaning.unit == "W":
        return _calendar_week(year, meaning.number, anchor)
    return Dated(f"{year:04d}", cal.narrow_interval(cal.year_interval(year), meaning.mod), anchor)


def _calendar_week(year: int, week: int, anchor: str) -> Dated:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return Dated(f"{year:04d}", cal.year_interval(year), anchor)
    return Dated(f"{year:04d}-W{week:02d}", cal.unit_interval(monday, "W"), anchor)


def _whole(value: str, interval: Interval, meaning: Meaning) -> Dated:
    return Dated(value, cal.narrow_interval(interval, meaning.mod), _ABSOLUTE)


def _resolve_decade(meaning: Meaning, story: Story) -> Dated:
    decade = meaning.decade or 0
    if decade >= 100:
        return _whole(f"{decade:03d}", cal.decade_interval(decade), meaning)
    anchor = story.last if story.narrative else None
    century = (anchor.interval.earliest.year if anchor else story.today.year) // 100
    full = century * 10 + decade
    if anchor is None and full * 10 > story.today.year:
        full -= 10
    return _whole(f"{full:03d}", cal.decade_interval(full), meaning)


def _spell_open(meaning: Meaning) -> str:
    """The value of fields whose year is unknown."""
    if meaning.month is not None:
        return f"XXXX-{meaning.month:02d}" + (f"-{meaning.day:02d}" if meaning.day else "")
    if meaning.season:
        return f"XXXX-{meaning.season}"
    if meaning.quarter is not None:
        return f"XXXX-Q{meaning.quarter}"
    if meaning.half is not None:
        return f"XXXX-H{meaning.half}"
    return "XXXX-XX-XX" if meaning.holiday or meaning.day else "XXXX"


def _find_year(meaning: Meaning, tense: str, story: Story) -> tuple[int | None, str]:
    """The year said, or the one meant: of an earlier expression, or the nearest that fits the tense."""
    if meaning.year is not None:
        year = _full_year(meaning, story)
        if meaning.month is not None and meaning.day is not None:
            story.years_of[meaning.month, meaning.day] = year
        return year, _ABSOLUTE
    if meaning.month is not None and meaning.day is not None and not story.narrative:
        known = story.years_of.get((meaning.month, meaning.day)) or find_named_year(
            meaning.month, meaning.day, story.words
        )
        # What is still to come, or is news, is not the day of old.
        if known is not None and known <= story.today.year and tense != "future" and not _just_past(meaning, story):
            return known, _ABSOLUTE
    if meaning.year_shift is not None:
        base, name = find_base(meaning, story, "Y")
        if tense in {"future", "present"} and meaning.year_shift == 0 and not story.narrative:
            base, name = story.published, PUBLISHED
        if story.narrative and story.main_year is not None:
            return story.main_year + meaning.year_shift, name
        return (base.earliest.year + meaning.year_shift if base is not None else None), name
    anchor = story.near(story.last)
    if story.narrative:
        return _follow_narrative(meaning, story)
    if (
        anchor is not None
        and _lends_year(anchor, meaning, tense, story)
        and _on_weekday(meaning, anchor.interval.earliest.year)
    ):
        return anchor.interval.earliest.year, anchor.name
    return _choose_year(meaning, tense, story), PUBLISHED


def _follow_narrative(meaning: Meaning, story: Story) -> tuple[int | None, str]:
    """The year a narrative is in: that of the same sentence, else the one it has been telling of."""
    last = story.last
    if last is None:
        return story.main_year, "unknown"
    if last.sentence == story.sentence and last.interval.grain in {Grain.DAY, Grain.MONTH, Grain.SPAN}:
        return last.interval.earliest.year, last.name
    year = story.main_year if story.main_year is not None else last.interval.earliest.year
    turned = last.interval.earliest.year == year and last.interval.earliest.month >= 11 and (meaning.month or 12) <= 2
    close = last.paragraph == story.paragraph and story.sentence - last.sentence <= 2
    return year + (turned and close and last.interval.grain in {Grain.DAY, Grain.MONTH}), last.name


def _full_year(meaning: Meaning, story: Story) -> int:
    year = meaning.year or 0
    if year >= 100:
        return year
    if meaning.year_base is not None and meaning.year_base >= 100:
        full = meaning.year_base - meaning.year_base % 100 + year
        return full + 100 if full < meaning.year_base else full
    anchor = story.last if story.narrative else None
    if anchor is not None:
        return anchor.interval.earliest.year // 100 * 100 + year
    full = story.today.year // 100 * 100 + year
    return full - 100 if full > story.today.year + 15 else full


def _lends_year(anchor: Anchor, meaning: Meaning, tense: str, story: Story) -> bool:
    """Whether a date without year belongs to the year of the expression before it and not to the current one.

    A text that tells of 1992 goes on in 1992 (*Im April kam ...*) as long as it stays in the past and moves forward;
    a programme for next year stays there.
    """
    year = anchor.interval.earliest.year
    gap = story.today.year - year
    if gap == 0 or anchor.interval.grain in {Grain.DECADE, Grain.CENTURY}:
        return False
    if anchor.interval.grain is Grain.YEAR and anchor.sentence != story.sentence:
        return False
    if gap < 0:
        return tense != "past" and anchor.sentence == story.sentence
    if tense in {"future", "present"} or (anchor.sentence != story.sentence and _just_past(meaning, story)):
        return False
    return meaning.month is None or meaning.month >= anchor.interval.earliest.month or gap > 1


def _just_past(meaning: Meaning, story: Story) -> bool:
    """Whether a day, read in the current year, lies in the weeks before publication: then it is news, not history."""
    if not (meaning.month and meaning.day):
        return False
    day = cal.make_date(story.today.year, meaning.month, meaning.day)
    return cal.shift_date(story.published.earliest, "D", -_NEWS) <= day <= story.published.latest


def _on_weekday(meaning: Meaning, year: int) -> bool:
    """Whether a day of that year is the weekday named with it: *Freitag, 20. September*."""
    if meaning.weekday is None or meaning.day is None or meaning.month is None:
        return True
    return cal.make_date(year, meaning.month, meaning.day).weekday() == meaning.weekday


def _choose_year(meaning: Meaning, tense: str, story: Story) -> int:
    """The year that brings the date nearest to the publication date; a contradicting tense costs half a year or more.

    *vergangenen Sommer* has ended, *nächsten Sommer* has not begun, *diesen Sommer* lies in the current year.
    """
    today = story.published
    here = today.earliest.year
    if today.grain is Grain.YEAR or meaning.shift == 0:
        return here
    bare = replace(meaning, mod="")

    def cost(year: int) -> float:
        interval = _fill_year(bare, year, "").interval
        assert interval is not None
        if interval.earliest <= today.latest and interval.latest >= today.earliest:
            return 0 if meaning.shift in {None, 0} else 1000
        past = interval.latest < today.earliest
        gap = (today.earliest - interval.latest).days if past else (interval.earliest - today.latest).days
        if meaning.shift in {-1, 1}:
            return gap + (1000 if past == (meaning.shift == 1) else 0)
        wrong = 180 if past and tense == "future" else 250 if not past and tense == "past" else 0
        wrong += 0 if _on_weekday(meaning, year) else 1000
        return gap + wrong + (0.5 if not past else 0)

    return min((here, here - 1, here + 1), key=cost)
