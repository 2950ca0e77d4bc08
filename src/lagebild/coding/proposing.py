"""Drafts from the language model's proposals: its trigger, type and status, with parties from its pointers.

A pointer says which token fills a role; whom the token stands for is asked of the knowledge room, with the model's
guess of the country where the tables are silent. A recipient without a pointer is looked for in the tree, in the type's
usual slots.
"""

from collections.abc import Iterator, Sequence

from lagebild.coding.drafts import Draft
from lagebild.coding.frames import FrameKind
from lagebild.coding.framing import keep_source
from lagebild.coding.implied import imply_recipient, imply_side
from lagebild.coding.modes import find_mode
from lagebild.coding.parties import UNKNOWN, distinct, unknown_party
from lagebild.coding.reading import Reading
from lagebild.coding.sources import SPEECH
from lagebild.schema import EVENT_TYPES, Party, Pointer, Proposal, Status, When, Where

MUTUAL = frozenset({"CONSULT", "COOPERATE"})
"""Types of which all sides are actors, visits excepted."""
_TOGETHER = MUTUAL | {"AGREE"}
"""Types whose sides often stand apart in the text."""
_DENIABLE = frozenset({"AGREE", "CONCEDE"})
"""Acts in words that are said not to have come about: *konnten sich nicht einigen*."""
_NOT_DONE = frozenset({Status.PLANNED, Status.CONSIDERED, Status.ONGOING})
_EQUAL_SIDES = ("+subj", "+gen", "+obj", "+mit", "+with", "+zwischen", "+between", "+any.subj")
_AGAINST = ("obj", "iobj", "gegen", "an", "auf", "against", "on", "at")
_HOSTS = ("in", "nach", "bei", "obj", "to")
_LOCATIVE = frozenset({"in", "bei", "at"})
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
    actors = _cast(reading, proposal, "actor") or (unknown_party(),)
    recipients = _apart(reading, proposal, _cast(reading, proposal, "recipient"), actors)
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
        status=_status(reading, proposal),
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


def _status(reading: Reading, proposal: Proposal) -> Status:
    """The model's status; where it sees a deed done, the tree may know that it is planned, weighed, or said not to be.

    What is said of somebody is said when it is told: *will not accept* is a refusal, *will release* a concession.
    """
    status = Status(proposal.status)
    if status is not Status.HAPPENED or proposal.type in SPEECH - _DENIABLE:
        return status
    told = reading.statuses.read(proposal.token).status
    undone = told is Status.DENIED or (told in _NOT_DONE and proposal.type not in SPEECH)
    return told if undone else status


def _best_score(proposal: Proposal, role: str) -> float:
    return max((s.score for s in proposal.sides if s.role == role), default=0.0)


def _cast(reading: Reading, proposal: Proposal, role: str) -> tuple[Party, ...]:
    """Who fills a role, with all that is joined to the words that fill it."""
    found = (_datives(reading, proposal) if role == "recipient" else []) or _fillers(reading, proposal, role)
    return distinct(tuple(p for token, party in found for p in (party, *_joined(reading, proposal, token))))


def _datives(reading: Reading, proposal: Proposal) -> list[tuple[int, Party]]:
    """Parties named by a dative of the trigger: *Der Ukraine sagte Biden Hilfe zu*."""
    if reading.tree.tokens[proposal.token].upos != "VERB" or proposal.type not in _USUAL_RECIPIENT:
        return []
    named = (at for at in reading.tree.children[proposal.token] if reading.parties.names_party(at))
    datives = [at for at in named if reading.arguments.is_dative(at, proposal.token)]
    return [(at, party) for at in datives if (party := reading.parties.party(at)) is not None]


def _fillers(reading: Reading, proposal: Proposal, role: str) -> list[tuple[int, Party]]:
    """Words and parties of a role: sides above its floor; else the word above it whose side only the model may guess.

    Words that name no side (*Angreifer*, *mehr als 20 Staaten*) fill it where they are surer than every side. Several
    sides share a role where they act together by the type or where they are joined in the text.
    """
    floor, parties = getattr(reading.config.pointer_floor, role), reading.parties
    sides = [s for s in proposal.sides if s.role == role and not cannot_fill(reading, proposal, s.role, s.token)]
    known = [s for s in sides if s.country != UNKNOWN]
    best = max(known, key=lambda s: s.score, default=None)
    nobody = next((s for s in sides if s.country == UNKNOWN and s.score >= reading.config.unknown_floor), None)
    if nobody is not None and (best is None or nobody.score > best.score):
        return [(nobody.token, parties.named(nobody.token, UNKNOWN))]
    if best is not None and best.score >= floor:
        acts_together = proposal.type in _TOGETHER and proposal.mode != "visit"
        together = set(reading.tree.conjuncts(reading.tree.first_conjunct(best.token)))
        sure = [s for s in known if s is best or (s.score >= floor and (acts_together or s.token in together))]
        return [(s.token, parties.named(s.token, s.country)) for s in sorted(sure, key=lambda s: s.token)]
    words = [p for p in proposal.pointers if p.role == role and p.score >= floor]
    words = [p for p in words if not cannot_fill(reading, proposal, role, p.token)]
    if words:
        found = [(p.token, parties.pointed(p.token, p.country, p.country_score)) for p in words]
        return [pair for pair in found if pair[1].country != UNKNOWN] or found
    if role == "actor" and best is not None and best.score >= reading.config.actor_rescue:
        # Nearly every act has a doer.
        return [(best.token, parties.named(best.token, best.country))]
    return []


def cannot_fill(reading: Reading, proposal: Proposal, role: str, token: int) -> bool:
    """Whether grammar forbids a word a role.

    A sea or a peninsula is nobody. The subject of a passive is no doer (*sollte Südkorea angegriffen werden*), nor is a
    dative (*Der Ukraine sagte Biden Hilfe zu*). An act is not its own party unless its first part names one
    (*US-Angriff*).
    """
    trigger = proposal.token
    if token == trigger:
        return not reading.matcher.naming_part(trigger)
    if reading.parties.is_nobodys(token):
        return True
    if role == "recipient" and _is_place(reading, proposal, token):
        return True
    if role != "actor":
        return False
    if reading.tree.tokens[trigger].upos not in ("VERB", "ADJ"):
        return proposal.type not in SPEECH and token in reading.matcher.condemners(trigger)
    if reading.arguments.is_dative(token, trigger):
        return True
    return reading.arguments.is_passive(trigger) and token in reading.arguments.objects(trigger)


def _is_place(reading: Reading, proposal: Proposal, token: int) -> bool:
    """Whether a word is surer to tell where it was than whom it hit: *die Führung in Pjöngjang droht*."""
    if proposal.type == "ASSAULT" or proposal.mode == "visit" or reading.tree.preposition(token) not in _LOCATIVE:
        return False
    scores = {p.role: p.score for p in proposal.pointers if p.token == token}
    return scores.get("where", 0.0) > scores.get("recipient", 0.0)


def _joined(reading: Reading, proposal: Proposal, token: int) -> Iterator[Party]:
    """Parties joined to a word that fills a role: *Die EU und die USA kritisierten* is no act of the EU alone.

    *beide Seiten* are two as well.
    """
    yield from reading.parties.both(token)
    for member in reading.tree.conjuncts(reading.tree.first_conjunct(token)):
        if member == token or reading.tree.is_under(proposal.token, member) or not reading.parties.names_party(member):
            continue
        party = reading.parties.party(member)
        if party is not None:
            yield party


def _apart(
    reading: Reading, proposal: Proposal, recipients: tuple[Party, ...], actors: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Recipients in words of their own: what one side does to itself has two ends, *die Union kritisiert die SPD*.

    The model is surest of a side by the same word for both roles; the other role then takes the side's next word.
    """
    spans = {party.span for party in actors if party.span is not None}
    found = []
    for party in recipients:
        if party.span is None or party.span not in spans:
            found.append(party)
            continue
        words = sorted((p for p in proposal.pointers if p.role == "recipient"), key=lambda p: -p.score)
        others = (reading.parties.named(p.token, party.country) for p in words if _stands_for(reading, p, party))
        other = next((o for o in others if o.span not in spans), None)
        found.append(other or Party(None, party.country, reading.parties.knowledge.side_name(party.country)))
    return distinct(tuple(found))


def _stands_for(reading: Reading, pointer: Pointer, party: Party) -> bool:
    return reading.parties.resolution(pointer.token).country == party.country


def _without(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    spans = {party.span for party in others if party.span is not None}
    return tuple(party for party in parties if party.span is None or party.span not in spans)


def _usual_recipients(reading: Reading, proposal: Proposal, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who is on the other end by the tree or the surroundings, of the other sides the model thinks possible."""
    possible = {side.country for side in proposal.sides if side.role == "recipient"}
    possible -= {party.country for party in actors}
    slots = _HOSTS if proposal.mode == "visit" else _USUAL_RECIPIENT.get(proposal.type, ())
    found = reading.matcher.role(slots, proposal.token, _kind(reading, proposal))[0]
    found = _without(found, actors) or imply_recipient(reading, proposal.type, proposal.token, actors)
    return tuple(party for party in found if party.country in possible)


def _equal_sides(reading: Reading, proposal: Proposal, known: tuple[Party, ...]) -> tuple[Party, ...]:
    """All sides of a meeting or joint act: nobody meets alone, but an organisation's members do."""
    if len({party.country for party in known}) > 1 or any(":" in party.country for party in known):
        return known
    found = reading.matcher.role(_EQUAL_SIDES, proposal.token, _kind(reading, proposal))[0]
    sides = distinct((*known, *found))
    if len({party.country for party in sides}) > 1:
        return sides
    other = imply_side(reading, proposal.token, {party.country for party in sides}, near=True)
    return (*sides, other) if other is not None else sides


def _kind(reading: Reading, proposal: Proposal) -> FrameKind:
    return FrameKind.NOUN if reading.tree.tokens[proposal.token].upos in ("NOUN", "PROPN") else FrameKind.VERB


def _mode(reading: Reading, proposal: Proposal) -> str | None:
    if proposal.mode in EVENT_TYPES[proposal.type].modes:
        return proposal.mode
    return find_mode(reading, proposal.type, proposal.token)


def _when(reading: Reading, proposal: Proposal, pointers: Sequence[Pointer]) -> When | None:
    here = reading.tree.sentence_of[proposal.token]
    near = [p for p in pointers if p.role == "when" and reading.tree.sentence_of[p.token] == here]
    for pointer in sorted(near, key=lambda p: -p.score):
        found = reading.binder.time_at(pointer.token)
        if found is not None and not _dates_another_act(reading, proposal, pointer.token):
            return found
    return reading.binder.when(proposal.token)


def _dates_another_act(reading: Reading, proposal: Proposal, time: int) -> bool:
    """Whether a time belongs to another act's noun: *verurteilten den Angriff vom Wochenende*."""
    tree = reading.tree
    if tree.clause(time) != tree.clause(proposal.token) and not tree.is_under(time, proposal.token):
        return True
    noun = tree.tokens[time].head
    if noun < 0 or noun == proposal.token or tree.relations[time] != "nmod":
        return False
    return tree.tokens[noun].upos == "NOUN" and bool(reading.matcher.candidates(noun))


def _where(reading: Reading, proposal: Proposal, pointers: Sequence[Pointer]) -> Where | None:
    for pointer in sorted((p for p in pointers if p.role == "where"), key=lambda p: -p.score):
        found = reading.binder.place_at(pointer.token)
        if found is not None:
            return found
    return reading.binder.where(proposal.token)
