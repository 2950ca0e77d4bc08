"""Whom a noun phrase stands for when it fills a role: side, canonical name, actor.

Takes the head token of a phrase and an annotated dispatch. In this order it looks at the phrase's own mention, the
opening part of a compound (*US-Delegation*), modifiers (*russische Drohnen*, *Irans Raketen*, *Soldaten aus
Nordkorea*), appositions, the noun a relative clause or coordination hangs on, and the sides named around it. It works
on the schema's types alone, with and without a parse, and answers `UNK` as None: it abstains for phrases that nobody's
side can be read from (*Unbekannte*, *die Verbündeten*).
"""

from collections.abc import Sequence
from typing import NamedTuple

from lagebild.knowledge.context import choose_side
from lagebild.knowledge.entries import NounKind, NounReading
from lagebild.knowledge.party_index import PartyIndex
from lagebild.knowledge.party_sectors import sector_of_phrase
from lagebild.schema import Language, Mention, MentionKind, Span, Token


class Resolution(NamedTuple):
    """Whom a phrase stands for. `country` is None when no side can be read, `name` then what the text says."""

    country: str | None
    name: str
    actor: str | None
    sector: str | None
    reason: str
    span: Span


_LINKS = frozenset("der des von vom aus in im of from".split())
_INNER = frozenset("der die das des dem den the a an von dieser dieses ihrer seiner einer eines".split())
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_OPEN_RELATIONS = frozenset({"appos", "flat", "flat:name", "compound", "nmod:poss"})
_BESIDE = frozenset({"appos", "flat", "flat:name"})
_STEERING = tuple("gesteuert geführt angeführt gelenkt kontrolliert betrieben unterhalten entsandt gestellt".split())
_BOTH = frozenset("beide beiden beider both".split())
_ANY_GROUP = frozenset({"Gruppe", "Gruppierung", "Bewegung", "Anführer", "group"})
"""Nouns of armed groups that other groups have too."""
_UNNAMED = frozenset(
    """einige einigen einiger mehrere mehreren mehrerer viele vielen vieler manche manchen einzelne einzelnen
    verschiedene verschiedenen andere anderen anderer zahlreiche zahlreichen weitere weiteren weiterer etliche
    some several many various other numerous most few""".split()
)
"""Words before *Staaten* that say there are more than the text names."""
_FEDERAL_STATES = frozenset({"Länder", "Ländern"})
_DEFINITE_PLURAL = frozenset({"die", "den", "der", "und"})
_SEAT_OF_UNION = "BEL/capital"
"""As a doer the capital of Belgium is the European Union (four times in five, in coded dispatches)."""
_PERSON_BESIDE = "person-beside"
"""Reason of an office whose holder is named next to it."""
_NAMED = frozenset({MentionKind.PER, MentionKind.ORG})
_REACH = 5
_SENTENCES_BACK = 3
_PLURAL = frozenset("they them sie ihnen diese".split())


def resolve_party(token: int, parties: PartyIndex) -> Resolution:
    """Whom the phrase headed by a token stands for."""
    found = _resolve(token, parties, depth=0)
    sector = sector_of_phrase(token, parties, found.sector, lambda other: resolve_party(other, parties).sector)
    return found if sector == found.sector else found._replace(sector=sector)


def resolve_parties(token: int, parties: PartyIndex) -> tuple[Resolution, ...]:
    """Everybody a phrase stands for: two for *beide Länder* and *US-israelisch*, else the one of `resolve_party`."""
    both = both_sides(token, parties)
    if both:
        return both
    first = resolve_party(token, parties)
    opening = parties.prefixes.get(token)
    if opening is not None and opening.country not in (None, first.country) and first.country is not None:
        name = parties.knowledge.side_name(opening.country or "")
        return (Resolution(opening.country, name, opening.actor, opening.sector, "prefix", opening.span), first)
    return (first,)


def both_sides(token: int, parties: PartyIndex) -> tuple[Resolution, ...]:
    """The two sides of *beide Länder*, the latest named first; none for other phrases."""
    word = parties.annotated.tokens[token].text.lower()
    before = parties.annotated.tokens[token - 1].text.lower() if token else ""
    if before not in _BOTH and word not in _BOTH:
        return ()
    sides = _last_sides(parties, token, 2)
    if len(sides) < 2:
        return ()
    return tuple(_sided_resolution(parties, token, None, side, name=None, reason=f"both:{side}") for side in sides)


def _last_sides(parties: PartyIndex, token: int, count: int) -> tuple[str, ...]:
    """The sides named last before a token, a few sentences back; the latest first.

    A town or region is where they meet (*in Davos*), no side.
    """
    sentence = parties.sentence_of[token]
    found: list[str] = []
    for word in reversed(parties.sided):
        if word.token >= token or word.side in found:
            continue
        if sentence - word.sentence > _SENTENCES_BACK or len(found) == count:
            break
        mention = parties.at_token.get(word.token)
        if mention is None or not (mention.actor or "").startswith("place:"):
            found.append(word.side)
    return tuple(found)


def _resolve(token: int, parties: PartyIndex, *, depth: int) -> Resolution:
    mention = parties.at_token.get(token)
    if mention is not None and mention.country is not None:
        return _of_mention(parties, mention)
    noun = parties.noun(token)
    found = (
        _prefix(parties, token, noun)
        or _modifier(parties, token, noun)
        or _relation(parties, token, depth)
        or _named_body(parties, token, noun)
    )
    if found is not None:
        return _as_named(mention, found)
    if mention is not None and mention.reason.startswith(("ambiguous", "alias", "collective")):
        return _of_mention(parties, mention)
    return _as_named(mention, _plural_antecedent(parties, token, depth) or _by_context(parties, token, noun))


def _as_named(mention: Mention | None, found: Resolution) -> Resolution:
    """Whoever tells the side of a person or body, the name is its own: *sports minister Ahmad Donyamali*."""
    named = mention is not None and (mention.kind in _NAMED or mention.reason.startswith(_PERSON_BESIDE))
    if mention is None or not named or not mention.name:
        return found
    return found._replace(name=mention.name, actor=mention.actor, span=mention.span)


def _of_mention(parties: PartyIndex, mention: Mention) -> Resolution:
    """The mention's own side; a capital that acts is its government, so it gets the country's name."""
    name = mention.name or mention.span.of(parties.annotated.dispatch.text)
    if mention.actor == _SEAT_OF_UNION:
        return Resolution(
            "IGO:EUU",
            parties.knowledge.side_name("IGO:EUU"),
            "IGO:EUU",
            "IGO",
            f"mention:{mention.reason}",
            mention.span,
        )
    if mention.kind in (MentionKind.LOC, MentionKind.NORP) and (mention.actor or "").endswith(
        ("/capital", "/adjective")
    ):
        country = parties.knowledge.country(mention.country or "")
        name = country.name if country else name
    return Resolution(mention.country, name, mention.actor, mention.sector, f"mention:{mention.reason}", mention.span)


def _sided_resolution(
    parties: PartyIndex, token: int, noun: NounReading | None, country: str, *, name: str | None, reason: str
) -> Resolution:
    """A resolution for a noun with a side; its name is made from the noun's pattern where there is one."""
    sector = noun.noun.sector if noun else None
    if noun is not None and (parties.knowledge.country(country) or name is None):
        name = parties.knowledge.name_of(noun.noun, country)
    if name is None:
        name = parties.knowledge.side_name(country)
    return Resolution(country, name, None, sector, reason, parties.annotated.tokens[token].span)


def _prefix(parties: PartyIndex, token: int, noun: NounReading | None) -> Resolution | None:
    mention = parties.prefixes.get(token)
    if mention is None or mention.country is None:
        return None
    if noun is not None and noun.noun.concept in parties.config.unbound and ":" not in mention.country:
        return None
    return _sided_resolution(
        parties, token, noun, mention.country, name=mention.name, reason=f"prefix:{mention.country}"
    )


def _modifier(parties: PartyIndex, token: int, noun: NounReading | None) -> Resolution | None:
    unbound = noun is not None and noun.noun.concept in parties.config.unbound
    for mention in _modifiers(parties, token):
        if mention.country == "IGO:EUU" and noun is not None and noun.noun.concept in {"countries", "allies"}:
            continue  # *acht europäische Länder* act each for itself
        if unbound and mention.kind is not MentionKind.NORP and mention.kind is not MentionKind.PER:
            continue
        if mention.country is not None:
            name = None if noun is not None else mention.name
            return _sided_resolution(
                parties, token, noun, mention.country, name=name, reason=f"modifier:{mention.country}"
            )
    return None


def _modifiers(parties: PartyIndex, token: int) -> Sequence[Mention]:
    """Mentions that modify a noun: adjectives and genitives before it, genitives and places behind it."""
    found: list[Mention] = []
    tokens = parties.annotated.tokens
    at = token - 1
    while at >= 0 and token - at <= _REACH:
        mention = parties.at_token.get(at)
        if mention is not None:
            if _modifies_from_front(parties, mention, at, token):
                found.append(mention)
            break
        if not _is_adjective(tokens[at]) and tokens[at].text not in {"und", "and", ",", "'s", "’s"}:
            break
        at -= 1
    own = parties.at_token.get(token)
    behind = None if own is not None and own.kind is MentionKind.PER else _behind(parties, token)
    if behind is not None:
        found.append(behind)
    for child in parties.children.get(token, ()):
        mention = parties.at_token.get(child)
        if mention is not None and tokens[child].deprel in {"amod", "nmod", "nmod:poss", "compound", "appos", "flat"}:
            found.append(mention)
    steering = _steering(parties, token)
    return found if steering is None else [*found, steering]


def _steering(parties: PartyIndex, token: int) -> Mention | None:
    """*von Nordkorea gesteuerte Hackergruppen*: who steers a body is the side it acts for."""
    tokens = parties.annotated.tokens
    if token < 3 or not tokens[token - 1].text.lower().startswith(_STEERING):
        return None
    for at in (token - 2, token - 3):
        mention = parties.at_token.get(at)
        if mention is not None:
            first = at
            while first > 0 and tokens[first].start > mention.span.start:
                first -= 1
            before = {tokens[back].text.lower() for back in (first - 1, first - 2) if back >= 0}
            return mention if "von" in before or "vom" in before else None
    return None


def _modifies_from_front(parties: PartyIndex, mention: Mention, at: int, token: int) -> bool:
    if mention.kind is MentionKind.NORP:
        return (mention.actor or "").endswith("/adjective") or parties.annotated.tokens[at].text.islower()
    text = parties.annotated.tokens[at].text
    after = parties.annotated.tokens[at + 1].text if at + 1 < token else ""
    if after in {"'s", "’s"}:
        return True
    if parties.language is Language.ENGLISH:
        return mention.kind in (MentionKind.LOC, MentionKind.ORG) and at == token - 1
    if mention.kind is MentionKind.PER:
        return text.endswith(("s", "'", "’")) and not (mention.name or "").endswith("s")
    return parties.knowledge.is_genitive(text)


def _behind(parties: PartyIndex, token: int) -> Mention | None:
    tokens = parties.annotated.tokens
    if token + 1 >= len(tokens) or tokens[token + 1].text not in _LINKS:
        return None
    for at in range(token + 2, min(token + 2 + _REACH, len(tokens))):
        mention = parties.at_token.get(at)
        if mention is not None:
            return _noun_behind(parties, mention, at)
        if tokens[at].text not in _INNER and not _is_adjective(tokens[at]):
            return None
    return None


def _noun_behind(parties: PartyIndex, adjective: Mention, at: int) -> Mention:
    """*der jemenitischen Huthi-Miliz*: the body an adjective stands before, when it has a side of its own."""
    noun = parties.at_token.get(at + 1) if adjective.kind is MentionKind.NORP else None
    return noun if noun is not None and noun.kind is MentionKind.ORG and noun.country is not None else adjective


def _is_adjective(token: Token) -> bool:
    if token.upos:
        return token.upos in {"ADJ", "NUM"}
    return len(token.text) > 4 and token.text.islower() and token.text.endswith(_ADJECTIVE_ENDINGS)


def _plural_antecedent(parties: PartyIndex, token: int, depth: int) -> Resolution | None:
    """*dissolves all parties, accusing them*: the plural named last, for a subject the subject named last."""
    tokens = parties.annotated.tokens
    here = tokens[token]
    if depth or here.upos != "PRON" or here.text.lower() not in _PLURAL or here.feature("Number") == "Sing":
        return None
    subject = here.deprel.startswith("nsubj")
    sentence = parties.sentence_of[token]
    best: Resolution | None = None
    for at in range(token - 1, -1, -1):
        if sentence - parties.sentence_of[at] > 1:
            break
        other = tokens[at]
        if other.upos not in {"NOUN", "PROPN"} or not _is_many(parties, at):
            continue
        if here.head in {at, other.head}:
            continue
        found = _resolve(at, parties, depth=1)
        if found.country is None:
            continue
        if not subject or other.deprel.startswith("nsubj"):
            return found._replace(reason=f"plural:{at}")
        best = best or found._replace(reason=f"plural:{at}")
    return best


def _is_many(parties: PartyIndex, token: int) -> bool:
    """A plural, or an organisation or armed group, which *they* are too."""
    mention = parties.at_token.get(token)
    body = mention is not None and ":" in (mention.country or "")
    return body or parties.annotated.tokens[token].feature("Number") == "Plur"


def _relation(parties: PartyIndex, token: int, depth: int) -> Resolution | None:
    """The noun an apposition, a relative pronoun or the second half of a coordination belongs to."""
    if depth > 2:
        return None
    here = parties.annotated.tokens[token]
    if here.head < 0:
        return None
    if here.deprel in _OPEN_RELATIONS:
        found = _resolve(here.head, parties, depth=depth + 1)
        return found if found.country is not None else None
    if here.upos == "PRON" and here.is_relative():
        noun = _relative_head(parties, here)
        if noun is not None:
            return _resolve(noun, parties, depth=depth + 1)
    return None


def _named_body(parties: PartyIndex, token: int, noun: NounReading | None) -> Resolution | None:
    """*Kämpfer der Gruppe JNIM*: the side of the body a genitive names, told by the name beside it."""
    tokens = parties.annotated.tokens
    for child in parties.children.get(token, ()):
        body = parties.at_token.get(child)
        if body is None or body.kind is not MentionKind.ROLE or tokens[child].deprel != "nmod":
            continue
        named = (parties.at_token.get(at) for at in parties.children.get(child, ()) if tokens[at].deprel in _BESIDE)
        side = next((m.country for m in named if m is not None and m.country is not None), None)
        if side is not None:
            return _sided_resolution(parties, token, noun, side, name=None, reason=f"of-body:{side}")
    return None


def _relative_head(parties: PartyIndex, pronoun: Token) -> int | None:
    """The noun a relative clause describes."""
    tokens = parties.annotated.tokens
    verb = tokens[pronoun.head]
    for _ in range(3):
        if verb.deprel.startswith("acl") and verb.head >= 0:
            return verb.head
        if verb.head < 0:
            return None
        verb = tokens[verb.head]
    return None


def _member_states(parties: PartyIndex, token: int, noun: NounReading) -> str | None:
    """Whose members are meant: the organisation named last, or Germany where *die Länder* are its states."""
    if noun.noun.concept == "member-states":
        earlier = (word.side for word in reversed(parties.sided) if word.token < token)
        return next((side for side in earlier if side.startswith("IGO:")), None)
    tokens = parties.annotated.tokens
    before = tokens[token - 1].text.lower() if token else ""
    if tokens[token].text in _FEDERAL_STATES and before in _DEFINITE_PLURAL:
        side = choose_side(parties.sided, token, parties.sentence_of[token], config=parties.config.context)
        return side if side == "DEU" else None
    return None


def _is_armed_group(noun: NounReading | None) -> bool:
    """*die Miliz*, *Kämpfer*: of an armed group, where the text names one, and not of the state beside it."""
    return noun is not None and noun.noun.sector == "REB" and noun.noun.lemma not in _ANY_GROUP


def _by_context(parties: PartyIndex, token: int, noun: NounReading | None) -> Resolution:
    here = parties.annotated.tokens[token]
    mention = parties.at_token.get(token)
    person = mention if mention is not None and mention.kind is MentionKind.PER else None
    text = (person.name if person else None) or here.text
    several = noun is not None and noun.noun.concept == "countries"
    before = parties.annotated.tokens[token - 1].text.lower() if token else ""
    if several and before in _BOTH:
        for last in _last_sides(parties, token, 1):
            return _sided_resolution(parties, token, None, last, name=None, reason=f"both:{last}")
    unknown = Resolution(None, text, None, noun.noun.sector if noun else None, "unknown", here.span)
    if noun is not None and (members := _member_states(parties, token, noun)) is not None:
        return _sided_resolution(parties, token, None, members, name=None, reason=f"members:{members}")
    if not parties.config.by_context or (noun is not None and noun.noun.concept in parties.config.sideless):
        return unknown
    if not here.text[:1].isalnum() or (noun is not None and noun.noun.kind is NounKind.THING):
        return unknown
    if several and (before in _UNNAMED or (token and parties.annotated.tokens[token - 1].upos == "NUM")):
        return unknown
    armed = [word for word in parties.sided if word.side.startswith("REB:")] if _is_armed_group(noun) else []
    side = choose_side(armed or parties.sided, token, parties.sentence_of[token], config=parties.config.context)
    if side is None:
        return unknown
    if person is not None:
        return Resolution(side, text, person.actor, person.sector, f"context:{side}", person.span)
    how = "group" if armed else "context"
    return _sided_resolution(parties, token, noun, side, name=None, reason=f"{how}:{side}")
