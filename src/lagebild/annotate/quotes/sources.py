"""Statements with a named source but no verb of saying: *laut X*, *nach Angaben von X*, *X zufolge*, *according to X*.

Gives drafts of indirect quotations: the clause around the phrase is what the source stated.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lagebild.annotate.quotes.drafts import Draft, Range
from lagebild.annotate.quotes.reading import Reading, Segment
from lagebild.annotate.quotes.speakers import end_of_phrase, noun_phrase
from lagebild.schema import Language, QuotationType

_BACK = frozenset("und aber doch sowie jedoch sondern and but".split())


_LIGHT = frozenset("sich es er sie man ihm ihr ihn ihnen auch jedoch aber".split())
_GENITIVE = frozenset("der des von vom eines einer".split())


class Source(NamedTuple):
    """Tokens `first` to `last` are the whole phrase, `named` the words for the source, `cue` the announcing word."""

    first: int
    last: int
    named: Range | None
    cue: int


def find_sourced(reading: Reading, segments: Sequence[Segment]) -> Iterator[Draft]:
    """Indirect quotations of a sentence that name their source in a phrase."""
    for number, segment in enumerate(segments):
        for source in _sources(reading, segment):
            content = _host(reading, segments, number, source)
            if content:
                named = (source.named,) if source.named else ()
                yield Draft(QuotationType.INDIRECT, content, named, (source.cue,))
                break


def _sources(reading: Reading, segment: Segment) -> Iterator[Source]:
    lexicon = reading.lexicon
    limit = reading.sentence_ends[segment.first] if reading.tagged else segment.last
    for at in range(segment.first, segment.last):
        if reading.inside[at] >= 0:
            continue
        word = reading.words[at]
        if word in lexicon.before and at + 1 < segment.last and reading.tokens[at].upos not in ("ADJ", "ADV"):
            last = _end_of_source(reading, at + 1, limit)
            if last > at + 1:
                yield Source(at, last, (at + 1, last), at)
        elif word == "nach" and reading.language is Language.GERMAN:
            last = _end_of_source(reading, at + 1, limit)
            if at > segment.first and lexicon.gives_out(reading.words[at - 1]):
                first = _start_before(reading, at, segment.first)
                yield Source(first, at + 1, (first, at), at)
            elif _gives_out(reading, at + 1, last):
                yield Source(at, last, (at + 1, last), at)
        elif word in lexicon.behind:
            first = _start_before(reading, at, segment.first)
            if first < at:
                yield Source(first, at + 1, (first, at), at)
        elif word in lexicon.adverbs:
            # *danach* may tell the time; with Konjunktiv it gives back a statement.
            if word != "danach" or any(reading.is_konjunktiv_one(i) for i in reading.finites(segment)):
                yield Source(at, at + 1, None, at)
        else:
            yield from _english(reading, at, limit)


def _english(reading: Reading, at: int, limit: int) -> Iterator[Source]:
    for phrase in reading.lexicon.phrases:
        behind = at + len(phrase)
        if behind < limit and tuple(reading.words[at:behind]) == phrase:
            last = end_of_phrase(reading, behind, limit)
            if last > behind and not _is_measure(reading, behind, last):
                yield Source(at, last, (behind, last), at)


def _is_measure(reading: Reading, first: int, last: int) -> bool:
    """Whether a phrase is one bare noun in the singular: *sorted according to size* names no source."""
    token = reading.tokens[first]
    return last == first + 1 and token.upos == "NOUN" and "Number=Plur" not in token.feats


def _gives_out(reading: Reading, first: int, last: int) -> bool:
    """Whether a phrase after *nach* has a noun for what somebody gives out near its start."""
    return any(reading.lexicon.gives_out(reading.words[at]) for at in range(first, min(last, first + 5)))


def _start_before(reading: Reading, at: int, limit: int) -> int:
    """Where the noun phrase in front of *zufolge* starts."""
    if reading.tagged and limit < at and reading.tokens[at - 1].upos in ("NOUN", "PROPN"):
        first, _ = noun_phrase(reading, at - 1)
        top = reading.tokens[at - 1].head
        if limit <= top < at and reading.tokens[top].upos in ("NOUN", "PROPN"):
            first = min(first, noun_phrase(reading, top)[0])
        return max(first, limit)
    first = at
    while first > limit and not reading.is_finite(first - 1) and reading.words[first - 1] not in _LIGHT:
        first -= 1
    return first


def _end_of_source(reading: Reading, first: int, limit: int) -> int:
    """Where the phrase ends, with a genitive or *von* behind *Angaben* even if the tree puts it elsewhere."""
    last = end_of_phrase(reading, first, limit)
    if first < last < limit and last - first <= 3 and reading.lexicon.gives_out(reading.words[last]):
        return last + 1  # *nach Grupps Meinung*
    if first < last < limit and reading.lexicon.gives_out(reading.words[last - 1]) and reading.words[last] in _GENITIVE:
        skip = last + (reading.words[last] in ("von", "vom"))
        return max(last, end_of_phrase(reading, skip, limit))
    return last


def _host(reading: Reading, segments: Sequence[Segment], number: int, source: Source) -> tuple[Range, ...]:
    """The clause a source phrase stands in, without the phrase."""
    begin = end = number
    inner = reading.is_subordinate(segments[number])
    if not inner:
        while begin > 0 and not _new_clause(reading, segments, begin):
            begin -= 1
    while end + 1 < len(segments) and segments[end + 1].before != ";":
        if inner and reading.is_main(segments[end + 1]):
            break
        end += 1
    first, last = segments[begin].first, segments[end].last
    behind = source.last
    if source.first == first and reading.language is Language.GERMAN:
        behind = _front_field_end(reading, segments, number, source)
    if reading.words[first] in _BACK and first < source.first:
        first += 1
    ranges = [(first, source.first), (behind, last)]
    return tuple((a, b) for a, b in ranges if reading.span(a, b) is not None)


def _front_field_end(reading: Reading, segments: Sequence[Segment], number: int, source: Source) -> int:
    """Where content starts behind a phrase that opens the sentence: at the finite verb, behind any apposition."""
    rest = segments[number]
    if any(at >= source.last for at in reading.finites(rest)):
        return source.last
    for segment in segments[number + 1 :]:
        finites = reading.finites(segment)
        if finites and finites[0] == segment.first:
            return segment.first
    return source.last


def _new_clause(reading: Reading, segments: Sequence[Segment], number: int) -> bool:
    """Whether the clause of the source starts in this segment."""
    segment = segments[number]
    if segment.before in (";", ":"):
        return True
    return reading.is_main(segment) and any(reading.is_main(s) for s in segments[:number])
