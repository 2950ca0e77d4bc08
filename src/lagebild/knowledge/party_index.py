"""A dispatch prepared for the question whom its phrases stand for: mentions by token, children, and sided words.

Built once and asked often; `parties` answers from it. It decides nothing but which mention a token belongs to and which
words name a side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lagebild.knowledge.context import ContextConfig, SidedWord, weigh_mention
from lagebild.knowledge.entries import NounReading
from lagebild.knowledge.knowledge import Knowledge
from lagebild.knowledge.loading import load_knowledge
from lagebild.schema import Annotated, Language, Mention, MentionKind, Token


@dataclass(frozen=True, slots=True)
class PartyConfig:
    """Options of `resolve_party`.

    `by_context`: whether a word without modifiers takes the side the context names. `sideless`: concepts of nouns
    whose side the context does not tell (an attacker is not of the town he attacks). `unbound`: concepts that do not
    act for what their genitive names (*Verbündete der Ukraine*). `context`: the vote itself.
    """

    by_context: bool = True
    sideless: frozenset[str] = frozenset(
        {
            "attackers",
            "perpetrators",
            "suspects",
            "critics",
            "opponents",
            "countries",
            "terrorists",
            "allies",
            "journalists",
            "media",
            "crew",
        }
    )
    unbound: frozenset[str] = frozenset({"critics", "opponents", "allies", "supporters", "hostages"})
    context: ContextConfig = field(default_factory=ContextConfig)


_DEFAULT = PartyConfig()
_RANK = {
    MentionKind.PER: 0,
    MentionKind.ROLE: 1,
    MentionKind.ORG: 2,
    MentionKind.PRON: 3,
    MentionKind.LOC: 4,
    MentionKind.NORP: 5,
    MentionKind.MISC: 6,
}
_ARTICLES = frozenset({"der", "den", "dem", "the"})


@dataclass(frozen=True, slots=True)
class PartyIndex:
    """A dispatch prepared for many questions."""

    annotated: Annotated
    knowledge: Knowledge
    config: PartyConfig
    at_token: Mapping[int, Mention]
    prefixes: Mapping[int, Mention]
    children: Mapping[int, Sequence[int]]
    sentence_of: Sequence[int]
    sided: Sequence[SidedWord] = field(repr=False)

    @property
    def language(self) -> Language:
        """Language of the dispatch."""
        return self.annotated.dispatch.language

    def noun(self, token: int) -> NounReading | None:
        """The doer noun a token is, or ends in."""
        return self.knowledge.noun(self.annotated.tokens[token].text, self.language)


def index_parties(
    annotated: Annotated, knowledge: Knowledge | None = None, *, config: PartyConfig = _DEFAULT
) -> PartyIndex:
    """Prepare a dispatch; do it once and ask `resolve_party` often."""
    tokens = annotated.tokens
    sentence_of = [0] * len(tokens)
    for number, sentence in enumerate(annotated.sentences):
        for at in range(sentence.first, sentence.last):
            sentence_of[at] = number
    at_token, prefixes = _mentions_by_token(annotated)
    children: dict[int, list[int]] = {}
    for at, token in enumerate(tokens):
        if token.head >= 0:
            children.setdefault(token.head, []).append(at)
    sided = [
        SidedWord(
            mention.head,
            sentence_of[mention.head],
            mention.country,
            weigh_mention(mention.kind, mention.country, _word_before(tokens, mention)),
        )
        for mention in annotated.mentions
        if mention.country is not None
        and mention.head >= 0
        and not mention.reason.startswith(("context", "home"))
        and not _is_birthplace(tokens, mention.head)
    ]
    return PartyIndex(
        annotated, knowledge or load_knowledge(), config, at_token, prefixes, children, sentence_of, sided
    )


def _is_birthplace(tokens: Sequence[Token], at: int) -> bool:
    """*die in Danzig geborene Zeugin*: where somebody was born tells no side."""
    for _ in range(2):
        at = tokens[at].head
        if at < 0:
            return False
        if tokens[at].text.lower().startswith(("gebor", "born")):
            return True
    return False


def _mentions_by_token(annotated: Annotated) -> tuple[dict[int, Mention], dict[int, Mention]]:
    """The best mention of each token, and hyphen prefixes apart."""
    by_start = {token.start: at for at, token in enumerate(annotated.tokens)}
    at_token: dict[int, Mention] = {}
    prefixes: dict[int, Mention] = {}
    for mention in annotated.mentions:
        first = by_start.get(mention.span.start)
        if first is None:
            first = max(mention.head, 0)
        if annotated.tokens[first].end > mention.span.end:
            prefixes[first] = mention
            continue
        at = first
        while at < len(annotated.tokens) and annotated.tokens[at].start < mention.span.end:
            known = at_token.get(at)
            if known is None or _RANK[mention.kind] < _RANK[known.kind]:
                at_token[at] = mention
            at += 1
    return at_token, prefixes


def _word_before(tokens: Sequence[Token], mention: Mention) -> str:
    """The lower-cased word in front of a mention, articles skipped."""
    at = mention.head
    while at >= 0 and tokens[at].start >= mention.span.start:
        at -= 1
    if at > 0 and tokens[at].text in _ARTICLES:
        at -= 1
    return tokens[at].text.lower() if at >= 0 else ""
