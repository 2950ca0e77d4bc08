"""A dispatch as linking sees it: words, sentence numbers, and drafts of mentions over token ranges.

A `Draft` is a mention in the making; stages replace drafts by better ones and never change them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lagebild.knowledge import Entry, Knowledge, Noun
from lagebild.schema import Dispatch, Language, MentionKind, Sentence, Span, Token


class Draft(NamedTuple):
    """A mention over tokens `first` up to, not including, `last`, with what is known of it so far."""

    first: int
    last: int
    kind: MentionKind
    name: str | None = None
    country: str | None = None
    actor: str | None = None
    sector: str | None = None
    reason: str = ""
    score: float = 1.0
    noun: Noun | None = None
    entry: Entry | None = None
    feminine: bool | None = None
    cut: int = 0
    """Characters of the first token the mention covers when it is only its opening part (*US-*), else 0."""

    @property
    def head(self) -> int:
        """The last token: German names and noun groups of one side end in their head."""
        return self.last - 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What all stages share."""

    dispatch: Dispatch
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    knowledge: Knowledge
    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    sentence_of: list[int] = field(default_factory=list)

    @property
    def language(self) -> Language:
        """Language of the dispatch."""
        return self.dispatch.language


def read_tokens(
    dispatch: Dispatch, tokens: Sequence[Token], sentences: Sequence[Sentence], knowledge: Knowledge
) -> Reading:
    """Prepare the shared view."""
    words = [token.text for token in tokens]
    sentence_of = [0] * len(words)
    for number, sentence in enumerate(sentences):
        for at in range(sentence.first, sentence.last):
            sentence_of[at] = number
    return Reading(dispatch, tokens, sentences, knowledge, words, [word.lower() for word in words], sentence_of)


def token_range(tokens: Sequence[Token], starts: Sequence[int], span: Span) -> tuple[int, int] | None:
    """Tokens a span touches, None when it touches none; `starts` are the tokens' first characters."""
    first = max(bisect_right(starts, span.start) - 1, 0)
    if first < len(tokens) and tokens[first].end <= span.start:
        first += 1
    last = bisect_left(starts, span.end)
    return (first, last) if first < last else None
