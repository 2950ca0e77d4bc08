"""Which person is named beside an office: *Präsident Selenskyj*, *Selenskyj, der Präsident*."""

from collections.abc import Mapping

from lagebild.annotate.linking.reading import Draft, Reading
from lagebild.schema import MentionKind


def person_beside(reading: Reading, by_token: Mapping[int, Draft], draft: Draft) -> Draft | None:
    """The name an office phrase introduces (*Präsident Selenskyj*) or explains (*Selenskyj, der Präsident*)."""
    at, count = draft.last, len(reading.words)
    behind = by_token.get(at)
    if behind is not None and behind.kind is MentionKind.PER:
        return behind
    # Präsident der Ukraine, Wolodymyr Selenskyj
    for step in range(at, min(at + 7, count)):
        found = by_token.get(step)
        if found is not None and found.kind is MentionKind.PER:
            return found if _introduces(reading, by_token, at, step) else None
        if reading.words[step] in {".", ";", ":", "!", "?"}:
            break
    before = by_token.get(draft.first - 2) if draft.first >= 2 else None
    if before is not None and before.kind is MentionKind.PER and reading.words[draft.first - 1] == ",":
        return before
    return None


def _introduces(reading: Reading, by_token: Mapping[int, Draft], start: int, name: int) -> bool:
    """Whether only the phrase's own genitive or place stands between office and name."""
    for at in range(start, name):
        word = reading.lower[at]
        draft = by_token.get(at)
        if draft is not None and draft.kind in (MentionKind.LOC, MentionKind.ORG, MentionKind.NORP):
            continue
        if word in {"der", "des", "von", "vom", "of", "the", ",", "in", "aus", "für", "im"}:
            continue
        if draft is not None and draft.noun is not None:
            continue
        if word in {"und", "and"} or not (word.isalpha() and word.endswith(("e", "en", "er", "es", "em", "s"))):
            return False
        if reading.words[at].islower() and not word.endswith(("en", "er", "e")):
            return False
    # a bare link needs a name directly behind a comma or the genitive, not a verb in between
    return name - start <= 5
