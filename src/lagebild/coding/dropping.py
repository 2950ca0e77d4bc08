"""Plans that a later sentence drops: *Von diesem Plan ist er wieder abgerückt* denies what was considered before.

Takes the drafts of a dispatch and gives one more for every verb of dropping over a noun that points back to a plan: the
same act by the same side, denied, at the new place. It looks a few sentences back and only at acts that were planned,
considered or possible; without one, nothing is said to have been dropped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lagebild.coding.drafts import Draft
from lagebild.coding.reading import Reading
from lagebild.schema import Party, Status

_REACH = 3
_OPEN = frozenset({Status.PLANNED, Status.CONSIDERED, Status.POSSIBLE})
_PLAN_NOUNS = ("planning_nouns", "considering_nouns")


def drop_plans(reading: Reading, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A denied draft for each plan that is dropped, in text order."""
    words = reading.lexicon.words
    for verb, token in enumerate(reading.tree.tokens):
        if token.upos != "VERB" or reading.tree.lemma(verb) not in words["dropping"]:
            continue
        plan = next((at for at in reading.tree.dependents(verb, "obj", "obl") if _points_to_plan(reading, at)), None)
        if plan is None:
            continue
        found = [party for at in reading.arguments.subjects(verb) for party in reading.parties.parties(at)]
        earlier = _dropped(reading, verb, found, drafts)
        told = any(d.token == verb and earlier is not None and d.type == earlier.type for d in drafts)
        if earlier is not None and not told:
            yield replace(
                earlier,
                origin="frame",
                reason="frame:dropped",
                token=verb,
                trigger=token.span,
                status=Status.DENIED,
                actors=tuple(found) or earlier.actors,
                said_by=reading.sources.read(verb),
                when=reading.binder.when(verb),
                where=None,
                spans=(token.span, reading.tree.tokens[plan].span, earlier.trigger),
            )


def _points_to_plan(reading: Reading, at: int) -> bool:
    words = reading.lexicon.words
    if not any(reading.tree.lemma(at) in words[name] for name in _PLAN_NOUNS):
        return False
    determiners = reading.tree.dependents(at, "det")
    return any(reading.tree.tokens[d].text.lower() in words["pointing_back"] for d in determiners)


def _dropped(reading: Reading, verb: int, actors: Sequence[Party], drafts: Sequence[Draft]) -> Draft | None:
    """The latest open act before the verb, by the same side if one is named."""
    here = reading.tree.sentence_of[verb]
    sides = {party.country for party in actors}
    before = [
        draft
        for draft in drafts
        if draft.token < verb and here - reading.tree.sentence_of[draft.token] <= _REACH and draft.status in _OPEN
    ]
    same = [draft for draft in before if not sides or sides & {party.country for party in draft.actors}]
    return max(same, key=lambda draft: draft.token, default=None)
