"""Reported speech: a whole sentence tells what somebody said without giving the words (*X lobte Y*)."""

from collections.abc import Iterator, Sequence

from lagebild.annotate.quotes.direct import Clauses
from lagebild.annotate.quotes.drafts import Draft
from lagebild.annotate.quotes.indirect import is_first_person
from lagebild.annotate.quotes.reading import Reading, Segment
from lagebild.annotate.quotes.verbs import Found, speaker_of
from lagebild.schema import QuotationType


def find_reported(reading: Reading, clauses: Sequence[Clauses], framed: Sequence[Draft]) -> Iterator[Draft]:
    """Reported quotations: sentences with a verb that reports by itself, where nothing else was found."""
    for sentence, (segments, verbs) in zip(reading.sentences, clauses, strict=True):
        if any(draft.touches(sentence) for draft in framed):
            continue
        for found in verbs:
            if not _reports(reading, found, segments[found.segment].first, segments[found.segment].last):
                continue
            if reading.is_subordinate(segments[found.segment]):
                continue
            speaker = speaker_of(reading, segments, found)
            if speaker and not is_first_person(reading, speaker):
                start = _start(reading, segments, found.segment)
                yield Draft(QuotationType.REPORTED, ((start, sentence.last),), speaker, whole=True)
                break


def _start(reading: Reading, segments: Sequence[Segment], number: int) -> int:
    """Where the main clause of the verb starts, behind other main clauses."""
    while number > 0 and not reading.is_main(segments[number - 1]):
        number -= 1
    return segments[number].first


def _reports(reading: Reading, found: Found, first: int, last: int) -> bool:
    governs = found.reading.verb.governs
    if "noun" in governs:
        return True
    return "label" in governs and "als" in reading.words[first:last]
