"""Hand-made trees: one line a word, `form lemma UPOS head relation [features]`, heads counted from 1, 0 the root.

A blank line ends a sentence. Names become mentions through the tables; `full_lemma` is given as `lemma+prefix`
(*greifen+an* is *angreifen*).
"""

from dataclasses import replace
from datetime import date

from lagebild.coding import CodingConfig
from lagebild.knowledge import EntryKind, Knowledge
from lagebild.schema import (
    Annotated,
    Dispatch,
    Interval,
    Language,
    Mention,
    MentionKind,
    Pointer,
    Proposal,
    Quotation,
    Sentence,
    Span,
    TimeExpression,
    TimexType,
    Token,
)

KINDS = {
    EntryKind.COUNTRY: MentionKind.LOC,
    EntryKind.CAPITAL: MentionKind.LOC,
    EntryKind.PLACE: MentionKind.LOC,
    EntryKind.ADJECTIVE: MentionKind.NORP,
    EntryKind.PEOPLE: MentionKind.NORP,
    EntryKind.BODY: MentionKind.ORG,
}
BY_RULE = CodingConfig(cast_margin=1.0)
"""Roles as the rules cast them: scores made up by hand are not what the weights of casts were fitted on."""
DAY = Interval(date(2024, 5, 2), date(2024, 5, 2))


def plant(
    text: str,
    knowledge: Knowledge,
    *,
    language: Language = Language.GERMAN,
    persons: dict[str, str] | None = None,
    times: tuple[str, ...] = (),
    proposals: tuple[Proposal, ...] = (),
    quotations: tuple[Quotation, ...] = (),
) -> Annotated:
    """An annotated dispatch of hand-made sentences. `persons` maps names to the side they act for."""
    tokens: list[Token] = []
    sentences = []
    at = 0
    for block in text.strip().split("\n\n"):
        first, begin = len(tokens), at
        for line in block.strip().splitlines():
            form, lemma, upos, head, relation, *feats = line.split()
            plain, _, prefix = lemma.partition("+")
            number = int(head) - 1 + first if head != "0" else -1
            tokens.append(
                Token(at, at + len(form), form, plain, prefix + plain, upos, "".join(feats) or "_", number, relation)
            )
            at += len(form) + 1
        sentences.append(Sentence(Span(begin, at - 1), first, len(tokens), 0))
    words = " ".join(token.text for token in tokens)
    return Annotated(
        Dispatch("planted", words, DAY, language),
        tuple(tokens),
        tuple(sentences),
        mentions=tuple(_mentions(tokens, knowledge, language, persons or {})),
        times=tuple(_time(words, phrase) for phrase in times),
        proposals=proposals,
        quotations=quotations,
    )


def proposal(annotated: Annotated, token: int, *pointers: Pointer, score: float = 0.9, **changes: object) -> Proposal:
    """A proposal of the model at a token, a planned threat where nothing else is said."""
    span = annotated.tokens[token].span
    made = Proposal(Span(*span), token, "THREATEN", None, "planned", score, pointers)
    return replace(made, **changes)  # type: ignore[arg-type]


def with_proposals(annotated: Annotated, *proposals: Proposal) -> Annotated:
    """The dispatch with proposals of the model."""
    return replace(annotated, proposals=proposals)


def _time(words: str, phrase: str) -> TimeExpression:
    start = words.index(phrase)
    return TimeExpression(Span(start, start + len(phrase)), TimexType.DATE, "2024-05-01", DAY)


def _mentions(tokens: list[Token], knowledge: Knowledge, language: Language, persons: dict[str, str]) -> list[Mention]:
    found = []
    for index, token in enumerate(tokens):
        if token.text in persons:
            found.append(
                Mention(token.span, MentionKind.PER, token.text, persons[token.text], reason="alias:test", head=index)
            )
            continue
        if token.upos not in ("PROPN", "ADJ"):
            continue
        entries = knowledge.look_up(token.text, language) or knowledge.look_up(token.lemma, language)
        if entries and entries[0].country:
            entry = entries[0]
            kind = KINDS.get(entry.kind, MentionKind.NORP)
            found.append(
                Mention(token.span, kind, entry.name, entry.country, entry.id, entry.sector, 1.0, "alias", index)
            )
    return found
