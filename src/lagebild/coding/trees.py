"""The dependency trees of a dispatch, made walkable: children, prepositions, clauses, coordination.

Takes the tokens of an `Annotated`; gives plain look-ups over token indices. It knows Universal Dependencies as the
German and English treebanks write them and nothing about what words mean.
"""

from collections.abc import Iterator, Sequence

from lagebild.coding.frames import Lexicon
from lagebild.schema import Sentence, Span, Token

_CONTRACTIONS = {
    "im": "in",
    "ins": "in",
    "am": "an",
    "ans": "an",
    "zum": "zu",
    "zur": "zu",
    "vom": "von",
    "beim": "bei",
    "aufs": "auf",
    "fürs": "für",
    "übers": "über",
    "ums": "um",
    "durchs": "durch",
    "unterm": "unter",
    "hinterm": "hinter",
}
CLAUSE_RELATIONS = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj"})
NOMINAL_RELATIONS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos"})
_CIRCUMSTANCE = frozenset(
    "nach bei während seit trotz wegen vor infolge after during since despite amid before in".split()
)
_FRAMING_NOUNS = frozenset(
    "auftakt beginn abschluss ende schluss anfang rande rand rahmen vorfeld anlass zug zuge verlauf "
    "blick hinblick start end beginning outset close sidelines margins run-up view light".split()
)
"""Nouns that set a scene under any preposition: *zum Auftakt seines Besuchs kündigte er ... an*."""
_VERBAL = frozenset({"VERB", "AUX"})


class Tree:
    """All trees of a dispatch over the indices of `tokens`; -1 stands for no token."""

    __slots__ = ("_lemmas", "_lexicon", "children", "relations", "sentence_of", "sentences", "tokens")

    def __init__(self, tokens: Sequence[Token], sentences: Sequence[Sentence], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self._lexicon = lexicon
        self._lemmas: dict[int, str] = {}
        self.sentences = sentences
        self.children: list[list[int]] = [[] for _ in tokens]
        self.relations = [token.deprel.partition(":")[0] for token in tokens]
        """Relations without their subtypes."""
        self.sentence_of = [0] * len(tokens)
        for index, token in enumerate(tokens):
            if token.head >= 0:
                self.children[token.head].append(index)
        for number, sentence in enumerate(sentences):
            for index in range(sentence.first, min(sentence.last, len(tokens))):
                self.sentence_of[index] = number

    def dependents(self, index: int, *relations: str) -> list[int]:
        """Children of a token that stand in one of the relations (without subtype), in text order."""
        return [child for child in self.children[index] if self.relations[child] in relations]

    def has_child(self, index: int, relation: str) -> bool:
        """Whether a child has exactly this relation, subtype included."""
        return any(self.tokens[child].deprel == relation for child in self.children[index])

    def lemma(self, index: int) -> str:
        """Lower-case lemma with its separated prefix; a verb's form decides where the lexicon knows no such lemma."""
        known = self._lemmas.get(index)
        if known is None:
            known = self._lemmas[index] = self._find_lemma(index)
        return known

    def _find_lemma(self, index: int) -> str:
        token = self.tokens[index]
        lemma = token.full_lemma.lower()
        if token.upos not in ("VERB", "AUX", "ADJ") or lemma in self._lexicon.verb_lemmas:
            return lemma
        low = token.text.lower()
        for child in self.children[index]:
            if self.tokens[child].deprel == "compound:prt":
                found = self._lexicon.forms.separated.get(f"{low} {self.tokens[child].text.lower()}")
                return found or lemma
        return self._lexicon.forms.joined.get(low, lemma)

    def preposition(self, index: int) -> str | None:
        """The adposition that governs a nominal, contractions undone: *zum Rückzug* gives *zu*.

        Two-word adpositions give their first word; *nach Angaben zufolge* cannot occur in one phrase.
        """
        for child in self.children[index]:
            if self.relations[child] == "case":
                word = self.tokens[child].text.lower()
                return _CONTRACTIONS.get(word, word)
        return None

    def is_circumstance(self, index: int) -> bool:
        """Whether a nominal tells the circumstances of the verb above it and is no argument of it."""
        preposition = self.preposition(index)
        return preposition in _CIRCUMSTANCE or self.sets_scene(index)

    def sets_scene(self, index: int) -> bool:
        """Whether a nominal behind a preposition only leads to what the scene is: *mit Blick auf*, *zum Auftakt*."""
        return self.preposition(index) is not None and self.lemma(index) in _FRAMING_NOUNS

    def ancestors(self, index: int) -> Iterator[int]:
        """Heads from the nearest up to the root."""
        steps = 0
        index = self.tokens[index].head
        while index >= 0 and steps < 64:
            yield index
            index = self.tokens[index].head
            steps += 1

    def subtree(self, index: int) -> list[int]:
        """A token and everything under it, in text order."""
        found, todo = [], [index]
        while todo:
            at = todo.pop()
            found.append(at)
            todo.extend(self.children[at])
        return sorted(found)

    def is_under(self, index: int, ancestor: int) -> bool:
        """Whether a token is the other one or stands under it."""
        return index == ancestor or ancestor in self.ancestors(index)

    def conjuncts(self, index: int) -> list[int]:
        """A token and the tokens coordinated with it that depend on it."""
        found = [index]
        for child in self.dependents(index, "conj"):
            found += self.conjuncts(child)
        return found

    def first_conjunct(self, index: int) -> int:
        """The first member of the coordination a token belongs to."""
        steps = 0
        while self.relations[index] == "conj" and self.tokens[index].head >= 0 and steps < 32:
            index = self.tokens[index].head
            steps += 1
        return index

    def is_predicate(self, index: int) -> bool:
        """Whether a token heads a clause: a verb, or a nominal or adjective with copula or subject."""
        token = self.tokens[index]
        if token.upos in _VERBAL and self.relations[index] not in ("aux", "cop", "amod", "case", "mark"):
            return True
        return any(self.relations[child] in ("cop", "nsubj", "csubj") for child in self.children[index])

    def clause(self, index: int) -> int:
        """The predicate of the clause a token stands in; the sentence's root in fragments without a verb."""
        last = index
        if self.is_predicate(index):
            return index
        for ancestor in self.ancestors(index):
            last = ancestor
            if self.is_predicate(ancestor):
                return ancestor
        return last

    def auxiliaries(self, predicate: int) -> list[int]:
        """Auxiliaries and copula of a predicate; a conjoined verb without any shares those of the first."""
        own = self.dependents(predicate, "aux", "cop")
        if own or self.relations[predicate] != "conj":
            return own
        return self.dependents(self.first_conjunct(predicate), "aux")

    def span(self, indices: Sequence[int]) -> Span:
        """From the first to the last of some tokens."""
        return Span(min(self.tokens[i].start for i in indices), max(self.tokens[i].end for i in indices))
