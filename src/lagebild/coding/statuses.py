"""How real the text makes an act: happened, ongoing, planned, possible, considered or denied.

Reads tense, modals, mood, negation, conditional clauses and what governs the act. Gives a status and the words that
decided it. An act that is only asked for, promised or threatened has no status of its own: see `absorbed`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lagebild.coding.arguments import Arguments
from lagebild.coding.frames import Lexicon
from lagebild.coding.trees import Tree
from lagebild.schema import Language, Status

ABSORBING = frozenset({"REQUEST", "THREATEN", "AGREE", "REJECT", "CONCEDE"})
"""Types whose content is no act of its own: a demanded withdrawal is a demand."""
COOPERATIVE = frozenset({"AID", "COOPERATE", "SUPPORT"})
_CONTENT = frozenset({"xcomp", "ccomp", "obj", "obl", "nmod", "acl", "nsubj"})
_NOMINAL = ("NOUN", "PROPN")
_SINCE = frozenset({"seit", "since"})


class StatusReading(NamedTuple):
    """A status and the tokens it was read from."""

    status: Status
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StatusReader:
    """Statuses in one tree."""

    tree: Tree
    lexicon: Lexicon
    arguments: Arguments

    def read(self, index: int) -> StatusReading:
        """The status of the act at a token."""
        if self.tree.tokens[index].upos in _NOMINAL and not self.tree.is_predicate(index):
            return self._of_noun(index)
        return self._of_predicate(index)

    def absorbed(self, index: int, types: Mapping[int, str]) -> bool:
        """Whether the act is only the content of a demand, promise, threat or refusal that is itself a claim.

        `types` gives the PLOVER type of each token that triggers a claim.
        """
        at = index
        for _ in range(6):
            at = self.tree.first_conjunct(at)
            head, relation = self.tree.tokens[at].head, self.tree.relations[at]
            if head < 0 or relation not in _CONTENT:
                return False
            if self.tree.is_circumstance(at):
                return False
            if types.get(head) in ABSORBING and not (relation == "nsubj" and not self.arguments.is_passive(head)):
                return True
            if self._asks(head, relation):
                return True
            at = head
        return False

    def _asks(self, head: int, relation: str) -> bool:
        return relation in ("xcomp", "ccomp", "obj", "obl") and self.tree.lemma(head) in self.lexicon.words["asking"]

    def _of_predicate(self, index: int) -> StatusReading:
        words = self.lexicon.words
        modal, negated = self._from_auxiliaries(index), self._from_negation(index)
        if negated is not None and (modal is None or modal.status is not Status.POSSIBLE):
            return negated  # *wird nicht angreifen* is no plan
        own = modal or self._from_marks(index)
        if own is not None:
            return own
        governed = self._from_governor(index)
        if governed is not None:
            return governed
        for child in self.tree.dependents(index, "advmod"):
            if self.tree.tokens[child].text.lower() in words["ongoing_adverbs"] and self._is_present(index):
                return StatusReading(Status.ONGOING, (child,))
        if self.tree.lemma(index) in words["continuing"] | words["lasting"] and self._is_present(index):
            return StatusReading(Status.ONGOING, (index,))
        since = [c for c in self.tree.dependents(index, "obl") if self.tree.preposition(c) in _SINCE]
        if since and self._is_present(index) and self.tree.tokens[index].feature("VerbForm") in (None, "Fin"):
            return StatusReading(Status.ONGOING, (since[0],))
        return StatusReading(Status.HAPPENED, ())

    def _of_noun(self, index: int) -> StatusReading:
        words = self.lexicon.words
        for child in self.tree.children[index]:
            lemma = self.tree.lemma(child)
            relation = self.tree.relations[child]
            if relation in ("amod", "acl"):
                for name, status in _ADJECTIVES:
                    if lemma in words[name]:
                        return StatusReading(status, (child,))
            if relation in ("det", "advmod") and lemma in words["negators"]:
                return StatusReading(Status.DENIED, (child,))
        governed = self._from_governor(index)
        if governed is not None:
            return governed
        lasts = any(self.tree.lemma(index).endswith(noun) for noun in words["lasting_nouns"])
        return StatusReading(Status.ONGOING if lasts else Status.HAPPENED, ())

    def _from_auxiliaries(self, index: int) -> StatusReading | None:
        tree, words = self.tree, self.lexicon.words
        auxiliaries = tree.auxiliaries(index)
        lemmas = {tree.lemma(aux) for aux in auxiliaries}
        for aux in auxiliaries:
            lemma, token = tree.lemma(aux), tree.tokens[aux]
            subjunctive_past = _is_past_subjunctive(token.text, token.feats)
            if lemma in words["possible_modals"]:
                failed = token.text.lower() in words["could"] and self._from_negation(index)
                return StatusReading(Status.DENIED if failed else Status.POSSIBLE, (aux,))
            if lemma in words["planned_modals"]:
                hearsay = lemma in words["hearsay_modals"]
                if hearsay and (lemmas & words["perfect_auxiliaries"] or self._is_rumoured(index)):
                    return None
                if subjunctive_past and (tree.dependents(index, "mark") or self._opens_clause(index, aux)):
                    return StatusReading(Status.POSSIBLE, (aux,))
                return StatusReading(Status.PLANNED, (aux,))
            if lemma in words["due_auxiliaries"] and self._is_due(index, aux):
                return StatusReading(Status.PLANNED, (aux,))
            if lemma in words["future_auxiliaries"] and self._is_future(index, aux, auxiliaries):
                return StatusReading(Status.POSSIBLE if subjunctive_past else Status.PLANNED, (aux,))
        return None

    def _is_rumoured(self, index: int) -> bool:
        """Whether a relative clause tells what reports say: *Berichte über Hacker, die Firmen ausspionieren sollen*."""
        head = self.tree.tokens[index].head
        if self.tree.relations[index] == "acl":
            above = list(self.tree.ancestors(head))[:3]
            near = [head, *above, *(self.tree.dependents(above[0], "nsubj", "obj") if above else [])]
        elif self.tree.relations[index] == "ccomp" and self._is_relative(index):
            near = self.tree.dependents(head, "nsubj", "obj")  # a shaky tree hangs the clause on the verb
        else:
            return False
        return any(self.tree.lemma(at) in self.lexicon.words["hearsay_nouns"] for at in near)

    def _is_relative(self, index: int) -> bool:
        pronouns = self.tree.dependents(index, "nsubj", "obj", "obl")
        return any(self.tree.tokens[at].is_relative() for at in pronouns)

    def _opens_clause(self, index: int, aux: int) -> bool:
        """Whether a clause opens with its modal: *sollte Südkorea angegriffen werden*."""
        others = [c for c in self.tree.children[index] if c != aux and self.tree.tokens[c].upos != "PUNCT"]
        return bool(others) and aux < min(others)

    def _is_future(self, index: int, aux: int, auxiliaries: Sequence[int]) -> bool:
        """Whether *werden* makes a future and not a passive: it stands over an infinitive, be it another *werden*."""
        words = self.lexicon.words
        if self.lexicon.language is not Language.GERMAN:
            return True
        if self.tree.tokens[aux].text.lower() in words["passive_participles"]:
            return False
        if self.tree.tokens[index].upos not in ("VERB", "AUX"):
            return any(other != aux for other in auxiliaries)
        if not self.arguments.is_passive(index):
            form = self.tree.tokens[index].feature("VerbForm")
            return form == "Inf" or (form is None and self._is_bare_infinitive(index))
        others = [self.tree.tokens[other].text.lower() for other in auxiliaries if other != aux]
        return "werden" in others

    def _is_due(self, index: int, aux: int) -> bool:
        """*is to close*: the infinitive of what is arranged."""
        marks = self.tree.dependents(index, "mark")
        return any(aux < mark < index and self.tree.tokens[mark].text.lower() == "to" for mark in marks)

    def _is_bare_infinitive(self, index: int) -> bool:
        token = self.tree.tokens[index]
        return token.text.lower() == token.full_lemma.lower()

    def _from_negation(self, index: int) -> StatusReading | None:
        negators = self.lexicon.words["negators"]
        for child in self.tree.children[index]:
            if self.tree.relations[child] not in ("advmod", "det"):
                continue
            if self.tree.tokens[child].text.lower() in negators or self.tree.lemma(child) in negators:
                return StatusReading(Status.DENIED, (child,))
        never = self.lexicon.words["never"]
        without = [c for c in self.tree.dependents(index, "obl", "nmod") if self.tree.lemma(c) in never]
        nothing = self.tree.dependents(index, "obj", "nsubj", "nsubj:pass") if self.tree.is_predicate(index) else []
        for child in (*without, *nothing):
            none = [d for d in self.tree.dependents(child, "det") if self.tree.lemma(d) in negators]
            if none:
                return StatusReading(Status.DENIED, (none[0],))
        return None

    def _from_marks(self, index: int) -> StatusReading | None:
        clause = self.tree.first_conjunct(index)
        relation = self.tree.relations[clause]
        if relation not in ("advcl", "ccomp"):
            return None
        marks = self.lexicon.words["conditional_marks" if relation == "advcl" else "open_marks"]
        for child in self.tree.children[clause]:
            if self.tree.tokens[child].text.lower() in marks and not self._concedes(child):
                return StatusReading(Status.POSSIBLE, (child,))
        return None

    def _concedes(self, mark: int) -> bool:
        """Whether a conjunction grants a fact instead of setting a condition: *auch wenn er sich entschuldigte*."""
        return mark > 0 and self.tree.tokens[mark - 1].text.lower() == "auch"

    def _from_governor(self, index: int) -> StatusReading | None:
        """What the verbs and nouns above an act make of it, up to the next finite clause."""
        at = index
        for _ in range(3):
            at = self.tree.first_conjunct(at)
            head, relation = self.tree.tokens[at].head, self.tree.relations[at]
            if head < 0 or relation not in _CONTENT or self._stands_beside(at, head):
                return None
            if self.tree.is_circumstance(at):
                return None
            reading = self._from_word_above(head, relation)
            if reading is not None:
                return reading
            if relation != "nmod" and self.tree.is_predicate(head):
                is_content = relation in ("xcomp", "ccomp") or self.tree.tokens[index].upos in _NOMINAL
                return self._outer(head, index) if is_content else None
            at = head
        return None

    def _stands_beside(self, at: int, head: int) -> bool:
        """Whether a clause that the tree puts under a later verb is joined to it by a conjunction: *droht und hat*."""
        if self.tree.relations[at] != "ccomp" or at > head:
            return False
        return any(at < child < head for child in self.tree.dependents(head, "cc"))

    def _outer(self, head: int, index: int) -> StatusReading | None:
        """Modality of the verb that carries a noun: *könnten ... Angriffe fliegen*, *wollen Gespräche führen*."""
        if self.tree.tokens[index].upos not in _NOMINAL:
            return None
        reading = self._from_auxiliaries(head) or self._from_negation(head) or self._from_marks(head)
        if reading is not None and self.tree.lemma(head) in self.lexicon.words["support"]:
            return reading
        return None

    def _from_word_above(self, head: int, relation: str) -> StatusReading | None:
        words = self.lexicon.words
        lemma = self.tree.lemma(head)
        content = relation in ("xcomp", "ccomp", "obj", "obl", "acl", "nmod")
        if self.tree.tokens[head].upos in _NOMINAL:
            if relation == "nmod" and lemma in words["targets"]:
                return None
            for name, status in _NOUNS:
                if content and lemma in words[name]:
                    return StatusReading(status, (head,))
            return None
        if relation == "nsubj" and self.tree.tokens[head].upos == "ADJ":
            for name, status in _ADJECTIVES:
                if lemma in words[name]:  # *ein Angriff ist möglich*
                    return StatusReading(status, (head,))
        if self._considers(head):
            return StatusReading(Status.CONSIDERED, (head,))
        passive_subject = relation == "nsubj" and self.arguments.is_passive(head)
        if lemma in words["continuing"]:
            return StatusReading(Status.ONGOING, (head,)) if self._is_present(head) else None
        if not content and not passive_subject:
            return None
        for name, status in _VERBS:
            if lemma in words[name]:
                return StatusReading(status, (head,))
        return None

    def _considers(self, verb: int) -> bool:
        """*in Erwägung ziehen*: a considering noun under the verb or under its object."""
        if self.tree.lemma(verb) not in self.lexicon.words["considering_support"]:
            return False
        near = [grandchild for child in self.tree.children[verb] for grandchild in (child, *self.tree.children[child])]
        return any(self.tree.lemma(at) in self.lexicon.words["considering_nouns"] for at in near)

    def _is_present(self, index: int) -> bool:
        finite = [index, *self.tree.auxiliaries(index)]
        tenses = {self.tree.tokens[i].feature("Tense") for i in finite}
        perfect = {self.tree.lemma(i) for i in finite[1:]} & self.lexicon.words["perfect_auxiliaries"]
        return "Past" not in tenses and not perfect


_ADJECTIVES = (
    ("ongoing_adjectives", Status.ONGOING),
    ("planned_adjectives", Status.PLANNED),
    ("possible_adjectives", Status.POSSIBLE),
    ("considered_adjectives", Status.CONSIDERED),
)
_VERBS = (
    ("considering", Status.CONSIDERED),
    ("denying", Status.DENIED),
    ("ending", Status.DENIED),
    ("planning", Status.PLANNED),
    ("possibility", Status.POSSIBLE),
)
_NOUNS = (
    ("considering_nouns", Status.CONSIDERED),
    ("denying_nouns", Status.DENIED),
    ("planning_nouns", Status.PLANNED),
    ("possible_nouns", Status.POSSIBLE),
)


def _is_past_subjunctive(word: str, feats: str) -> bool:
    low = word.lower()
    if low.startswith(("würd", "könnt", "müsst", "dürft", "möcht", "wär", "hätt", "sollt")):
        return True
    return "Mood=Sub" in feats and "Tense=Past" in feats
