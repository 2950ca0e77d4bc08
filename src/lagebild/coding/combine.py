"""Joins what frames and the language model say of the same trigger, and decides what becomes a claim.

The policy stands here alone. A frame and a proposal tell of the same act when their triggers overlap, when they stand
on the same token, or when one governs the other and both see the same type. Then they are one claim; `CodingConfig`
says who decides type, roles and status, and each fills what the other leaves empty. So are two drafts of one origin
whose words govern each other and tell the same act of the same doer, a verb that only carries a noun with it, and two
words of a sentence between the same sides of which one stands under the other or is far surer.
"""

from collections.abc import Sequence
from dataclasses import replace

from lagebild.coding.config import CodingConfig
from lagebild.coding.drafts import Draft
from lagebild.coding.parties import UNKNOWN
from lagebild.coding.trees import Tree
from lagebild.schema import Party

_SURER = 0.3
"""Difference of scores from which only the surer of two words with the same sides in a sentence tells the act."""


def combine_drafts(
    framed: Sequence[Draft], proposed: Sequence[Draft], *, tree: Tree, support: frozenset[str], config: CodingConfig
) -> tuple[Draft, ...]:
    """Drafts that become claims, in text order; `support` are the verbs that only carry a noun."""
    left = list(framed)
    floor = config.frame_floor if proposed else config.lone_frame_floor
    result = []
    for proposal in proposed:
        partner = _partner(proposal, left, tree)
        if partner is not None and proposal.score >= config.shared_floor:
            left.remove(partner)
            result.append(_join(partner, proposal, config))
        elif proposal.score >= config.proposal_floor:
            result.append(proposal)
    result += [draft for draft in left if draft.score >= floor]
    told = _one_per_act(_without_echoes(result), tree, support)
    return tuple(sorted(told, key=lambda draft: (draft.trigger, draft.type)))


def _partner(proposal: Draft, framed: Sequence[Draft], tree: Tree) -> Draft | None:
    same = [d for d in framed if d.token == proposal.token or d.trigger.overlaps(proposal.trigger)]
    if same:
        return min(same, key=lambda draft: draft.type != proposal.type)
    for draft in framed:
        linked = tree.tokens[draft.token].head == proposal.token or tree.tokens[proposal.token].head == draft.token
        if linked and draft.type == proposal.type:
            return draft
    return None


def _join(framed: Draft, proposal: Draft, config: CodingConfig) -> Draft:
    """One draft of two; the fields' winner decides, and the other fills what it leaves open."""
    typed = framed if config.type_winner == "frame" else proposal
    real = framed if config.status_winner == "frame" else proposal
    mode = typed.mode
    if mode is None and framed.type == proposal.type:
        mode = framed.mode or proposal.mode
    agree = framed.type == proposal.type
    actors, recipients = _cast(framed, proposal, config.role_trust) if agree else (framed.actors, framed.recipients)
    return replace(
        typed,
        origin="both",
        reason=f"{framed.reason} {proposal.reason}",
        score=1 - (1 - framed.score) * (1 - proposal.score) if agree else max(proposal.score, framed.score) * 0.8,
        trigger=proposal.trigger,
        token=proposal.token,
        mode=mode,
        status=real.status,
        actors=actors,
        recipients=recipients,
        said_by=framed.said_by,
        when=framed.when or proposal.when,
        where=framed.where or proposal.where,
        spans=tuple(dict.fromkeys((*framed.spans, *proposal.spans))),
    )


def _cast(framed: Draft, proposal: Draft, trust: float) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients: the model's where it is sure of them, else the frame's, and never one side for both.

    Each stands in where the other names nobody.
    """
    actors, recipients = _better(framed.actors, proposal.actors), _better(framed.recipients, proposal.recipients)
    if framed.implied and _names(proposal.recipients):
        recipients = proposal.recipients
    if proposal.actor_score >= trust:
        actors = _better(proposal.actors, framed.actors)
    doers = {party.country for party in actors}
    moved = actors != framed.actors and {party.country for party in framed.recipients} <= doers
    if proposal.recipient_score >= trust or moved:
        recipients = _better(proposal.recipients, framed.recipients if not moved else ())
    return actors, recipients


def _better(first: tuple[Party, ...], second: tuple[Party, ...]) -> tuple[Party, ...]:
    """The first, unless it names nobody and the second does; words of no known side are somebody."""
    return second if not _names(first) and _names(second) else first


def _names(parties: tuple[Party, ...]) -> bool:
    return any(party.country != UNKNOWN or party.span is not None for party in parties)


def _without_echoes(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft per trigger and type: the surest."""
    best: dict[tuple[int, int, str], Draft] = {}
    for draft in drafts:
        key = (draft.trigger.start, draft.trigger.end, draft.type)
        known = best.get(key)
        if known is None or draft.score > known.score:
            best[key] = draft
    return list(best.values())


def _one_per_act(drafts: Sequence[Draft], tree: Tree, support: frozenset[str]) -> list[Draft]:
    """One draft for two words of one act, *bei Razzien festgenommen*, *eine Einigung erzielt*: the surer.

    They tell of one act where one governs the other, not beside it, and both see the same type and doer, or where a
    verb only carries the noun (*Sanktionen beschließen*). The surer takes over what only the other names.
    """
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: -draft.score):
        at = next((at for at, other in enumerate(kept) if _same_act(other, draft, tree, support)), None)
        if at is None:
            kept.append(draft)
        else:
            kept[at] = _complete(kept[at], draft)
    return kept


def _same_act(one: Draft, other: Draft, tree: Tree, support: frozenset[str]) -> bool:
    if _carries(one.token, other.token, tree, support) or _carries(other.token, one.token, tree, support):
        return True
    if one.type != other.type:
        return False
    doers, others = ({party.country for party in draft.actors} for draft in (one, other))
    if _governs(one.token, other.token, tree):
        return doers == others or UNKNOWN in doers | others
    return doers == others and _retells(one, other, tree)


def _retells(one: Draft, other: Draft, tree: Tree) -> bool:
    """Whether two words of a sentence with the same sides tell one act: one stands under the other, or is far surer.

    Of such pairs in the coded training dispatches readers share both words in one of seven.
    """
    targets, others = ({party.country for party in draft.recipients} for draft in (one, other))
    if targets != others or tree.sentence_of[one.token] != tree.sentence_of[other.token]:
        return False
    under = any(
        tree.is_under(a, b) and tree.relations[a] != "conj"
        for a, b in ((one.token, other.token), (other.token, one.token))
    )
    return under or abs(one.score - other.score) > _SURER


def _carries(verb: int, noun: int, tree: Tree, support: frozenset[str]) -> bool:
    carried = tree.tokens[noun].head == verb and tree.relations[noun] in ("nsubj", "obj")
    return carried and tree.tokens[verb].upos in ("VERB", "AUX") and tree.lemma(verb) in support


def _governs(one: int, other: int, tree: Tree) -> bool:
    return any(
        tree.tokens[a].head == b and tree.relations[a] not in ("conj", "ccomp") for a, b in ((one, other), (other, one))
    )


def _complete(draft: Draft, other: Draft) -> Draft:
    together = len({party.country for party in draft.actors}) > 1
    return replace(
        draft,
        mode=draft.mode or (other.mode if draft.type == other.type else None),
        actors=_better(draft.actors, other.actors),
        recipients=draft.recipients or (() if together else other.recipients),
        said_by=draft.said_by or other.said_by,
        when=draft.when or other.when,
        where=draft.where or other.where,
        spans=tuple(dict.fromkeys((*draft.spans, *other.spans))),
    )
