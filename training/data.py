"""Training material as windows of words with labels for every head, -100 or None where a source says nothing.

Readers (here for coded dispatches, in `treebanks` and `names` for the rest) turn each set of the shared data into
`Words`, a sentence with labels; `pack` joins sentences to windows, because the shipped model reads whole dispatches in
one pass.
"""

import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lagebild.annotate.annotator import STYLES as STYLES_AT_RUN_TIME
from lagebild.annotate.segment import segment
from lagebild.schema import Language

STYLES = ("gsd", "pud", "hdt", "ewt", "gum", "nl", "scandinavian")
"""Annotation habits the model tells apart: a treebank's conventions are given to the heads as an embedding."""
HABITS = ("germeval", "read", "uner", "mobie", "gum")
"""Habits of naming: GermEval 2014, our readings in its manner, and three sets with classes or borders of their own."""
HABIT_OF_STYLE = {"ewt": "gum", "gum": "gum"}
"""The habit of a style at run time; all others follow GermEval."""
KEPT_SUBTYPES = ("aux:pass", "nsubj:pass", "csubj:pass", "compound:prt", "obl:agent")
NAME_TYPES = ("PER", "LOC", "ORG", "MISC")
ROLES = ("actor", "recipient", "said_by", "when", "where")
PARTY_ROLES = ROLES[:3]


@dataclass
class Words:
    """One sentence. Lists run parallel to `forms`; a list that is None has no labels at all."""

    forms: list[str]
    style: str
    upos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str | None] | None = None
    heads: list[int] | None = None
    """Index of the head in the sentence, -1 for the root, -100 where unknown."""
    relations: list[str] | None = None
    names: list[str] | None = None
    """IOB2 tags over NAME_TYPES."""
    habit: str = "germeval"
    """One of HABITS: whose manner `names` follows."""


@dataclass
class ClaimLabel:
    """A gold claim over the words of a window."""

    trigger: int
    type: str
    mode: str | None
    status: str
    roles: list[tuple[int, str, str | None]] = field(default_factory=list)
    """(word, role, country)."""
    sides: list[tuple[str, str, bool]] = field(default_factory=list)
    """(role, country, whether words of the text name the party)."""
    paths: list[str] = field(default_factory=list)
    """Of every word of the window to the trigger, see `lagebild.annotate.roles`; empty where nothing is known."""


@dataclass
class Window:
    """Sentences read in one pass, and the claims told in them (None: not read for claims)."""

    sentences: list[Words]
    claims: list[ClaimLabel] | None = None
    spans: list[tuple[int, int]] | None = None
    """Characters of the words, while claims still wait for their head words."""
    gold: list[dict[str, Any]] | None = None
    text: str = ""
    date: str = ""
    language: Language = Language.GERMAN
    sides: list[str | None] = field(default_factory=list)
    """Whom each word stands for, as the product reads it; empty where it has not read the window."""
    kinds: list[int] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Number of words."""
        return sum(len(s.forms) for s in self.sentences)


def read_documents(path: Path) -> dict[str, tuple[str, str]]:
    """Date and text of the documents of a treebank file: sentences joined by blanks, paragraphs by line breaks."""
    found: dict[str, tuple[str, str]] = {}
    document, date, parts = "", "", []
    for line in [*path.read_text("utf-8").split("\n"), "# newdoc id = "]:
        key, _, value = line.removeprefix("#").partition("=")
        key, value = key.strip(), value.strip()
        if not line.startswith("#"):
            continue
        if key == "newdoc id":
            if document:
                found[document] = (date, "".join(parts).strip())
            document, date, parts = value, "", []
        elif key == "meta::dateCreated":
            date = value
        elif key.startswith("newpar"):
            parts.append("\n")
        elif key == "text":
            parts.append((" " if parts and not parts[-1].endswith("\n") else "") + value)
    return found


def read_claims(
    docs: Path, claims: Path, language: Language, names: dict[str, list[tuple[int, int, str]]] | None = None
) -> list[Window]:
    """Dispatches with gold claims, over characters until their head words are found, and with read names if given."""
    names = names or {}
    coded = {row["doc"]: row["claims"] for row in map(json.loads, claims.read_text("utf-8").splitlines())}
    rows = map(json.loads, docs.read_text("utf-8").splitlines())
    windows = []
    for row in rows:
        if row["id"] in coded:
            windows.append(claim_window(row["text"], coded[row["id"]], language, row["date"]))
            if row["id"] in names:
                _add_names(windows[-1], names[row["id"]])
    return windows


def read_text_names(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Names read in whole dispatches: by dispatch, half-open characters and type."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {row["id"]: [(start, end, kind) for start, end, kind in row["names"]] for row in rows}


def _add_names(window: "Window", names: list[tuple[int, int, str]]) -> None:
    assert window.spans is not None
    tags = ["O"] * len(window.spans)
    for start, end, kind in names:
        inside = [i for i, (s, e) in enumerate(window.spans) if s < end and e > start]
        for k, i in enumerate(inside):
            tags[i] = ("B-" if k == 0 else "I-") + kind
    at = 0
    for sentence in window.sentences:
        sentence.names, sentence.habit = tags[at : at + len(sentence.forms)], "read"
        at += len(sentence.forms)


def claim_window(text: str, gold: list[dict[str, Any]], language: Language, date: str) -> "Window":
    """A dispatch cut into words, with its gold claims still over characters."""
    cut = segment(text, language)
    style = STYLES_AT_RUN_TIME[language]
    habit = HABIT_OF_STYLE.get(style, "germeval")
    sentences = [Words([t.of(text) for t in cut.tokens[s.first : s.last]], style, habit=habit) for s in cut.sentences]
    spans = [(t.start, t.end) for t in cut.tokens]
    return Window(sentences, [], spans=spans, gold=gold, text=text, date=date, language=language)


def pack(sentences: Iterable[Words], rng: random.Random, *, longest: int = 320, alone: float = 0.8) -> list[Window]:
    """Windows of one or many neighbouring sentences: most hold one, the others (two words in three) up to `longest`.

    The product reads whole dispatches in one window. A model that learned trees from windows of up to 100 words lost
    eight points of LAS in windows of 250.
    """
    windows: list[Window] = []
    current: list[Words] = []
    room = 0
    for sentence in sentences:
        if current and room >= len(sentence.forms):
            current.append(sentence)
            room -= len(sentence.forms)
            continue
        if current:
            windows.append(Window(current))
        current = [sentence]
        room = 0 if rng.random() < alone else rng.randint(0, longest) - len(sentence.forms)
    if current:
        windows.append(Window(current))
    return windows


def frequent(values: Iterable[str | None], least: int) -> list[str]:
    """Values seen at least `least` times, most frequent first."""
    counts = Counter(v for v in values if v is not None)
    return [v for v, n in sorted(counts.items(), key=lambda p: (-p[1], p[0])) if n >= least]
