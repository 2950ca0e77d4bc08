"""Fights of which a draft reads one side alone: the other end is somebody else's.

Takes all drafts of a dispatch. Of coded attacks that were read so one in twelve stays inside one side; in the others
the words around named the end that the attack's own words leave out (*Iran meldet Angriffe auf Brücken*). The end that
the attack's own words tell is kept; the other goes to the side it fights in the dispatch, a target also to the other
side of the sentence, else to nobody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lagebild.coding.drafts import Draft
from lagebild.coding.implied import imply_side
from lagebild.coding.parties import UNKNOWN, unknown_party
from lagebild.coding.reading import Reading
from lagebild.schema import Party

_AGAINST = frozenset({"auf", "gegen", "an", "on", "against", "at"})
_SCENE = frozenset("in im nahe bei beim vor seit über near at off since".split())
_TWO_SIDED = frozenset({"ASSAULT", "RETREAT"})
_FIGHTING = frozenset({"ASSAULT", "COERCE", "THREATEN"})


def part_sides(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts, with two sides for attacks whose words tell only one end."""
    named = [replace(d, actors=(unknown_party(),)) if _has_scene_for_doer(reading, d) else d for d in drafts]
    joined = [_join_opponent(reading, draft, named) if _takes_two(reading, draft) else draft for draft in named]
    return tuple(_part(reading, draft, joined) if _hits_itself(draft) else draft for draft in joined)


def _takes_two(reading: Reading, draft: Draft) -> bool:
    """Whether a noun tells of what two sides do, *Kämpfe*, *Waffenruhe*, and only one is read as doing it."""
    if draft.type not in _TWO_SIDED or len({party.country for party in draft.actors}) != 1:
        return False
    if {"gegen", "against"} & {reading.tree.preposition(at) for at in reading.tree.children[draft.token]}:
        return False  # *Kämpfe gegen die Miliz* have one who fights
    lemma = reading.tree.lemma(draft.token)
    return any(lemma.endswith(noun) for noun in reading.lexicon.words["two_sided"])


def _join_opponent(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    (side,) = {party.country for party in draft.actors}
    others = tuple(party for party in draft.recipients if party.country not in (side, UNKNOWN))
    other = others[0] if others else _opponent(draft, drafts) or _other_side(reading, draft, side)
    if other is None or UNKNOWN in (side, other.country):
        return draft
    return replace(draft, actors=(*draft.actors, other), recipients=())


def _other_side(reading: Reading, draft: Draft, side: str) -> Party | None:
    """The other side the sentence names, unless it only tells of the act or is where the act is told of."""
    other = imply_side(reading, draft.token, {side}, near=True)
    if other is None or other.span is None or ":" in other.country:
        return None
    tells = draft.said_by is not None and draft.said_by.country == other.country
    tree = reading.tree
    words = {at for at, token in enumerate(tree.tokens) if token.span.overlaps(other.span)}
    words |= {tree.tokens[at].head for at in words if tree.relations[at] == "flat"}  # *in Abu Dhabi*
    return None if tells or any(tree.preposition(at) in _SCENE for at in words) else other


def _has_scene_for_doer(reading: Reading, draft: Draft) -> bool:
    """Whether the words for the doer only say where an attack was: *US-Botschaft in Bagdad angegriffen*."""
    tree, token = reading.tree, draft.token
    if draft.type != "ASSAULT" or not draft.recipients or _doing_words(reading, token) - {token}:
        return False
    scene = _subtrees(reading, [at for at in tree.subtree(token) if at != token and tree.preposition(at) in _SCENE])
    places = {at for at in scene if reading.parties.names_place(at)}
    return all(_stands_in(reading, party, places) for party in draft.actors)


def _hits_itself(draft: Draft) -> bool:
    doers, targets = ({party.country for party in parties} for parties in (draft.actors, draft.recipients))
    return draft.type == "ASSAULT" and len(doers) == 1 and targets == doers and UNKNOWN not in doers


def _part(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    hit, doing = _hit_words(reading, draft.token), _doing_words(reading, draft.token)
    hit = {at for at in hit if reading.tree.tokens[at].upos != "PRON"}  # *Israel hat ihn getötet*: nobody of Israel
    targets = tuple(p for p in (*draft.recipients, *draft.actors) if _stands_in(reading, p, hit))
    doers = tuple(p for p in draft.actors if _stands_in(reading, p, doing) and p not in targets)
    if targets and not doers:
        other = _opponent(draft, drafts)
        return replace(draft, actors=(other or unknown_party(),), recipients=targets[:1])
    if doers and not targets:
        other = _opponent(draft, drafts) or _other_side(reading, draft, doers[0].country)
        return replace(draft, recipients=(other,) if other is not None else ())
    return draft


def _hit_words(reading: Reading, token: int) -> set[int]:
    """Words of whom an attack is on."""
    tree = reading.tree
    heads = [at for at in tree.subtree(token) if at != token and tree.preposition(at) in _AGAINST]
    if tree.tokens[token].upos in ("VERB", "AUX", "ADJ"):
        heads += reading.arguments.fill("obj", token)
    return _subtrees(reading, heads)


def _doing_words(reading: Reading, token: int) -> set[int]:
    """Words of whose attack it is."""
    if reading.tree.tokens[token].upos in ("VERB", "AUX", "ADJ"):
        return _subtrees(reading, reading.arguments.fill("subj", token))
    return {token, *_subtrees(reading, [at for at in reading.arguments.fill("gen", token) if at != token])}


def _subtrees(reading: Reading, heads: Iterable[int]) -> set[int]:
    return {at for head in heads for at in reading.tree.subtree(head)}


def _stands_in(reading: Reading, party: Party, words: set[int]) -> bool:
    tokens = reading.tree.tokens
    return party.span is not None and any(tokens[at].span.overlaps(party.span) for at in words)


def _opponent(draft: Draft, drafts: Sequence[Draft]) -> Party | None:
    """Whom a side fights in the nearest other draft; the surroundings name mourners and mediators too."""
    (side,) = {party.country for party in draft.actors}
    facing: list[tuple[int, Party]] = []
    for told in drafts:
        doers, targets = {p.country for p in told.actors}, {p.country for p in told.recipients}
        if told is draft or told.type not in _FIGHTING or doers == targets or UNKNOWN in doers | targets:
            continue
        distance = abs(told.token - draft.token)
        facing += [(distance, party) for party in told.recipients[:1] if doers == {side}]
        facing += [(distance, party) for party in told.actors[:1] if targets == {side}]
    return min(facing, key=lambda pair: pair[0])[1] if facing else None
