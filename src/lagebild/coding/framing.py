"""Drafts from frames: every hit of the lexicon that tells of an act with a politically relevant side.

Leaves out acts that are only the content of a demand or promise, acts nobody relevant takes part in, and nouns that
merely point back to an act already told (*der Besuch*, *diese Tests*).
"""

from lagebild.coding.drafts import Draft
from lagebild.coding.frames import FrameKind
from lagebild.coding.implied import imply_pair, imply_recipient, imply_side
from lagebild.coding.matching import Hit
from lagebild.coding.modes import find_mode
from lagebild.coding.parties import unknown_party
from lagebild.coding.reading import Reading
from lagebild.coding.sources import SPEECH
from lagebild.coding.statuses import COOPERATIVE
from lagebild.schema import Party, Span, Status, When

_GIVEN = frozenset({"AGREE", "SUPPORT"})
_UNNAMED_DOER = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "PROTEST", "AID", "ACCUSE"})


def draft_frames(reading: Reading) -> list[Draft]:
    """All drafts that frames give, in text order."""
    hits = reading.matcher.hits()
    types = {hit.token: hit.frame.type for hit in hits}
    told: set[tuple[str, str]] = set()
    drafts = []
    for hit in hits:
        if reading.statuses.absorbed(hit.trigger, {t: k for t, k in types.items() if t != hit.token}):
            continue
        key = (hit.frame.type, reading.tree.lemma(hit.token))
        if _is_generic(reading, hit) or (_points_back(reading, hit) and hit.frame.type in {kind for kind, _ in told}):
            continue
        draft = _draft(reading, hit)
        if draft is not None:
            told.add(key)
            drafts.append(draft)
    return drafts


def _is_generic(reading: Reading, hit: Hit) -> bool:
    """A noun that speaks of any such act and tells of none: *jeder Angriff wäre ein Verstoß*."""
    determiners = reading.tree.dependents(hit.token, "det")
    return any(reading.tree.lemma(child) in reading.lexicon.words["generic"] for child in determiners)


def _points_back(reading: Reading, hit: Hit) -> bool:
    """A definite noun without any argument of its own."""
    if hit.frame.kind is not FrameKind.NOUN:
        return False
    own = [t for t in hit.role_tokens if reading.tree.is_under(t, hit.token)]
    if own:
        return False
    for child in reading.tree.dependents(hit.token, "det"):
        word = reading.tree.tokens[child].text.lower()
        if word in reading.lexicon.words["pointing_back"]:
            return True
    return False


def _draft(reading: Reading, hit: Hit) -> Draft | None:
    tree, frame = reading.tree, hit.frame
    actors, recipients = hit.actors, hit.recipients
    if not actors and frame.type == "COOPERATE":
        actors = imply_pair(reading, hit.token)
    if not actors:
        actors = _unnamed_doers(reading, hit)
        if not actors:
            return None
    if frame.is_mutual and len({party.country for party in actors}) == 1 and ":" not in actors[0].country:
        other = imply_side(reading, hit.token, {actors[0].country}, near=True)
        actors = (*actors, other) if other is not None else actors
    implied = not recipients
    reading_of_status = reading.statuses.read(hit.trigger)
    if implied and reading_of_status.status is not Status.POSSIBLE:
        recipients = imply_recipient(reading, frame.type, hit.token, actors)
    status = Status(frame.status) if frame.status else reading_of_status.status
    if status is Status.DENIED and frame.type in SPEECH:
        return None
    kind, status = _recast(reading, frame.type, status, reading_of_status.tokens, hit)
    when = reading.binder.when(hit.trigger)
    if status is Status.HAPPENED and when is not None and _is_ahead(reading, when):
        status = Status.PLANNED
    source = reading.sources.read(hit.token)
    trigger = tree.tokens[hit.trigger].span
    looked_at = [hit.token, *hit.role_tokens, *reading_of_status.tokens]
    return Draft(
        origin="frame",
        reason=f"frame:{frame.id}",
        score=reading.lexicon.weight(frame, tree.lemma(hit.token)),
        token=hit.trigger,
        trigger=trigger,
        type=kind,
        mode=(frame.mode or find_mode(reading, kind, hit.trigger)) if kind == frame.type else None,
        status=status,
        actors=actors,
        recipients=recipients,
        implied=implied,
        said_by=keep_source(source, kind, actors, named=reading.sources.names(hit.token)),
        when=when,
        where=reading.binder.where(hit.trigger),
        spans=tuple(dict.fromkeys([trigger, *(_span(reading, token) for token in looked_at)])),
    )


def _is_ahead(reading: Reading, when: When) -> bool:
    """Whether a time lies after the dispatch: *reist am Montag* of a Sunday's text is a plan."""
    return when.interval.earliest > reading.annotated.dispatch.published.latest


def _recast(reading: Reading, kind: str, status: Status, deciding: tuple[int, ...], hit: Hit) -> tuple[str, Status]:
    """A declared willingness is an act in words: promised aid is AGREE, a promised withdrawal CONCEDE."""
    if hit.frame.together is not None and len({party.country for party in hit.actors}) > 1:
        return hit.frame.together, status
    if status is not Status.PLANNED:
        return kind, status
    if kind == "AGREE":
        return kind, Status.HAPPENED
    lemmas = {reading.tree.lemma(token) for token in deciding}
    volition, announced = (bool(lemmas & reading.lexicon.words[name]) for name in ("volition", "announcing"))
    if kind in COOPERATIVE and (volition or announced) and (hit.recipients or len(hit.actors) > 1):
        return "AGREE", Status.HAPPENED
    if kind == "RETREAT" and announced:
        return "CONCEDE", Status.HAPPENED
    if kind == "ASSAULT" and announced:
        return "THREATEN", Status.HAPPENED
    return kind, status


def keep_source(source: Party | None, kind: str, actors: tuple[Party, ...], *, named: bool) -> Party | None:
    """A source that is not the speaker's own side: who threatens does not vouch for his threat.

    Of the coded speech acts whose actor's side could be meant as source, readers leave nine in ten without one. A
    source phrase that names somebody else of the same side stays (*Die USA bieten laut Austin ...*), and so does who
    tells of a promise that his state or several sides give (*Deutschland werde helfen, sagte der Sprecher*).
    """
    if source is None or kind not in SPEECH or (kind in _GIVEN and _speaks_for_others(source, actors)):
        return source
    for actor in actors:
        same = source.name == actor.name or (source.span is not None and source.span == actor.span)
        if same or (source.country == actor.country and not named):
            return None
    return source


def _speaks_for_others(source: Party, actors: tuple[Party, ...]) -> bool:
    """Whether a source tells what several sides do, or the state he is of."""
    if len({actor.country for actor in actors}) > 1:
        return True
    return any(actor.actor == actor.country and actor.name != source.name for actor in actors)


def _unnamed_doers(reading: Reading, hit: Hit) -> tuple[Party, ...]:
    """Who did it when no words beside the act say so: the surroundings' side, or an unknown."""
    frame = hit.frame
    if frame.fallback:
        side = reading.parties.surrounding(hit.token)
        return (side,) if side is not None else ()
    states = _unnamed_states(reading, hit)
    if states:
        return states
    taken = {party.country for party in hit.recipients}
    condemners = reading.matcher.condemners(hit.token) if frame.type not in SPEECH else set()
    if taken or (frame.weight >= reading.config.implied_actor_floor and not frame.alone):
        condemning = {word.side for word in reading.parties.index.sided if word.token in condemners}
        side = imply_side(reading, hit.token, taken | condemning, near=True)
        if side is not None:
            return (side,)
    return (unknown_party(),) if frame.type in _UNNAMED_DOER and (taken or frame.alone) else ()


def _unnamed_states(reading: Reading, hit: Hit) -> tuple[Party, ...]:
    """Subjects that are states the text does not name: *einige Staaten verstärken die Zusammenarbeit*."""
    if hit.frame.kind is not FrameKind.VERB or reading.arguments.is_passive(hit.token):
        return ()
    return tuple(
        reading.parties.pointed(subject, None, 0.0)
        for subject in reading.arguments.subjects(hit.token)
        if reading.parties.resolution(subject).country is None and reading.parties.names_states(subject)
    )


def _span(reading: Reading, token: int) -> Span:
    return reading.tree.tokens[token].span
