"""Tokens and sentences of a text, by rule.

Takes the text as stored and gives half-open spans of words and marks, grouped into sentences and paragraphs; furniture
(dateline, sign-off) belongs to none. Where words end is told by `cutting`, what a full stop is by `stops`; here lines
are joined or parted, quotation marks read as opening or closing, and sentences bounded. No language model is asked.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from lagebild.annotate.cutting import Cut, cut_words
from lagebild.annotate.stops import Words, load_words, opens_sentence
from lagebild.schema import Language, Sentence, Span

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t\u00a0]*")
_LINE_STOPS = frozenset('.!?…:;"“”»«')
_SHORTEST_FULL_LINE = 40
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*$")
_ONLY_CLOSING = frozenset({"”", "’’", "›"})
_ONLY_OPENING = frozenset({"„", "‚", ",,", "‚‚", "``", "‹"})
_EITHER = frozenset({'"', "“", "»", "«", "''", "‘‘", ">>", "<<", "‘", "'", "’"})
_QUOTES = _ONLY_CLOSING | _ONLY_OPENING | _EITHER
_PARTNERS = {"„": '“”"', ",,": "''“\"", "»": "«", "«": "»", "“": "”", "‚": "‘’'", "‘": "’"}
_DEEPEST = 4  # quotations inside one another; what was opened earlier has been forgotten by the writer
_BRACKETS = frozenset("([")
_DASHES = frozenset({"-", "–", "—", "--"})


class Segmented(NamedTuple):
    """Token spans in text order, and the sentences over them."""

    tokens: tuple[Span, ...]
    sentences: tuple[Sentence, ...]


def segment(text: str, language: Language, *, furniture: Iterable[Span] = ()) -> Segmented:
    """Cut a text into tokens and sentences; characters inside `furniture` belong to none.

    >>> cut = segment("Am 26. Dezember flogen z. B. Drohnen ein. Kim schwieg.", Language.GERMAN)
    >>> [s.span.of("Am 26. Dezember flogen z. B. Drohnen ein. Kim schwieg.") for s in cut.sentences]
    ['Am 26. Dezember flogen z. B. Drohnen ein.', 'Kim schwieg.']
    """
    words = load_words(language)
    tokens: list[Span] = []
    sentences: list[Sentence] = []
    paragraph = 0
    for stretch in _stretches(text, sorted(furniture), words):
        cut = cut_words(text, stretch, words)
        first = len(tokens)
        tokens.extend(cut.spans)
        for begin, end in _Bounds(text, cut, words).find():
            span = Span(cut.spans[begin].start, cut.spans[end - 1].end)
            sentences.append(Sentence(span, first + begin, first + end, paragraph))
        paragraph += bool(cut.spans)
    return Segmented(tuple(tokens), tuple(sentences))


def _stretches(text: str, furniture: list[Span], words: Words) -> Iterator[Span]:
    """Parts of the text that no sentence crosses: paragraphs, cut up further by furniture."""
    wrapped = _is_wrapped(text, words)
    start = 0
    for match in _BREAK.finditer(text):
        if _continues(text, Span(*match.span()), words, wrapped=wrapped):
            continue
        yield from _without(Span(start, match.start()), furniture)
        start = match.end()
    yield from _without(Span(start, len(text)), furniture)


def _without(stretch: Span, cuts: list[Span]) -> Iterator[Span]:
    start = stretch.start
    for cut in cuts:
        if not cut.overlaps(stretch):
            continue
        if cut.start > start:
            yield Span(start, cut.start)
        start = max(start, cut.end)
    if start < stretch.end:
        yield Span(start, stretch.end)


def _is_wrapped(text: str, words: Words) -> bool:
    """Whether lines end where a column was full: then many clearly go on, which headings and lists never do."""
    lines = [line.strip() for line in _BREAK.split(text)]
    going_on = [
        _goes_on(one, other[0], words) for one, other in pairwise(lines) if one and other and one[-1] not in _LINE_STOPS
    ]
    return len(going_on) >= 3 and sum(going_on) >= 0.3 * len(going_on)


def _goes_on(line: str, following: str, words: Words) -> bool:
    """Whether a line without a full stop goes on behind its end: *... in der*."""
    if following.islower() or (line[-1] == "," and following.isalnum()):
        return True
    last = _LAST_WORD.search(line)
    return last is not None and last[1].lower() in words.no_line_end and following.isalnum()


def _continues(text: str, gap: Span, words: Words, *, wrapped: bool) -> bool:
    """Whether the sentence may go on behind a line break."""
    line = max(text.rfind("\n", 0, gap.start), text.rfind("\r", 0, gap.start)) + 1
    before = text[line : gap.start].rstrip()
    behind = _BLANKS.match(text, gap.end)
    following = text[behind.end() : behind.end() + 1] if behind else ""
    if not before or not following or following.isspace():
        return False
    if wrapped and len(before) >= _SHORTEST_FULL_LINE:
        return True
    return before[-1] not in _LINE_STOPS and _goes_on(before, following, words)


class _Bounds:
    """Finds the sentences of one stretch."""

    def __init__(self, text: str, cut: Cut, words: Words) -> None:
        self.text = text
        self.spans = cut.spans
        self.ends = cut.ends
        self.words = words
        self.closing = _read_marks(text, cut.spans)

    def find(self) -> list[tuple[int, int]]:
        """Half-open ranges of token indices, one a sentence."""
        bounds: list[tuple[int, int]] = []
        begin = at = 0
        count = len(self.spans)
        while at < count:
            sure = at in self.ends
            if not sure and (not self._is_terminal(at) or self._is_inner(begin, at)):
                at += 1
                continue
            end = at + 1
            while end < count and self._belongs(end):
                end += 1
            if end >= count or sure or self._may_open(at, end):
                bounds.append((begin, end))
                begin = end
            at = end
        if begin < count:
            bounds.append((begin, count))
        return bounds

    def _word(self, at: int) -> str:
        return self.spans[at].of(self.text) if at < len(self.spans) else ""

    def _is_terminal(self, at: int) -> bool:
        return self.text[self.spans[at].start] in ".!?…"

    def _is_inner(self, begin: int, at: int) -> bool:
        """Marks that end nothing: *... und dann*, *[...]*, the *1.* of a list."""
        if at == begin:
            return True
        before = self._word(at - 1)
        return before in _BRACKETS or (at == 1 and self._word(at) == "." and before.isdigit())

    def _glued(self, at: int) -> bool:
        return self.spans[at].start == self.spans[at - 1].end

    def _belongs(self, at: int) -> bool:
        """Closing quotation marks and brackets behind the full stop belong to the sentence."""
        return (
            self._is_terminal(at) or at in self.closing or (self.text[self.spans[at].start] in ")]" and self._glued(at))
        )

    def _may_open(self, stop: int, at: int) -> bool:
        """Whether a sentence may begin at `at` behind the terminal mark at `stop`."""
        first = self.text[self.spans[at].start]
        if not first.isalnum():
            return self._mark_may_open(stop, at)
        if self._glued(at) and at == stop + 1 and self._word(stop) == ".":
            return self._lost_blank(stop, first)
        if first.isdigit():
            return True
        if not first.isupper():
            return False
        if at == stop + 1 and self._word(stop) in {"...", "…"} and self.words.german:
            # Capitals say little in German: *Es sind ... Drohnen*.
            return opens_sentence(self._word(at), self.words)
        return not self._speaks(stop, at)

    def _mark_may_open(self, stop: int, at: int) -> bool:
        """An opening mark, a dash or a bullet: the word behind it tells."""
        word = self._word(at)
        if word in {",", ";", ":", "/", "%"} or at in self.closing:
            return False
        if word in _DASHES and at > stop + 1:
            return False  # *"Nie wieder!" - Putins Worte*
        while at < len(self.spans) and not self._word(at)[0].isalnum():
            at += 1
        first = self._word(at)[:1]
        return not first or first.isupper() or first.isdigit()

    def _lost_blank(self, stop: int, first: str) -> bool:
        """*zurückgekehrt.Dort*, *zurückgekehrt.20 Staaten*; but not *v2.0* or *5.b*."""
        before = self._word(stop - 1)
        return (
            (first.isupper() or first.isdigit())
            and len(before) > 1
            and before.isalpha()
            and (before.islower() or first.isupper())
        )

    def _speaks(self, stop: int, at: int) -> bool:
        """*"Are you sure?" Biden asked.*"""
        if not self.words.speech or at == stop + 1 or self._word(stop)[0] == ".":
            return False
        return any(self._word(i).lower() in self.words.speech for i in range(at, at + 4))


def _read_marks(text: str, spans: list[Span]) -> frozenset[int]:
    """Indices of quotation marks that close; the blanks around a mark tell, else what has been opened before."""
    if not any(mark in text for mark in "„“”»«\"'‚‘’`›"):
        return frozenset()
    closing: set[int] = set()
    open_marks: list[str] = []
    for i, span in enumerate(spans):
        mark = span.of(text)
        if mark not in _QUOTES:
            continue
        if _closes(text, span, mark, open_marks):
            closing.add(i)
            if open_marks:
                open_marks.pop()
        else:
            open_marks.append(mark)
    return frozenset(closing)


def _closes(text: str, span: Span, mark: str, open_marks: list[str]) -> bool:
    if mark in _ONLY_OPENING:
        return False
    if mark in _ONLY_CLOSING:
        return True
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    expected = any(mark == one or mark in _PARTNERS.get(one, "") for one in open_marks[-_DEEPEST:])
    free_before = not before or before.isspace() or before in "([–—-"
    free_after = not after or after.isspace() or after in ".,;:!?)]–—"
    if free_before and not free_after:
        return False
    if free_after and not free_before:
        return True
    return expected
