"""Pairs quotation marks over the tokens of a dispatch.

Takes tokens and sentences and gives every stretch between an opening and a closing mark, whatever style the outlet
uses: „ “, » «, « », “ ”, straight marks, and single marks inside others. A mark left open ends with its paragraph. It
does not judge whether the words between are a quotation.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lagebild.schema import Sentence, Token

_PARTNERS = {
    "„": '“”"„',
    "“": '”“"',
    "»": "«",
    "«": "»",
    '"': '"“”',
    "‚": "‘’'",
    "‘": "’'",
    "'": "'",
    "''": "''",
    "``": "''",
}
"""Opening mark -> the marks that may close it."""
_ONLY_CLOSING = frozenset("”’")
_SINGLE = frozenset("‚‘'")
_LONGEST_SINGLE = 40


class Marked(NamedTuple):
    """Tokens `first` (the opening mark) up to, not including, `last`; `closed` if the closing mark is there."""

    first: int
    last: int
    closed: bool

    @property
    def inner(self) -> tuple[int, int]:
        """The tokens between the marks."""
        return self.first + 1, self.last - 1 if self.closed else self.last


def pair_marks(tokens: Sequence[Token], sentences: Sequence[Sentence], text: str) -> list[Marked]:
    """Outermost stretches in quotation marks, in text order; a stretch never leaves its paragraph."""
    if not any(mark in text for mark in "„“”»«\"'‚`"):
        return []
    found: list[Marked] = []
    for first, last in _paragraphs(sentences):
        at = first
        while at < last:
            if tokens[at].text not in _PARTNERS or not _may_open(tokens, at, text):
                at += 1
                continue
            marked = _close(tokens, at, last, text)
            if marked is None:
                at += 1
                continue
            found.append(marked)
            at = marked.last
    return found


def _paragraphs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    bounds: list[tuple[int, int]] = []
    number = -1
    for sentence in sentences:
        if sentence.paragraph == number:
            bounds[-1] = (bounds[-1][0], sentence.last)
        else:
            bounds.append((sentence.first, sentence.last))
            number = sentence.paragraph
    return bounds


def _may_open(tokens: Sequence[Token], at: int, text: str) -> bool:
    """A mark opens when a word follows it directly, and no word stands directly before it."""
    token = tokens[at]
    after = text[token.end : token.end + 1]
    before = text[token.start - 1 : token.start]
    if token.text == "„":
        return True
    if after == "" or after.isspace():
        return False
    if token.text in "»«":
        return not before.isalnum()
    return not (before.isalnum() or before in ".,!?") or before == ""


def _close(tokens: Sequence[Token], opening: int, limit: int, text: str) -> Marked | None:
    mark = tokens[opening].text
    partners = _PARTNERS[mark]
    if mark in _SINGLE:
        limit = min(limit, opening + _LONGEST_SINGLE)
    for at in range(opening + 1, limit):
        form = tokens[at].text
        if form in partners and not _opens_inner(tokens, at, mark, text):
            return Marked(opening, at + 1, True)
    # A lost closing mark: only the unmistakable opening marks carry to the end of the paragraph.
    if mark in "„“»" and limit - opening > 3:
        return Marked(opening, limit, False)
    return None


def _opens_inner(tokens: Sequence[Token], at: int, mark: str, text: str) -> bool:
    """Whether a mark that could close stands before a word after a blank, so that it opens an inner quotation."""
    token = tokens[at]
    if token.text in _ONLY_CLOSING or token.text not in "\"'“„":
        return False
    before = text[token.start - 1 : token.start]
    after = text[token.end : token.end + 1]
    return before.isspace() and after.isalnum() and mark != token.text
