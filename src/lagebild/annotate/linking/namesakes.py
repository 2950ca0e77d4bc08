"""Places that share a name: *Tripolis* in Libya or Lebanon, *Birmingham* in England or Alabama.

The tables give all readings of a name, the commonest first. Another is taken only where the text leads there: by a
place of that country (*a college town in northern Idaho*), by the country's name close behind (*im Norden des Libanon*)
or its adjective in front (*im pakistanischen Punjab*). A state spoken of elsewhere says nothing: *US envoys in Moscow*.
"""

from collections.abc import Sequence

from lagebild.annotate.linking.reading import Draft, Reading
from lagebild.knowledge import Entry, EntryKind
from lagebild.schema import MentionKind

_PLACES = (EntryKind.COUNTRY, EntryKind.CAPITAL, EntryKind.PLACE)
_NEAR, _NEVER = 6, 10_000
_EVERYWHERE = frozenset({"USA"})
"""States that are spoken of everywhere: only their own states and towns lead to them."""
_COLOURS = (MentionKind.LOC, MentionKind.NORP)


def choose_namesakes(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with every place of a shared name decided."""
    shared = {at: options for at, draft in enumerate(drafts) if len(options := _options(reading, draft)) > 1}
    if not shared:
        return list(drafts)
    sure = [draft for at, draft in enumerate(drafts) if at not in shared and draft.country and draft.kind in _COLOURS]
    result = list(drafts)
    for at, options in shared.items():
        entry = _choose(reading, drafts[at], options, sure)
        result[at] = drafts[at]._replace(
            name=entry.name, country=entry.country, actor=entry.id, sector=entry.sector, entry=entry,
            reason=f"alias:{entry.id}", score=0.8,
        )  # fmt: skip
    return result


def _options(reading: Reading, draft: Draft) -> list[Entry]:
    """One reading for each country a place name may lie in."""
    if draft.kind is not MentionKind.LOC or draft.entry is None or draft.cut:
        return []
    words = " ".join(reading.words[draft.first : draft.last])
    found: dict[str | None, Entry] = {}
    for entry in reading.knowledge.look_up(words, reading.language):
        if entry.kind in _PLACES:
            found.setdefault(entry.country, entry)
    return list(found.values())


def _choose(reading: Reading, draft: Draft, options: Sequence[Entry], sure: Sequence[Draft]) -> Entry:
    by_country = {entry.country: entry for entry in options}
    leads = sorted((_distance(reading, draft, other), other.country) for other in sure if other.country in by_country)
    usual = options[0].country
    near = [(steps, country) for steps, country in leads if steps <= _NEAR]
    if near:
        return by_country[near[0][1]]
    far = [country for steps, country in leads if steps < _NEVER]
    return options[0] if usual in far or not far else by_country[far[0]]


def _distance(reading: Reading, draft: Draft, other: Draft) -> int:
    """How far off a mention leads: places of a country from anywhere, the country itself only from close behind."""
    gap = draft.first - other.last if other.last <= draft.first else other.first - draft.last
    if other.kind is MentionKind.NORP:
        return 0 if other.last == draft.first else _NEVER
    if other.entry is not None and other.entry.kind is EntryKind.PLACE:
        return gap if reading.sentence_of[other.head] == reading.sentence_of[draft.head] else max(gap, _NEAR + 1)
    behind = other.first >= draft.last and gap <= _NEAR and other.country not in _EVERYWHERE
    return gap if behind else _NEVER
