"""Finds all quotations of one dispatch: the order of the steps and what each may still claim.

Sentences are read for verbs of saying and source phrases first; quotation marks, free indirect and reported speech
are then judged with that knowledge.
"""

from collections.abc import Sequence

from lagebild.annotate.quotes.direct import Clauses, find_direct
from lagebild.annotate.quotes.drafts import Draft, Range
from lagebild.annotate.quotes.free import carry_speakers, find_free
from lagebild.annotate.quotes.indirect import (
    find_back_reference,
    find_indirect,
    find_nominal,
    find_so_frames,
)
from lagebild.annotate.quotes.reading import Reading
from lagebild.annotate.quotes.reported import find_reported
from lagebild.annotate.quotes.sources import find_sourced
from lagebild.annotate.quotes.verbs import find_verbs
from lagebild.schema import Language, Quotation, Sentence, Token


def find_quotations(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], *, text: str, language: Language
) -> tuple[Quotation, ...]:
    """All quotations in text order. Works without tags and trees, but less exactly."""
    reading = Reading(tokens, sentences, text=text, language=language)
    clauses: list[Clauses] = []
    for sentence in sentences:
        segments = reading.segments(sentence)
        clauses.append(Clauses(segments, find_verbs(reading, segments)))
    framed = _framed(reading, clauses)
    drafts = [draft for draft in framed if not _only_marked(reading, draft)]
    drafts += find_direct(reading, clauses, framed)
    drafts += find_reported(reading, clauses, drafts)
    if language is Language.GERMAN:
        drafts.sort(key=lambda draft: draft.start)
        drafts += find_free(reading, clauses, drafts)
    drafts.sort(key=lambda draft: (draft.start, -draft.content[-1][1]))
    drafts = carry_speakers(reading, drafts)
    quotations = (draft.finish(reading) for draft in drafts)
    return tuple(quotation for quotation in quotations if quotation is not None)


def _framed(reading: Reading, clauses: Sequence[Clauses]) -> list[Draft]:
    drafts: list[Draft] = []
    earlier: Range | None = None
    for sentence, (segments, verbs) in zip(reading.sentences, clauses, strict=True):
        back = find_back_reference(reading, segments, verbs, earlier)
        earlier = sentence.first, sentence.last
        if back is not None:
            drafts.append(back)
            continue
        drafts += find_indirect(reading, segments, verbs)
        drafts += find_nominal(reading, segments, verbs)
        drafts += find_so_frames(reading, segments)
        drafts += find_sourced(reading, segments)
    return drafts


def _only_marked(reading: Reading, draft: Draft) -> bool:
    """Whether the content is nothing but words in quotation marks: direct speech, not indirect."""
    return all(
        reading.inside[at] >= 0 or not reading.words[at][:1].isalnum()
        for first, last in draft.content
        for at in range(first, last)
    )
