"""Persons and the spellings under which they are found.

`read_persons` reads the holders of offices (`persons.csv`) and the figures of the news whom no office makes known
(`figures.csv`); who held which office when stands in `offices`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lagebild.knowledge.names import fold_name, name_keys_of_many, order_variants, short_forms, spellings
from lagebild.knowledge.tables import Row, read_table


@dataclass(frozen=True, slots=True)
class Person:
    """A person with the canonical English name and the spellings that no rule of `names` reaches."""

    id: str
    name: str
    family: str
    family_first: bool
    side: str
    aliases: tuple[str, ...]
    born: str = ""
    wikidata: str = ""
    figure: bool = False
    """Known for no office of the tables."""


def read_persons() -> Iterator[Person]:
    """Holders of offices, then figures."""
    yield from map(_person, read_table("persons"))
    yield from map(_figure, read_table("figures"))


def file_by_key(persons: list[Person], forms_of: Callable[[Person], Iterator[str]]) -> dict[str, tuple[str, ...]]:
    """Ids by the keys of the forms of each person, in the order of the persons."""
    pairs = [(written, person.id) for person in persons for form in forms_of(person) for written in spellings(form)]
    index: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, (_, person_id) in zip(name_keys_of_many(written for written, _ in pairs), pairs, strict=True):
        index[key][person_id] = None
    return {key: tuple(ids) for key, ids in index.items()}


def written_forms(person: Person) -> Iterator[str]:
    """Full names: in both orders, with the first given name alone, and the aliases."""
    yield from order_variants(person.name, person.family, family_first=person.family_first)
    yield from short_forms(person.name, person.family, family_first=person.family_first)
    yield from person.aliases


def family_forms(person: Person) -> Iterator[str]:
    """The family name, its last part (*Leyen*), and the last word of an alias (*Benjamin Netanjahu*).

    None for persons whose row names no family: of a common name (*Berg*), they are found by the full name alone.
    """
    if not person.family:
        return
    yield person.family
    parts = person.family.split()
    if len(parts) > 1 and len(parts[-1]) > 2:
        yield parts[-1]
    for alias in person.aliases:
        words = alias.split()
        if len(words) > 1 and not person.family_first and words[-1][:1].isupper() and words[-1][-1:] != ".":
            yield words[-1]


def prefer_same_spelling(name: str, found: tuple[Person, ...]) -> tuple[Person, ...]:
    """Those whose name is spelt just so, when there are any: the key of *Merz* is also that of *Myers*."""
    if len(found) == 1:
        return found
    wanted = fold_name(name)
    same = tuple(
        person
        for person in found
        if any(fold_name(form) == wanted for form in (*written_forms(person), *family_forms(person)))
    )
    return same or found


def _person(row: Row) -> Person:
    person_id, name, family, family_first, side, aliases, born, wikidata, _source = row.cells.values()
    others = tuple(aliases.split("|")) if aliases else ()
    return Person(person_id, name, family, family_first == "yes", side, others, born, wikidata)


def _figure(row: Row) -> Person:
    """Somebody of the news whom no office of the tables makes known."""
    person_id, name, family, family_first, side, aliases = row.cells.values()
    others = tuple(aliases.split("|")) if aliases else ()
    return Person(person_id, name, family, family_first == "yes", side, others, figure=True)
