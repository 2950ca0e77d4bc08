"""Dispatch -> Annotated: all layers of one dispatch, found in one pass of the language model and by rule.

`Annotator.annotate` takes a batch of dispatches, so that the encoder can read windows of like length together, and
gives one `Annotated` (or `Rejected`, when a dispatch cannot be annotated) for each, in order. It remembers nothing
from one dispatch to the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lagebild.annotate.furniture import find_furniture
from lagebild.annotate.lemmas import join_prefix
from lagebild.annotate.linking import link_mentions, office_notes
from lagebild.annotate.model import LONGEST_WINDOW, Analysis, LanguageModel, Window
from lagebild.annotate.proposals import Words, propose_claims
from lagebild.annotate.quotes import find_quotations
from lagebild.annotate.roles import Paths, read_sides
from lagebild.annotate.segment import Segmented, segment
from lagebild.annotate.times import TimeConfig, find_times
from lagebild.knowledge import Knowledge, load_knowledge
from lagebild.schema import Annotated, Dispatch, Language, Proposal, Reason, Rejected, Span, Token

STYLES = {Language.GERMAN: "gsd", Language.ENGLISH: "ewt"}
"""Whose annotation habits the tree follows: UD German GSD and UD English EWT."""


@dataclass(frozen=True, slots=True)
class AnnotateConfig:
    """Options of the room.

    `proposal_floor`: proposals of the language model below this probability are not kept. `threads`: threads of the
    encoder. `time`: options of the time layer.
    """

    proposal_floor: float = 0.2
    threads: int = 1
    time: TimeConfig = field(default_factory=TimeConfig)


class _Part(NamedTuple):
    """A window of a dispatch: which dispatch of the batch, and its first token there."""

    dispatch: int
    offset: int
    window: Window


class Annotator:
    """The loaded room: language model and knowledge tables."""

    def __init__(self, model: LanguageModel, knowledge: Knowledge, config: AnnotateConfig) -> None:
        self.model = model
        self.knowledge = knowledge
        self.config = config

    def annotate(self, dispatches: Sequence[Dispatch]) -> list[Annotated | Rejected]:
        """All layers of every dispatch, in order."""
        cuts = [_segment(d) for d in dispatches]
        parts = [
            p for i, (d, (cut, _)) in enumerate(zip(dispatches, cuts, strict=True)) for p in self._parts(i, d, cut)
        ]
        analyses = self.model.read([p.window for p in parts])
        by_dispatch: list[list[tuple[_Part, Analysis]]] = [[] for _ in dispatches]
        for part, analysis in zip(parts, analyses, strict=True):
            by_dispatch[part.dispatch].append((part, analysis))
        return [
            self._assemble(dispatch, cut, furniture, read)
            for dispatch, (cut, furniture), read in zip(dispatches, cuts, by_dispatch, strict=True)
        ]

    def windows(self, dispatches: Sequence[Dispatch]) -> list[Window]:
        """The windows that the encoder reads for these dispatches."""
        return [p.window for i, d in enumerate(dispatches) for p in self._parts(i, d, _segment(d)[0])]

    def _parts(self, number: int, dispatch: Dispatch, cut: Segmented) -> Iterator[_Part]:
        """Windows of whole sentences that fit the encoder; a sentence too long for it is cut."""
        forms = [dispatch.text[t.start : t.end] for t in cut.tokens]
        yield from (
            _Part(number, first, Window(tuple(forms[first:last]), sentences, STYLES[dispatch.language]))
            for first, last, sentences in split_windows(forms, [(s.first, s.last) for s in cut.sentences], self.model)
        )

    def _assemble(
        self, dispatch: Dispatch, cut: Segmented, furniture: tuple[Span, ...], read: list[tuple[_Part, Analysis]]
    ) -> Annotated | Rejected:
        if not cut.sentences:
            return Rejected(
                id=dispatch.id,
                room="annotate",
                reason=Reason.ANNOTATION,
                detail="no sentence outside dateline and credit lines",
                origin=dispatch.origin or dispatch.name,
                given_id=dispatch.given_id,
            )
        tokens = build_tokens(dispatch.text, cut, [(part.offset, analysis) for part, analysis in read])
        names = [(span, kind) for part, analysis in read for span, kind in _names(cut, part.offset, analysis)]
        sentences = cut.sentences
        mentions = link_mentions(tokens, sentences, names, dispatch=dispatch, knowledge=self.knowledge)
        linked = Annotated(
            dispatch=dispatch,
            tokens=tokens,
            sentences=sentences,
            mentions=mentions,
            times=find_times(
                tokens,
                sentences,
                published=dispatch.published,
                language=dispatch.language,
                config=self.config.time,
            ),
            quotations=find_quotations(tokens, sentences, text=dispatch.text, language=dispatch.language),
            furniture=furniture,
            notes=office_notes(mentions, dispatch.text),
        )
        return replace(linked, proposals=tuple(self._propose(linked, read)))

    def _propose(self, linked: Annotated, read: list[tuple[_Part, Analysis]]) -> Iterator[Proposal]:
        """Proposals of all windows; whom words stand for is asked of the linked mentions."""
        words = Words(linked.tokens, read_sides(linked, self.knowledge), Paths(linked.tokens, linked.sentences))
        for part, analysis in read:
            yield from propose_claims(
                self.model, analysis.claims, words, offset=part.offset, floor=self.config.proposal_floor
            )


def load_annotator(config: AnnotateConfig | None = None) -> Annotator:
    """Load language model and knowledge (about a second)."""
    chosen = config or AnnotateConfig()
    return Annotator(LanguageModel.load(threads=chosen.threads), load_knowledge(), chosen)


def _segment(dispatch: Dispatch) -> tuple[Segmented, tuple[Span, ...]]:
    furniture = find_furniture(dispatch.text)
    return segment(dispatch.text, dispatch.language, furniture=furniture), furniture


def split_windows(
    forms: Sequence[str], sentences: Iterable[tuple[int, int]], model: LanguageModel
) -> Iterator[tuple[int, int, tuple[tuple[int, int], ...]]]:
    """Half-open word ranges that fit the encoder, each with its sentences counted from the range's first word."""
    limit = LONGEST_WINDOW - 2
    begin, size = 0, 0
    inside: list[tuple[int, int]] = []
    for sentence in sentences:
        for first, last in _fitting(forms, sentence, model, limit):
            length = model.length(forms[first:last])
            if inside and size + length > limit:
                yield begin, inside[-1][1], tuple((s - begin, e - begin) for s, e in inside)
                inside, size = [], 0
            if not inside:
                begin = first
            inside.append((first, last))
            size += length
    if inside:
        yield begin, inside[-1][1], tuple((s - begin, e - begin) for s, e in inside)


def _fitting(
    forms: Sequence[str], sentence: tuple[int, int], model: LanguageModel, limit: int
) -> Iterator[tuple[int, int]]:
    first, last = sentence
    size = 0
    for at in range(first, last):
        length = len(model.pieces(forms[at]))
        if size + length > limit:
            yield first, at
            first, size = at, 0
        size += length
    yield first, last


def build_tokens(text: str, cut: Segmented, analyses: Iterable[tuple[int, Analysis]]) -> tuple[Token, ...]:
    """Tokens with their analysis; separated verb prefixes are joined in `full_lemma`."""
    tokens: list[Token] = []
    for offset, analysis in analyses:
        heads, relations = analysis.tree
        prefixes = {heads[i]: i for i, relation in enumerate(relations) if relation == "compound:prt" and heads[i] >= 0}
        for i, lemma in enumerate(analysis.lemmas):
            start, end = cut.tokens[offset + i]
            prefix = prefixes.get(i)
            full = lemma
            if prefix is not None:
                at = cut.tokens[offset + prefix]
                full = join_prefix(text[at.start : at.end], lemma)
            head = heads[i] + offset if heads[i] >= 0 else -1
            tokens.append(
                Token(start, end, text[start:end], lemma, full, analysis.upos[i], analysis.feats[i], head, relations[i])
            )
    return tuple(tokens)


def _names(cut: Segmented, offset: int, analysis: Analysis) -> Iterator[tuple[Span, str]]:
    start = -1
    for i, tag in enumerate((*analysis.names, "O")):
        if start >= 0 and tag[0] != "I":
            kind = analysis.names[start][2:]
            yield Span(cut.tokens[offset + start].start, cut.tokens[offset + i - 1].end), kind
            start = -1
        if tag[0] == "B":
            start = i
