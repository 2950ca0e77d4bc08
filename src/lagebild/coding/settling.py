"""What the act itself settles of sides, source, time and status, after frames and proposals are joined."""

from dataclasses import replace

from lagebild.coding.drafts import Draft
from lagebild.coding.parties import UNKNOWN, distinct
from lagebild.coding.reading import Reading
from lagebild.coding.sources import SPEECH
from lagebild.schema import Party, Status, When

_KNOWN = frozenset(
    "nach trotz angesichts während inmitten seit wegen after despite amid during since following".split()
)
"""Prepositions that take an event for known: of coded events behind them readers give one in ten a source."""
_PARTNERS = ("gen", "mit", "zwischen", "with", "between")
_TOPIC = frozenset({"über", "about"})
_REACH = 5
"""Words that a report may stand above what is told."""
_AHEAD = frozenset({"vor", "before"})


def settle(reading: Reading, draft: Draft) -> Draft:
    """The draft with what can be: nobody is his own target, no accuser unknown, no meeting ahead has happened."""
    recipients = reading.parties.apart(draft.recipients, draft.actors)
    if draft.type == "COERCE" and draft.mode == "deport":
        recipients = tuple(_sent_away(reading, party) for party in recipients)
    meets = draft.type == "CONSULT" and draft.mode != "visit"
    actors = _participants(reading, draft) if meets else draft.actors
    if draft.type == "ACCUSE" and all(party.country == UNKNOWN and party.span is None for party in actors):
        # Of coded accusations without words for the accuser readers leave six in seven without one.
        actors = ()
    unsourced = _scene_of(reading, draft.token) in _KNOWN or _is_party_to_reproach(draft)
    said_by = None if unsourced else draft.said_by
    when = draft.when or (_told_when(reading, draft.token) if draft.type in SPEECH else None)
    return replace(
        draft, actors=actors, recipients=recipients, said_by=said_by, when=when, status=_status(reading, draft)
    )


def _told_when(reading: Reading, token: int) -> When | None:
    """The time of the report: who said on Monday that somebody was to blame blamed him on Monday."""
    at = token
    for _ in range(_REACH):
        beside = (c for c in reading.tree.dependents(at, "parataxis", "advcl") if reading.sources.reports(c))
        for verb in (at, *beside):
            if reading.sources.reports(verb) and (found := reading.binder.when(verb)) is not None:
                return found
        at = reading.tree.tokens[at].head
        if at < 0:
            return None
    return None


def _participants(reading: Reading, draft: Draft) -> tuple[Party, ...]:
    """Who meets: those a noun names itself, *das Treffen Selenskyjs mit Trump*; nobody who is only the topic."""
    tree, token = reading.tree, draft.token
    if tree.tokens[token].upos in ("NOUN", "PROPN"):
        named = [at for slot in _PARTNERS for at in reading.arguments.fill(slot, token) if at != token]
        own = distinct(tuple(party for at in dict.fromkeys(named) for party in reading.parties.parties(at)))
        return own if len({party.country for party in own}) > 1 else draft.actors
    topics = [at for at in tree.subtree(token) if at != token and tree.preposition(at) in _TOPIC]
    spans = [tree.tokens[at].span for head in topics for at in tree.subtree(head)]
    kept = tuple(p for p in draft.actors if p.span is None or not any(span.overlaps(p.span) for span in spans))
    return kept or draft.actors


def _is_party_to_reproach(draft: Draft) -> bool:
    """Whether the source of a reproach is of the accuser's or the accused's side: of 18 so coded readers share none."""
    sides = {party.country for party in (*draft.actors, *draft.recipients)}
    return draft.type == "ACCUSE" and draft.said_by is not None and draft.said_by.country in sides


def _status(reading: Reading, draft: Draft) -> Status:
    if draft.type == "AGREE" and draft.status is Status.PLANNED:
        return Status.HAPPENED  # a promise is made when it is told, whatever it is a promise of
    if draft.type != "CONSULT" or draft.status is not Status.HAPPENED:
        return draft.status
    ahead = _scene_of(reading, draft.token) in _AHEAD or _is_announced(reading, draft)
    return Status.PLANNED if ahead else draft.status  # *vor dem Treffen mit Putin warnt er*


def _is_announced(reading: Reading, draft: Draft) -> bool:
    """A meeting in the present tense is one to come, unless its time says else: *Merz trifft Selenskyj in Berlin*."""
    token = reading.tree.tokens[draft.token]
    if reading.tree.lemma(draft.token) not in reading.lexicon.words["announced_meetings"]:
        return False
    told = draft.when is not None and draft.when.interval.latest < reading.annotated.dispatch.published.earliest
    present = token.feature("VerbForm") == "Fin" and token.feature("Tense") == "Pres"
    return present and not told and not reading.tree.auxiliaries(draft.token)


def _scene_of(reading: Reading, token: int) -> str | None:
    """The preposition of an event noun that is the scene of something else: *nach den Angriffen forderte er*."""
    tree = reading.tree
    return tree.preposition(tree.first_conjunct(token)) if tree.tokens[token].upos in ("NOUN", "PROPN") else None


def _sent_away(reading: Reading, party: Party) -> Party:
    """*schiebt mehr Menschen ab*: people of no country that the text names, whoever is spoken of around."""
    if party.span is None or party.country == UNKNOWN:
        return party
    tree = reading.tree
    for at, token in enumerate(tree.tokens):
        if party.span.covers(token.span) and tree.lemma(at) in reading.lexicon.words["deported"]:
            return party if reading.parties.names_party(at) else replace(party, country=UNKNOWN, actor=None)
    return party
