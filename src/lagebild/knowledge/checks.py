"""Finds what cannot be true in the tables: overlaps, impossible dates, orphan rows, duplicate ids; and gaps.

Takes the unjoined rows of `offices.load_tables` and gives lists of `Problem`; empty ones are what the tests demand.
It judges the form of the tables and their agreement with each other, not whether a fact is right.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from lagebild.knowledge.names import name_key
from lagebild.knowledge.offices import Holding, Office
from lagebild.knowledge.persons import Person
from lagebild.knowledge.tables import KEYS, Row, read_table
from lagebild.schema import Grain

SECTORS = frozenset("GOV MIL LEG JUD COP SPY PTY OPP REB IGO NGO REL".split())
WORD_SECTORS = SECTORS | frozenset("CVL BUS JRN EDU HLH AGR LAB REF ELI CRM".split())
"""Sectors of words and bodies, which offices of a state cannot have."""
_WITH_SIDES = ("bodies", "collectives", "groups", "organisations", "parties", "places")
SOURCES = frozenset(("wikidata", "wikidata clipped", "hand", "press 2025-26", "user"))


class ProblemKind(StrEnum):
    """What is wrong."""

    DUPLICATE_ID = "duplicate id"
    ORPHAN = "row names an unknown office or person"
    UNUSED = "row that nothing refers to"
    IMPOSSIBLE_DATE = "impossible date"
    OVERLAP = "two holders of one seat at the same time"
    NO_HORIZON = "open term without the day it was last attested"
    AMBIGUOUS_KIND = "two offices of one side answer to one kind"
    BAD_VALUE = "value outside its list"
    GAP = "nobody known between two holders"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong and the row it is wrong in (`office`, `person` or both as `office|person`)."""

    kind: ProblemKind
    row: str
    detail: str


def find_problems(
    offices: Sequence[Office], persons: Sequence[Person], holdings: Sequence[Holding], *, today: date | None = None
) -> list[Problem]:
    """All problems of the three tables. With `today`, nothing may be attested or begun later."""
    return [
        *_duplicates(offices, persons, holdings),
        *_orphans(offices, persons, holdings),
        *_impossible_dates(persons, holdings, today or date.max),
        *_overlaps(offices, holdings),
        *_ambiguous_kinds(offices),
        *_bad_values(offices, persons, holdings),
    ]


def find_table_problems() -> list[Problem]:
    """Problems of all tables: keys twice, sides nobody knows, members of unknown bodies, impossible spells."""
    problems: list[Problem] = []
    rows = {name: list(read_table(name)) for name in KEYS}
    for name, columns in KEYS.items():
        counts = Counter(tuple(row.cells[column] for column in columns) for row in rows[name])
        problems += [
            Problem(ProblemKind.DUPLICATE_ID, f"{name}: {'|'.join(key)}", "") for key in counts if counts[key] > 1
        ]
    sides = {row.cells["code"] for name in ("countries", "historic") for row in rows[name]}
    for name in (*_WITH_SIDES, "members"):
        for row in rows[name]:
            side = row.cells["country"]
            if side and ":" not in side and side not in sides | {"NGO", "UNK"}:
                problems.append(Problem(ProblemKind.ORPHAN, row.origin, f"no side {side!r}"))
    organisations = {row.cells["id"] for row in rows["organisations"]}
    for row in rows["members"]:
        if row.cells["organisation"] not in organisations:
            problems.append(Problem(ProblemKind.ORPHAN, row.origin, f"no organisation {row.cells['organisation']!r}"))
        if row.cells["end"] and row.cells["end"] <= row.cells["start"]:
            problems.append(Problem(ProblemKind.IMPOSSIBLE_DATE, row.origin, "ends before it starts"))
    problems += _bad_homes(rows, sides)
    problems += _bad_powers(rows, sides)
    for name in ("bodies", "collectives", "groups", "nouns", "organisations", "parties", "phrases", "sectors"):
        bad = (row for row in rows[name] if row.cells["sector"] not in WORD_SECTORS | {""})
        problems += [Problem(ProblemKind.BAD_VALUE, row.origin, f"no sector {row.cells['sector']!r}") for row in bad]
    return problems


def _bad_homes(rows: Mapping[str, Sequence[Row]], sides: Collection[str]) -> Iterator[Problem]:
    keys = (("groups", "id"), ("groups", "country"), ("countries", "code"))
    known = {row.cells[column] for name, column in keys for row in rows[name]}
    for row in rows["homes"]:
        if row.cells["id"] not in known:
            yield Problem(ProblemKind.ORPHAN, row.origin, f"no group or state {row.cells['id']!r}")
        for state in filter(None, row.cells["state"].split("|")):
            if state not in sides:
                yield Problem(ProblemKind.ORPHAN, row.origin, f"no side {state!r}")


def _bad_powers(rows: Mapping[str, Sequence[Row]], sides: Collection[str]) -> Iterator[Problem]:
    groups = {row.cells["id"] for row in rows["groups"]}
    for row in rows["powers"]:
        if row.cells["id"] not in groups:
            yield Problem(ProblemKind.ORPHAN, row.origin, f"no group {row.cells['id']!r}")
        if row.cells["state"] not in sides:
            yield Problem(ProblemKind.ORPHAN, row.origin, f"no side {row.cells['state']!r}")
        if row.cells["end"] and row.cells["end"] < row.cells["start"]:
            yield Problem(ProblemKind.BAD_VALUE, row.origin, "ends before it starts")


def find_gaps(offices: Sequence[Office], holdings: Sequence[Holding], *, days: int = 60) -> list[Problem]:
    """Offices of one seat for whose holders nobody is known for more than so many days between two terms.

    A gap is no error: an office may have been empty, or nobody has entered its holder yet.
    """
    seats = {office.id: office.seats for office in offices}
    by_office: defaultdict[str, list[Holding]] = defaultdict(list)
    for held in holdings:
        if seats.get(held.office, 1) == 1:
            by_office[held.office].append(held)
    gaps = []
    for rows in by_office.values():
        rows.sort(key=lambda h: (h.start.earliest, h.start.latest))
        for earlier, later in pairwise(rows):
            last = earlier.end.latest if earlier.end is not None else earlier.asof
            if last is not None and (later.start.earliest - last).days > days:
                gaps.append(Problem(ProblemKind.GAP, _row(earlier), f"{last} to {later.start.earliest}"))
    return gaps


def _duplicates(offices: Sequence[Office], persons: Sequence[Person], holdings: Sequence[Holding]) -> Iterator[Problem]:
    ids = [
        *(office.id for office in offices),
        *(person.id for person in persons),
        *(f"{h.office}|{h.person}|{h.start.earliest}" for h in holdings),
        *(f"wikidata:{person.wikidata}" for person in persons if person.wikidata),
    ]
    for id_, count in Counter(ids).items():
        if count > 1:
            yield Problem(ProblemKind.DUPLICATE_ID, id_, f"{count} rows")


def _orphans(offices: Sequence[Office], persons: Sequence[Person], holdings: Sequence[Holding]) -> Iterator[Problem]:
    office_ids, person_ids = {office.id for office in offices}, {person.id for person in persons}
    for held in holdings:
        if held.office not in office_ids or held.person not in person_ids:
            yield Problem(ProblemKind.ORPHAN, _row(held), "")
    for id_ in sorted(office_ids - {held.office for held in holdings}):
        yield Problem(ProblemKind.UNUSED, id_, "office without a holder")
    unnamed = person_ids - {held.person for held in holdings} - {person.id for person in persons if person.figure}
    for id_ in sorted(unnamed):
        yield Problem(ProblemKind.UNUSED, id_, "person without an office")


def _impossible_dates(persons: Sequence[Person], holdings: Sequence[Holding], today: date) -> Iterator[Problem]:
    born = {person.id: person.born[:4] for person in persons if person.born[:4].isdigit()}
    for held in holdings:
        if held.end is not None and held.start.earliest > held.end.latest:
            detail = f"starts {held.start.earliest}, ends {held.end.latest}"
            yield Problem(ProblemKind.IMPOSSIBLE_DATE, _row(held), detail)
        if held.start.earliest > today or (held.asof is not None and held.asof > today):
            yield Problem(ProblemKind.IMPOSSIBLE_DATE, _row(held), f"later than {today}")
        if held.asof is not None and held.asof < held.start.earliest:
            yield Problem(ProblemKind.IMPOSSIBLE_DATE, _row(held), f"attested {held.asof}, before its start")
        if held.end is None and held.asof is None:
            yield Problem(ProblemKind.NO_HORIZON, _row(held), "")
        if int(born.get(held.person, "0")) + 15 > held.start.earliest.year and "/monarch" not in held.office:
            yield Problem(ProblemKind.IMPOSSIBLE_DATE, _row(held), f"born {born[held.person]}")


def _overlaps(offices: Sequence[Office], holdings: Sequence[Holding]) -> Iterator[Problem]:
    """Neighbours that surely held one seat on the same day; dates known to the month or year get their doubt."""
    seats = {office.id: office.seats for office in offices}
    by_office: defaultdict[str, list[Holding]] = defaultdict(list)
    for held in holdings:
        if seats.get(held.office, 1) == 1:
            by_office[held.office].append(held)
    for rows in by_office.values():
        rows.sort(key=lambda h: (h.start.earliest, h.start.latest))
        for earlier, later in pairwise(rows):
            surely_until = earlier.end.earliest if earlier.end is not None else earlier.asof or date.max
            exact_change = earlier.end is not None and earlier.end.grain is Grain.DAY and later.start.grain is Grain.DAY
            last_shared = earlier.end.latest if exact_change and earlier.end is not None else surely_until
            if last_shared > later.start.latest:
                detail = f"until {last_shared}, but {later.person} from {later.start.latest}"
                yield Problem(ProblemKind.OVERLAP, _row(earlier), detail)
            elif earlier.end is None:
                yield Problem(ProblemKind.OVERLAP, _row(earlier), f"open, but {later.person} follows")


def _ambiguous_kinds(offices: Sequence[Office]) -> Iterator[Problem]:
    asked: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for office in offices:
        for kind in office.answers_to:
            asked[kind, office.side].append(office.id)
    for (kind, side), ids in asked.items():
        if len(ids) > 1:
            yield Problem(ProblemKind.AMBIGUOUS_KIND, f"{side}:{kind}", ", ".join(sorted(ids)))


def _bad_values(offices: Sequence[Office], persons: Sequence[Person], holdings: Sequence[Holding]) -> Iterator[Problem]:
    for office in offices:
        if office.sector not in SECTORS:
            yield Problem(ProblemKind.BAD_VALUE, office.id, f"sector {office.sector!r}")
        if office.kind not in office.answers_to or office.seats < 1 or not (office.title_en and office.title_de):
            yield Problem(ProblemKind.BAD_VALUE, office.id, "kind, seats or title")
    for person in persons:
        if not name_key(person.name) or person.family not in person.name:
            yield Problem(ProblemKind.BAD_VALUE, person.id, f"name {person.name!r}, family {person.family!r}")
    for held in holdings:
        if held.source not in SOURCES:
            yield Problem(ProblemKind.BAD_VALUE, _row(held), f"source {held.source!r}")


def _row(held: Holding) -> str:
    return f"{held.office}|{held.person}"
