"""Claims as the language model proposes them: trigger, type, mode, status, and the words that may fill the roles.

Proposals are raw material for `coding`: they carry scores, no decisions beyond a floor, and no parties yet.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lagebild.annotate.model import ClaimScores, LanguageModel
from lagebild.annotate.roles import KINDS, OPEN_KINDS, Paths, WordSides
from lagebild.schema import Pointer, Proposal, SidePointer, Token

POINTER_FLOOR = 0.15
"""Pointers, to words and to sides, below this probability are not kept."""
PARTY_ROLES = frozenset({"actor", "recipient", "said_by"})
GUESS_FLOOR = 0.5
"""Probability from which the model's guess says whom a word stands for, where the tables know it by context or not."""
SECOND_FLOOR = 0.7
"""Probability from which a word proposes a second type too."""
Floats = NDArray[np.float32]


class Words(NamedTuple):
    """What proposals need to know of the words of a dispatch: tokens, whom they stand for, paths between them."""

    tokens: tuple[Token, ...]
    sides: WordSides
    paths: Paths


def propose_claims(
    model: LanguageModel, scores: ClaimScores, words: Words, *, offset: int, floor: float
) -> Iterator[Proposal]:
    """Proposals of one window whose first word is token `offset`, in text order.

    A word proposes its best type, as probable as that the word tells of any act at all (two likely types make it surer
    that one is told), and a second one only if that is rather sure too.
    """
    any_act = 1 - np.prod(1 - scores.types, 1)
    triggers = np.flatnonzero(any_act >= floor).tolist()
    if not triggers:
        return
    labels = model.labels
    here = range(offset, offset + len(any_act))
    kinds = np.array(words.sides.kinds[offset : here.stop], np.int64)
    countries = _softmax(scores.countries)
    stands_for = _guessed_sides(words.sides, countries, labels.countries, offset)
    for word in triggers:
        logits = model.role_scores(scores, word, words.paths.of(offset + word, here), kinds)
        odds = 1 / (1 + np.exp(-logits))
        pointers = tuple(
            Pointer(
                labels.roles[role],
                offset + int(filler),
                float(odds[filler, role]),
                labels.countries[int(countries[filler].argmax())],
                float(countries[filler].max()),
            )
            for filler, role in zip(*np.nonzero(odds >= POINTER_FLOOR), strict=True)
        )
        sides = tuple(_sides(labels.roles, stands_for, logits, offset))
        order = np.argsort(-scores.types[word])
        chosen = [order[0], *(k for k in order[1:2] if scores.types[word, k] >= max(SECOND_FLOOR, floor))]
        for k in chosen:
            kind = labels.types[int(k)]
            yield Proposal(
                trigger=words.tokens[offset + word].span,
                token=offset + word,
                type=kind,
                mode=_mode(labels.modes, scores.modes[word], kind),
                status=labels.statuses[int(scores.statuses[word].argmax())],
                score=float(any_act[word] if k == order[0] else scores.types[word, k]),
                pointers=pointers,
                sides=sides,
            )


def _guessed_sides(sides: WordSides, countries: Floats, names: list[str], offset: int) -> list[str | None]:
    """Whom the words of a window stand for; where no word of the phrase tells, as the model guesses."""
    found = list(sides.sides[offset : offset + len(countries)])
    for word, (kind, best) in enumerate(zip(sides.kinds[offset:], countries.argmax(1), strict=False)):
        if found[word] is not None and KINDS[kind] in OPEN_KINDS and countries[word, best] >= GUESS_FLOOR:
            found[word] = names[int(best)]
    return found


def _sides(roles: list[str], stands_for: list[str | None], logits: Floats, offset: int) -> Iterator[SidePointer]:
    """Sides pooled over the words that stand for them: a side is as sure as all its words together."""
    members: dict[str, list[int]] = {}
    for word, side in enumerate(stands_for):
        if side is not None:
            members.setdefault(side, []).append(word)
    for number, role in enumerate(roles):
        if role not in PARTY_ROLES:
            continue
        for side, at in members.items():
            odds = float(np.exp(np.minimum(logits[at, number], 15)).sum())
            if odds / (1 + odds) >= POINTER_FLOOR:
                yield SidePointer(role, side, odds / (1 + odds), offset + at[int(logits[at, number].argmax())])


def _mode(modes: list[str], logits: Floats, kind: str) -> str | None:
    allowed = [i for i, mode in enumerate(modes) if mode.startswith(kind + "/")]
    if not allowed:
        return None
    best = max(allowed, key=lambda i: float(logits[i]))
    return modes[best].split("/", 1)[1] or None


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(1, keepdims=True))
    result: Floats = (shifted / shifted.sum(1, keepdims=True)).astype(np.float32)
    return result
