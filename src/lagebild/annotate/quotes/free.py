"""Indirect speech without a frame: main clauses in Konjunktiv I, and hearsay with *sollen*, that go on from an earlier
statement.

Takes what the framed search found and gives drafts whose speaker is the last one named before.
"""

from collections.abc import Iterator, Sequence

from lagebild.annotate.quotes.direct import Clauses
from lagebild.annotate.quotes.drafts import Draft, Range
from lagebild.annotate.quotes.reading import COMPLEMENTERS, Reading, Segment
from lagebild.annotate.quotes.speakers import find_root_subject
from lagebild.schema import QuotationType, Sentence

_STANDS_FOR_SOURCE = frozenset({"demnach", "danach"})
_IT_IS_SAID = frozenset({"heißt", "hieß"})
_HEARSAY = frozenset({"soll", "sollen"})


def find_free(reading: Reading, clauses: Sequence[Clauses], framed: Sequence[Draft]) -> Iterator[Draft]:
    """Free indirect quotations in text order; neighbouring sentences become one quotation."""
    pending: Draft | None = None
    spoken = {at for draft in framed for at in range(draft.content[-1][1] - 1, draft.content[-1][1] + 2)}
    for number, (sentence, (segments, _)) in enumerate(zip(reading.sentences, clauses, strict=True)):
        goes_on = pending is not None and pending.content[-1][1] == sentence.first
        found = _free_stretch(reading, sentence, segments, framed, goes_on=goes_on or sentence.first in spoken)
        if found is None:
            if pending is not None:
                yield pending
            pending = None
            continue
        kind, stretch = found
        if pending is not None and pending.type is kind and pending.content[-1][1] == stretch[0]:
            pending = pending._replace(content=((pending.content[0][0], stretch[1]),))
            continue
        if pending is not None:
            yield pending
        if kind is QuotationType.INDIRECT_FREE_INDIRECT:
            speaker = _speaker_before(reading, framed, number)
        else:
            speaker = _last_speaker(framed, stretch[0])
        pending = Draft(kind, (stretch,), speaker, whole=True)
    if pending is not None:
        yield pending


def _speaker_before(reading: Reading, framed: Sequence[Draft], number: int) -> tuple[Range, ...]:
    """The last speaker, or the subject of the sentence before when nobody is quoted there (*X streitet dies ab.*)."""
    sentence = reading.sentences[number]
    if number == 0:
        return ()
    earlier = reading.sentences[number - 1]
    if reading.tagged and not any(draft.touches(earlier) for draft in framed):
        subject = find_root_subject(reading, earlier)
        if subject:
            return subject
    return _last_speaker(framed, sentence.first)


def carry_speakers(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Quotations without a frame of their own, or with one that points back (*hiess es*), take the last speaker.

    *Demnach* and *danach* stand for the source named before: they are the words that say who.
    """
    filled: list[Draft] = []
    for draft in drafts:
        cue = {reading.words[at] for at in draft.cue}
        points_back = bool(cue & _IT_IS_SAID) or (len(draft.cue) == 1 and bool(cue & reading.lexicon.adverbs))
        if draft.speaker or (draft.cue and not points_back):
            filled.append(draft)
            continue
        if points_back and cue <= _STANDS_FOR_SOURCE:
            filled.append(draft._replace(speaker=((draft.cue[0], draft.cue[0] + 1),)))
            continue
        filled.append(draft._replace(speaker=_last_speaker(filled, draft.start)))
    return filled


def _free_stretch(
    reading: Reading, sentence: Sentence, segments: Sequence[Segment], framed: Sequence[Draft], *, goes_on: bool
) -> tuple[QuotationType, Range] | None:
    covered = [d for d in framed if d.type is not QuotationType.DIRECT and d.touches(sentence)]
    if any(d.type is QuotationType.REPORTED for d in covered):
        return None
    if "ich" in reading.words[sentence.first : sentence.last]:
        return None
    start: int | None = None
    for segment in segments:
        if any(draft.covers(segment.first) or draft.covers(segment.last - 1) for draft in covered):
            start = None
            continue
        opening = reading.words[segment.first]
        finites = reading.finites(segment)
        if opening in COMPLEMENTERS[reading.language] or reading.is_subordinate(segment) or not finites:
            start = segment.first if start is None else start
            continue
        start = segment.first if start is None else start
        for at in finites:
            if reading.is_konjunktiv_one(at) or (goes_on and reading.is_subjunctive(at)):
                return QuotationType.INDIRECT_FREE_INDIRECT, (start, sentence.last)
            if reading.words[at] in _HEARSAY and (goes_on or _is_hearsay(reading, segment)):
                return QuotationType.FREE_INDIRECT, (start, sentence.last)
            break
        start = None
    return None


def _is_hearsay(reading: Reading, segment: Segment) -> bool:
    """Whether *sollen* tells of something past (*soll getötet haben*), which only others can have said."""
    return bool({"haben", "sein"} & set(reading.words[max(segment.first, segment.last - 3) : segment.last]))


def _last_speaker(framed: Sequence[Draft], at: int) -> tuple[Range, ...]:
    """The speaker of the last quotation before a token; quotations inside another one do not count."""
    best: Draft | None = None
    for draft in framed:
        if draft.start >= at or not draft.speaker or (best is not None and draft.start < best.start):
            continue
        if best is not None and best.covers(draft.start) and best.content[-1][1] >= draft.content[-1][1]:
            continue
        best = draft
    return best.speaker if best is not None else ()
