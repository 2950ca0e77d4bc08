"""Labels of the faces in German and English: one TOML file per language, same keys in both.

Gives `Words`, a frozen look-up with number and date formats. It holds no text of dispatches and decides nothing.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from lagebild.errors import UsageError
from lagebild.schema import EVENT_TYPES, Interval

LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Words:
    """All labels of one language."""

    language: str
    decimal: str
    thousands: str
    status: Mapping[str, str]
    quad: Mapping[str, str]
    mode: Mapping[str, str]
    role: Mapping[str, str]
    field: Mapping[str, str]
    reason: Mapping[str, str]
    relation: Mapping[str, str]
    months: Mapping[str, tuple[str, ...]]
    column: Mapping[str, str]
    page: Mapping[str, str]

    def type_name(self, name: str) -> str:
        """Label of an event type; an unknown type is shown as it is."""
        if self.language == "de" and name in EVENT_TYPES:
            return EVENT_TYPES[name].label_de
        return name.capitalize()

    def code(self, name: str, mode: str | None) -> str:
        """Label of a type with its mode: *Angriff (Luftangriff)*."""
        return self.type_name(name) if mode is None else f"{self.type_name(name)} ({self.mode.get(mode, mode)})"

    def label(self, field: str, value: str) -> str:
        """A value that claims disagree about, in words where it is a code of ours."""
        if field == "type":
            return self.type_name(value)
        return {"status": self.status, "mode": self.mode}.get(field, {}).get(value, value)

    def joined(self, parts: Sequence[str]) -> str:
        """*A, B und C*."""
        return f" {self.page['and']} ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""

    def number(self, value: float, digits: int = 0) -> str:
        """A number in the language's writing, with a true minus sign."""
        plain = f"{abs(value):,.{digits}f}"
        swapped = plain.translate({ord(","): self.thousands, ord("."): self.decimal})
        return f"−{swapped}" if value < 0 and float(f"{value:.{digits}f}") != 0 else swapped

    def count(self, noun: str, n: int) -> str:
        """*1 Meldung*, *2 Meldungen*; `noun` is dispatch, source, event or claim."""
        return self.page[f"{noun}_{'one' if n == 1 else 'many'}"].format(n=self.number(n))

    def day(self, day: date) -> str:
        """*12. Jan. 2023*, *12 Jan 2023*."""
        dot = "." if self.language == "de" else ""
        return f"{day.day}{dot} {self.months['short'][day.month - 1]} {day.year}"

    def month(self, day: date) -> str:
        """*Januar 2023*."""
        return f"{self.months['long'][day.month - 1]} {day.year}"

    def interval(self, interval: Interval) -> str:
        """An interval of days as a reader writes it: a day, a month, a year, or *first – last*."""
        first, last = interval.earliest, interval.latest
        if first == last:
            return self.day(first)
        if first == date(first.year, 1, 1) and last == date(last.year, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if first.day == 1 and last == _month_end(last):
            same = (first.year, first.month) == (last.year, last.month)
            return self.month(first) if same else f"{self.month(first)} – {self.month(last)}"
        return self._stretch(first, last)

    def _stretch(self, first: date, last: date) -> str:
        """Two days with what they share written once: *10.–11. Aug. 2026*, *28. Juli – 3. Aug. 2026*."""
        dot = "." if self.language == "de" else ""
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}{dot}–{self.day(last)}"
        if first.year == last.year:
            return f"{first.day}{dot} {self.months['short'][first.month - 1]} – {self.day(last)}"
        return f"{self.day(first)} – {self.day(last)}"


@cache
def load_words(language: str) -> Words:
    """The labels of `de` or `en`.

    >>> load_words("de").interval(Interval(date(2023, 1, 1), date(2023, 1, 31)))
    'Januar 2023'
    """
    if language not in LANGUAGES:
        raise UsageError(f"unknown language {language!r} for labels; choose one of {', '.join(LANGUAGES)}")
    table = tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    months = {form: tuple(names) for form, names in table.pop("months").items()}
    return Words(months=months, **table)


def _month_end(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)
