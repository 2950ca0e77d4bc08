"""The lexicon of frames: which words tell of which act, and who of their arguments plays which role.

Reads the TOML files of `data/<language>/` once per language. A frame joins lemmas that tell of the same act with the
same arguments; the file format is described in `data/README.md`. Matching them to a tree is the work of `matching`.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from lagebild.coding.inflection import VerbForms, list_forms
from lagebild.errors import DataError
from lagebild.schema import EVENT_TYPES, Language

_KEYS = frozenset(
    "id lemmas type mode actor recipient if not weight alone trigger examples counter fallback status together".split()
)


_VERB_LISTS = """object_control reporting planning considering denying ending continuing possibility asking support
    considering_support""".split()


class FrameKind(StrEnum):
    """What sort of word triggers a frame."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adj"


@dataclass(frozen=True, slots=True)
class Test:
    """One alternative of a condition: the slot's filler belongs to a noun class or has a lemma."""

    slot: str
    noun_class: str | None
    lemma: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """Lemmas that tell of an act.

    `actor` and `recipient` are slots in order of preference; every filled `+` slot adds parties (mutual acts), of the
    others the first that names a party wins. `needs` are conditions of which each must hold in one alternative;
    `excludes` must not hold in any. `weight` is how surely the words tell of the act; `alone`: code it even if no
    party is named; `trigger`: the slot whose noun is the trigger of a light verb; `fallback`: the actor is the side
    the surroundings speak of when none is named (a police that arrests); `together`: the type when several sides act.
    """

    id: str
    kind: FrameKind
    lemmas: tuple[str, ...]
    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    needs: tuple[tuple[Test, ...], ...]
    excludes: tuple[Test, ...]
    weight: float
    alone: bool
    fallback: bool
    trigger: str | None
    status: str | None
    together: str | None
    examples: tuple[str, ...]
    counter: tuple[str, ...]

    @property
    def is_mutual(self) -> bool:
        """Whether all sides are actors (meetings, agreements, joint exercises)."""
        return any(slot.startswith("+") for slot in self.actor)


_PRIOR = 6.0
"""How many hits a frame's own weight counts for."""


class LexiconError(DataError):
    """An entry of the frame lexicon that cannot be read."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames of a language, by lemma, and the noun classes and word lists that conditions and grammar need."""

    language: Language
    frames: tuple[Frame, ...]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    suffixes: Mapping[str, tuple[Frame, ...]]
    """Frames of nouns whose compounds count, by last part (entries written `*angriff`)."""
    suffix_lengths: tuple[int, ...]
    classes: Mapping[str, tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    forms: VerbForms
    """Inflected forms of all verbs the lexicon speaks of."""
    verb_lemmas: frozenset[str]
    modes: Mapping[str, tuple[tuple[str, str], ...]]
    """Per type the modes that words near the trigger give, as (mode, class), the surest first."""
    counts: Mapping[tuple[str, str], tuple[int, int]]
    """How often a frame hit on a lemma in the coded training dispatches, and how often readers agreed."""

    def weight(self, frame: Frame, lemma: str) -> float:
        """The share of a frame's hits on a lemma that readers share: its weight, drawn towards what was counted."""
        seen, right = self.counts.get((frame.id, lemma), (0, 0))
        return (right + _PRIOR * frame.weight) / (seen + _PRIOR)

    def noun_frames(self, lemma: str) -> tuple[Frame, ...]:
        """Frames of a noun: by the whole lemma, else by its longest listed last part."""
        exact = self.nouns.get(lemma)
        if exact is not None:
            return exact
        for length in self.suffix_lengths:
            if length < len(lemma) and (found := self.suffixes.get(lemma[-length:])) is not None:
                return found
        return ()

    def in_class(self, word: str, name: str) -> bool:
        """Whether a lower-case noun belongs to a class: whole words, or last parts written `*part`, or `part*`."""
        for pattern in self.classes[name]:
            if pattern.startswith("*"):
                if word.endswith(pattern[1:]):
                    return True
            elif pattern.endswith("*"):
                if word.startswith(pattern[:-1]):
                    return True
            elif word == pattern:
                return True
        return False


@cache
def load_lexicon(language: Language) -> Lexicon:
    """The lexicon of a language. Raises `LexiconError` naming file and entry for anything it cannot read."""
    folder = files("lagebild.coding") / "data" / language.value
    words = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    classes = {name: tuple(text.split()) for name, text in words.pop("classes").items()}
    modes = {kind: tuple((mode, name) for mode, name in table.items()) for kind, table in words.pop("modes").items()}
    frames: list[Frame] = []
    for kind, name in ((FrameKind.VERB, "verbs"), (FrameKind.NOUN, "nouns"), (FrameKind.ADJECTIVE, "adjectives")):
        table = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
        frames += [_read_frame(row, kind, language, classes) for row in table["frame"]]
    word_sets = {name: frozenset(text.split()) for name, text in words.items()}
    verb_lemmas = _verb_lemmas(frames, word_sets) if language is Language.GERMAN else frozenset[str]()
    return Lexicon(
        language=language,
        forms=list_forms(verb_lemmas),
        verb_lemmas=verb_lemmas,
        frames=tuple(frames),
        verbs=_index(frames, FrameKind.VERB),
        nouns=_index(frames, FrameKind.NOUN),
        adjectives=_index(frames, FrameKind.ADJECTIVE),
        suffixes=(suffixes := _suffix_index(frames)),
        suffix_lengths=tuple(sorted({len(suffix) for suffix in suffixes}, reverse=True)),
        classes=classes,
        words=word_sets,
        modes=modes,
        counts=_read_counts(folder.joinpath("counts.csv").read_text("utf-8")),
    )


def _read_counts(text: str) -> dict[tuple[str, str], tuple[int, int]]:
    rows = csv.DictReader(text.splitlines())
    return {(row["frame"], row["lemma"]): (int(row["seen"]), int(row["right"])) for row in rows}


def _read_frame(row: Mapping[str, Any], kind: FrameKind, language: Language, classes: Mapping[str, Any]) -> Frame:
    name = f"{language.value}/{row.get('id', '?')}"
    if unknown := set(row) - _KEYS:
        raise LexiconError(f"frame {name}: unknown keys {sorted(unknown)}")
    if row["type"] not in EVENT_TYPES:
        raise LexiconError(f"frame {name}: {row['type']!r} is no PLOVER type")
    mode = row.get("mode")
    if mode is not None and mode not in EVENT_TYPES[row["type"]].modes:
        raise LexiconError(f"frame {name}: {row['type']} has no mode {mode!r}")
    return Frame(
        id=name,
        kind=kind,
        lemmas=tuple(row["lemmas"].lower().split()),
        type=row["type"],
        mode=mode,
        actor=tuple(row.get("actor", "").split()),
        recipient=tuple(row.get("recipient", "").split()),
        needs=tuple(_read_tests(text, name, classes) for text in _as_list(row.get("if", []))),
        excludes=tuple(test for text in _as_list(row.get("not", [])) for test in _read_tests(text, name, classes)),
        weight=float(row.get("weight", 0.8)),
        alone=bool(row.get("alone", False)),
        fallback=bool(row.get("fallback", False)),
        trigger=row.get("trigger"),
        status=row.get("status"),
        together=_checked_type(row.get("together"), name),
        examples=tuple(row["examples"]),
        counter=tuple(row["counter"]),
    )


def _checked_type(kind: str | None, frame: str) -> str | None:
    if kind is not None and kind not in EVENT_TYPES:
        raise LexiconError(f"frame {frame}: unknown type {kind!r} in `together`")
    return kind


def _verb_lemmas(frames: Iterable[Frame], words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    lemmas = {lemma for frame in frames if frame.kind is FrameKind.VERB for lemma in frame.lemmas}
    for name in _VERB_LISTS:
        lemmas |= words[name]
    return frozenset(lemma for lemma in lemmas if lemma.endswith(("en", "ern", "eln")))


def _as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _read_tests(text: str, frame: str, classes: Mapping[str, Any]) -> tuple[Test, ...]:
    tests = []
    for part in text.split():
        slot, mark, value = part.partition(":") if ":" in part else part.partition("=")
        if mark == ":" and value not in classes and value not in ("party", "side", "any"):
            raise LexiconError(f"frame {frame}: condition {part!r} names no class of words.toml")
        tests.append(Test(slot, value if mark == ":" else None, value.lower() if mark == "=" else None))
    return tuple(tests)


def _index(frames: Iterable[Frame], kind: FrameKind) -> dict[str, tuple[Frame, ...]]:
    index: dict[str, list[Frame]] = {}
    for frame in frames:
        if frame.kind is kind:
            for lemma in frame.lemmas:
                index.setdefault(lemma.lstrip("*"), []).append(frame)
    return {lemma: tuple(found) for lemma, found in index.items()}


def _suffix_index(frames: Iterable[Frame]) -> dict[str, tuple[Frame, ...]]:
    index: dict[str, list[Frame]] = {}
    for frame in frames:
        for lemma in frame.lemmas:
            if lemma.startswith("*"):
                index.setdefault(lemma[1:], []).append(frame)
    return {suffix: tuple(found) for suffix, found in index.items()}
