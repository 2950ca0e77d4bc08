"""Drafts from the language model's proposals: its trigger, type and status, with parties from its pointers.

A pointer says which token fills a role; whom the token stands for is asked of the knowledge room, with the model's
guess of the country where the tables are silent. Roles without a pointer are filled from the tree, by the frame's or
the type's usual slots.
"""

from collections.abc import Sequence

from lagebild.coding.drafts import Draft
from lagebild.coding.frames import FrameKind
from lagebild.coding.framing import keep_source
from lagebild.coding.implied import imply_actor, imply_recipient, imply_side
from lagebild.coding.modes import find_mode
from lagebild.coding.parties import UNKNOWN, distinct, unknown_party
from lagebild.coding.reading import Reading
from lagebild.schema import EVENT_TYPES, Party, Pointer, Proposal, Status, When, Where

MUTUAL = frozenset({"CONSULT", "COOPERATE"})
"""Types of which all sides are actors, visits excepted."""
_USUAL_ACTOR = ("subj", "gen", "durch", "by", "gov.subj")
_EQUAL_SIDES = ("+subj", "+gen", "+obj", "+mit", "+with", "+zwischen", "+between", "+any.subj")
_AGAINST = ("obj", "iobj", "gegen", "an", "auf", "against", "on", "at")
_HOSTS = ("in", "nach", "bei", "obj", "to")
_USUAL_RECIPIENT = {
    **dict.fromkeys("ASSAULT ACCUSE SANCTION REJECT REQUEST THREATEN SUPPORT COERCE".split(), _AGAINST),
    **dict.fromkeys("AID CONCEDE AGREE".split(), ("iobj", "an", "für", "mit", "for", "to", "with")),
}


def draft_proposals(reading: Reading) -> list[Draft]:
    """All proposals that reach the lower of the floors, in text order."""
    floor = min(reading.config.proposal_floor, reading.config.shared_floor)
    kept = [proposal for proposal in reading.annotated.proposals if proposal.score >= floor]
    return [_draft(reading, proposal) for proposal in sorted(kept, key=lambda p: (p.token, p.type))]


def _draft(reading: Reading, proposal: Proposal) -> Draft:
    actors = _cast(reading, proposal, "actor") or _usual_actors(reading, proposal)
    recipients = _without(_cast(reading, proposal, "recipient"), actors)
    if proposal.type in MUTUAL and proposal.mode != "visit":
        actors, recipients = _equal_sides(reading, proposal, (*actors, *recipients)), ()
    elif not recipients:
        recipients = _usual_recipients(reading, proposal, actors)
    said_by = next(iter(_cast(reading, proposal, "said_by")), None) or reading.sources.read(proposal.token)
    floors = reading.config.pointer_floor._asdict()
    pointers = [p for p in proposal.pointers if p.score >= floors[p.role]]
    return Draft(
        origin="model",
        reason=f"model:{proposal.score:.2f}",
        score=proposal.score,
        token=proposal.token,
        trigger=proposal.trigger,
        type=proposal.type,
        mode=_mode(reading, proposal),
        status=Status(proposal.status),
        actors=actors,
        recipients=recipients,
        said_by=keep_source(said_by, proposal.type, actors, named=reading.sources.names(proposal.token)),
        when=_when(reading, proposal, pointers),
        where=_where(reading, proposal, pointers),
        spans=tuple(
            dict.fromkeys(
                [proposal.trigger, *(reading.tree.tokens[pointer.token].span for pointer in pointers)],
            )
        ),
        actor_score=_best_score(proposal, "actor"),
        recipient_score=_best_score(proposal, "recipient"),
    )


def _best_score(proposal: Proposal, role: str) -> float:
    return max((s.score for s in proposal.sides if s.role == role and s.country != UNKNOWN), default=0.0)


def _cast(reading: Reading, proposal: Proposal, role: str) -> tuple[Party, ...]:
    """Who fills a role: the sides above its floor; else the word above it whose side only the model may guess."""
    floor = getattr(reading.config.pointer_floor, role)
    sides = [s for s in proposal.sides if s.role == role]
    known = [s for s in sides if s.country != UNKNOWN and s.score >= floor]
    if known:
        return distinct(tuple(reading.parties.named(s.token, s.country) for s in sorted(known, key=lambda s: s.token)))
    words = [p for p in proposal.pointers if p.role == role and p.score >= floor]
    if words:
        found = tuple(reading.parties.pointed(p.token, p.country, p.country_score) for p in words)
        return distinct(tuple(p for p in found if p.country != UNKNOWN) or found)
    if role == "actor" and sides:
        # Nearly every act has a doer.
        best = max(sides, key=lambda s: s.score)
        if best.score >= reading.config.actor_rescue:
            return (reading.parties.named(best.token, best.country),)
    return ()


def _without(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    spans = {party.span for party in others if party.span is not None}
    return tuple(party for party in parties if party.span is None or party.span not in spans)


def _usual_actors(reading: Reading, proposal: Proposal) -> tuple[Party, ...]:
    """Who acts by the tree or the surroundings, for a proposal whose pointers name nobody."""
    found = reading.matcher.role(_USUAL_ACTOR, proposal.token, _kind(reading, proposal))[0]
    return found or imply_actor(reading, proposal.token, set()) or (unknown_party(),)


def _usual_recipients(reading: Reading, proposal: Proposal, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who is on the other end by the tree or the surroundings."""
    slots = _HOSTS if proposal.mode == "visit" else _USUAL_RECIPIENT.get(proposal.type, ())
    found = reading.matcher.role(slots, proposal.token, _kind(reading, proposal))[0]
    return _without(found, actors) or imply_recipient(reading, proposal.type, proposal.token, actors)


def _equal_sides(reading: Reading, proposal: Proposal, known: tuple[Party, ...]) -> tuple[Party, ...]:
    """All sides of a meeting or joint act: nobody meets alone, but an organisation's members do."""
    if len({party.country for party in known}) > 1 or any(":" in party.country for party in known):
        return known
    found = reading.matcher.role(_EQUAL_SIDES, proposal.token, _kind(reading, proposal))[0]
    sides = distinct((*known, *found))
    if len({party.country for party in sides}) > 1:
        return sides
    other = imply_side(reading, proposal.token, {party.country for party in sides})
    return (*sides, other) if other is not None else sides


def _kind(reading: Reading, proposal: Proposal) -> FrameKind:
    return FrameKind.NOUN if reading.tree.tokens[proposal.token].upos in ("NOUN", "PROPN") else FrameKind.VERB


def _mode(reading: Reading, proposal: Proposal) -> str | None:
    if proposal.mode in EVENT_TYPES[proposal.type].modes:
        return proposal.mode
    return find_mode(reading, proposal.type, proposal.token)


def _when(reading: Reading, proposal: Proposal, pointers: Sequence[Pointer]) -> When | None:
    for pointer in sorted((p for p in pointers if p.role == "when"), key=lambda p: -p.score):
        found = reading.binder.time_at(pointer.token)
        if found is not None:
            return found
    return reading.binder.when(proposal.token)


def _where(reading: Reading, proposal: Proposal, pointers: Sequence[Pointer]) -> Where | None:
    for pointer in sorted((p for p in pointers if p.role == "where"), key=lambda p: -p.score):
        found = reading.binder.place_at(pointer.token)
        if found is not None:
            return found
    return reading.binder.where(proposal.token)
