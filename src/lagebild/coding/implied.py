"""Parties a text leaves unsaid because its readers know them: whom an attack hits, whom a demand is for.

Takes the sides named around a trigger and gives the one that colours it most and is not already in the other role.
A dispatch that speaks of one side alone tells of something inside it: then the same side stands in both roles. It
abstains for types that often have no second side (meetings, resignations, manoeuvres).
"""

from lagebild.coding.reading import Reading
from lagebild.knowledge.context import choose_side
from lagebild.schema import Language, Party

FACING = frozenset({"ASSAULT", "ACCUSE", "SANCTION", "REJECT", "THREATEN", "AID"})
"""Types that nearly always have somebody on the other end."""
_ONLY_NOUNS = {Language.GERMAN: frozenset({"ACCUSE"}), Language.ENGLISH: frozenset[str]()}
"""Of these, types whose verbs name whom they hit or hit nobody: *warnt vor Armut*, *kritisiert die Reform*."""
_REACH = 12
_PAIR_REACH = 4
"""Sentences that those who act together may lie back."""
_STOPS = frozenset(",.:;!?")
INTERNAL = frozenset({"SANCTION", "REJECT"})
"""Of these, types that often stay inside one side."""


def imply_recipient(reading: Reading, kind: str, token: int, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who is on the other end of an act whose words name nobody there."""
    if kind not in FACING:
        return ()
    is_verb = reading.tree.tokens[token].upos in ("VERB", "AUX")
    if is_verb and (behind := _bare_name_behind(reading, token, actors)):
        return behind
    if is_verb and kind in _ONLY_NOUNS[reading.annotated.dispatch.language]:
        return ()
    taken = {party.country for party in actors}
    other = imply_side(reading, token, taken)
    if other is not None:
        return (other,)
    own = next(iter(taken), None)
    if kind in INTERNAL and own is not None and len(taken) == 1 and ":" not in own and own != "UNK":
        return (_as_party(reading, own, token),)
    return ()


def _bare_name_behind(reading: Reading, token: int, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """The first name without preposition behind a verb, in its sentence, that is no actor."""
    spans = {party.span for party in actors}
    names = {party.name for party in actors}
    last = reading.tree.sentences[reading.tree.sentence_of[token]].last
    for at in range(token + 1, min(last, token + _REACH)):
        if reading.tree.tokens[at].text in _STOPS:
            return ()
        if reading.parties.names_doer(at) and _may_act(reading, at):
            found = reading.parties.parties(at)
            if found and all(party.span not in spans and party.name not in names for party in found):
                return found
    return ()


def _may_act(reading: Reading, at: int) -> bool:
    """A noun that could be a subject: no preposition, no genitive, no mere modifier."""
    tree, token = reading.tree, reading.tree.tokens[at]
    if token.upos not in ("NOUN", "PROPN", "PRON") or tree.relations[at] in (
        "nmod",
        "flat",
        "amod",
        "compound",
        "conj",
    ):
        return False
    return tree.preposition(at) is None and token.feature("Case") != "Gen"


def imply_side(reading: Reading, token: int, taken: set[str], *, near: bool = False) -> Party | None:
    """The side the surroundings speak of, apart from those already taken; `near` looks at the sentence alone."""
    index = reading.parties.index
    here = index.sentence_of[token]
    words = [word for word in index.sided if word.side not in taken and (word.sentence == here or not near)]
    side = choose_side(words, token, here)
    return _as_party(reading, side, token) if side is not None else None


def imply_pair(reading: Reading, token: int) -> tuple[Party, ...]:
    """The sides that acted together last, for a joint act without any: *die USA und Japan ... ein Hauptquartier*."""
    tree = reading.tree
    number = tree.sentence_of[token]
    first = tree.sentences[max(0, number - _PAIR_REACH)].first
    for at in range(token - 1, first - 1, -1):
        if tree.relations[at] == "nsubj":
            found = reading.parties.parties(at)
            if len({party.country for party in found}) > 1:
                return found
    return ()


def _as_party(reading: Reading, side: str, token: int) -> Party:
    """The nearest words for a side, and its name."""
    nearest = min(
        (word.token for word in reading.parties.index.sided if word.side == side),
        key=lambda at: abs(at - token),
        default=None,
    )
    if nearest is not None and (party := reading.parties.party(nearest)) is not None and party.country == side:
        return party
    known = reading.parties.knowledge.country(side)
    return Party(None, side, known.name if known else side)
