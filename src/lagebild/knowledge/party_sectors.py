"""The sector of a phrase: from who is counted, from the words around a noun that has none, from the noun itself.

Takes the head token of a phrase and the sector its resolution gave. It asks for the sector of other phrases through a
function, because those are resolved the same way.
"""

from collections.abc import Callable

from lagebild.knowledge.entries import EntryKind
from lagebild.knowledge.party_index import PartyIndex
from lagebild.knowledge.sectors import COUNTING, FORMER, GENERIC, past_sector, sector_word

SectorOf = Callable[[int], str | None]
_TITLES = frozenset({"compound", "flat", "amod", "appos", "nmod"})
_PARTS = frozenset({"compound", "amod", "nmod"})
_COUNTED = frozenset({"nmod", "appos"})
_OWNING = frozenset({None, "of", "von", "vom"})
"""Cases of a noun behind another that say whose it is; none for the German genitive."""


def sector_of_phrase(token: int, parties: PartyIndex, resolved: str | None, sector_of: SectorOf) -> str | None:
    """The sector of the phrase headed by a token; `sector_of` tells that of another phrase."""
    told = _counted_sector(parties, token, sector_of) or _told_sector(parties, token, sector_of)
    sector = told or resolved or _sector_word(parties, token)
    return past_sector(sector) if sector is not None and _is_former(parties, token) else sector


def _sector_word(parties: PartyIndex, token: int) -> str | None:
    """The sector a noun tells by itself, else the title or first part before it: *Senator Rubio*, *police station*."""
    tokens = parties.annotated.tokens
    before = [c for c in parties.children.get(token, ()) if c < token and tokens[c].deprel in _TITLES]
    for at in (token, *reversed(before)):
        if (found := _word_sector(parties, at)) is not None:
            return found
    return None


def _told_sector(parties: PartyIndex, token: int, sector_of: SectorOf) -> str | None:
    """The sector of a noun that has none of its own, from the nearest word before it that tells one, else from behind.

    *Jewish community leader*, *chairman of the company's board*, *Mitglieder der Streitkräfte*.
    """
    tokens = parties.annotated.tokens
    noun = parties.noun(token)
    if (noun.noun.lemma if noun is not None else tokens[token].lemma).lower() not in GENERIC:
        return None
    side, mention = noun.side if noun is not None else None, parties.at_token.get(token)
    if side is not None and side.kind is EntryKind.BODY and (mention is None or mention.country == side.country):
        return side.sector
    before = [at for at in reversed(_opening(parties, token)) if tokens[at].lemma.lower() not in GENERIC]
    told = next((sector for at in before if (sector := _word_sector(parties, at)) is not None), None)
    if told is not None:
        return told
    behind = [c for c in parties.children.get(token, ()) if c > token and tokens[c].deprel == "nmod"]
    owners = [c for c in behind if _case(parties, c) in _OWNING]
    return sector_of(owners[0]) if owners else None


def _case(parties: PartyIndex, token: int) -> str | None:
    tokens = parties.annotated.tokens
    return next((tokens[c].text.lower() for c in parties.children.get(token, ()) if tokens[c].deprel == "case"), None)


def _opening(parties: PartyIndex, token: int) -> list[int]:
    """The words under a noun that stand before it as parts or adjectives, and those under them, in text order."""
    tokens = parties.annotated.tokens
    before = [c for c in parties.children.get(token, ()) if c < token and tokens[c].deprel.partition(":")[0] in _PARTS]
    return sorted(at for child in before for at in (child, *_opening(parties, child)))


def _word_sector(parties: PartyIndex, at: int) -> str | None:
    noun, token = parties.noun(at), parties.annotated.tokens[at]
    return noun.noun.sector if noun else sector_word(token.lemma or token.text, parties.language)


def _counted_sector(parties: PartyIndex, token: int, sector_of: SectorOf) -> str | None:
    """*a group of tourists*, *Dutzende von Soldaten*: who is counted tells the sector."""
    tokens = parties.annotated.tokens
    if tokens[token].lemma.lower() not in COUNTING:
        return None
    counted = [c for c in parties.children.get(token, ()) if c > token and tokens[c].deprel in _COUNTED]
    return sector_of(counted[0]) or _sector_word(parties, counted[0]) if counted else None


def _is_former(parties: PartyIndex, token: int) -> bool:
    tokens = parties.annotated.tokens
    return any(tokens[c].lemma.lower() in FORMER for c in parties.children.get(token, ()) if c < token)
