"""Lengths away from an earlier expression or from the publication date: *drei Tage später*, *two years ago*."""

from typing import NamedTuple

from lagebild.annotate.times import calendars as cal
from lagebild.annotate.times.durations import reach_out
from lagebild.annotate.times.meaning import Meaning
from lagebild.annotate.times.story import Story
from lagebild.schema import Grain, Interval

PUBLISHED = "published"
"""Name of the anchor that is the publication date."""
_HOURS = {"H": 1, "MIN": 1 / 60, "S": 1 / 3600}
UNKNOWN_OF_UNIT = {"Y": "XXXX", "M": "XXXX-XX", "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE"}
"""The TIMEX3 value of a unit nobody knows which."""


class Dated(NamedTuple):
    """A value, the days it covers if they can be computed, and what it was computed from."""

    value: str
    interval: Interval | None
    anchor: str


def resolve_offset(meaning: Meaning, story: Story) -> Dated:
    """A length away from an earlier expression or from the publication date (*drei Tage später*, *two years ago*)."""
    sign, unit = meaning.shift or 1, meaning.unit
    if unit in _HOURS and meaning.base == "context" and (later := story.count_on(sign * _hours(meaning))) is not None:
        time, name = later
        return Dated(f"{time:%Y-%m-%dT%H:%M}", Interval(time.date(), time.date(), Grain.DAY), name)
    base, name = find_base(meaning, story, unit)
    if base is None or not meaning.amount:
        vague = "FUTURE_REF" if sign > 0 else "PAST_REF"
        return Dated(UNKNOWN_OF_UNIT.get(unit, vague) if meaning.amount else vague, None, name)
    if unit in _HOURS:
        return Dated("XXXX-XX-XXTXX:XX", reach_out(meaning, sign, base), name)
    if base.grain is not Grain.DAY and unit in {"D", "W"} and base.earliest != base.latest:
        return Dated(UNKNOWN_OF_UNIT[unit], reach_out(meaning, sign, base) if name == PUBLISHED else None, name)
    interval = reach_out(meaning, sign, base)
    if (
        name == PUBLISHED
        and unit in {"W", "Y"}
        and meaning.mod != "EXACT"
        and base.earliest == base.latest
        and meaning.amount == int(meaning.amount)
    ):
        return Dated(cal.spell_unit(interval.earliest, unit), interval, name)
    if interval.grain in {Grain.DAY, Grain.SPAN}:
        return Dated(cal.spell_interval(interval), interval, name)
    return Dated(cal.spell_unit(interval.earliest, _unit_of(interval.grain, unit)), interval, name)


def _hours(meaning: Meaning) -> float:
    hours = (meaning.amount or 1) * _HOURS[meaning.unit]
    return hours + (meaning.amount2 or 0) * _HOURS.get(meaning.unit2, 0)


def _unit_of(grain: Grain, unit: str) -> str:
    return {Grain.MONTH: "M", Grain.YEAR: "Y", Grain.WEEK: "W"}.get(grain, unit)


def find_base(meaning: Meaning, story: Story, unit: str) -> tuple[Interval | None, str]:
    """What a shift counts from: the last day (or longer time) named, or the publication date."""
    wants_context = meaning.base == "context" or story.narrative
    if wants_context:
        anchor = story.last_day if unit in {"D", "W", "WE", *_HOURS} else story.last
        if story.narrative and anchor is not None and story.last is not None and unit == "D":
            anchor = anchor if anchor.interval.earliest.year == story.last.interval.earliest.year else story.last
        anchor = story.near(anchor)
        if anchor is not None:
            return anchor.interval, anchor.name
    if story.narrative:
        return None, "unknown"
    return story.published, PUBLISHED
