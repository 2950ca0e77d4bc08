"""Lengths of time and repetitions: their TIMEX3 values, and the intervals they measure out from the publication date.

A bare length (*drei Jahre lang*) has no interval; *vor drei Jahren*, *seit drei Jahren*, *in den vergangenen zwei
Jahren* have one. Unsaid numbers (*seit Jahren*) never have.
"""

from datetime import date

from lagebild.annotate.times.calendars import shift_date, unit_interval
from lagebild.annotate.times.meaning import Meaning
from lagebild.annotate.times.story import Story
from lagebild.schema import Grain, Interval

_CLOCK_UNITS = {"H": "H", "MIN": "M", "S": "S"}
_SMALLER = {"Y": ("M", 12), "H": ("MIN", 60), "D": ("H", 24), "DE": ("Y", 10), "CE": ("Y", 100)}


def spell_duration(meaning: Meaning) -> str:
    """The TIMEX3 value of a length: `P3Y4M`, `PT1H30M`, `PXW`, `P1.5W` where no smaller unit divides it.

    >>> spell_duration(Meaning(amount=1.5, unit="Y")), spell_duration(Meaning(amount=0, unit="MIN"))
    ('P1Y6M', 'PTXM')
    """
    parts = [(meaning.amount if meaning.amount is not None else 1, meaning.unit)]
    if meaning.unit2:
        parts.append((meaning.amount2 if meaning.amount2 is not None else 1, meaning.unit2))
    amount, unit = parts[0]
    if unit == "Q":
        parts[0] = (amount * 3, "M")
    if unit == "HY":
        parts[0] = (amount * 6, "M")
    if len(parts) == 1 and amount % 1 and unit in _SMALLER:
        smaller, size = _SMALLER[unit]
        rest = (amount % 1) * size
        if rest == int(rest):
            parts = [(int(amount), unit), (int(rest), smaller)]
            parts = [part for part in parts if part[0]]
    days = "".join(f"{_spell_amount(a)}{u}" for a, u in parts if u not in _CLOCK_UNITS)
    clock = "".join(f"{_spell_amount(a)}{_CLOCK_UNITS[u]}" for a, u in parts if u in _CLOCK_UNITS)
    return f"P{days}" + (f"T{clock}" if clock else "")


def _spell_amount(amount: float) -> str:
    if not amount:
        return "X"
    return str(int(amount)) if amount == int(amount) else f"{amount:g}"


def spell_set(meaning: Meaning) -> str:
    """The TIMEX3 value of a repetition: `P1D`, `XXXX-WXX-1`, `XXXX-XX-XXTNI`, `XXXX-12`."""
    if meaning.weekday is not None:
        return f"XXXX-WXX-{meaning.weekday + 1}" + (meaning.part or _spell_hour(meaning))
    if meaning.part or meaning.hour is not None:
        return "XXXX-XX-XX" + (meaning.part or _spell_hour(meaning))
    if meaning.season:
        return f"XXXX-{meaning.season}"
    if meaning.month is not None:
        return f"XXXX-{meaning.month:02d}" + (f"-{meaning.day:02d}" if meaning.day else "")
    if meaning.unit == "WE":
        return "XXXX-WXX-WE"
    return spell_duration(meaning)


def _spell_hour(meaning: Meaning) -> str:
    return "" if meaning.hour is None else f"T{meaning.hour:02d}:{meaning.minute or 0:02d}"


def measure_out(meaning: Meaning, relation: str, story: Story) -> Interval | None:
    """The days a length covers or ends at, seen from the publication date; None if it cannot be computed.

    `relation`: `ago` (*vor*), `ahead` (*in*), `since` (*seit*), `within` (*binnen*), `last` (*vergangenen*), `next`.
    """
    if story.narrative or not meaning.amount or not relation:
        return None
    first, last = story.published.earliest, story.published.latest
    back = _step(meaning, first, -1)
    ahead = _step(meaning, last, 1)
    if relation in {"since", "last"}:
        return Interval(back, last, Grain.SPAN)
    if relation in {"within", "next"}:
        return Interval(first, ahead, Grain.SPAN)
    sign = {"ago": -1, "ahead": 1}.get(relation)
    return None if sign is None else reach_out(meaning, sign, story.published)


def reach_out(meaning: Meaning, sign: int, base: Interval) -> Interval:
    """What lies the length away from `base`, as coarse as the unit that was said.

    Days and weeks are counted exactly (*vor zwei Wochen*), *vor rund zwei Wochen* is that week, *vor einem Jahr* that
    month, *vor drei Jahren* that year, *vor genau drei Jahren* that day.
    """
    amount, unit = meaning.amount or 1, meaning.unit
    if unit in _CLOCK_UNITS:
        return Interval(_step(meaning, base.earliest, sign), _step(meaning, base.latest, sign), Grain.DAY)
    first, last = _step(meaning, base.earliest, sign), _step(meaning, base.latest, sign)
    grain = meaning.unit2 or unit
    if unit == "Y" and (amount % 1 or amount == 1):
        grain = "M"
    if grain == "D" or meaning.mod == "EXACT" or (grain == "W" and not meaning.mod):
        return Interval(first, last, Grain.DAY if first == last else Grain.SPAN)
    if grain == "W":
        return unit_interval(first, "W") if first == last else Interval(first, last, Grain.SPAN)
    start, end = unit_interval(first, grain), unit_interval(last, grain)
    same = start == end
    return start if same else Interval(start.earliest, end.latest, Grain.SPAN)


def _step(meaning: Meaning, day: date, sign: int) -> date:
    amount, unit = meaning.amount or 1, meaning.unit
    if unit in _CLOCK_UNITS:
        hours = amount * {"H": 1, "MIN": 1 / 60, "S": 1 / 3600}[unit]
        return shift_date(day, "D", sign * int(hours // 24))
    if amount % 1 and unit in {"Y", "HY", "Q"}:
        moved = shift_date(day, "M", sign * round(amount * {"Y": 12, "HY": 6, "Q": 3}[unit]))
    elif amount % 1:
        moved = shift_date(day, "D", sign * round(amount * {"D": 1, "W": 7, "M": 30}.get(unit, 1)))
    else:
        moved = shift_date(day, unit, sign * int(amount))
    if meaning.unit2 and meaning.unit2 not in _CLOCK_UNITS:
        moved = shift_date(moved, meaning.unit2, sign * int(meaning.amount2 or 1))
    return moved
