"""Claims as the language model proposes them: trigger, type, mode, status, and the words that may fill the roles.

Proposals are raw material for `coding`: they carry scores, no decisions beyond a floor, and no parties yet.
"""

from collections.abc import Iterator

import numpy as np

from lagebild.annotate.model import ClaimScores, LanguageModel
from lagebild.schema import Pointer, Proposal, Token

POINTER_FLOOR = 0.15
"""Pointers below this probability are not kept."""


def propose_claims(
    model: LanguageModel, scores: ClaimScores, tokens: tuple[Token, ...], *, offset: int, floor: float
) -> Iterator[Proposal]:
    """Proposals of one window whose first word is `tokens[offset]`, in text order.

    A word proposes its best type, and a second one only if that is as probable as not.
    """
    best = scores.types.max(1)
    words = np.flatnonzero(best >= floor).tolist()
    if not words:
        return
    pairs = model.pair_scores(scores, words)
    labels = model.labels
    countries = _softmax(scores.countries)
    for row, word in enumerate(words):
        pointers = tuple(
            Pointer(
                labels.roles[role],
                offset + int(filler),
                float(pairs[row, filler, role]),
                labels.countries[int(countries[filler].argmax())],
                float(countries[filler].max()),
            )
            for filler, role in zip(*np.nonzero(pairs[row] >= POINTER_FLOOR), strict=True)
        )
        order = np.argsort(-scores.types[word])
        chosen = [order[0], *(k for k in order[1:2] if scores.types[word, k] >= max(0.5, floor))]
        token = tokens[offset + word]
        for k in chosen:
            kind = labels.types[int(k)]
            yield Proposal(
                trigger=token.span,
                token=offset + word,
                type=kind,
                mode=_mode(labels.modes, scores.modes[word], kind),
                status=labels.statuses[int(scores.statuses[word].argmax())],
                score=float(scores.types[word, k]),
                pointers=pointers,
            )


def _mode(modes: list[str], logits: np.ndarray[tuple[int], np.dtype[np.float32]], kind: str) -> str | None:
    allowed = [i for i, mode in enumerate(modes) if mode.startswith(kind + "/")]
    if not allowed:
        return None
    best = max(allowed, key=lambda i: float(logits[i]))
    return modes[best].split("/", 1)[1] or None


def _softmax(
    logits: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    shifted = np.exp(logits - logits.max(1, keepdims=True))
    result: np.ndarray[tuple[int, int], np.dtype[np.float32]] = (shifted / shifted.sum(1, keepdims=True)).astype(
        np.float32
    )
    return result
