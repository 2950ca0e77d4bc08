"""What merge knows about types, modes and names: the tables of `rules.toml` as frozen values.

Takes the packaged file and gives one `TypeRule` per PLOVER type and a test for names of persons. Labelled pairs in
the same file say what the tables must answer; a test runs them.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from lagebild.schema import EVENT_TYPES


@dataclass(frozen=True, slots=True)
class TypeRule:
    """How claims of one type are compared (fields as explained at the head of `rules.toml`)."""

    kin: frozenset[str]
    tolerance: int
    mutual: str
    inward: bool
    spoken: bool
    placed: bool
    families: dict[str, frozenset[int]]

    def modes_agree(self, first: str | None, second: str | None) -> bool:
        """Whether two modes may describe one act; a missing mode agrees with all."""
        if first is None or second is None or first == second:
            return True
        return not self.families.get(first, frozenset()).isdisjoint(self.families.get(second, frozenset()))


@cache
def load_rules() -> dict[str, TypeRule]:
    """The rule of every PLOVER type."""
    return {name: _rule(read_tables()["types"][name]) for name in EVENT_TYPES}


@cache
def pair_rules() -> dict[tuple[str, str], TypeRule]:
    """The rule for every pair of types that may tell of one act, in either order: the looser of the two."""
    rules = load_rules()
    pairs = {(name, name): rule for name, rule in rules.items()}
    for name, rule in rules.items():
        for other in rule.kin:
            pairs[name, other] = _looser(rule, rules[other])
    return pairs


@cache
def group_types() -> dict[str, str]:
    """For each type the name of the group of types it is compared within: all that are kin, even by way of others."""
    groups: dict[str, str] = {name: name for name in EVENT_TYPES}
    for name, rule in load_rules().items():
        for other in rule.kin:
            old, new = groups[name], groups[other]
            groups = {key: new if group == old else group for key, group in groups.items()}
    return groups


@cache
def read_tables() -> dict[str, Any]:
    """The file as it stands."""
    return tomllib.loads(files("lagebild.merge").joinpath("rules.toml").read_text("utf-8"))


@cache
def is_person(name: str) -> bool:
    """Whether a canonical name reads like that of one person.

    >>> is_person("Lee Jong-sup"), is_person("South Korea"), is_person("Israel Defense Forces")
    (True, False, False)
    """
    particles, bodies, regions = _name_words()
    if name in regions:
        return False
    words = [word for word in name.split() if word not in particles]
    if len(words) < 2 or any(_WORD.sub("", word.lower()) in bodies for word in words):
        return False
    return all(word[0].isupper() for word in words)


@cache
def is_region(name: str) -> bool:
    """Whether the name of a place says that it is wider than a town.

    >>> is_region("Donetsk Oblast"), is_region("Donetsk")
    (True, False)
    """
    return not frozenset(name.casefold().split()).isdisjoint(read_tables()["places"]["wide"])


_WORD = re.compile(r"[^\w'-]")


@cache
def _name_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    names = read_tables()["names"]
    return frozenset(names["particles"]), frozenset(names["bodies"]), frozenset(names["regions"])


def _looser(one: TypeRule, two: TypeRule) -> TypeRule:
    return TypeRule(
        kin=one.kin | two.kin,
        tolerance=max(one.tolerance, two.tolerance),
        mutual="open",
        inward=one.inward or two.inward,
        spoken=one.spoken and two.spoken,
        placed=one.placed and two.placed,
        families={},
    )


def _rule(table: dict[str, Any]) -> TypeRule:
    families: dict[str, frozenset[int]] = {}
    for number, family in enumerate(table.get("modes", [])):
        for mode in family:
            families[mode] = families.get(mode, frozenset()) | {number}
    return TypeRule(
        kin=frozenset(table.get("kin", ())),
        tolerance=table["tolerance"],
        mutual=table["mutual"],
        inward=table["inward"],
        spoken=table["spoken"],
        placed=table["placed"],
        families=families,
    )
