"""Who held which office when: the table that turns *der südkoreanische Verteidigungsminister* into a name.

`load_offices` reads the tables of offices, holders and persons and gives one frozen `Offices`. It
answers with a `Holding` or with an `OfficeUnknown` that carries its reason: a change of holder within the interval, a
gap, or a date beyond what the tables know. It never guesses: a holder whose end is not known counts as in office only
up to the day somebody last saw him there (`asof`). It does not read sentences and knows nothing of dispatches.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import groupby

from lagebild.errors import DataError
from lagebild.knowledge.names import (
    name_keys,
    without_genitive,
)
from lagebild.knowledge.office_words import OfficeWord, read_office_word
from lagebild.knowledge.persons import (
    Person,
    family_forms,
    file_by_key,
    prefer_same_spelling,
    read_persons,
    written_forms,
)
from lagebild.knowledge.tables import Row, read_table
from lagebild.schema import Grain, Interval

_FAR = date.max


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a side. `answers_to` are the kinds a text may call it by, its own kind first.

    `side` is the country or body its holder acts for, `sector` a role code as in `Mention.sector`. With more than one
    of `seats`, several persons hold it at the same time.
    """

    id: str
    side: str
    kind: str
    answers_to: tuple[str, ...]
    sector: str
    seats: int
    title_en: str
    title_de: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A term of office.

    `start` and `end` are intervals: a start known to the month may lie on any day of it. Without `end` the person was
    in office on `asof`, and nobody knows for how long after. On the day of a change the office is the successor's.
    """

    office: str
    person: str
    start: Interval
    end: Interval | None
    asof: date | None
    acting: bool
    source: str


class UnknownReason(StrEnum):
    """Why no single holder can be named."""

    NO_OFFICE = "no such office"
    BEFORE_RECORDS = "before the first recorded holder"
    GAP = "no holder recorded on that date"
    UNKNOWN_SINCE = "not known after that date"
    SEVERAL = "several holders within the interval"
    SHARED = "office shared by several persons"


@dataclass(frozen=True, slots=True)
class OfficeUnknown:
    """The answer when no single holder can be named.

    `holdings` are the candidates: all of them for a change or a shared office, the last known one for a date beyond
    `since`.
    """

    office: str
    reason: UnknownReason
    since: date | None = None
    holdings: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class Offices:
    """The loaded tables; build it with `load_offices`, or by hand with `build_offices` in tests."""

    offices: Mapping[str, Office]
    persons: Mapping[str, Person]
    holdings: tuple[Holding, ...]
    _terms: Mapping[str, tuple["_Term", ...]] = field(repr=False)
    _by_person: Mapping[str, tuple["_Term", ...]] = field(repr=False)
    _by_kind: Mapping[tuple[str, str], str] = field(repr=False)
    _by_name: Mapping[str, tuple[str, ...]] = field(repr=False)
    _by_family: Mapping[str, tuple[str, ...]] = field(repr=False)

    def holder(self, office_id: str, on: Interval) -> Holding | OfficeUnknown:
        """Who held the office during the whole of `on`, or why that cannot be said."""
        terms = self._terms.get(office_id)
        if terms is None:
            return OfficeUnknown(office_id, UnknownReason.NO_OFFICE)
        candidates = [term for term in terms if term.touches(on)]
        if not candidates:
            return _explain_absence(office_id, terms, on)
        known = [term for term in candidates if not term.presumed_on(on)]
        holdings = tuple(term.holding for term in candidates)
        if not known:
            since = max(term.holding.asof for term in candidates if term.holding.asof is not None)
            return OfficeUnknown(office_id, UnknownReason.UNKNOWN_SINCE, since, holdings)
        if self.offices[office_id].seats > 1 and len(known) > 1:
            return OfficeUnknown(office_id, UnknownReason.SHARED, None, holdings)
        sure = [term for term in known if term.covers(on)]
        if len(sure) == 1:
            return sure[0].holding
        if len(candidates) == 1:
            return known[0].holding
        return OfficeUnknown(office_id, UnknownReason.SEVERAL, None, holdings)

    def find_person(self, name: str) -> tuple[Person, ...]:
        """Everybody the name may mean, those most recently in office first.

        A full name in any spelling or order is tried first, then the bare family name, then the same without a
        genitive *s*; who bears exactly this full name excludes others; an unknown name gives an empty tuple.
        """
        for form in (name, without_genitive(name)):
            if form is None:
                continue
            for index in (self._by_name, self._by_family):
                found = dict.fromkeys(id_ for key in name_keys(form) for id_ in index.get(key, ()))
                if found:
                    persons = prefer_same_spelling(form, tuple(self.persons[id_] for id_ in found))
                    exact = tuple(p for p in persons if " " in form and form.casefold() == p.name.casefold())
                    return exact or persons
        return ()

    def held_by(self, person_id: str, on: Interval, *, presumed: bool = False) -> tuple[Holding, ...]:
        """The offices a person held on some day of `on`.

        With `presumed`, a term without a known end counts on after the day it was last attested.
        """
        return tuple(
            term.holding
            for term in self._by_person.get(person_id, ())
            if term.touches(on) and (presumed or not term.presumed_on(on))
        )

    def had_office(self, person_id: str, on: Interval, *, kinds: frozenset[str] | None = None) -> bool:
        """Whether the person held an office, of these kinds if given, that had ended before `on`."""
        return any(
            term.last < on.earliest and (kinds is None or self.offices[term.holding.office].kind in kinds)
            for term in self._by_person.get(person_id, ())
        )

    def side_of(self, person_id: str, on: Interval | None = None) -> str | None:
        """The country or body a person acts for, None for an unknown person.

        In office: the side of that office, a state before a body, a body before a movement. Out of office: the
        person's country, so that a former Secretary-General is again a citizen of his own.
        """
        person = self.persons.get(person_id)
        if person is None:
            return None
        terms = self._by_person.get(person_id, ())
        active = [t for t in terms if on is not None and t.touches(on)]
        known = [t for t in active if on is not None and not t.presumed_on(on)]
        sides = [self.offices[t.holding.office].side for t in (known or active)]
        if sides:
            return min(sides, key=_rank_side)
        national = [side for t in terms if _rank_side(side := self.offices[t.holding.office].side) == 0]
        return national[-1] if national else person.side

    country_of = side_of

    def office_for(self, kind: str, side: str) -> str | None:
        """The office a side means by a kind: (`foreign-minister`, `USA`) is the Secretary of State."""
        return self._by_kind.get((kind, side))

    @staticmethod
    def office_of_phrase(word: str, language: str) -> OfficeWord | None:
        """The kind of office a word means; see `office_words.read_office_word`."""
        return read_office_word(word, language)


@dataclass(frozen=True, slots=True)
class _Term:
    """A holding with the first and last day it may cover; the day of a change is already given to the successor."""

    holding: Holding
    first: date
    last: date

    def touches(self, on: Interval) -> bool:
        return self.first <= on.latest and on.earliest <= self.last

    def presumed_on(self, on: Interval) -> bool:
        """Whether the term is open and the whole interval lies after the day it was last attested."""
        asof = self.holding.asof
        return self.holding.end is None and asof is not None and on.earliest > asof

    def covers(self, on: Interval) -> bool:
        """Whether the person surely held the office on every day of the interval."""
        held, asof = self.holding, self.holding.asof
        surely_from = held.start.latest if asof is None else min(held.start.latest, max(asof, self.first))
        surely_until = (asof or _FAR) if held.end is None else min(held.end.earliest, self.last)
        return surely_from <= on.earliest and on.latest <= surely_until


@cache
def load_offices() -> Offices:
    """The tables shipped with the package, read once."""
    return build_offices(*load_tables())


def load_tables() -> tuple[list[Office], list[Person], list[Holding]]:
    """The rows of the shipped tables, not yet joined; `checks` looks at them before anything trusts them."""
    return (
        [_office(row) for row in read_table("offices")],
        [*read_persons()],
        _holdings(read_table("holders")),
    )


def _holdings(rows: Iterable[Row]) -> list[Holding]:
    """Terms of office; ours give way to the days of a user's term of the same office."""
    ours: list[Holding] = []
    theirs: list[Holding] = []
    for row in rows:
        (theirs if row.own else ours).append(_holding(row))
    for new in theirs:
        ours = [kept for old in ours if (kept := _give_way(old, new)) is not None]
    return [*ours, *theirs]


def _give_way(old: Holding, new: Holding) -> Holding | None:
    """A term of ours beside a user's: unchanged, ended where that one begins, or None where it lies within it."""
    until = new.end.latest if new.end is not None else _FAR
    last = old.end.latest if old.end is not None else _FAR
    if old.office != new.office or last <= new.start.earliest or old.start.earliest >= until:
        return old
    return replace(old, end=new.start, asof=None) if old.start.earliest < new.start.earliest else None


def build_offices(offices: Iterable[Office], persons: Iterable[Person], holdings: Iterable[Holding]) -> Offices:
    """Index the three tables. Rows that name an unknown office or person raise `KeyError`; see `checks`."""
    by_id = {office.id: office for office in offices}
    people = {person.id: person for person in persons}
    ordered = sorted(holdings, key=lambda h: (h.office, h.start.earliest))
    terms: dict[str, tuple[_Term, ...]] = {}
    for office_id, rows in groupby(ordered, key=lambda held: held.office):
        terms[office_id] = tuple(_terms(list(rows), shared=by_id[office_id].seats > 1))
    by_person: defaultdict[str, list[_Term]] = defaultdict(list)
    for term in (term for office_terms in terms.values() for term in office_terms):
        by_person[term.holding.person].append(term)
    for rows_of_person in by_person.values():
        rows_of_person.sort(key=lambda term: (term.first, term.last))
    last_seen = {person_id: rows[-1].last for person_id, rows in by_person.items()}
    recent_first = sorted(people.values(), key=lambda p: (last_seen.get(p.id, date.min), p.id), reverse=True)
    names, families = (file_by_key(recent_first, forms) for forms in (written_forms, family_forms))
    kinds = {(kind, office.side): office.id for office in by_id.values() for kind in office.answers_to}
    return Offices(
        by_id,
        people,
        tuple(ordered),
        terms,
        {person_id: tuple(rows) for person_id, rows in by_person.items()},
        kinds,
        names,
        families,
    )


def _explain_absence(office_id: str, terms: tuple[_Term, ...], on: Interval) -> OfficeUnknown:
    if on.latest < terms[0].first:
        return OfficeUnknown(office_id, UnknownReason.BEFORE_RECORDS, None, (terms[0].holding,))
    last = max(terms, key=lambda term: term.last)
    if on.earliest > last.last:
        return OfficeUnknown(office_id, UnknownReason.UNKNOWN_SINCE, last.last, (last.holding,))
    return OfficeUnknown(office_id, UnknownReason.GAP)


def _terms(rows: list[Holding], *, shared: bool) -> Iterator[_Term]:
    """First and last day of each row. A row that ends on the day another begins ends the day before."""
    starts = {row.start.earliest for row in rows if row.start.grain is Grain.DAY}
    for row in rows:
        last = _FAR if row.end is None else row.end.latest
        hands_over = row.end is not None and row.end.grain is Grain.DAY and last in starts and not shared
        if hands_over and row.start.earliest < last:
            last -= timedelta(days=1)
        yield _Term(row, row.start.earliest, last)


def _rank_side(side: str) -> int:
    if side.startswith("IGO:"):
        return 1
    return 2 if side.startswith(("REB:", "NGO")) else 0


def _office(row: Row) -> Office:
    office_id, side, kind, answers_to, sector, seats, title_en, title_de = row.cells.values()
    return Office(office_id, side, kind, tuple(answers_to.split("|")), sector, int(seats), title_en, title_de)


def _holding(row: Row) -> Holding:
    office_id, person_id, start, start_precision, end, end_precision, asof, acting, source = row.cells.values()
    try:
        return Holding(
            office_id,
            person_id,
            _interval(start, start_precision),
            _interval(end, end_precision) if end else None,
            date.fromisoformat(asof) if asof else None,
            acting == "yes",
            source,
        )
    except ValueError as error:
        raise DataError(f"{row.origin}: {error}") from error


def _interval(first_day: str, precision: str) -> Interval:
    first = date.fromisoformat(first_day)
    match precision:
        case "day":
            return Interval(first, first)
        case "month":
            next_month = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return Interval(first, next_month - timedelta(days=1), Grain.MONTH)
        case "year":
            return Interval(first, date(first.year, 12, 31), Grain.YEAR)
        case _:
            raise ValueError(f"unknown precision {precision!r} beside {first_day}")
