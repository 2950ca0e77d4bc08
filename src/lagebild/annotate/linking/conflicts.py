"""Offices a text gives to somebody else than the tables do: the text is followed, a note says what the tables have."""

from collections.abc import Sequence

from lagebild.annotate.linking.persons import People
from lagebild.annotate.linking.reading import Draft, Reading
from lagebild.knowledge import NounKind
from lagebild.schema import Mention

SHARED_OFFICES = frozenset({"minister", "governor", "mayor", "commissioner", "secretary"})
"""Offices many hold at once: no holder without a name."""
_MARK = "; tables: "
"""In the reason of a mention, before the office and whom the tables know in it."""
_QUALIFIED = 3
_NOT_IN_OFFICE = tuple(
    "früher ehemalig damalig einstig stellvertretend designiert künftig abgesetzt gestürzt amtierend former deputy "
    "acting ex- then- outgoing incoming".split()
)
"""Words before an office that say somebody else may hold it."""


def against_tables(reading: Reading, people: People, draft: Draft, person: Draft) -> str:
    """The end of a mention's reason where the tables know somebody else in the office; empty where they agree or are
    silent.

    Only for offices of a state that the text names as such: *Niedersachsens Innenministerin* is none of Germany.
    """
    noun, side = draft.noun, draft.country
    if noun is None or noun.kind is not NounKind.OFFICE or side is None or noun.concept in SHARED_OFFICES:
        return ""
    before = reading.lower[max(0, draft.first - _QUALIFIED) : draft.first]
    adjective = reading.knowledge.demonym(reading.words[draft.first - 1], reading.language) if draft.first else None
    named = draft.actor == side or draft.reason == f"prefix:{side}"
    named = named or (adjective is not None and adjective.id == f"{side}/adjective")
    if not named or any(word.startswith(_NOT_IN_OFFICE) for word in before):
        return ""
    if people.holds(person.actor or "", noun.concept):
        return ""
    holder = people.holder(noun.concept, side)
    return f"{_MARK}{noun.concept}@{side}={holder.name}" if holder is not None else ""


def office_notes(mentions: Sequence[Mention], text: str) -> tuple[str, ...]:
    """One line for every office that a text gives to somebody else than the tables do."""
    notes = []
    for mention in mentions:
        _, mark, known = mention.reason.partition(_MARK)
        if mark:
            office, _, holder = known.partition("=")
            words = mention.span.of(text)
            notes.append(f"{words} {mention.name} (at {mention.span.start}): the tables have {holder} as {office}")
    return tuple(notes)
