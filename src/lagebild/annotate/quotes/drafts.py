"""What the search passes between its steps: a quotation over token ranges, before it becomes characters."""

from collections.abc import Iterable
from typing import NamedTuple

from lagebild.annotate.quotes.reading import Reading
from lagebild.schema import Quotation, QuotationType, Sentence, Span

Range = tuple[int, int]
"""Half-open range of token indices."""


class Draft(NamedTuple):
    """A quotation over token ranges. `whole` contents keep their punctuation (direct speech, whole sentences)."""

    type: QuotationType
    content: tuple[Range, ...]
    speaker: tuple[Range, ...] = ()
    cue: tuple[int, ...] = ()
    whole: bool = False

    @property
    def start(self) -> int:
        """First token of the content."""
        return self.content[0][0]

    def covers(self, at: int) -> bool:
        """Whether a token stands inside the content."""
        return any(first <= at < last for first, last in self.content)

    def touches(self, sentence: Sentence) -> bool:
        """Whether any of the content stands in a sentence."""
        return any(first < sentence.last and sentence.first < last for first, last in self.content)

    def finish(self, reading: Reading) -> Quotation | None:
        """The quotation over characters; None when its content is only punctuation."""
        content = tuple(
            span
            for part in self.content
            if (span := reading.span(*part, bare=not self.whole and not _ends_it(reading, part)))
        )
        if not content:
            return None
        speaker = _spans(reading, self.speaker, bare=True)
        return Quotation(self.type, content, speaker, _spans(reading, _runs(self.cue), bare=True))


def _ends_it(reading: Reading, part: Range) -> bool:
    """Whether a part is a sentence that is whole by itself, so that its full stop belongs to it."""
    return part in reading.bounds


def _spans(reading: Reading, ranges: Iterable[Range], *, bare: bool) -> tuple[Span, ...]:
    spans = (reading.span(first, last, bare=bare) for first, last in ranges)
    return tuple(span for span in spans if span is not None)


def _runs(tokens: Iterable[int]) -> list[Range]:
    """Neighbouring tokens joined to ranges."""
    runs: list[Range] = []
    for at in sorted(set(tokens)):
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs
