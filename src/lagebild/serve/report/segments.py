"""Cut a dispatch text at every place where some evidence begins or ends.

The page shows evidence by joining whole segments, so that no offset is ever counted in the browser, whose strings
count UTF-16 units and not code points. Joined, the segments are the text.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from lagebild.schema import Claim, Span
from lagebild.serve.passages import split_passages


@dataclass(frozen=True)
class Segments:
    """The pieces of one text: `cuts` are the offsets where they begin, `sentences` the pieces that open a sentence."""

    pieces: tuple[str, ...]
    cuts: tuple[int, ...]
    sentences: tuple[int, ...]

    def locate(self, span: Span) -> tuple[int, int]:
        """Half-open numbers of the pieces that a span covers."""
        return bisect_left(self.cuts, span.start), bisect_left(self.cuts, span.end)


def cut_text(text: str, claims: Iterable[Claim]) -> Segments:
    """Pieces of a text such that every span of the claims is a run of whole pieces."""
    sentences = [sentence.start for sentence in split_passages(text)]
    edges = {edge for claim in claims for _, span in evidence_of(claim) for edge in span}
    cuts = sorted({0, *sentences, *(edge for edge in edges if 0 <= edge < len(text))})
    pieces = tuple(text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True))
    return Segments(pieces, tuple(cuts), tuple(bisect_left(cuts, start) for start in sentences))


def evidence_of(claim: Claim) -> list[tuple[str, Span]]:
    """The words a claim rests on with the role they play, trigger first, then in reading order."""
    parts = [("actor", party.span) for party in claim.actors]
    parts += [("recipient", party.span) for party in claim.recipients]
    if claim.said_by is not None:
        parts.append(("said_by", claim.said_by.span))
    if claim.when is not None:
        parts.append(("when", claim.when.span))
    if claim.where is not None:
        parts.append(("where", claim.where.span))
    found = {(role, span) for role, span in parts if span is not None}
    return [("trigger", claim.trigger), *sorted(found, key=lambda part: (part[1], part[0]))]
