"""One sentence as the rules see it: words cut into pieces, each with its categories."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lagebild.annotate.times.grammar import Grammar
from lagebild.annotate.times.shapes import Atoms
from lagebild.schema import Sentence, Token


class Word(NamedTuple):
    """A piece of a token with offsets into the text; `token` is the index of the token it belongs to."""

    start: int
    end: int
    text: str
    atoms: Atoms
    token: int

    def is_adjective(self) -> bool:
        """Whether an unknown word looks like an inflected adjective (*lange*, *ehrenamtliche*)."""
        text = self.text
        return len(text) > 4 and text.islower() and text.isalpha() and text.endswith(("e", "en", "er", "es", "em"))


@dataclass(frozen=True, slots=True)
class Reading:
    """The pieces of one sentence beside the tokens of the whole text."""

    words: list[Word]
    tokens: Sequence[Token]
    sentence: Sentence
    grammar: Grammar

    def text_at(self, index: int) -> str:
        """The lower-cased text of a piece; empty beyond the sentence."""
        return self.words[index].text.lower() if 0 <= index < len(self.words) else ""

    def word_at(self, index: int) -> Word | None:
        """A piece, None beyond the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else None
