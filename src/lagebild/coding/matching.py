"""Finds the frames that words trigger, and fills their roles from the tree.

Takes a tree and the lexicon; visits only words the lexicon knows. A hit says which frame, at which token, with which
trigger words and parties; whether it happened, when, and on whose word is decided elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lagebild.coding.arguments import Arguments
from lagebild.coding.frames import Frame, FrameKind, Lexicon, Test
from lagebild.coding.parties import PartyReader, distinct
from lagebild.coding.trees import Tree
from lagebild.schema import Party

_ENDINGS = ("en", "n", "e", "es", "s")


@dataclass(frozen=True, slots=True)
class Hit:
    """A frame that matched: `token` is the word the lexicon knows, `trigger` the word that expresses the act."""

    frame: Frame
    token: int
    trigger: int
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    role_tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matcher:
    """Frames over one tree."""

    tree: Tree
    lexicon: Lexicon
    arguments: Arguments
    parties: PartyReader

    def hits(self) -> list[Hit]:
        """All frames of a dispatch, at most one a token, in text order."""
        found = []
        for index in range(len(self.tree.tokens)):
            for frame in self.candidates(index):
                if self._holds(frame, index):
                    found.append(self._fill(frame, index))
                    break
        return found

    def candidates(self, index: int) -> tuple[Frame, ...]:
        """Frames whose words stand at a token, before their conditions are asked."""
        token = self.tree.tokens[index]
        if token.upos in ("VERB", "AUX"):
            frames = self.lexicon.verbs.get(self.tree.lemma(index), ())
            if self.tree.relations[index] in ("aux", "cop"):
                return ()
            return frames or self.lexicon.adjectives.get(token.text.lower(), ())
        if token.upos in ("NOUN", "PROPN"):
            if token.deprel == "compound" and self.tree.lemma(token.head) not in self.lexicon.words["act_heads"]:
                return ()  # *attack helicopters* are no attack
            frames = self.lexicon.noun_frames(token.lemma.lower())
            return frames or self._by_form(token.text)
        if token.upos in ("ADJ", "ADV"):
            if self.tree.relations[index] == "amod":
                return ()
            lemma = self.tree.lemma(index)
            return self.lexicon.adjectives.get(lemma) or self.lexicon.verbs.get(lemma, ())
        return ()

    def _by_form(self, word: str) -> tuple[Frame, ...]:
        """Frames of a noun whose lemma the model missed: its form without a plural or case ending."""
        low = word.lower()
        for ending in _ENDINGS:
            if low.endswith(ending) and (found := self.lexicon.noun_frames(low[: -len(ending)])):
                return found
        return ()

    def _holds(self, frame: Frame, index: int) -> bool:
        if not all(any(self._passes(test, index) for test in tests) for tests in frame.needs):
            return False
        return not any(self._passes(test, index) for test in frame.excludes)

    def _passes(self, test: Test, index: int) -> bool:
        fillers = self.arguments.fill(test.slot, index)
        if test.noun_class == "any":
            return bool(fillers)
        if test.noun_class == "party":
            return any(
                self._is_party(filler) if filler != index else bool(self.naming_part(index)) for filler in fillers
            )
        if test.noun_class == "side":
            return any(self.parties.names_party(filler) for filler in fillers)
        if test.lemma is not None:
            return any(self.tree.lemma(filler) == test.lemma for filler in fillers)
        name = test.noun_class or ""
        return any(
            self.lexicon.in_class(word, name)
            for filler in fillers
            for member in (*self.tree.conjuncts(filler), *self._parts_of(filler))
            for word in {self.tree.lemma(member), self.tree.tokens[member].text.lower()}
        )

    def _parts_of(self, token: int) -> list[int]:
        """What a word of quantity is a part of: *einen Großteil ihrer Soldaten* are soldiers."""
        if self.tree.lemma(token) not in self.lexicon.words["quantities"]:
            return []
        return self.tree.dependents(token, "nmod", "appos")

    def _is_party(self, token: int) -> bool:
        return self.parties.names_doer(token) and self.parties.names_party(token)

    def _fill(self, frame: Frame, index: int) -> Hit:
        actors, actor_tokens = self.role(frame.actor, index, frame.kind)
        taken = {party.span for party in actors}
        recipients, recipient_tokens = self.role(frame.recipient, index, frame.kind, taken_tokens=set(actor_tokens))
        recipients = tuple(party for party in recipients if party.span is None or party.span not in taken)
        trigger = index
        if frame.trigger is not None:
            fillers = self.arguments.fill(frame.trigger, index)
            trigger = fillers[0] if fillers else index
        return Hit(frame, index, trigger, actors, recipients, (*actor_tokens, *recipient_tokens))

    def role(
        self, slots: Sequence[str], index: int, kind: FrameKind, *, taken_tokens: set[int] | None = None
    ) -> tuple[tuple[Party, ...], tuple[int, ...]]:
        """Parties and tokens that fill a role: the first slot with a party, and every slot marked `+`."""
        parties: list[Party] = []
        tokens: list[int] = []
        for slot in slots:
            if parties and not slot.startswith("+"):
                continue
            if slot.startswith("+any.") and len({party.country for party in parties}) > 1:
                continue
            for filler in self._role_fillers(slot.lstrip("+"), index):
                if taken_tokens and filler in taken_tokens:
                    continue
                found = self.naming_part(filler) if filler == index else self._lent(filler, slot)
                if kind is FrameKind.NOUN and slot == "gen" and parties:
                    break
                parties += found
                if found:
                    tokens.append(filler)
        return distinct(tuple(parties)), tuple(tokens)

    def _lent(self, filler: int, slot: str) -> tuple[Party, ...]:
        """The parties of a filler; a thing that opens a compound has its side from the noun and lends it none.

        *A drone attack on Spain*: the drone would be Spain's by the attack.
        """
        if slot == "gen" and self.tree.tokens[filler].deprel == "compound" and not self.parties.names_persons(filler):
            return ()
        return self.parties.parties(filler)

    def condemners(self, act: int) -> set[int]:
        """The words for who condemns an act, for he has not done it: *die Regierung verurteilt den Angriff*."""
        verb = self.tree.tokens[act].head
        if verb < 0 or self.tree.relations[act] != "obj":
            return set()
        frame = next((frame for frame in self.candidates(verb) if self._holds(frame, verb)), None)
        if frame is None or frame.type != "ACCUSE":
            return set()
        return {at for subject in self.arguments.subjects(verb) for at in self.tree.subtree(subject)}

    def naming_part(self, index: int) -> tuple[Party, ...]:
        """The side that the first part of a noun names (*US-Angriff*)."""
        found = self.parties.index.prefixes.get(index)
        if found is None or found.country is None:
            return ()
        return (Party(found.span, found.country, found.name or found.country, found.actor, found.sector),)

    def _role_fillers(self, slot: str, index: int) -> list[int]:
        """Fillers of a slot; `gov.` only where the governing verb lends its arguments to the noun."""
        if slot.startswith("gov."):
            verb = self.arguments.governor(index)
            if verb < 0 or self.tree.lemma(verb) not in self.lexicon.words["support"]:
                return []
            if self.tree.is_circumstance(self.tree.first_conjunct(index)):
                return []
            return [filler for filler in self.arguments.fill(slot[4:], verb) if filler != index]
        if slot.startswith("any."):
            verb = self.arguments.governor(index)
            if slot == "any.subj" and self.condemners(index):
                return []
            return [f for f in self.arguments.fill(slot[4:], verb) if f != index] if verb >= 0 else []
        return self.arguments.fill(slot, index)
