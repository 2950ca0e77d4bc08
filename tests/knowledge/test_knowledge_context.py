"""The vote for words without a side."""

from hypothesis import given
from hypothesis import strategies as st

from lagebild.knowledge.context import SidedWord, choose_side


def test_nothing_named_gives_nothing() -> None:
    assert choose_side([], 3, 0) is None


def test_the_own_sentence_beats_a_far_one() -> None:
    words = [SidedWord(1, 0, "USA", 1.0), SidedWord(80, 8, "FRA", 1.0)]
    assert choose_side(words, 84, 8) == "FRA"


def test_what_stands_before_beats_what_follows() -> None:
    words = [SidedWord(1, 0, "USA", 1.0), SidedWord(9, 0, "FRA", 1.0)]
    assert choose_side(words, 5, 0) == "USA"


@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from(["USA", "DEU", "FRA"])), min_size=1, max_size=8))
def test_the_winner_is_one_of_the_named(pairs: list[tuple[int, str]]) -> None:
    words = [SidedWord(at, at // 10, side, 1.0) for at, side in sorted(pairs)]
    assert choose_side(words, 25, 2) in {side for _, side in pairs}
