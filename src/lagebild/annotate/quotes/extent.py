"""How far somebody's words reach in a sentence, when the clause that announces them is known.

Content runs over whole segments before, around or behind the announcing clause, and ends where the sentence goes back
to it. Segments alone often suffice in German; a tree, where there is one, says to which side an apposition, a relative
clause or a second predicate belongs.
"""

from collections.abc import Sequence

from lagebild.annotate.quotes.drafts import Range
from lagebild.annotate.quotes.reading import COMPLEMENTERS, Reading, Segment
from lagebild.annotate.quotes.speakers import end_of_phrase, opens_phrase
from lagebild.annotate.quotes.verbs import Found
from lagebild.schema import Language

_BACK = frozenset("und aber doch sowie jedoch sondern and but".split())
_FURTHEST = 5
"""Segments a verb may stand away from its content."""
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "parataxis", "advcl", "csubj", "obj", "obl", "appos", "acl", "dep"})


def around(reading: Reading, segments: Sequence[Segment], number: int) -> tuple[Range, ...]:
    """All of the sentence but the segment of an inserted frame: *..., so X, ...*, *Wie X mitteilte, ...*."""
    if number > 0:
        return ((segments[0].first, segments[number - 1].last), *_resumed(reading, segments, number))
    rest = 1
    while rest < len(segments) - 1 and not reading.is_main(segments[rest]):
        rest += 1
    return ((segments[rest].first, segments[-1].last),) if rest < len(segments) else ()


def before(reading: Reading, segments: Sequence[Segment], number: int) -> tuple[Range, ...]:
    """Content before an inverted frame; none when only an adverbial clause stands there (*Als er kam, sagte er*)."""
    earlier = segments[:number]
    opening = earlier[0]
    resumed = _resumed(reading, segments, number)
    whole = (
        reading.words[opening.first] in COMPLEMENTERS[reading.language]
        or any(reading.is_main(s) for s in earlier)
        or reading.inside[earlier[-1].last - 1] >= 0
        or (bool(resumed) and reading.is_finite(resumed[0][0]))  # *In zehn Jahren, so schätzen sie, soll ...*
    )
    return ((opening.first, earlier[-1].last), *resumed) if whole else ()


def behind(
    reading: Reading, segments: Sequence[Segment], found: Found, others: Sequence[Found] = ()
) -> tuple[Range, ...]:
    """Content behind the clause of the verb: *sagte, dass ...*, *sagte, er ...*, *kündigte an, ... zu ...*."""
    governs = found.reading.verb.governs
    if reading.language is Language.ENGLISH and (inside := _inside(reading, found)):
        return inside
    busy = {other.segment for other in others}
    for number in range(found.segment + 1, min(found.segment + _FURTHEST, len(segments))):
        segment = segments[number]
        if segment.before == ":":
            return ((segment.first, segments[-1].last),) if "main" in governs else ()
        if segment.before == ";":
            break
        if opens_content(reading, segment, governs) and _is_announced(reading, segment):
            start = number
            if _starts_with_subjunctive(reading, segment) and number > found.segment + 1:
                # *sagte, in den Ländern, die zahlen, sei es besser*: the front field belongs to the content.
                start = found.segment + 1
            return until_back(reading, segments, start, found.verb)
        if reading.is_main(segment) or number in busy:
            break
    return ()


def _is_announced(reading: Reading, segment: Segment) -> bool:
    """Whether a clause without dass or Konjunktiv is really what the verb announces."""
    finites = reading.finites(segment)
    if reading.words[segment.first] in COMPLEMENTERS[reading.language] or not finites:
        return True
    if any(reading.is_subjunctive(at) for at in finites):
        return True
    if finites[0] == segment.first:
        return False  # the clause goes on that an inserted clause with the verb has interrupted
    if not reading.tagged:
        return True
    top = reading.top(finites[0], segment.first, segment.last)
    return reading.tokens[top].deprel in _COMPLEMENTS


def opens_content(reading: Reading, segment: Segment, governs: frozenset[str]) -> bool:
    """Whether a segment starts as content does after a verb that governs such clauses."""
    opening = reading.words[segment.first]
    if opening in COMPLEMENTERS[reading.language] and "that" in governs and not reading.starts_relative(segment):
        return True
    if reading.is_subordinate(segment):
        return False
    if reading.finites(segment):
        return "main" in governs
    return "inf" in governs and reading.has_zu_infinitive(segment)


def until_back(reading: Reading, segments: Sequence[Segment], start: int, verb: int) -> tuple[Range, ...]:
    """The content that starts with a segment, up to where the sentence goes back to the clause of `verb`."""
    last = start
    while last + 1 < len(segments) and not _goes_back(reading, segments, start, last + 1, verb):
        last += 1
    first, end = segments[start].first, segments[last].last
    return ((first, _second_predicate(reading, first, end)),)


def _goes_back(reading: Reading, segments: Sequence[Segment], start: int, number: int, verb: int) -> bool:
    segment = segments[number]
    if segment.before == ";" or is_so_frame(reading, segment, number):
        return True
    skipped = segment.first + (reading.words[segment.first] in _BACK)
    if not reading.is_main(segment) or reading.words[skipped] in COMPLEMENTERS[reading.language]:
        return False
    if any(reading.is_subjunctive(at) for at in reading.finites(segment)):
        return False
    if reading.tagged and any(reading.governs(at, verb) for at in range(segment.first, segment.last)):
        return True  # *Als gesagt wurde, dass ..., ging er*: the clause that holds the announcing one
    opening = segments[start]
    content_is_main = reading.is_main(opening) and reading.words[opening.first] not in COMPLEMENTERS[reading.language]
    if content_is_main and not any(reading.is_subjunctive(at) for at in reading.finites(opening)):
        return False
    return reading.words[segment.first] in _BACK


def _second_predicate(reading: Reading, first: int, last: int) -> int:
    """Where, inside the content, a predicate starts that is joined to one outside: *..., dass er gehe und ging*."""
    if not reading.tagged:
        return last
    for at in range(first + 1, last):
        token = reading.tokens[at]
        if token.deprel != "conj" or token.upos not in ("VERB", "AUX") or first <= token.head < last:
            continue
        if any(reading.is_subjunctive(i) for i in (at, *reading.children[at])):
            continue
        begin = min(i for i in reading.subtree(at) if i > first)
        if begin > first + 1:
            return begin
    return last


def _resumed(reading: Reading, segments: Sequence[Segment], number: int) -> tuple[Range, ...]:
    """Content that goes on behind the segment of an inserted frame."""
    frame = segments[number]
    for rest in segments[number + 1 :]:
        if _resumes(reading, frame, rest):
            return ((rest.first, segments[-1].last),)
    return ()


def _resumes(reading: Reading, frame: Segment, segment: Segment) -> bool:
    """Whether content goes on here; appositions and relative clauses of the speaker do not."""
    if segment.before == ":":
        return True
    if reading.tagged:
        top = reading.top(segment.first, segment.first, segment.last)
        head = reading.tokens[top].head
        if frame.first <= head < frame.last:
            return reading.tokens[top].deprel == "ccomp"
        return head < frame.first
    if reading.words[segment.first] in COMPLEMENTERS[reading.language]:
        return not reading.starts_relative(segment)
    if reading.is_main(segment):
        return True
    return not opens_phrase(reading, segment.first) and not reading.is_subordinate(segment)


def is_so_frame(reading: Reading, segment: Segment, number: int) -> bool:
    """Whether a segment is *so X* and nothing else."""
    if reading.words[segment.first] != "so" or number == 0 or segment.last - segment.first < 2:
        return False
    if reading.finites(segment):
        return False
    following = segment.first + 1
    last = end_of_phrase(reading, following, segment.last)
    if not reading.tagged:
        return last > following
    opening = reading.tokens[following]
    if opening.upos in ("ADJ", "ADV") and opening.deprel not in ("amod", "advmod"):
        return False  # *so groß wie ein Tisch* compares
    return any(reading.tokens[at].upos in ("NOUN", "PROPN", "PRON") for at in range(following, last))


def _starts_with_subjunctive(reading: Reading, segment: Segment) -> bool:
    finites = reading.finites(segment)
    return bool(finites) and finites[0] == segment.first and reading.is_subjunctive(finites[0])


def _inside(reading: Reading, found: Found) -> tuple[Range, ...]:
    """Content in the segment of the verb itself, as in *said that ...*: the complement clause of the tree."""
    for child in reading.children[found.verb]:
        relation = reading.tokens[child].deprel
        fits = relation == "ccomp" or (relation == "xcomp" and "inf" in found.reading.verb.governs)
        if fits and child > found.verb:
            inside = sorted(reading.subtree(child))
            return ((next(at for at in inside if at > found.verb), inside[-1] + 1),)
    return ()
