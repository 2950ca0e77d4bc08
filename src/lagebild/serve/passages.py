"""The passage of a dispatch that a reader needs to judge a claim: the sentence around its words.

Takes plain text and gives spans that cover it without gaps. It serves display only: the sentences that decide
anything are those of the annotation, which the store does not keep.
"""

import re
from bisect import bisect_right

from lagebild.schema import Span

_END = re.compile(r"(?:[.!?…]+[\"“”»«’')\]]*[ \t]+|[ \t]*\n\s*)")
_SHORT = re.compile(
    r"\b(?:\w|\d+|Dr|Prof|Nr|St|Mio|Mrd|ca|bzw|usw|vgl|etc|Mr|Mrs|Ms|Gen|Col|Lt|Sen|Rep|Gov|No|vs"
    r"|Jan|Feb|Aug|Sept|Okt|Oct|Nov|Dez|Dec)\.[ \t]+$"
)


def split_passages(text: str) -> tuple[Span, ...]:
    """Cut a text into sentences, each with the blanks after it, so that together they are the text.

    >>> text = "Am 3. Mai kam er. Danach war Ruhe."
    >>> [span.of(text) for span in split_passages(text)]
    ['Am 3. Mai kam er. ', 'Danach war Ruhe.']
    """
    starts = [0]
    for match in _END.finditer(text):
        after = text[match.end() : match.end() + 1]
        if after and ("\n" in match.group() or not _goes_on(text[starts[-1] : match.end()], after)):
            starts.append(match.end())
    return tuple(Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True) if start < end)


def passage_of(text: str, span: Span) -> Span:
    """The sentence or sentences that hold a span, without outer blanks."""
    passages = split_passages(text)
    if not passages:
        return Span(0, len(text))
    starts = [passage.start for passage in passages]
    first = passages[max(0, bisect_right(starts, span.start) - 1)]
    last = passages[max(0, bisect_right(starts, max(span.start, span.end - 1)) - 1)]
    words = text[first.start : last.end]
    return Span(first.start + len(words) - len(words.lstrip()), first.start + len(words.rstrip()))


def _goes_on(sentence: str, after: str) -> bool:
    """Whether the full stop belongs to an abbreviation or a number (*3. Mai*), or a small letter follows."""
    return after.islower() or _SHORT.search(sentence) is not None
