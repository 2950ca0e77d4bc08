"""Builds tokens for the tests of quotations: from a text alone, or with a tree given line by line."""

from lagebild.annotate.segment import segment
from lagebild.schema import Language, Quotation, Sentence, Span, Token


def read_plain(text: str, language: Language = Language.GERMAN) -> tuple[tuple[Token, ...], tuple[Sentence, ...]]:
    """Tokens without analysis."""
    cut = segment(text, language)
    tokens = tuple(Token(s, e, text[s:e], "", "", "", "_", -1, "") for s, e in cut.tokens)
    return tokens, cut.sentences


def build_tree(rows: str) -> tuple[str, tuple[Token, ...], tuple[Sentence, ...]]:
    """One sentence from lines `form upos head relation [feats]`, heads counted from 1, 0 for the root.

    Words are set apart by blanks, except before punctuation.
    """
    text, tokens = "", []
    for line in rows.strip().splitlines():
        form, upos, head, relation, *feats = line.split()
        if text and form not in ".,:;!?":
            text += " "
        start = len(text)
        text += form
        lemma = form.lower()
        tokens.append(
            Token(start, len(text), form, lemma, lemma, upos, feats[0] if feats else "_", int(head) - 1, relation)
        )
    return text, tuple(tokens), (Sentence(Span(0, len(text)), 0, len(tokens), 0),)


def show(found: tuple[Quotation, ...], text: str) -> list[tuple[str, list[str], str | None]]:
    """Quotations as type, contents and speaker, in a fixed order."""
    rows = [
        (q.type.value, [s.of(text) for s in q.content], " ".join(s.of(text) for s in q.speaker) or None) for q in found
    ]
    return sorted(rows, key=lambda row: (row[0], row[1], row[2] or ""))


def parse_marked(marked: str) -> tuple[str, set[int], set[int]]:
    """The text of `{A} sagte, [dass ...]`, with the characters of content and speaker."""
    text, content, speaker = "", set[int](), set[int]()
    depth = {"[": 0, "{": 0}
    for character in marked:
        if character in "[{":
            depth[character] += 1
        elif character in "]}":
            depth["[" if character == "]" else "{"] -= 1
        else:
            if depth["["]:
                content.add(len(text))
            if depth["{"]:
                speaker.add(len(text))
            text += character
    return text, content, speaker
