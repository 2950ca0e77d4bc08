"""Which side a word without one of its own most likely belongs to: *die Armee*, *die Polizei*, *Demonstranten*.

Takes where in a dispatch sides are named and gives the side that stands nearest and most often. It is the last resort
after modifiers, appositions and earlier mentions of the same body; it abstains where nothing is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from typing import NamedTuple

from lagebild.schema import MentionKind


class SidedWord(NamedTuple):
    """A word that names a side, the number of its sentence, and how strongly it colours what stands around."""

    token: int
    sentence: int
    side: str
    weight: float


@dataclass(frozen=True, slots=True)
class ContextConfig:
    """Weights of the vote.

    `same_before`, `same_after`: a side named in the word's own sentence, before or after it. `fading`: factor for each
    sentence further away. `behind`: factor for sentences after the word's own. `everywhere`: what the logarithm of a
    side's (weighted) mentions in the dispatch adds. `reach`: sentences looked at beyond the own one.
    """

    same_before: float = 1.2
    same_after: float = 0.6
    fading: float = 0.6
    behind: float = 0.5
    everywhere: float = 1.1
    reach: int = 6


_DEFAULT = ContextConfig()
_LOCATIVE = frozenset("in im aus bei nach an auf at from".split())
_WEIGHTS = {
    MentionKind.LOC: 1.1,
    MentionKind.NORP: 0.9,
    MentionKind.PER: 0.9,
    MentionKind.ROLE: 1.0,
    MentionKind.PRON: 0.8,
    MentionKind.ORG: 0.8,
}
"""How strongly a mention colours its surroundings; like the options, chosen on the coded training dispatches."""


def weigh_mention(kind: MentionKind, side: str, before: str) -> float:
    """The weight of a mention; `before` is the word in front of it (*in Kolumbien* tells where one is).

    >>> weigh_mention(MentionKind.LOC, "COL", "in") > weigh_mention(MentionKind.LOC, "COL", "gegen")
    True
    """
    weight = _WEIGHTS.get(kind, 0.8)
    if kind is MentionKind.LOC and before in _LOCATIVE:
        weight += 0.05
    return weight * (0.7 if ":" in side else 1.0)


def choose_side(
    words: Sequence[SidedWord], token: int, sentence: int, *, config: ContextConfig = _DEFAULT
) -> str | None:
    """The side that colours the word at `token` most; None where no side is named in the dispatch.

    >>> words = [SidedWord(2, 0, "KOR", 1.0), SidedWord(5, 0, "KOR", 1.0), SidedWord(30, 3, "USA", 1.0)]
    >>> choose_side(words, 12, 1)
    'KOR'
    """
    votes: dict[str, float] = {}
    nearest: dict[str, float] = {}
    for word in words:
        distance = word.sentence - sentence
        if distance == 0:
            strength = config.same_before if word.token < token else config.same_after
        elif abs(distance) > config.reach:
            strength = 0.0
        else:
            strength = config.fading ** abs(distance) * (config.behind if distance > 0 else 1.0)
        votes[word.side] = votes.get(word.side, 0.0) + word.weight
        nearest[word.side] = max(nearest.get(word.side, 0.0), strength * word.weight)
    if not votes:
        return None
    return max(votes, key=lambda side: config.everywhere * log1p(votes[side]) + nearest[side])
