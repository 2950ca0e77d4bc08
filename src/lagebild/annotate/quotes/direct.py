"""Direct speech: stretches in quotation marks that are somebody's words, with the clause that says whose.

A stretch is a quotation when a verb of saying or a colon frames it, when it fills a sentence of its own, or when it
stands inside the clause of a verb that takes quoted words (*nannte das „Unsinn“*) or inside somebody's indirect
speech. Titles, names of papers and ironic marks have none of these and are left out.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lagebild.annotate.quotes.drafts import Draft, Range
from lagebild.annotate.quotes.extent import is_so_frame
from lagebild.annotate.quotes.indirect import is_wie_frame
from lagebild.annotate.quotes.marks import Marked
from lagebild.annotate.quotes.reading import Reading, Segment
from lagebild.annotate.quotes.speakers import end_of_phrase, find_subject
from lagebild.annotate.quotes.verbs import Found, speaker_of
from lagebild.schema import Language, QuotationType

_LONG = 6
"""From this many words a stretch that fills its sentence counts as speech without any frame."""


class Clauses(NamedTuple):
    """A sentence's segments and verbs of saying."""

    segments: Sequence[Segment]
    verbs: Sequence[Found]


def find_direct(reading: Reading, clauses: Sequence[Clauses], indirect: Sequence[Draft]) -> Iterator[Draft]:
    """Direct quotations of a dispatch, given what is known of its sentences and its indirect speech."""
    where = _sentence_numbers(reading)
    for marked in reading.marked:
        frame = (
            _frame_behind(reading, clauses, marked, where)
            or _frame_before(reading, clauses, marked, where)
            or _frame_around(reading, clauses, marked, where, indirect)
            or _unframed(reading, marked)
        )
        if frame is not None:
            speaker, cue = frame
            yield Draft(QuotationType.DIRECT, ((marked.first, marked.last),), speaker, cue, whole=True)


Frame = tuple[tuple[Range, ...], tuple[int, ...]]


def _sentence_numbers(reading: Reading) -> list[int]:
    numbers = [0] * len(reading.tokens)
    for number, sentence in enumerate(reading.sentences):
        numbers[sentence.first : sentence.last] = [number] * (sentence.last - sentence.first)
    return numbers


def _frame_behind(reading: Reading, clauses: Sequence[Clauses], marked: Marked, where: list[int]) -> Frame | None:
    """„...“, sagte X. / „...“, so X. / „...“ (X)"""
    at = marked.last
    if not marked.closed or at >= len(reading.tokens) or where[at] != where[marked.last - 1]:
        return None
    if reading.tokens[at].text == ",":
        at += 1
    elif _is_title(reading, marked):
        return None
    segments, verbs = clauses[where[marked.last - 1]]
    for number, segment in enumerate(segments):
        if not segment.first <= at < segment.last:
            continue
        for found in verbs:
            near = 1 if reading.language is Language.GERMAN else 12
            if found.segment == number and at <= found.finite <= at + near:
                return speaker_of(reading, segments, found), found.cue
            if found.segment == number and segment.first == at and is_wie_frame(reading, segments, found):
                return speaker_of(reading, segments, found), (at, *found.cue)
        if reading.is_finite(at) and number > 0 and marked.last - marked.first > _LONG:
            # Any verb behind a quoted sentence frames it (*„...“, freute sich X*).
            return find_subject(reading, verb=at, finite=at, segment=segment._replace(first=at, before="")), (at,)
        if segment.first == at and number > 0 and is_so_frame(reading, segment, number):
            return ((at + 1, end_of_phrase(reading, at + 1, segment.last)),), (at,)
    return None


def _frame_before(reading: Reading, clauses: Sequence[Clauses], marked: Marked, where: list[int]) -> Frame | None:
    """X sagte: „...“ / X: „...“"""
    colon = marked.first - 1
    if colon < 0 or reading.tokens[colon].text not in (":", ","):
        return None
    number = where[colon]
    segments, verbs = clauses[number]
    for at, segment in enumerate(segments):
        if segment.last != colon:
            continue
        candidates = [f for f in verbs if f.segment <= at]
        if candidates and (reading.tokens[colon].text == ":" or candidates[-1].segment == at):
            found = candidates[-1]
            return speaker_of(reading, segments, found), found.cue
        if reading.tokens[colon].text == ":":
            finites = reading.finites(segment)
            if not finites:
                return ((segment.first, end_of_phrase(reading, segment.first, colon)),), ()
            return find_subject(reading, verb=finites[0], finite=finites[0], segment=segment), ()
    return None


def _frame_around(
    reading: Reading, clauses: Sequence[Clauses], marked: Marked, where: list[int], indirect: Sequence[Draft]
) -> Frame | None:
    """Quoted words inside indirect speech, or inside the clause of a verb that takes them."""
    if _is_title(reading, marked) or any(
        first <= marked.first < last for draft in indirect for first, last in draft.speaker
    ):
        return None
    for draft in indirect:
        if draft.covers(marked.first):
            return draft.speaker, draft.cue
    segments, verbs = clauses[where[marked.first]]
    for number, segment in enumerate(segments):
        if not segment.first <= marked.first < segment.last:
            continue
        for found in verbs:
            if found.segment == number and "quoted" in found.reading.verb.governs:
                speaker = speaker_of(reading, segments, found)
                if any(first <= marked.first < last for first, last in speaker):
                    return None
                return speaker, found.cue
    return None


def _unframed(reading: Reading, marked: Marked) -> Frame | None:
    first, last = marked.inner
    if last - first < _LONG or not marked.closed:
        return None
    ends = reading.tokens[last - 1].text in (".", "!", "?", "…", "...")
    opens = marked.first == 0 or reading.tokens[marked.first - 1].text in (".", "!", "?", ":", "“", "”", "«", '"')
    return ((), ()) if ends and opens else None


def _is_title(reading: Reading, marked: Marked) -> bool:
    """Whether a name follows: behind a noun for such things (*die Zeitung „...“*), or as a place (*in der „Welt“*)."""
    before = marked.first - 1
    if before < 1:
        return False
    word = reading.words[before]
    if word.removesuffix("s").endswith(reading.lexicon.titled):
        return True
    placed = word in ("im", "beim") or (word in ("der", "dem", "den") and reading.words[before - 1] in _PLACING)
    return placed and marked.last - marked.first < _LONG


_PLACING = frozenset("in bei aus gegenüber mit".split())
