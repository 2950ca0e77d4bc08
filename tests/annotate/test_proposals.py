"""Proposals over scores made by hand and a model that repeats given role scores."""

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from lagebild.annotate.model import ClaimScores
from lagebild.annotate.proposals import POINTER_FLOOR, SECOND_FLOOR, Words, propose_claims
from lagebild.annotate.roles import KINDS, Paths, WordSides
from lagebild.schema import Proposal, Sentence, Span, Token

TYPES = ["ASSAULT", "CONSULT", "THREATEN"]
MODES = ["", "ASSAULT/", "ASSAULT/aerial", "CONSULT/visit"]
STATUSES = ["happened", "planned"]
COUNTRIES = ["PRK", "KOR", None]
ROLES = ["actor", "recipient"]
WORDS = "Drohnen griffen Seoul an".split()


class RoleModel:
    """Knows the labels, and gives the same role scores for every trigger; remembers what it was asked."""

    def __init__(self, odds: NDArray[np.float32]) -> None:
        self.labels = SimpleNamespace(types=TYPES, modes=MODES, statuses=STATUSES, countries=COUNTRIES, roles=ROLES)
        self.logits = np.log(odds.clip(1e-6, 1 - 1e-6) / (1 - odds.clip(1e-6, 1 - 1e-6)))
        self.asked: list[tuple[int, list[str], list[int]]] = []

    def role_scores(
        self, claims: ClaimScores, trigger: int, paths: Sequence[str], kinds: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        self.asked.append((trigger, list(paths), kinds.tolist()))
        return self.logits


def make_tokens(padding: int = 0) -> tuple[Token, ...]:
    words = ["x"] * padding + WORDS
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
    return tuple(Token(s, s + len(w), w, w, w, "X", "_", -1, "dep") for s, w in zip(starts, words, strict=True))


def make_scores(types: dict[int, list[float]], **changed: list[list[float]]) -> ClaimScores:
    table = np.zeros((len(WORDS), len(TYPES)), np.float32)
    for word, row in types.items():
        table[word] = row

    def logits(name: str, width: int) -> NDArray[np.float32]:
        return np.array(changed.get(name, [[0.0] * width] * len(WORDS)), np.float32)

    empty = np.zeros((len(WORDS), 1), np.float32)
    return ClaimScores(table, logits("modes", 4), logits("statuses", 2), logits("countries", 3), empty, empty)


def make_words(
    padding: int = 0, sides: Sequence[str | None] = (None, None, None, None), kinds: Sequence[str] = ("word",) * 4
) -> Words:
    tokens = make_tokens(padding)
    read = WordSides((*[None] * padding, *sides), (*[0] * padding, *map(KINDS.index, kinds)))
    return Words(tokens, read, Paths(tokens, [Sentence(Span(0, tokens[-1].end), 0, len(tokens), 0)]))


def propose(
    scores: ClaimScores,
    *,
    pairs: dict[tuple[int, int], float] | None = None,
    offset: int = 0,
    floor: float = 0.2,
    sides: Sequence[str | None] = (None, None, None, None),
    kinds: Sequence[str] = ("word",) * 4,
) -> list[Proposal]:
    table = np.zeros((len(WORDS), len(ROLES)), np.float32)
    for at, score in (pairs or {}).items():
        table[at] = score
    words = make_words(offset, sides, kinds)
    return list(propose_claims(RoleModel(table), scores, words, offset=offset, floor=floor))  # type: ignore[arg-type]


def test_a_word_above_the_floor_proposes_its_best_type() -> None:
    (found,) = propose(make_scores({1: [0.8, 0.4999, 0.0]}))
    assert (found.type, found.token, found.trigger) == ("ASSAULT", 1, Span(8, 15))
    assert found.score == pytest.approx(0.9, abs=1e-3), "that the word tells of either"


def test_nothing_above_the_floor_asks_for_no_roles() -> None:
    model = RoleModel(np.zeros((len(WORDS), len(ROLES)), np.float32))
    scores = make_scores({1: [0.1, 0.1, 0.0]})
    assert list(propose_claims(model, scores, make_words(), offset=0, floor=0.2)) == []  # type: ignore[arg-type]
    assert model.asked == []


def test_a_second_type_needs_more() -> None:
    assert [p.type for p in propose(make_scores({1: [0.9, SECOND_FLOOR - 0.01, 0.0]}))] == ["ASSAULT"]
    assert [p.type for p in propose(make_scores({1: [0.5, 0.9, SECOND_FLOOR]}))] == ["CONSULT", "THREATEN"]


def test_mode_belongs_to_the_type_whatever_other_modes_score() -> None:
    modes = [[9.0, 0.0, 3.0, 8.0]] * len(WORDS)
    found = propose(make_scores({0: [0.9, 0, 0], 1: [0, 0.9, 0], 2: [0, 0, 0.9]}, modes=modes))
    assert [(p.type, p.mode) for p in found] == [("ASSAULT", "aerial"), ("CONSULT", "visit"), ("THREATEN", None)]


def test_the_empty_mode_is_none() -> None:
    modes = [[0.0, 5.0, 3.0, 0.0]] * len(WORDS)
    assert propose(make_scores({1: [0.9, 0, 0]}, modes=modes))[0].mode is None


def test_status_is_the_best() -> None:
    assert propose(make_scores({1: [0.9, 0, 0]}, statuses=[[0.0, 1.0]] * len(WORDS)))[0].status == "planned"


def test_pointers_above_their_floor_count_from_the_first_token_of_the_dispatch() -> None:
    pairs = {(0, 0): 0.8, (2, 1): POINTER_FLOOR + 0.01, (3, 1): POINTER_FLOOR - 0.01}
    countries = [[4.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 4.0, 0.0], [0.0, 0.0, 4.0]]
    (found,) = propose(make_scores({1: [0.9, 0, 0]}, countries=countries), pairs=pairs, offset=5)
    assert found.token == 6
    assert [(p.role, p.token, p.country) for p in found.pointers] == [("actor", 5, "PRK"), ("recipient", 7, "KOR")]
    assert found.pointers[0].score == pytest.approx(0.8)
    assert all(1 / 3 < p.country_score < 1 for p in found.pointers)


def test_a_side_gathers_all_words_that_stand_for_it() -> None:
    pairs = {(0, 0): 0.4, (2, 0): 0.4, (3, 0): 0.3}
    (found,) = propose(make_scores({1: [0.9, 0, 0]}), pairs=pairs, sides=("PRK", None, "PRK", "KOR"), offset=2)
    by_country = {side.country: side for side in found.sides}
    odds = 2 * 0.4 / 0.6
    assert by_country["PRK"].score == pytest.approx(odds / (1 + odds), abs=1e-5)
    assert by_country["KOR"].score == pytest.approx(0.3, abs=1e-5)
    assert (by_country["PRK"].role, by_country["PRK"].token) == ("actor", 2)


def test_the_guess_goes_before_the_surroundings_but_not_before_names() -> None:
    countries = [[4.0, 0.0, 0.0], [0.0, 0.0, 0.0], [4.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    (found,) = propose(
        make_scores({1: [0.9, 0, 0]}, countries=countries),
        pairs={(0, 0): 0.6, (2, 0): 0.4, (3, 0): 0.3},
        sides=("KOR", None, "JPN", "UNK"),
        kinds=("context", "word", "LOC", "noun"),
        offset=3,
    )
    assert {side.country: side.token for side in found.sides} == {"PRK": 3, "JPN": 5, "UNK": 6}


def test_words_that_stand_for_nobody_are_no_side() -> None:
    (found,) = propose(make_scores({1: [0.9, 0, 0]}), pairs={(1, 0): 0.9})
    assert found.sides == ()
    assert len(found.pointers) == 1


def test_proposals_stand_in_text_order() -> None:
    found = propose(make_scores({3: [0.9, 0, 0], 0: [0.3, 0, 0], 2: [0.5, 0, 0]}))
    assert [p.token for p in found] == [0, 2, 3]


def test_huge_logits_do_not_overflow() -> None:
    countries = [[1e30, -1e30, 0.0]] * len(WORDS)
    (found,) = propose(make_scores({1: [0.9, 0, 0]}, countries=countries), pairs={(0, 0): 0.9})
    assert found.pointers[0].country_score == pytest.approx(1.0)
