"""One dispatch prepared for the search: words, stretches in quotation marks, segments between commas, and the tree.

A segment is what stands between two commas (colons, semicolons, dashes) of a sentence; commas inside quotation marks
or brackets do not divide. German sets commas between clauses, so segments are clauses often enough to work without a
tree; where the language model gave one, subtrees refine them.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from lagebild.annotate.quotes.lexicon import Form, Lexicon, load_lexicon, load_subjunctive
from lagebild.annotate.quotes.marks import Marked, pair_marks
from lagebild.schema import Language, Sentence, Span, Token

_DIVIDERS = frozenset({",", ";", ":", "–", "—", "--"})
_OPENING = {"(": ")", "[": "]"}
_EDGES = frozenset(",;:–—-.!?… ") | {"...", "..", "--"}
_FINITE = frozenset(
    "ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte konnten soll sollen sollte "
    "sollten will wollen wollte wollten muss müssen musste mussten darf dürfen durfte durften gibt gab gilt geht ging "
    "kommt kam kamen steht stand liegt lag bleibt blieb macht machte lässt ließ sieht sah führt führte hält hielt "
    "wäre wären würde würden hätte hätten könnte könnten müsste müssten dürfte dürften".split()
)
_SUBJUNCTIVE_PLURAL = frozenset(
    "seien hätten wären würden könnten müssten dürften wäre hätte würde könnte müsste gäbe gäben käme kämen".split()
)
_INDICATIVE = frozenset("ist sind war waren hat hatte wird werden wurde soll kann muss will darf mag".split())
"""Forms that are never Konjunktiv, whatever the tagger says."""
_ALSO_ADJECTIVES = frozenset("liebe achte weise schade".split())
SUBORDINATORS = frozenset(
    "weil da nachdem während obwohl obgleich wenn falls sofern als bevor ehe bis seit seitdem sodass damit indem "
    "um ohne statt anstatt wodurch womit worauf woraufhin weshalb wobei wofür sobald solange "
    "because although though while when after before since unless until as".split()
)
COMPLEMENTERS = {
    Language.GERMAN: frozenset(
        "dass daß ob wer was wie warum weshalb wieso wann wo wohin welche welcher welches".split()
    ),
    Language.ENGLISH: frozenset({"that", "whether"}),
}
RELATIVES = frozenset(
    "der die das dem den deren dessen denen derer welche welcher welches welchem welchen was wo".split()
)
_PREPOSITIONS = frozenset(
    "in an auf mit von bei nach für über durch um aus zu gegen vor unter zwischen wegen hinter neben ohne aufgrund "
    "seit trotz infolge anhand mittels samt".split()
)


class Segment(NamedTuple):
    """Tokens `first` up to, not including, `last`; `before` is the mark that divides it from the segment before."""

    first: int
    last: int
    before: str


class Reading:
    """What every step of the search looks at. Built once for a dispatch, never changed."""

    def __init__(
        self, tokens: Sequence[Token], sentences: Sequence[Sentence], *, text: str, language: Language
    ) -> None:
        self.tokens = tokens
        self.sentences = sentences
        self.text = text
        self.language = language
        self.lexicon: Lexicon = load_lexicon(language)
        self.words = [token.text.lower() for token in tokens]
        self.tagged = any(token.upos for token in tokens[:40])
        self.marked: list[Marked] = pair_marks(tokens, sentences, text)
        self.inside = [-1] * len(tokens)
        for number, marked in enumerate(self.marked):
            self.inside[marked.first : marked.last] = [number] * (marked.last - marked.first)

    @cached_property
    def bounds(self) -> frozenset[tuple[int, int]]:
        """First and last tokens of all sentences."""
        return frozenset((sentence.first, sentence.last) for sentence in self.sentences)

    @cached_property
    def children(self) -> list[list[int]]:
        """Dependents of every token, in text order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        if self.tagged:
            for at, token in enumerate(self.tokens):
                if 0 <= token.head < len(found):
                    found[token.head].append(at)
        return found

    @cached_property
    def sentence_ends(self) -> list[int]:
        """For every token the end of its sentence."""
        ends = [len(self.tokens)] * len(self.tokens)
        for sentence in self.sentences:
            ends[sentence.first : sentence.last] = [sentence.last] * (sentence.last - sentence.first)
        return ends

    def segments(self, sentence: Sentence) -> list[Segment]:
        """The segments of a sentence; final punctuation stays in the last one."""
        found: list[Segment] = []
        start, before, at = sentence.first, "", sentence.first
        while at < sentence.last:
            form = self.tokens[at].text
            if self.inside[at] >= 0:
                at = max(min(self.marked[self.inside[at]].last, sentence.last), at + 1)
                continue
            if form in _OPENING:
                at = self._behind_bracket(at, sentence.last)
                continue
            if form in _DIVIDERS or (form == "-" and self._spaced(at)):
                if at > start:
                    found.append(Segment(start, at, before))
                start, before = at + 1, form
            at += 1
        if start < sentence.last:
            found.append(Segment(start, sentence.last, before))
        return found

    def _behind_bracket(self, at: int, last: int) -> int:
        closing = _OPENING[self.tokens[at].text]
        for end in range(at + 1, min(last, at + 60)):
            if self.tokens[end].text == closing:
                return end + 1
        return at + 1

    def _spaced(self, at: int) -> bool:
        token = self.tokens[at]
        return self.text[token.start - 1 : token.start].isspace() and self.text[token.end : token.end + 1].isspace()

    def is_subjunctive(self, at: int) -> bool:
        """Whether a word is a finite form of Konjunktiv I, or of Konjunktiv II where it replaces it."""
        word = self.words[at]
        if word in _SUBJUNCTIVE_PLURAL or ("Mood=Sub" in self.tokens[at].feats and word not in _INDICATIVE):
            return True
        if word not in load_subjunctive():
            return False
        # Rare forms (*bleibe*, *trete*) are often taken for adjectives or nouns; only a few are ever that.
        tags = ("", "VERB", "AUX") if word in _ALSO_ADJECTIVES else ("", "VERB", "AUX", "ADJ", "ADV", "NOUN")
        return self.tokens[at].text == word and self.tokens[at].upos in tags

    def is_konjunktiv_one(self, at: int) -> bool:
        """Whether a word is unmistakably Konjunktiv I."""
        if self.words[at] == "seien":
            return True
        return self.words[at] in load_subjunctive() and self.is_subjunctive(at)

    def is_finite(self, at: int) -> bool:
        """Whether a word is a finite verb, as far as tags or form tell."""
        token = self.tokens[at]
        if token.upos:
            if token.upos not in ("VERB", "AUX"):
                return self.is_subjunctive(at)
            return "VerbForm=Fin" in token.feats or "Mood=" in token.feats or self.is_subjunctive(at)
        word = self.words[at]
        if word in _FINITE or self.is_subjunctive(at):
            return True
        forms = {cue.form for cue in self.lexicon.cues.get(word, ())}
        return token.text == word and Form.FINITE in forms and Form.PARTICIPLE not in forms

    def finites(self, segment: Segment) -> list[int]:
        """Finite verbs of a segment outside quotation marks."""
        return [at for at in range(segment.first, segment.last) if self.inside[at] < 0 and self.is_finite(at)]

    def starts_relative(self, segment: Segment) -> bool:
        """Whether a segment opens like a relative clause: *der ...*, *in dem ...*, with the verb at the end."""
        first = segment.first
        words = self.words[first : segment.last]
        if len(words) < 2 or segment.before == "":
            return False
        at = first + (words[0] in _PREPOSITIONS)
        if self.words[at] not in RELATIVES:
            return False
        finite = self.finites(segment)
        if self.tagged:
            # Articles are DET; a demonstrative (*das ist falsch*) has its verb directly behind it.
            pronoun = self.tokens[at].upos == "PRON" or self.words[at] in ("wo", "dessen", "deren")
            if not pronoun or not finite:
                return pronoun
            top = self.top(finite[-1], segment.first, segment.last)
            if self.tokens[top].deprel == "ccomp" and finite[-1] < self._content_end(segment) - 1:
                return False  # *der Präsident habe gesagt*, with the article taken for a pronoun
            return finite[0] > at + 1 or "Rel" in self.tokens[at].feats
        finite = self.finites(segment)
        # *die Brücke bleibe gesperrt* is a main clause: its verb does not stand last.
        end = self._content_end(segment)
        return bool(finite) and finite[-1] == end - 1 and finite[0] >= end - 2 and finite[0] - first > 1

    def _content_end(self, segment: Segment) -> int:
        last = segment.last
        while last > segment.first and self.tokens[last - 1].text in _EDGES:
            last -= 1
        return last

    def is_subordinate(self, segment: Segment) -> bool:
        """Whether a segment opens with a subordinating word that announces no content."""
        if self.words[segment.first] in SUBORDINATORS and not self._is_preposition(segment):
            # *damit solle ... vermieden werden* is a main clause.
            return segment.first + 1 >= segment.last or not self.is_finite(segment.first + 1)
        return self.starts_relative(segment)

    def _is_preposition(self, segment: Segment) -> bool:
        """Whether a word that may subordinate is a preposition here: *bis vor zwei Jahren*, *als Beispiel*."""
        if self.tagged:
            return self.tokens[segment.first].upos == "ADP"
        if self.words[segment.first] not in ("bis", "seit", "während", "als", "ohne", "statt"):
            return False
        finite = self.finites(segment)
        return bool(finite) and finite[0] < self._content_end(segment) - 2

    def is_main(self, segment: Segment) -> bool:
        """Whether a segment has a finite verb and is no subordinate clause."""
        opening = self.words[segment.first]
        if opening in COMPLEMENTERS[self.language] or self.is_subordinate(segment):
            return False
        return bool(self.finites(segment))

    def has_zu_infinitive(self, segment: Segment) -> bool:
        """Whether a segment holds *zu* with an infinitive."""
        for at in range(segment.first, segment.last):
            word = self.words[at]
            if (
                word == "zu"
                and at + 1 < segment.last
                and self.words[at + 1].endswith(("en", "ern", "eln", "tun", "sein"))
            ):
                if self.tokens[at + 1].text[:1].islower():
                    return True
            elif "zu" in word[2:-4] and word.endswith("en") and self.tokens[at].text[:1].islower():
                return True
        return False

    def subtree(self, top: int, cut: frozenset[str] = frozenset()) -> Iterator[int]:
        """Tokens below and with `top`, without branches whose relation is in `cut`."""
        stack = [top]
        while stack:
            at = stack.pop()
            yield at
            stack.extend(child for child in self.children[at] if self.tokens[child].deprel not in cut)

    def top(self, at: int, first: int, last: int) -> int:
        """The token of a range that governs `at` and is governed from outside the range."""
        for _ in range(last - first):
            head = self.tokens[at].head
            if not first <= head < last:
                break
            at = head
        return at

    def governs(self, top: int, at: int) -> bool:
        """Whether `at` stands below `top` in the tree."""
        for _ in range(40):
            at = self.tokens[at].head
            if at < 0:
                return False
            if at == top:
                return True
        return False

    def span(self, first: int, last: int, *, bare: bool = True) -> Span | None:
        """The characters of a token range; `bare` drops punctuation at both ends. None when nothing is left."""
        while bare and first < last and self.tokens[first].text in _EDGES:
            first += 1
        while bare and first < last and self.tokens[last - 1].text in _EDGES:
            last -= 1
        if first >= last:
            return None
        return Span(self.tokens[first].start, self.tokens[last - 1].end)
