"""The curves from score to confidence."""

from itertools import pairwise

import pytest

from lagebild.coding.calibration import Curve, confidence, load_curves


def test_every_origin_has_a_rising_curve_of_shares() -> None:
    curves = load_curves()
    assert set(curves) == {"frame", "model", "both"}
    for curve in curves.values():
        assert all(a < b for a, b in pairwise(curve.scores))
        assert all(a <= b for a, b in pairwise(curve.shares))
        assert all(0 <= share <= 1 for share in curve.shares)


@pytest.mark.parametrize(("score", "expected"), [(0.0, 0.3), (0.2, 0.3), (0.4, 0.5), (0.6, 0.7), (1.0, 0.7)])
def test_a_curve_is_straight_between_points_and_level_beyond(score: float, expected: float) -> None:
    assert Curve((0.2, 0.6), (0.3, 0.7)).at(score) == pytest.approx(expected)


def test_a_surer_score_is_no_less_sure_a_claim() -> None:
    for origin in load_curves():
        assert confidence(origin, 0.9) >= confidence(origin, 0.3)
