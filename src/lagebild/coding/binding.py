"""Binds an act to its time and place: the words in its own clause, not those of the speech about it.

Takes time expressions and place mentions; a time whose days cannot be computed, or that belongs to a reporting verb,
gives None. The dateline stands outside all sentences and is never a place of an act.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from lagebild.coding.frames import Lexicon
from lagebild.coding.placing import locate, written_in
from lagebild.coding.trees import NOMINAL_RELATIONS, Tree
from lagebild.knowledge import Knowledge
from lagebild.knowledge.context import SidedWord
from lagebild.schema import Annotated, Grain, Mention, MentionKind, Span, TimeExpression, TimexType, When, Where

_PLACE_PREPOSITIONS = frozenset(
    """in bei auf an nahe vor nach über aus um nördlich südlich östlich westlich unweit gegenüber near at on outside off
    across around over into from""".split()
)
_DASHES = frozenset("-–—")
_NEXT = timedelta(days=3)
"""Days joined by *und* that are further apart are two times."""
_LOCATIVE = frozenset(
    {"in", "bei", "auf", "an", "nahe", "unweit", "near", "at", "on", "outside", "vor", "über", "off", "over"}
)


@dataclass(frozen=True, slots=True)
class Anchored:
    """A time expression or mention and the token that heads it."""

    head: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Binder:
    """Times and places of one dispatch."""

    annotated: Annotated
    tree: Tree
    lexicon: Lexicon
    times: tuple[tuple[TimeExpression, Anchored], ...]
    places: tuple[tuple[Mention, int], ...]
    sided: Sequence[SidedWord] = ()
    """Words that name sides: they tell in which country an unknown place lies."""
    dateline: str | None = None
    """The country the dispatch was written in."""

    def when(self, index: int) -> When | None:
        """The time of the act at a token."""
        best: tuple[int, int, TimeExpression] | None = None
        for timex, anchor in self.times:
            if self.tree.sentence_of[anchor.head] != self.tree.sentence_of[index] or timex.interval is None:
                continue
            distance = self._distance(index, anchor.head)
            if distance is None:
                continue
            candidate = (distance, abs(anchor.head - index), timex)
            if best is None or candidate[:2] < best[:2]:
                best = candidate
        return _as_when(best[2]) if best else None

    def time_at(self, token: int) -> When | None:
        """The computable time expression that covers a token."""
        for timex, anchor in self.times:
            if anchor.first <= token < anchor.last:
                return _as_when(timex)
        return None

    def where(self, index: int) -> Where | None:
        """The place of the act at a token: nearest in its phrase, then in its clause."""
        clause = self.tree.clause(index)
        best: tuple[int, int, Mention] | None = None
        for mention, head in self.places:
            governor = self.tree.tokens[head].head
            if self.tree.preposition(head) not in _LOCATIVE or governor < 0:
                continue
            rank = 0 if governor == index else 1 if governor == clause else None
            if rank is None:
                continue
            candidate = (rank, abs(head - index), mention)
            if best is None or candidate[:2] < best[:2]:
                best = candidate
        return self._as_where(best[2]) if best else None

    def place_at(self, token: int) -> Where | None:
        """The place mention that covers a token."""
        span = self.tree.tokens[token].span
        for mention, _ in self.places:
            if mention.span.covers(span):
                return self._as_where(mention)
        return None

    def _as_where(self, mention: Mention) -> Where:
        return locate(mention, self.tree.sentence_of[mention.head], self.sided, self.dateline)

    def _distance(self, index: int, time: int) -> int | None:
        """Steps from the act up to what the time hangs on; None where another act or a report lies between."""
        tree = self.tree
        governor = tree.tokens[time].head
        if governor < 0:
            governor = time
        reporting = self.lexicon.words["reporting"]
        at, steps = index, 0
        while steps < 5:
            if governor == at or (
                tree.relations[governor] in ("aux", "cop", "compound") and tree.tokens[governor].head == at
            ):
                return steps if steps == 0 or tree.lemma(at) not in reporting else None
            head, relation = tree.tokens[at].head, tree.relations[at]
            if head < 0:
                return None
            if relation == "conj" and at != index and tree.is_predicate(at):
                return None
            crosses_clause = relation in ("ccomp", "advcl", "acl", "parataxis", "csubj")
            if crosses_clause or (relation not in NOMINAL_RELATIONS and relation not in ("xcomp", "conj")):
                return None
            at, steps = head, steps + 1
        return None


def bind_layers(
    annotated: Annotated, tree: Tree, lexicon: Lexicon, sided: Sequence[SidedWord], knowledge: Knowledge
) -> Binder:
    """Prepare the times and places of a dispatch."""
    starts = [token.start for token in annotated.tokens]
    times = []
    for timex in annotated.times:
        anchor = _anchor(tree, starts, timex.span)
        if anchor is not None and not _is_stamp(tree, timex, anchor):
            times.append((timex, anchor))
    places = [
        (mention, mention.head)
        for mention in annotated.mentions
        if mention.kind is MentionKind.LOC and mention.head >= 0
    ]
    return Binder(
        annotated, tree, lexicon, tuple(_join_days(tree, times)), tuple(places), sided, written_in(annotated, knowledge)
    )


def _is_stamp(tree: Tree, timex: TimeExpression, anchor: Anchored) -> bool:
    """Whether a clock time says when an entry was written: *20:27 Uhr - Bundesregierung verurteilt Angriff*."""
    behind = tree.tokens[anchor.last].text if anchor.last < len(tree.tokens) else ""
    return timex.type is TimexType.TIME and behind in _DASHES and tree.preposition(anchor.head) is None


def _join_days(
    tree: Tree, times: Sequence[tuple[TimeExpression, Anchored]]
) -> Iterator[tuple[TimeExpression, Anchored]]:
    """Days joined by a conjunction as one time of both: *am 8. und 9. Mai*."""
    for at, (timex, anchor) in enumerate(times):
        joined = timex
        for other, beside in (*times[max(0, at - 1) : at], *times[at + 1 : at + 2]):
            first, second = sorted((anchor, beside), key=lambda a: a.first)
            gap = [tree.tokens[i].text for i in range(first.last, second.first)]
            if gap in (["und"], ["and"]) and (both := _both_days(timex, other)) is not None:
                joined = both
        yield joined, anchor


def _both_days(one: TimeExpression, other: TimeExpression) -> TimeExpression | None:
    first, second = sorted((one, other), key=lambda timex: timex.span.start)
    a, b = first.interval, second.interval
    if a is None or b is None or not a.grain is b.grain is Grain.DAY or not a.latest < b.earliest <= a.latest + _NEXT:
        return None
    return replace(one, span=Span(first.span.start, second.span.end), interval=a._replace(latest=b.latest))


def _anchor(tree: Tree, starts: Sequence[int], span: Span) -> Anchored | None:
    """The token of a span whose head lies outside it."""
    first = max(bisect_right(starts, span.start) - 1, 0)
    last = bisect_right(starts, span.end - 1)
    if first >= last:
        return None
    for index in range(first, last):
        head = tree.tokens[index].head
        if tree.relations[index] not in ("case", "punct", "det") and not first <= head < last:
            return Anchored(index, first, last)
    return Anchored(first, first, last)


def _as_when(timex: TimeExpression) -> When | None:
    return When(timex.span, timex.interval) if timex.interval is not None else None
