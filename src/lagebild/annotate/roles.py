"""What the role scorer of the language model knows of the words of a dispatch besides their vectors.

For every word: the *side* it stands for (ISO 3166 alpha-3 or an organisation, `UNK` for a noun nobody's side can be
read from, None for words that stand for nobody) and its *kind* (how the side was read). For every pair of trigger and
word: the *path* between them through the dependency tree. Training and reading compute these the same way, here.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lagebild.knowledge import Knowledge
from lagebild.knowledge.parties import resolve_party
from lagebild.knowledge.party_index import PartyIndex, index_parties
from lagebild.schema import Annotated, MentionKind, Sentence, Token

NO_SIDE = "UNK"
KINDS = (
    "word", "noun", "pronoun", "PER", "ROLE", "ORG", "LOC", "NORP", "PRON", "MISC",
    "prefix", "modifier", "relative", "both", "context",
)  # fmt: skip
"""How a word's side was read; the first three have none of their own."""
OPEN_KINDS = frozenset({"noun", "pronoun", "context"})
"""Kinds whose side no word of the phrase tells: the model's guess goes before the surroundings."""
OTHER_PATH = ""
"""The path of words that cannot fill a role, and of paths neither known nor a case of a known one."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_FILLING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADV"})
_LONGEST = 6
_PREPOSITIONAL = frozenset({"obl", "nmod"})


def general_paths(path: str) -> tuple[str, ...]:
    """What a rare path is a case of, the nearest first: `nmod.obl:with/advcl` of any way up, down, and both.

    >>> general_paths("nmod.obl:with/advcl")
    ('nmod.*:with/advcl', 'nmod.obl:with/*', 'nmod.*:with/*')
    """
    ups, slash, downs = path.partition("/")
    if not slash:
        return ()
    relations, colon, case = ups.partition(":")
    first = relations.partition(".")[0]
    shorter = f"{first}.*{colon}{case}" if "." in relations else ups
    forms = (f"{shorter}/{downs}", f"{ups}/*" if downs else path, f"{shorter}/*" if downs else f"{shorter}/")
    return tuple(dict.fromkeys(form for form in forms if form != path))


def number_path(path: str, numbers: Mapping[str, int]) -> int:
    """The number of a path or of the nearest it is a case of; 0 where none is known."""
    number = numbers.get(path)
    if number is not None or path == OTHER_PATH:
        return number or 0
    return next((numbers[form] for form in general_paths(path) if form in numbers), 0)


class WordSides(NamedTuple):
    """Side and kind (index into KINDS) of every word."""

    sides: tuple[str | None, ...]
    kinds: tuple[int, ...]


def read_sides(annotated: Annotated, knowledge: Knowledge) -> WordSides:
    """Side and kind of every token of a dispatch whose mentions are linked."""
    index = index_parties(annotated, knowledge)
    read = [_side(at, token, index) for at, token in enumerate(annotated.tokens)]
    return WordSides(tuple(side for side, _ in read), tuple(KINDS.index(kind) for _, kind in read))


def _side(at: int, token: Token, index: PartyIndex) -> tuple[str | None, str]:
    mention = index.at_token.get(at)
    if mention is None and token.upos not in _NOMINAL and at not in index.prefixes:
        return None, "word"
    if mention is not None and mention.country is None and (mention.actor or "").startswith("place:"):
        return None, "word"  # a sea, a strait: nobody's
    found = resolve_party(at, index)
    if found.country is not None:
        how, _, rest = found.reason.partition(":")
        if how == "mention":
            if rest.startswith("context"):
                return found.country, "context"
            return found.country, mention.kind.value if mention is not None else "relative"
        if how != "context":
            return found.country, how if how in KINDS else "relative"
        if mention is not None and mention.kind is not MentionKind.MISC:
            return found.country, "context"
        if index.knowledge.noun(token.text, index.language) is not None:
            return found.country, "context"
    if token.upos in _NOMINAL:
        return NO_SIDE, "pronoun" if token.upos == "PRON" else "noun"
    return None, "word"


class Paths:
    """Paths through the trees of a dispatch, or of a window of it."""

    def __init__(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> None:
        self._tokens = tokens
        self._relations = [t.deprel if t.deprel == "nsubj:pass" else t.deprel.partition(":")[0] for t in tokens]
        self._sentence_of = [0] * len(tokens)
        for number, sentence in enumerate(sentences):
            for at in range(sentence.first, min(sentence.last, len(tokens))):
                self._sentence_of[at] = number
        self._case: dict[int, str] = {}
        for token, relation in zip(tokens, self._relations, strict=True):
            if relation == "case" and token.head >= 0:
                self._case.setdefault(token.head, token.lemma.lower())

    def of(self, trigger: int, words: range) -> list[str]:
        """The path of each word of a range to a trigger.

        Inside a sentence `nsubj/`, `nmod.obl:gegen/`, `nsubj/acl`: relations from the word up to the common governor,
        its preposition, and relations from the trigger up. Outside it the distance in sentences and the relation.
        """
        above = {trigger: 0}
        downs: list[str] = []
        at = trigger
        while self._tokens[at].head >= 0 and len(downs) < _LONGEST:
            downs.append(self._relations[at])
            at = self._tokens[at].head
            above.setdefault(at, len(downs))
        here = self._sentence_of[trigger]
        return [self._path(word, here, above, downs) for word in words]

    def _path(self, word: int, here: int, above: dict[int, int], downs: list[str]) -> str:
        token = self._tokens[word]
        if token.upos not in _FILLING and token.deprel != "amod":
            return OTHER_PATH
        distance = self._sentence_of[word] - here
        if distance:
            return f"{max(-3, min(2, distance))}:{self._relations[word]}" if token.upos in _NOMINAL else OTHER_PATH
        ups: list[str] = []
        at = word
        while at not in above:
            ups.append(self._relations[at])
            at = self._tokens[at].head
            if at < 0 or len(ups) > _LONGEST:
                return "far"
        case = ""
        if ups and ups[0] in _PREPOSITIONAL:
            case = ":" + self._case.get(word, "")
        return f"{'.'.join(ups)}{case}/{'.'.join(downs[: above[at]])}"
