"""On whose word a claim stands: the party that vouches for it when it is not the dispatch itself.

Looks for a source phrase (*laut X*, *nach Angaben von X*, *X zufolge*), a reporting verb over or beside the clause, a
quotation around it, and for main clauses in the reporting subjunctive that carry on the words of the last speaker.
Sources nobody stands behind (*Berichten zufolge*) give None.
"""

from dataclasses import dataclass, field

from lagebild.coding.arguments import Arguments
from lagebild.coding.config import CodingConfig
from lagebild.coding.frames import Lexicon
from lagebild.coding.parties import PartyReader
from lagebild.coding.trees import Tree
from lagebild.schema import Annotated, MentionKind, Party

SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"})
"""Types of which the speaker is the actor."""
_HEADLINE = 9
"""Words a headline may have before its colon."""
_REPORTED = frozenset({"ccomp", "xcomp", "parataxis", "obj", "advcl", "csubj"})


@dataclass(frozen=True, slots=True)
class SourceReader:
    """Sources in one dispatch."""

    annotated: Annotated
    tree: Tree
    lexicon: Lexicon
    arguments: Arguments
    parties: PartyReader
    config: CodingConfig
    _speakers: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def names(self, index: int) -> bool:
        """Whether a source phrase (*laut Austin*) names who vouches, and not only reported speech."""
        sentence = self.tree.sentences[self.tree.sentence_of[index]]
        return self._source_phrase(index, range(sentence.first, sentence.last))[0] is not None

    def read(self, index: int) -> Party | None:
        """Who vouches for what is told at a token."""
        sentence = self.tree.sentences[self.tree.sentence_of[index]]
        named, vague = self._source_phrase(index, range(sentence.first, sentence.last))
        if named is not None or vague:
            return named
        reported = self._reporting_verb(index)
        if reported is not None:
            return reported
        quoted = self._quotation(index)
        if quoted is not None:
            return quoted
        headline = self._before_colon(index, sentence.first)
        if headline is not None:
            return headline
        if self._in_reporting_mood(index) or self._resumes(range(sentence.first, sentence.last)):
            return self._last_speaker(self.tree.sentence_of[index])
        return None

    def _before_colon(self, index: int, first: int) -> Party | None:
        """*Israelische Armee: Terrorist in Gaza getötet*: who stands alone before the colon of a headline.

        States do, other places do not vouch (*Kiew: Explosionen im Zentrum*).
        """
        tokens = self.tree.tokens
        colon = next((at for at in range(first, min(index, first + _HEADLINE)) if tokens[at].text == ":"), None)
        if colon is None or any(tokens[at].upos in ("VERB", "AUX") for at in range(first, colon)):
            return None
        for at in reversed(range(first, colon)):
            mention = self.parties.index.at_token.get(at)
            if mention is not None and mention.kind is MentionKind.LOC and mention.actor != mention.country:
                return None
            if self.parties.names_doer(at) and self.parties.names_party(at):
                return self.parties.party(at)
        return None

    def _source_phrase(self, index: int, sentence: range) -> tuple[Party | None, bool]:
        """The party of a source phrase in the sentence, and whether there is one that names nobody."""
        words = self.lexicon.words
        for at in sentence:
            relation = self.tree.relations[at]
            token = self.tree.tokens[at]
            if relation == "case" and token.text.lower() in words["source_prepositions"]:
                head = token.head
                if head >= 0 and self._governs(head, index):
                    return self._own_words(head) or self._source_of(head)
            elif token.lemma.lower() in words["source_nouns"] and self.tree.preposition(at) in words["source_cases"]:
                if self._governs(at, index):
                    return self._own_words(at) or self._source_of(at)
            elif relation != "case" and token.text.lower() == "so" and (party := self._short_cue(at)) is not None:
                return party, False
        return None, False

    def _own_words(self, at: int) -> tuple[Party | None, bool] | None:
        """*nach eigenen Angaben*: the subject of the clause vouches for itself."""
        if not any(self.tree.lemma(c) in self.lexicon.words["own"] for c in self.tree.dependents(at, "amod", "det")):
            return None
        for subject in self.arguments.subjects(self.tree.clause(at)):
            if found := self.parties.parties(subject):
                return found[0], False
        return None

    def _governs(self, source: int, index: int) -> bool:
        """Whether a source phrase hangs on a clause that contains the act."""
        head = self.tree.tokens[source].head
        if head < 0:
            return True
        top = self.tree.first_conjunct(head)
        return self.tree.is_under(index, top) and not self.tree.is_under(index, source)

    def _source_of(self, index: int) -> tuple[Party | None, bool]:
        party = self.parties.party(index)
        if party is not None and not self._is_vague(index):
            return party, False
        for possessor in self.arguments.possessors(index):
            if possessor == index or self._is_vague(possessor):
                continue
            found = self.parties.parties(possessor)
            if found:
                return found[0], False
        return None, True

    def _is_vague(self, index: int) -> bool:
        vague = self.lexicon.words["vague_sources"]
        return self.tree.lemma(index) in vague or self.tree.tokens[index].text.lower() in vague

    def _short_cue(self, at: int) -> Party | None:
        """*..., so Kallas.*: the name right behind."""
        after = at + 1
        while after < len(self.tree.tokens) and self.tree.tokens[after].upos in ("DET", "ADJ"):
            after += 1
        if after >= len(self.tree.tokens) or at == 0 or self.tree.tokens[at - 1].text not in {",", "“", '"', "”", "«"}:
            return None
        return self.parties.party(after) if self.parties.names_doer(after) else None

    def _reporting_verb(self, index: int) -> Party | None:
        at = index
        for _ in range(8):
            speaker = self._beside(at, index)
            if speaker is not None:
                return speaker
            head, relation = self.tree.tokens[at].head, self.tree.relations[at]
            if head < 0 or (self.tree.is_circumstance(at) and self.reports(head)):
                return None
            if relation in _REPORTED and self.reports(head):
                found = self._speaker_of(head)
                if found is not None:
                    return found
            at = head
        return None

    def _beside(self, at: int, index: int) -> Party | None:
        """A reporting clause hung into the one that tells the act: *..., sagte er*."""
        for child in self.tree.dependents(at, "parataxis", "advcl", "conj", "discourse"):
            if self.reports(child) and not self.tree.is_under(index, child):
                marks = {self.tree.tokens[c].text.lower() for c in self.tree.dependents(child, "mark", "advmod")}
                if self.tree.relations[child] == "parataxis" or marks & self.lexicon.words["reporting_marks"]:
                    return self._speaker_of(child)
        return None

    def reports(self, index: int) -> bool:
        """Whether a word is a verb of neutral speech."""
        return self.tree.lemma(index) in self.lexicon.words["reporting"]

    def _speaker_of(self, verb: int) -> Party | None:
        for subject in self.arguments.subjects(verb):
            if self._is_vague(subject):
                return None
            found = self.parties.parties(subject)
            if found:
                return found[0]
        for origin in self.arguments.prepositional(verb, self.lexicon_from):
            found = self.parties.parties(origin)
            if found:
                return found[0]
        return None

    @property
    def lexicon_from(self) -> str:
        """Preposition of an origin of words (*hieß es aus Moskau*)."""
        return next(iter(self.lexicon.words["origin"]))

    def _quotation(self, index: int) -> Party | None:
        span = self.tree.tokens[index].span
        for quotation in self.annotated.quotations:
            if not any(content.covers(span) for content in quotation.content):
                continue
            for speaker in quotation.speaker:
                for at, token in enumerate(self.tree.tokens):
                    if speaker.covers(token.span) and (party := self.parties.party(at)) is not None:
                        return party
        return None

    def _in_reporting_mood(self, index: int) -> bool:
        """Whether the clause's finite verb, or that of the main clause above, is in the reporting subjunctive."""
        clause = self.tree.clause(index)
        for at in (clause, *self.tree.auxiliaries(clause)):
            token = self.tree.tokens[at]
            if token.text.lower() in self.lexicon.words["reporting_forms"]:
                return True
            if token.upos in ("VERB", "AUX") and "Mood=Sub" in token.feats and "Tense=Past" not in token.feats:
                return True
        return False

    def _resumes(self, sentence: range) -> bool:
        return any(self.tree.tokens[at].text.lower() in self.lexicon.words["resuming"] for at in sentence)

    def _last_speaker(self, sentence: int) -> Party | None:
        """Whoever spoke last in the sentences before."""
        for number in range(sentence - 1, max(sentence - self.config.speaker_reach - 1, -1), -1):
            for verb in reversed(self._speech_verbs(number)):
                party = self._speaker_of(verb)
                if party is not None:
                    return party
        return None

    def _speech_verbs(self, sentence: int) -> tuple[int, ...]:
        known = self._speakers.get(sentence)
        if known is None:
            here = self.tree.sentences[sentence]
            known = tuple(at for at in range(here.first, here.last) if self._speaks(at))
            self._speakers[sentence] = known
        return known

    def _speaks(self, at: int) -> bool:
        token = self.tree.tokens[at]
        if token.upos != "VERB":
            return False
        lemma = self.tree.lemma(at)
        if lemma in self.lexicon.words["reporting"]:
            return True
        frames = self.lexicon.verbs.get(lemma, ())
        return bool(frames) and all(frame.type in SPEECH for frame in frames)
