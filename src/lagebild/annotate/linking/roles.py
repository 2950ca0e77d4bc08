"""Third stage: office phrases, bodies and descriptions, with holder, side and name.

The side comes, in this order, from the word itself (*US-*), its modifiers, the person beside it, an earlier mention of
the same body, and the context. An office without a name resolves to its holder on the dispatch's date; a description
(*der SPD-Politiker*) to the last person it fits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lagebild.annotate.linking.beside import person_beside
from lagebild.annotate.linking.config import LinkConfig
from lagebild.annotate.linking.conflicts import SHARED_OFFICES, against_tables
from lagebild.annotate.linking.modifiers import UNKNOWN_BODY, is_genitive
from lagebild.annotate.linking.persons import People
from lagebild.annotate.linking.reading import Draft, Reading
from lagebild.knowledge import EntryKind, NounKind
from lagebild.knowledge.context import SidedWord, choose_side
from lagebild.schema import MentionKind

_DEFINITE = frozenset(
    "der die das dem den des the this that dieser dieses diesem diesen sein seinem seinen seine".split()
)
_POSSESSIVE = frozenset("sein seine seinem seinen seiner ihr ihre ihrem ihren ihrer his her their".split())
_MANY = frozenset(
    "beide beiden alle allen mehrere mehreren viele vielen zwei drei vier fünf acht einige einigen andere".split()
)
_OF_MANY = "collective"
"""Reason of a noun that belongs to an unnamed one of many states."""
_STAFF_OFFICE = "military-chief"
_CHIEFS = frozenset({"chief", "head"})
_STAFF = frozenset({"Generalstabs", "Generalstabes"})
_OF = frozenset("des der vom im of for the".split())
_HEADS = frozenset({"president", "vice-president"})
"""Offices that states, parliaments and clubs have alike."""
_BODY_OF_SPEAKER = {"spokesperson": "government", "military-spokesperson": "army"}


@dataclass(slots=True)
class Walk:
    """What has been seen so far, from left to right."""

    reading: Reading
    people: People
    sided: list[SidedWord]
    home: str | None
    config: LinkConfig
    bodies: dict[str, Draft] = field(default_factory=dict)
    ministers: dict[str, Draft] = field(default_factory=dict)
    """The last minister of each department whose side his own words told: his ministry is of the same."""
    persons: list[Draft] = field(default_factory=list)
    organisations: list[Draft] = field(default_factory=list)
    countries: list[Draft] = field(default_factory=list)
    office: str | None = None

    def see(self, draft: Draft) -> Draft:
        """Remember a draft for later anaphora; gives it back."""
        if draft.kind is MentionKind.PER:
            self.persons.append(draft)
        elif draft.entry is not None and draft.entry.kind is EntryKind.BODY:
            self.organisations.append(draft)
        elif draft.entry is not None and draft.entry.kind in (EntryKind.COUNTRY, EntryKind.CAPITAL):
            self.countries.append(draft)
        return draft

    def context_side(self, draft: Draft) -> tuple[str | None, str]:
        """The side the surrounding text gives, and the rule that says so; none for *ein afrikanischer Diplomat*."""
        if self._is_of_many(draft):
            return None, _OF_MANY
        side = choose_side(self.sided, draft.head, self.reading.sentence_of[draft.head], config=self.config.context)
        if side is not None:
            return side, f"context:{side}"
        return self.home, f"home:{self.home}" if self.home else "unknown"

    def _is_of_many(self, draft: Draft) -> bool:
        """Whether an adjective before the noun says it is of one of many states: *arabische Unterhändler*."""
        reading = self.reading
        if draft.first == 0:
            return False
        entries = reading.knowledge.look_up(reading.words[draft.first - 1], reading.language)
        return any(e.kind is EntryKind.COLLECTIVE and e.country is None and e.sector == "GOV" for e in entries)


def link_role(walk: Walk, draft: Draft, by_token: Mapping[int, Draft]) -> Draft:
    """The office or body draft with side and name."""
    linked = _link_role(walk, draft, by_token)
    return linked._replace(actor=None) if linked.actor == UNKNOWN_BODY else linked


def _link_role(walk: Walk, draft: Draft, by_token: Mapping[int, Draft]) -> Draft:
    assert draft.noun is not None
    kind = draft.noun.kind
    beside = person_beside(walk.reading, by_token, draft)
    if beside is not None and _is_owner(walk, beside, draft):
        beside = None
    if beside is not None and kind in (NounKind.OFFICE, NounKind.PERSON):
        return _with_person(walk, draft, beside)
    if kind is NounKind.ANAPHOR:
        return _link_anaphor(walk, draft)
    if kind is NounKind.BODY:
        return _link_body(walk, draft)
    if draft.noun.concept == "counterpart":
        return _link_counterpart(walk, draft)
    if kind is NounKind.OFFICE or _heads_staff(walk, draft):
        return _link_office(walk, draft)
    return _link_description(walk, draft, _body_behind(walk, draft, by_token))


def _is_owner(walk: Walk, person: Draft, draft: Draft) -> bool:
    """Whether a name right behind a noun says whose it is: *Berater Donald Trumps*, but *Präsident Trumps Berater*."""
    assert draft.noun is not None
    owned = person.first == draft.last and person.actor is not None and is_genitive(walk.reading, person)
    return owned and not walk.people.holds(person.actor or "", draft.noun.concept)


def _with_person(walk: Walk, draft: Draft, person: Draft) -> Draft:
    assert draft.noun is not None
    walk.office = draft.noun.concept
    if person.country is not None:
        walk.ministers[draft.noun.concept] = person
    body = walk.bodies.get(_BODY_OF_SPEAKER.get(draft.noun.concept, ""))
    against = against_tables(walk.reading, walk.people, draft, person)
    return draft._replace(
        name=person.name,
        country=person.country or draft.country or (body.country if body is not None else None),
        actor=person.actor,
        sector=draft.sector or person.sector,
        reason=f"person-beside:{walk.reading.tokens[person.first].start}{against}",
    )


def _link_body(walk: Walk, draft: Draft) -> Draft:
    assert draft.noun is not None
    concept = draft.noun.concept
    country, reason, score = draft.country, draft.reason, 0.9
    if draft.noun.sector == "NGO":
        name = walk.reading.knowledge.name_of(draft.noun, country)
        return draft._replace(name=name, country="NGO", reason=f"noun:{draft.noun.lemma}", score=0.7)
    if country is None and concept in walk.bodies:
        earlier = walk.bodies[concept]
        country, reason, score = earlier.country, f"same-body:{walk.reading.tokens[earlier.first].start}", 0.8
    if country is None and (minister := walk.ministers.get(_minister_of(concept))) is not None:
        country, reason, score = minister.country, f"of-minister:{walk.reading.tokens[minister.first].start}", 0.8
    if country is None and concept == "ministry":
        ministries = [body for key, body in walk.bodies.items() if key.endswith("-ministry")]
        if ministries:
            last = ministries[-1]
            return draft._replace(
                name=last.name, country=last.country, actor=last.actor, reason=f"same-body:{last.first}", score=0.8
            )
    if country is None and not _is_plural(walk.reading, draft):
        country, reason = walk.context_side(draft)
        score = 0.5
    name = walk.reading.knowledge.name_of(draft.noun, country)
    actor = f"{country}/{concept}" if country else None
    linked = draft._replace(name=name, country=country, actor=actor, reason=reason, score=score)
    if not reason.startswith(("context", "home", "unknown")):
        walk.bodies[concept] = linked
    return linked


def _minister_of(ministry: str) -> str:
    """The office that leads a department: *defence-minister* of *defence-ministry*."""
    return ministry.removesuffix("ry") + "er" if ministry.endswith("-ministry") else ""


def _body_behind(walk: Walk, draft: Draft, by_token: Mapping[int, Draft]) -> Draft | None:
    """The body a description names behind itself: *ein Sprecher des Verteidigungsministeriums*."""
    at = draft.last
    while at < draft.last + 2 and at < len(walk.reading.lower) and walk.reading.lower[at] in _OF:
        at += 1
    body = by_token.get(at) if at > draft.last else None
    is_body = body is not None and body.noun is not None and body.noun.kind is NounKind.BODY
    return _link_body(walk, body) if body is not None and is_body else None


def _heads_staff(walk: Walk, draft: Draft) -> bool:
    assert draft.noun is not None
    behind = walk.reading.words[draft.last : draft.last + 3]
    return draft.noun.concept in _CHIEFS and behind[:1] == ["des"] and not _STAFF.isdisjoint(behind)


def _office_of_body(walk: Walk, draft: Draft, concept: str) -> str:
    """The office meant where the noun names one of a body: who presides a parliament is its speaker.

    The head of a general staff is one (*Chef des irakischen Generalstabs*); that of a body nobody knows holds an office
    nobody knows: *president of the Chadian Human Rights League*.
    """
    if _heads_staff(walk, draft):
        return _STAFF_OFFICE
    if concept not in _HEADS:
        return concept
    if draft.sector == "LEG":
        return "speaker"
    return "head" if draft.actor == UNKNOWN_BODY else concept


def _link_office(walk: Walk, draft: Draft) -> Draft:
    assert draft.noun is not None
    concept = _office_of_body(walk, draft, draft.noun.concept)
    country, reason, score = draft.country, draft.reason, 0.9
    plural = _is_plural(walk.reading, draft)
    if country is None and plural:
        return draft._replace(name=walk.reading.knowledge.name_of(draft.noun, None), reason="unknown", score=0.2)
    if country is None:
        earlier = _earlier_person(walk, draft)
        if earlier is not None:
            return earlier
        country, reason = _office_side(walk, draft)
        score = 0.5
    walk.office = concept
    former = reason.startswith("former:")
    person = None
    if country and not plural and not former and concept not in SHARED_OFFICES:
        person = walk.people.holder(concept, country)
    if person is not None:
        found = draft._replace(
            name=person.name,
            country=country,
            actor=person.id,
            reason=f"office:{concept}@{country} ({reason})",
            score=score,
        )
        walk.persons.append(found)
        return found
    own = walk.reading.knowledge.name_of(draft.noun, country)
    return draft._replace(
        name=own if concept in (draft.noun.concept, _STAFF_OFFICE) else None,
        country=country,
        reason=reason,
        score=score,
    )


def _office_side(walk: Walk, draft: Draft) -> tuple[str | None, str]:
    assert draft.noun is not None
    if draft.noun.concept in {"chancellor"}:
        sides = {word.side for word in walk.sided}
        return ("AUT", "context:AUT") if "AUT" in sides and "DEU" not in sides else ("DEU", "home:DEU")
    if draft.noun.concept == "pope":
        return "VAT", "office:pope"
    return walk.context_side(draft)


def _earlier_person(walk: Walk, draft: Draft) -> Draft | None:
    """*der Präsident* after a president was named: the last person who was given this office in the text."""
    assert draft.noun is not None
    for person in reversed(walk.persons):
        if person.actor is None or person.country is None:
            continue
        holder = walk.people.holder(draft.noun.concept, person.country)
        if holder is not None and holder.id == person.actor:
            return draft._replace(
                name=person.name,
                country=person.country,
                actor=person.actor,
                reason=f"earlier-person:{walk.reading.tokens[person.first].start}",
                score=0.8,
            )
    return None


def _link_counterpart(walk: Walk, draft: Draft) -> Draft:
    """*sein südkoreanischer Kollege*: the last named office, of the side of the adjective."""
    if draft.country is None or walk.office is None:
        return draft._replace(reason=draft.reason or "unknown", score=0.3)
    person = walk.people.holder(walk.office, draft.country)
    if person is None:
        return draft
    return draft._replace(
        name=person.name, actor=person.id, reason=f"office:{walk.office}@{draft.country} (counterpart)", score=0.8
    )


def _link_description(walk: Walk, draft: Draft, body: Draft | None) -> Draft:
    """*der SPD-Politiker*, *der General*, *ein Sprecher*: an earlier person if definite, else a person of its side."""
    assert draft.noun is not None
    reading = walk.reading
    determiner = reading.lower[draft.first - 1] if draft.first else ""
    if determiner in _DEFINITE - _POSSESSIVE and not _is_plural(reading, draft) and walk.persons:
        person = walk.persons[-1]
        near = reading.sentence_of[draft.first] - reading.sentence_of[person.first] <= walk.config.pronoun_reach
        fits = draft.country is None or draft.country == person.country
        says_person = draft.noun.concept in {
            "politician",
            "deputy",
            "diplomat",
            "expert",
            "general",
            "opposition-politician",
        }
        if near and fits and (draft.country is not None or says_person) and says_person:
            return draft._replace(
                kind=MentionKind.PRON,
                name=person.name,
                country=person.country or draft.country,
                actor=person.actor,
                reason=f"description:{reading.tokens[person.first].start}",
                score=0.7,
            )
    country, reason = draft.country, draft.reason
    if country is None and body is not None:
        country, reason = body.country, body.reason
    if country is None:
        country, reason = walk.context_side(draft)
    name = walk.reading.knowledge.name_of(draft.noun, country)
    return draft._replace(name=name, country=country, reason=reason, score=0.5)


_ISLANDS = frozenset(
    "GRL CUB TWN CYP MLT ISL IRL GBR LKA MDG JPN PHL HTI DOM JAM FJI BHR TLS PNG NRU TTO BRB COM MUS SYC MDV SGP "
    "REB:Northern Cyprus PRI GUM NCL IDN NZL AUS WSM TON VUT SLB KIR TUV PLW FSM MHL CPV STP".split()
)
_TABLES_OF_CONCEPT = {
    "group": ("groups",),
    "alliance": ("organisations",),
    "igo": ("organisations",),
    "organisation": ("organisations", "groups"),
    "commission": ("organisations",),
    "party": ("parties",),
}


def _link_anaphor(walk: Walk, draft: Draft) -> Draft:
    """*das Land*, *die Miliz*, *das Bündnis*: the last country or body of that sort."""
    assert draft.noun is not None
    concept = draft.noun.concept
    start = walk.reading.tokens
    if concept in {"country", "capital", "island"}:
        antecedent = _country_before(walk, draft, concept)
        country = draft.country or (antecedent.country if antecedent else None)
        if country is None:
            country, reason = walk.context_side(draft)
        else:
            reason = draft.reason or (f"antecedent:{start[antecedent.first].start}" if antecedent else "context")
        info = walk.reading.knowledge.country(country) if country else None
        name = info.name if info else None
        return draft._replace(
            kind=MentionKind.PRON, name=name, country=country, actor=country, reason=reason, score=0.6
        )
    if draft.country is not None and draft.entry is not None and draft.entry.kind is EntryKind.BODY:
        entry = draft.entry
        return draft._replace(name=entry.name, actor=entry.id, sector=entry.sector)
    tables = _TABLES_OF_CONCEPT.get(concept, ())
    for body in reversed(walk.organisations):
        if body.entry is not None and body.entry.detail in tables and _fits_concept(concept, body):
            return draft._replace(
                kind=MentionKind.PRON,
                name=body.name,
                country=body.country,
                actor=body.actor,
                sector=body.sector,
                reason=f"antecedent:{start[body.first].start}",
                score=0.7,
            )
    if draft.country is None:
        return draft._replace(reason="unknown", score=0.2)
    return draft._replace(name=walk.reading.knowledge.name_of(draft.noun, draft.country))


def _country_before(walk: Walk, draft: Draft, concept: str) -> Draft | None:
    """The last country named; not the subject of the same sentence, which would name itself by a pronoun."""
    sentence = walk.reading.sentence_of[draft.first]
    fitting = walk.countries
    if concept == "island":
        fitting = [country for country in fitting if country.country in _ISLANDS]
    if concept == "capital":
        fitting = [c for c in fitting if c.entry is not None and c.entry.kind is EntryKind.CAPITAL] or fitting
    others = [
        country
        for country in fitting
        if walk.reading.sentence_of[country.head] != sentence
        or not walk.reading.tokens[country.head].deprel.startswith("nsubj")
    ]
    pool = others or fitting
    return pool[-1] if pool else None


def _fits_concept(concept: str, body: Draft) -> bool:
    if concept == "commission":
        return (body.actor or "").startswith("IGO:EUU")
    if concept == "alliance":
        return body.country in {"IGO:NATO", "IGO:EUU", "IGO:COW"}
    return True


def _is_plural(reading: Reading, draft: Draft) -> bool:
    token = reading.tokens[draft.head]
    number = token.feature("Number") if token.feats not in ("", "_") else None
    before = reading.lower[draft.first - 1] if draft.first else ""
    if number is not None:
        return number == "Plur"
    if before in {"und", "sowie", "oder"} and draft.first > 1:
        paired = reading.words[draft.first - 2]
        if paired.endswith(("-", "innen")):
            return True  # *Staats- und Regierungschefs*
    return before in _MANY or token.text.endswith(("innen", "ungen", "ien"))
