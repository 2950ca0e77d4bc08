"""Indirect speech announced by a verb: *sagte, dass ...*, *..., so X*, *wie X mitteilte*, *kündigte an, ... zu ...*.

Takes one sentence with its verbs of saying and gives drafts of indirect quotations. Content runs over whole segments;
it ends where the sentence goes back to the clause of the verb.
"""

from collections.abc import Iterator, Sequence

from lagebild.annotate.quotes.drafts import Draft, Range
from lagebild.annotate.quotes.extent import around, before, behind, is_so_frame, opens_content, until_back
from lagebild.annotate.quotes.reading import COMPLEMENTERS, Reading, Segment
from lagebild.annotate.quotes.speakers import end_of_phrase, find_subject, find_subject_by_place
from lagebild.annotate.quotes.verbs import Found, speaker_of
from lagebild.schema import Language, QuotationType

_LEADING = frozenset("so dann auch dagegen hingegen dazu zudem außerdem".split())


def find_indirect(reading: Reading, segments: Sequence[Segment], verbs: Sequence[Found]) -> Iterator[Draft]:
    """Indirect quotations of a sentence whose verbs are known."""
    for found in verbs:
        content = _content(reading, segments, found, verbs)
        speaker = speaker_of(reading, segments, found) if content else ()
        if content and not is_first_person(reading, speaker):
            yield Draft(QuotationType.INDIRECT, content, speaker, _cue(reading, segments, found))


def is_first_person(reading: Reading, speaker: tuple[Range, ...]) -> bool:
    """Whether the writer speaks of himself: an interview or a letter, no quotation."""
    return len(speaker) == 1 and reading.words[speaker[0][0] : speaker[0][1]] in (["ich"], ["wir"], ["i"], ["we"])


def find_nominal(reading: Reading, segments: Sequence[Segment], verbs: Sequence[Found]) -> Iterator[Draft]:
    """Content announced by a noun or adjective: *ist der Ansicht, dass ...*."""
    if reading.language is Language.ENGLISH:
        yield from _nominal_by_tree(reading, segments)
        return
    taken = {found.segment for found in verbs}
    for number, segment in enumerate(segments[:-1]):
        if number in taken or segments[number + 1].before != ",":
            continue
        cue = _nominal_at_end(reading, segment)
        if cue is None:
            continue
        start = number + 1
        opening = segments[start]
        if not opens_content(reading, opening, _NOMINAL) or (
            reading.words[opening.first] not in COMPLEMENTERS[reading.language]
            and not reading.has_zu_infinitive(opening)
            and not any(reading.is_subjunctive(at) for at in reading.finites(opening))
        ):
            continue
        verb = next(iter(reading.finites(segment)), cue)
        speaker = find_subject(reading, verb=verb, finite=verb, segment=segment)
        if not is_first_person(reading, speaker):
            content = until_back(reading, segments, start, verb)
            yield Draft(QuotationType.INDIRECT, content, speaker, (cue,))


def _nominal_by_tree(reading: Reading, segments: Sequence[Segment]) -> Iterator[Draft]:
    """*was confident that ...*: English sets no comma, so only the tree tells."""
    for at in range(segments[0].first, segments[-1].last) if reading.tagged and segments else ():
        if reading.words[at] not in reading.lexicon.nominals:
            continue
        for child in reading.children[at]:
            if reading.tokens[child].deprel == "ccomp" and child > at:
                inside = sorted(reading.subtree(child))
                speaker = find_subject(reading, verb=at, finite=at, segment=segments[0])
                yield Draft(QuotationType.INDIRECT, ((inside[0], inside[-1] + 1),), speaker, (at,))


_NOMINAL = frozenset({"that", "main", "inf"})


def _nominal_at_end(reading: Reading, segment: Segment) -> int | None:
    for at in range(segment.last - 1, max(segment.first, segment.last - 4), -1):
        if reading.words[at] in reading.lexicon.nominals and reading.inside[at] < 0:
            return at
    return None


def find_back_reference(
    reading: Reading, segments: Sequence[Segment], verbs: Sequence[Found], earlier: Range | None
) -> Draft | None:
    """*... . Das teilte X mit.* or *..., das teilte X mit*: what stands before is what was said."""
    for found in verbs:
        segment = segments[found.segment]
        first = segment.first
        before = (segments[0].first, first) if found.segment > 0 else earlier
        if before is None or reading.words[first] not in ("das", "dies", "dieses"):
            continue
        if found.finite != first + 1 or not found.reading.verb.governs & {"main", "back"}:
            continue
        if any(reading.words[s.first] in COMPLEMENTERS[reading.language] for s in segments[found.segment + 1 :]):
            continue
        speaker = speaker_of(reading, segments, found)
        if any(begin <= first < end for begin, end in speaker) and not found.passive:
            speaker = find_subject_by_place(reading, finite=found.finite, segment=segment._replace(first=found.finite))
        return Draft(QuotationType.INDIRECT, (before, (first, first + 1)), speaker, found.cue)
    return None


def find_so_frames(reading: Reading, segments: Sequence[Segment]) -> Iterator[Draft]:
    """*..., so der Sprecher*: the frame without a verb."""
    for number, segment in enumerate(segments):
        if not is_so_frame(reading, segment, number):
            continue
        content = around(reading, segments, number)
        if content:
            last = end_of_phrase(reading, segment.first + 1, segment.last)
            yield Draft(QuotationType.INDIRECT, content, ((segment.first + 1, last),), (segment.first,))


def _cue(reading: Reading, segments: Sequence[Segment], found: Found) -> tuple[int, ...]:
    first = segments[found.segment].first
    return (first, *found.cue) if reading.words[first] == "wie" else found.cue


def is_inverted(reading: Reading, segments: Sequence[Segment], found: Found) -> bool:
    """Whether the clause of the verb stands behind or inside the content: *..., sagte X*."""
    segment = segments[found.segment]
    first = segment.first
    while first < found.finite and (reading.words[first] in _LEADING or not reading.words[first][:1].isalnum()):
        first += 1
    if found.segment == 0 or reading.is_subjunctive(found.finite):
        return False
    if first == found.finite:
        return True
    # English puts the subject first: *..., the mayor said.*
    return reading.language is Language.ENGLISH and segment.before == "," and found.verb >= segment.last - 3


def is_wie_frame(reading: Reading, segments: Sequence[Segment], found: Found) -> bool:
    """Whether the clause of the verb is *wie X mitteilte*."""
    segment = segments[found.segment]
    return reading.words[segment.first] in ("wie", "as") and found.verb >= segment.last - 3


def _content(reading: Reading, segments: Sequence[Segment], found: Found, verbs: Sequence[Found]) -> tuple[Range, ...]:
    if is_wie_frame(reading, segments, found):
        return around(reading, segments, found.segment)
    if is_inverted(reading, segments, found) and "main" in found.reading.verb.governs:
        content = before(reading, segments, found.segment)
        if content:
            return content
    return behind(reading, segments, found, verbs)
