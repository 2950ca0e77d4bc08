"""Who stands where around a predicate: logical subjects and objects, prepositional arguments, nominal arguments.

Undoes passives, control of infinitives, shared arguments of coordination and relative clauses, so that frames speak of
`subj` and `obj` alone. Gives token indices; whom they stand for is the business of `parties`.
"""

from dataclasses import dataclass

from lagebild.coding.trees import Tree

RELATIVES = frozenset({"der", "die", "das", "welcher", "welche", "wer", "who", "which", "that", "whom", "whose"})
_AGENT = frozenset({"von", "durch", "by"})
_GENITIVE = frozenset({"von", "of"})
_OBLIQUE = frozenset({"obl", "nmod", "obj", "iobj", "advmod", "xcomp", "advcl", "acl", "ccomp"})
_MODIFYING = frozenset({"amod", "det", "compound", "nmod", "appos", "flat"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Slots of predicates of one tree. `object_control` holds lemmas whose object is the subject of the
    infinitive, `time_words` nouns that are adverbials without a preposition, `intransitive`
    verbs that have no passive."""

    tree: Tree
    object_control: frozenset[str] = frozenset()
    time_words: frozenset[str] = frozenset()
    intransitive: frozenset[str] = frozenset()

    def fill(self, slot: str, index: int) -> list[int]:
        """Tokens that fill a slot of the predicate at `index`.

        `subj`, `obj`, `iobj` are logical arguments of a verb. `gen` is what possesses a noun: genitive, *von*, a
        possessive or demonym, a naming compound part (then the noun itself). `gov.` before a slot asks the verb that
        governs a noun (`gov` is that verb itself). `comp` is the complement clause, `case` its own preposition,
        `bare` adverbials without preposition, `below` what hangs on the object (*steuert Drohnen über die Grenze*: the
        tree cannot know that the border is the verb's), `clause` every word of its clause, for trees that hang an
        object on the wrong noun. Any other slot is a preposition.
        """
        if slot == "gov":
            verb = self.governor(index)
            return [verb] if verb >= 0 else []
        if slot.startswith(("gov.", "any.")):
            verb = self.governor(index)
            return self.fill(slot[4:], verb) if verb >= 0 else []
        if slot == "subj":
            return self.subjects(index)
        if slot == "obj":
            return self.objects(index)
        if slot == "below":
            under = {at for noun in self.objects(index) for at in self.tree.subtree(noun)}
            return sorted(at for at in under if self.tree.relations[at] == "nmod")
        if slot == "clause":
            own = {at for at in self.tree.subtree(index) if at != index and self.tree.clause(at) == index}
            # What stands between a verb and its particle is the verb's, whatever the tree says.
            closing = [child for child in self.tree.children[index] if self.tree.tokens[child].deprel == "compound:prt"]
            return sorted(own.union(*(range(index + 1, at) for at in closing)))
        if slot == "iobj":
            return self.tree.dependents(index, "iobj") or [
                child
                for child in self.tree.dependents(index, "obl")
                if self.tree.tokens[child].feature("Case") == "Dat" and self._is_nominal(child)
            ]
        if slot == "gen":
            return self.possessors(index)
        if slot == "bare":
            return [child for child in self.tree.dependents(index, "obl") if self._is_bare(child)]
        if slot == "case":
            return self.tree.dependents(index, "case")
        if slot == "comp":
            return self.tree.dependents(index, "ccomp", "xcomp")
        if slot == "comp.subj":
            return [s for clause in self.tree.dependents(index, "ccomp", "xcomp") for s in self._own_subjects(clause)]
        return self.prepositional(index, slot)

    def is_passive(self, verb: int) -> bool:
        """Whether a verb is in the passive, including the bare participle of headlines."""
        tree = self.tree
        if tree.lemma(verb) in self.intransitive:
            return False
        if tree.has_child(verb, "nsubj:pass") or tree.has_child(verb, "aux:pass"):
            return True
        token = tree.tokens[verb]
        form = token.feature("VerbForm")
        participle = form == "Part" or (
            form is None and token.text.lower() != token.full_lemma.lower() and _looks_participle(token.text)
        )
        if token.upos not in ("VERB", "ADJ") or not participle:
            return False
        lemmas = {tree.lemma(aux) for aux in tree.auxiliaries(verb)}
        if "werden" in lemmas:
            return True
        if tree.relations[verb] == "conj" and tree.first_conjunct(verb) != verb and not lemmas:
            return self.is_passive(tree.first_conjunct(verb))
        return not lemmas and tree.relations[verb] in ("root", "parataxis") and not tree.dependents(verb, "obj")

    def subjects(self, verb: int) -> list[int]:
        """Logical subjects: the agent of a passive, the controller of an infinitive, the shared subject."""
        if self.is_passive(verb):
            return self._agents(verb)
        own = self._own_subjects(verb)
        return own if own else self._inherited_subjects(verb)

    def is_dative(self, index: int, verb: int) -> bool:
        """Whether a nominal is the dative of a verb, without preposition: *Der Ukraine sagte Biden Hilfe zu*."""
        token = self.tree.tokens[index]
        return (
            token.head == verb
            and token.deprel in ("obl", "iobj")
            and token.feature("Case") == "Dat"
            and self.tree.preposition(index) is None
        )

    def objects(self, verb: int) -> list[int]:
        """Logical direct objects: the subject of a passive, the shared object of coordination."""
        if self.is_passive(verb):
            own = self._own_subjects(verb)
            if own or self.tree.relations[verb] != "conj":
                return own
            return self._own_subjects(self.tree.first_conjunct(verb))
        own = self._antecedents(self.tree.dependents(verb, "obj"), verb) or self._second_subjects(verb)
        if own:
            return own
        bare = self.fill("bare", verb)
        if bare:
            return bare
        first = self.tree.first_conjunct(verb)
        if first != verb and (later := [o for o in self.tree.dependents(first, "obj") if o > verb]):
            return later
        shared = [c for c in self.tree.dependents(verb, "conj") if self.tree.tokens[c].upos == "VERB"]
        return [o for c in shared for o in self.tree.dependents(c, "obj") if o > c][:1] if shared else []

    def prepositional(self, index: int, preposition: str) -> list[int]:
        """Dependents with this preposition; a noun also takes those its governing verb attracted to itself."""
        tree = self.tree
        found = [
            child
            for child in tree.children[index]
            if tree.relations[child] in _OBLIQUE
            and tree.preposition(child) == preposition
            and not tree.sets_scene(child)
        ]
        if found or tree.relations[index] != "conj":
            return self._antecedents(found, index)
        return [c for c in tree.dependents(tree.first_conjunct(index), "obl") if tree.preposition(c) == preposition]

    def possessors(self, noun: int) -> list[int]:
        """Genitives, *von* phrases, possessives, demonyms; the noun itself stands for its own naming first part."""
        tree = self.tree
        found = []
        for child in tree.children[noun]:
            if tree.relations[child] not in _MODIFYING:
                continue
            preposition = tree.preposition(child)
            if preposition is None or preposition in _GENITIVE or preposition in ("'s", "’s", "'", "’"):
                found.append(child)
        name = noun - 1
        if name >= 0 and name not in found and self._is_genitive_name(name):
            # *US-Präsident Joe Bidens Besuch*: a name in front belongs to the noun, whatever the tree says.
            found.insert(0, name)
        if not found and tree.relations[noun] == "conj" and not tree.dependents(noun, "det", "case"):
            # *Nordkoreas Atomprogramm und Waffentests*: joined without an article, nouns share what stands before them.
            first = tree.first_conjunct(noun)
            found = [child for child in self.possessors(first) if child < first]
        found.append(noun)
        return found

    def _is_genitive_name(self, index: int) -> bool:
        token = self.tree.tokens[index]
        return token.upos == "PROPN" and token.feature("Case") == "Gen" and token.text.endswith(("s", "’", "'"))

    def governor(self, index: int) -> int:
        """The verb whose subject, object or oblique a noun is, through coordination and noun chains; else -1."""
        tree = self.tree
        at, steps = tree.first_conjunct(index), 0
        while steps < 4:
            head = tree.tokens[at].head
            if head < 0 or tree.relations[at] not in ("obj", "obl", "nsubj", "xcomp", "nmod", "iobj", "ccomp", "conj"):
                return -1
            if tree.tokens[head].upos in ("VERB", "AUX") or tree.dependents(head, "nsubj"):
                return head
            at = head
            steps += 1
        return -1

    def _is_bare(self, index: int) -> bool:
        """A nominal without preposition that the parser took for an adverbial; words of time are adverbials."""
        return self._is_nominal(index) and self.tree.tokens[index].feature("Case") not in ("Gen", "Dat")

    def _is_nominal(self, index: int) -> bool:
        token = self.tree.tokens[index]
        if token.upos not in ("NOUN", "PROPN", "PRON") or self.tree.preposition(index) is not None:
            return False
        return token.lemma.lower() not in self.time_words

    def _own_subjects(self, verb: int) -> list[int]:
        """The subject; of several that a shaky tree gives, the first that agrees and is no *als Präsident*."""
        found = self.tree.dependents(verb, "nsubj")
        if len(found) > 1:
            bare = [child for child in found if self.tree.preposition(child) is None] or found
            found = [child for child in bare if self._agrees(child, verb)][:1] or bare[:1]
        return self._antecedents(found, verb)

    def _second_subjects(self, verb: int) -> list[int]:
        """What a shaky tree calls a second subject is the object: *feuerte ... Raketen ab*."""
        subjects = self.tree.dependents(verb, "nsubj")
        if len(subjects) < 2:
            return []
        kept = self._own_subjects(verb)
        rest = [c for c in subjects if c not in kept and self._is_nominal(c) and not self._agrees(c, verb)]
        return self._antecedents(rest, verb)

    def _agrees(self, subject: int, verb: int) -> bool:
        """Whether subject and finite verb have the same number, as far as both say it; two joined are many."""
        tokens = self.tree.tokens
        finite = next((i for i in (verb, *self.tree.auxiliaries(verb)) if tokens[i].feature("VerbForm") == "Fin"), verb)
        number = tokens[finite].feature("Number")
        own = "Plur" if self.tree.dependents(subject, "conj") else tokens[subject].feature("Number")
        return number is None or own is None or number == own

    def _agents(self, verb: int) -> list[int]:
        tree = self.tree
        marked = [c for c in tree.children[verb] if tree.tokens[c].deprel == "obl:agent"]
        if not marked:
            marked = [c for c in tree.dependents(verb, "obl", "nmod") if tree.preposition(c) in _AGENT]
        if not marked and tree.relations[verb] == "conj":
            first = tree.first_conjunct(verb)
            marked = [c for c in tree.dependents(first, "obl") if tree.preposition(c) in _AGENT]
        return self._antecedents(marked, verb)

    def _inherited_subjects(self, verb: int) -> list[int]:
        tree = self.tree
        head, relation = tree.tokens[verb].head, tree.relations[verb]
        if head < 0:
            return []
        if relation == "conj":
            first = tree.first_conjunct(verb)
            if tree.tokens[first].upos not in ("VERB", "AUX", "ADJ", "NOUN"):
                return []
            if self.is_passive(first):
                return self._own_subjects(first)
            return self._own_subjects(first) or self._inherited_subjects(first)
        if relation in ("xcomp", "ccomp") and tree.lemma(head) in self.object_control:
            if self.is_passive(head):
                return self._own_subjects(head)
            return self.objects(head) or tree.dependents(head, "iobj")
        if relation in ("xcomp", "advcl"):
            return self._own_subjects(head) or self._inherited_subjects(head)
        if relation == "ccomp" and tree.tokens[verb].feature("VerbForm") == "Inf":
            return self._own_subjects(head)
        if relation == "acl" and tree.tokens[head].upos in ("NOUN", "PROPN"):
            return self.possessors(head)[:-1]
        return []

    def _antecedents(self, found: list[int], verb: int) -> list[int]:
        """Relative pronouns replaced by what they refer to."""
        tree = self.tree
        result = []
        for index in found:
            token = tree.tokens[index]
            relative = token.feature("PronType") == "Rel" or (
                token.upos in ("PRON", "DET") and token.text.lower() in RELATIVES
            )
            if not relative:
                result.append(index)
                continue
            clause = tree.first_conjunct(verb)
            if tree.relations[clause] == "acl" and tree.tokens[clause].head >= 0:
                result.append(tree.tokens[clause].head)
            elif token.feature("PronType") != "Rel":
                result.append(index)
        return result


def _looks_participle(word: str) -> bool:
    """*getötet*, *festgenommen*: *ge* at the front or behind a separable prefix; others need the feature."""
    low = word.lower()
    if not low.endswith(("t", "en")):
        return False
    return low.startswith("ge") or any(low.startswith(prefix + "ge") for prefix in _PREFIXES)


_PREFIXES = tuple(
    """ab an auf aus bei ein fest frei her hin mit nach nieder vor weg zu zurück zusammen um unter durch über los bereit
    wieder hinaus heraus statt teil gefangen bekannt""".split()
)
