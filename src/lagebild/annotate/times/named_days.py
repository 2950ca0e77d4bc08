"""Days that everybody knows by day and month alone (`named_days.toml`): *das Massaker vom 7. Oktober*."""

import tomllib
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("named_days.toml")


class NamedDay(NamedTuple):
    """A day, and beginnings of the words one of which must stand in its sentence."""

    year: int
    words: tuple[str, ...]


def find_named_year(month: int, day: int, words: AbstractSet[str]) -> int | None:
    """The year of a named day, if the lower-cased words of its sentence speak of it.

    >>> find_named_year(10, 7, {"das", "massaker", "vom"})
    2023
    """
    for named in _load().get((month, day), ()):
        if any(word.startswith(named.words) for word in words):
            return named.year
    return None


@cache
def _load() -> dict[tuple[int, int], tuple[NamedDay, ...]]:
    found: dict[tuple[int, int], tuple[NamedDay, ...]] = {}
    for row in tomllib.loads(_FILE.read_text("utf-8"))["day"]:
        key = row["month"], row["day"]
        found[key] = (*found.get(key, ()), NamedDay(row["year"], tuple(row["words"])))
    return found
