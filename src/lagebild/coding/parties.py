"""Who fills a role: asks the knowledge room whom a phrase stands for and gives `Party` values.

Adds to `resolve_party` what roles need: coordination (*Russland und China* are two parties), certainty (a side that
only the surroundings suggest counts for words that name a doer, not for a ball), and the model's guess of a country.
"""

from dataclasses import dataclass, field

from lagebild.coding.config import CodingConfig
from lagebild.coding.trees import Tree
from lagebild.knowledge import Knowledge
from lagebild.knowledge.context import choose_side
from lagebild.knowledge.entries import NounKind
from lagebild.knowledge.parties import Resolution, both_sides, resolve_parties, resolve_party
from lagebild.knowledge.party_index import PartyIndex
from lagebild.schema import MentionKind, Party, Span

UNKNOWN = "UNK"
_MODIFIERS = frozenset({"nmod", "amod", "appos", "compound", "flat"})


@dataclass(frozen=True, slots=True)
class PartyReader:
    """Answers for one dispatch; remembers what it has answered."""

    index: PartyIndex
    tree: Tree
    knowledge: Knowledge
    config: CodingConfig
    _known: dict[int, Resolution] = field(default_factory=dict)

    def resolution(self, token: int) -> Resolution:
        """Whom the phrase headed by a token stands for."""
        found = self._known.get(token)
        if found is None:
            found = self._known[token] = resolve_party(token, self.index)
        return found

    def names_party(self, token: int) -> bool:
        """Whether the phrase says by its own words whose side it is on."""
        found = self.resolution(token)
        return found.country is not None and not found.reason.startswith("context")

    def party(self, token: int) -> Party | None:
        """The party a phrase names, else one named inside it (*ein Zentrum des ukrainischen Heeres*).

        A side read from the surroundings counts only for words that name doers.
        """
        found = self.resolution(token)
        if found.country is not None and not found.reason.startswith("context"):
            return _as_party(found)
        inner = self._inside(token, depth=0)
        if inner is not None:
            return inner
        return _as_party(found) if found.country is not None and self.names_doer(token) else None

    def _inside(self, token: int, *, depth: int) -> Party | None:
        if depth > 2:
            return None
        for child in self.tree.children[token]:
            if self.tree.relations[child] not in _MODIFIERS:
                continue
            if depth and self.names_party(child) and self.names_doer(child):
                return _as_party(self.resolution(child))
            found = self._inside(child, depth=depth + 1)
            if found is not None:
                return found
        return None

    def parties(self, token: int) -> tuple[Party, ...]:
        """The parties of a phrase and of what is coordinated with it."""
        return distinct(tuple(party for member in self.tree.conjuncts(token) for party in self._parties(member)))

    def _parties(self, token: int) -> tuple[Party, ...]:
        found = self.party(token)
        return self.both(token) or ((found,) if found is not None else ())

    def both(self, token: int) -> tuple[Party, ...]:
        """The two parties of *beide Minister* and *US-israelisch*; none for other phrases."""
        mention = self.index.at_token.get(token)
        two = resolve_parties if mention is not None and mention.kind is MentionKind.NORP else both_sides
        found = two(token, self.index)
        return tuple(map(_as_party, found)) if len(found) > 1 else ()

    def named(self, token: int, country: str) -> Party:
        """The party at a token that stands for a side."""
        found = self.resolution(token)
        if country in {found.country, UNKNOWN}:
            return Party(found.span, country, found.name, found.actor, found.sector)
        return Party(found.span, country, self.knowledge.side_name(country), None, found.sector)

    def pointed(self, token: int, country: str | None, score: float) -> Party:
        """The party at a token the model points to, its guess of the country filling in where words are silent."""
        found = self.resolution(token)
        unsure = found.country is None or found.reason.startswith(("context", "mention:context", "mention:home"))
        needed = self.config.country_floor if found.country is None else self.config.trust_country
        if country is not None and unsure and score >= needed and country != found.country:
            known = self.knowledge.country(country)
            name = found.name if found.country is None or known is None else known.name
            return Party(found.span, country, name, None, found.sector)
        if found.country is None:
            return Party(found.span, UNKNOWN, found.name, found.actor, found.sector)
        return _as_party(found)

    def names_doer(self, token: int) -> bool:
        """Whether the word itself names persons or a body: a name, an office, a noun of the tables, a pronoun."""
        mention = self.index.at_token.get(token)
        if mention is not None:
            return mention.kind is not MentionKind.MISC
        text = self.tree.tokens[token].text
        return self.knowledge.noun(text, self.index.language) is not None

    def names_persons(self, token: int) -> bool:
        """Whether the word names persons or a body, and no thing that belongs to them."""
        if not self.names_doer(token):
            return False
        noun = self.knowledge.noun(self.tree.tokens[token].text, self.index.language)
        return noun is None or noun.noun.kind is not NounKind.THING

    def names_place(self, token: int) -> bool:
        """Whether the word is a place or opens with one: *Bagdad*, *Afghanistan-Einsatz*."""
        mention = self.index.at_token.get(token)
        return token in self.index.prefixes or (mention is not None and mention.kind is MentionKind.LOC)

    def is_nobodys(self, token: int) -> bool:
        """Whether the word is a place that no side holds: *das Rote Meer*, *die koreanische Halbinsel*."""
        mention = self.index.at_token.get(token)
        return mention is not None and mention.country is None and (mention.actor or "").startswith("place:")

    def names_states(self, token: int) -> bool:
        """Whether the word means states without naming them: *Staaten*, *Länder*, *nations*."""
        noun = self.knowledge.noun(self.tree.tokens[token].text, self.index.language)
        return noun is not None and noun.noun.concept == "countries"

    def apart(self, parties: tuple[Party, ...], doers: tuple[Party, ...]) -> tuple[Party, ...]:
        """Parties none of which is a doer: nobody criticises himself, but somebody of his side may be meant.

        A doer's own side gives way where another is named beside it.
        """
        same = {(doer.country, doer.actor or doer.name) for doer in doers}
        found = (
            party
            if party.actor in (None, party.country) or (party.country, party.actor) not in same
            else Party(None, party.country, self.knowledge.side_name(party.country))
            for party in parties
        )
        kept = distinct(tuple(found))
        sides = {doer.country for doer in doers}
        others = tuple(party for party in kept if party.country not in sides)
        return others or kept

    def surrounding(self, token: int) -> Party | None:
        """The side the words around speak of, for a doer the text leaves out."""
        side = choose_side(self.index.sided, token, self.index.sentence_of[token])
        if side is None:
            return None
        known = self.knowledge.country(side)
        return Party(None, side, known.name if known else side)


def unknown_party() -> Party:
    """A doer nobody names."""
    return Party(None, UNKNOWN, "unknown")


def distinct(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Parties without repetitions of the same side in the same words or under the same name."""
    seen: set[tuple[str, str | Span]] = set()
    kept = []
    for party in parties:
        keys = {(party.country, party.name), (party.country, party.span or party.name)}
        if not keys & seen:
            kept.append(party)
        seen |= keys
    return tuple(kept)


def _as_party(found: Resolution) -> Party:
    return Party(found.span, found.country or UNKNOWN, found.name, found.actor, found.sector)
