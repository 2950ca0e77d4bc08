"""Persons: whom a name means on the dispatch's date, and who holds an office.

Asks the offices of `lagebild.knowledge`; remembers full names of the dispatch so that a bare family name later
(*Austin* after *Lloyd Austin*) means the same person. A name nobody knows keeps its own spelling.
"""

from dataclasses import dataclass, field

from lagebild.annotate.linking.reading import Draft, Reading
from lagebild.knowledge.names import name_key, without_genitive
from lagebild.knowledge.offices import Holding, Offices, OfficeUnknown
from lagebild.knowledge.persons import Person
from lagebild.knowledge.sectors import ELITE
from lagebild.schema import Interval

_KINDS_OF_CONCEPT: dict[str, tuple[str, ...]] = {
    "head-of-government": ("head-of-government", "prime-minister", "chancellor"),
    "prime-minister": ("prime-minister", "head-of-government"),
    "head-of-state": ("leader", "head-of-state", "president"),
    "president": ("president", "head-of-state", "leader"),
    "foreign-minister": ("foreign-minister", "high-representative"),
    "military-chief": ("military-chief", "chief-of-general-staff"),
    "army-chief": ("army-chief", "military-chief"),
    "security-adviser": ("security-adviser",),
    "supreme-leader": ("supreme-leader", "leader"),
    "chief": ("leader",),
    "leader": ("leader",),
    "secretary": ("foreign-minister",),
}
"""Kinds of office a noun may mean, tried in order."""
_LEADING = frozenset({"president", "prime-minister", "chancellor", "leader", "supreme-leader"})


@dataclass(slots=True)
class People:
    """The persons of one dispatch, filled from left to right."""

    reading: Reading
    offices: Offices
    sides: frozenset[str] = frozenset()
    """Sides the dispatch names by other words: where a bare family name may come from."""
    known: dict[str, Draft] = field(default_factory=dict)

    @property
    def date(self) -> Interval:
        """When the dispatch was published."""
        return self.reading.dispatch.published

    def identify(self, draft: Draft, side: str | None, concept: str | None = None) -> Draft:
        """The name draft with canonical name and side; `side` and `concept` come from an office phrase beside it."""
        text = " ".join(self.reading.words[draft.first : draft.last])
        single = draft.last == draft.first + 1
        earlier = self._earlier(text) if single else None
        if earlier is not None and (earlier.actor is not None or not self.offices.find_person(text)):
            return _like(draft, earlier, f"short-form:{self.reading.tokens[earlier.first].start}")
        person, sure = self._choose(text, side, concept, single=single)
        if person is None:
            found = draft._replace(name=_plain(text), country=side, reason="name" if side is None else f"beside:{side}")
        else:
            country = self.offices.side_of(person.id, self.date) or side
            found = draft._replace(
                name=person.name,
                country=country,
                actor=person.id,
                sector=self._sector(person),
                reason=f"person:{person.id}",
                score=1.0 if sure else 0.6,
            )
        self.remember(found, text)
        return found

    def remember(self, draft: Draft, text: str) -> None:
        """File a full name under its last word and its whole."""
        parts = text.split()
        self.known[name_key(text)] = draft
        if len(parts) > 1:
            self.known[name_key(parts[-1])] = draft
            stem = without_genitive(parts[-1])
            if stem is not None:
                self.known[name_key(stem)] = draft
            if draft.actor is not None:
                family = self.offices.persons[draft.actor].family
                self.known.setdefault(name_key(family or parts[-1]), draft)

    def holder(self, concept: str, side: str) -> Person | None:
        """Who held the office of this concept for this side on the dispatch's date; None when that is not sure."""
        for kind in _KINDS_OF_CONCEPT.get(concept, (concept,)):
            office = self.offices.office_for(kind, side)
            if office is None:
                continue
            answer = self.offices.holder(office, self.date)
            if isinstance(answer, Holding):
                return self.offices.persons[answer.person]
            return self._presumed(answer)
        return None

    def _presumed(self, answer: OfficeUnknown) -> Person | None:
        """The last attested holder for a date after the records end; nobody for a change or a gap."""
        if answer.since is not None and len(answer.holdings) == 1 and answer.holdings[0].end is None:
            return self.offices.persons[answer.holdings[0].person]
        return None

    def _earlier(self, text: str) -> Draft | None:
        stem = without_genitive(text)
        return self.known.get(name_key(text)) or (self.known.get(name_key(stem)) if stem else None)

    def _choose(self, text: str, side: str | None, concept: str | None, *, single: bool) -> tuple[Person | None, bool]:
        """The person meant and whether that is sure; a bare family name must be in office or fit the side."""
        found = self.offices.find_person(text)
        if not found:
            return None, False
        fitting = [p for p in found if self._fits(p, side)]
        if side is not None and not fitting:
            # A full name with another side is still that person (a minister quoted in another role), a bare family
            # name is somebody else of the same name.
            return (found[0], False) if not single and len(found) == 1 else (None, False)
        pool = fitting or list(found)
        if concept is not None and len(pool) > 1:
            pool = [p for p in pool if self._held(p, concept)] or pool
        if single and side is None:
            held = {p.id for p in pool if concept is not None and self._held(p, concept)}
            pool = [p for p in pool if p.id in held or self._is_at_home(p, text, alone=len(found) == 1)]
            if not pool:
                return None, False
        active = [p for p in pool if self.offices.held_by(p.id, self.date, presumed=True)]
        if len(pool) == 1:
            return pool[0], bool(active) or not single
        if active:
            return active[0], len(active) == 1
        return (pool[0], False) if not single else (None, False)

    def _fits(self, person: Person, side: str | None) -> bool:
        return side is None or side in (person.side, self.offices.side_of(person.id, self.date))

    def _is_at_home(self, person: Person, text: str, *, alone: bool) -> bool:
        """Whether a bare family name may mean this person: of a side the text names, or in office and spelled so.

        Whoever led a state is known by that name ever after, where the tables know nobody else of it (*Trump*). Keys
        of names are lossy on purpose; *Shultz* is nobody called Schulz unless Germany is spoken of.
        """
        if self._fits_text(person):
            return True
        spelled = {person.family.casefold(), *(alias.split()[-1].casefold() for alias in person.aliases if alias)}
        exact = text.casefold() in spelled or (without_genitive(text) or text).casefold() in spelled
        if not exact:
            return False
        if alone and self.offices.had_office(person.id, self.date, kinds=_LEADING):
            return True
        return bool(self.offices.held_by(person.id, self.date, presumed=True))

    def _fits_text(self, person: Person) -> bool:
        return person.side in self.sides or self.offices.side_of(person.id, self.date) in self.sides

    def holds(self, person_id: str, concept: str) -> bool:
        """Whether a person holds an office called so on the date."""
        person = self.offices.persons.get(person_id)
        return person is not None and self._held(person, concept)

    def _held(self, person: Person, concept: str) -> bool:
        """Whether an office the person holds on the date is called so (*Premier Albanese*)."""
        kinds = _KINDS_OF_CONCEPT.get(concept, (concept,))
        held = self.offices.held_by(person.id, self.date, presumed=True)
        return any(kind in self.offices.offices[term.office].answers_to for term in held for kind in kinds)

    def _sector(self, person: Person) -> str | None:
        """The sector of the office held, a state's before a party's; who has left office belongs to the elite."""
        held = self.offices.held_by(person.id, self.date, presumed=True)
        sectors = [self.offices.offices[term.office].sector for term in held]
        if sectors:
            return "GOV" if "GOV" in sectors else sectors[0]
        return ELITE if self.offices.had_office(person.id, self.date) else None


def _like(draft: Draft, earlier: Draft, reason: str) -> Draft:
    return draft._replace(
        name=earlier.name,
        country=earlier.country,
        actor=earlier.actor,
        sector=earlier.sector,
        feminine=earlier.feminine,
        reason=reason,
    )


def _plain(text: str) -> str:
    """The spelling of an unknown person: without the genitive's apostrophe; a bare *s* may belong to the name."""
    return text[:-1] if text.endswith(("'", "’")) else text.removesuffix("'s").removesuffix("’s").strip()
