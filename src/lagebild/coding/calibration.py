"""How sure a claim is: the share of claims of the same origin and a like score that careful readers share.

Scores of frames (weights), of the language model (probabilities) and of both together are not comparable and too sure
or too modest by turns. `data/calibration.csv` holds, for each origin, points of a rising curve from score to the share
of claims whose type a reader confirms; between points it is drawn straight. `eval/calibration.py` makes the file from
readings that no model was trained on.
"""

import csv
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Curve(NamedTuple):
    """Scores in rising order and the confidence at each."""

    scores: tuple[float, ...]
    shares: tuple[float, ...]

    def at(self, score: float) -> float:
        """The confidence of a score; level beyond the first and last point.

        >>> Curve((0.2, 0.6), (0.3, 0.7)).at(0.4)
        0.5
        """
        after = bisect_right(self.scores, score)
        if after == 0:
            return self.shares[0]
        if after == len(self.scores):
            return self.shares[-1]
        (low, high), (below, above) = self.scores[after - 1 : after + 1], self.shares[after - 1 : after + 1]
        return below + (above - below) * (score - low) / (high - low)


def confidence(origin: str, score: float) -> float:
    """The confidence of a claim by its origin (`frame`, `model` or `both`) and raw score, 0 to 1."""
    return load_curves()[origin].at(score)


@cache
def load_curves() -> Mapping[str, Curve]:
    """The curves by origin."""
    text = files("lagebild.coding").joinpath("data", "calibration.csv").read_text("utf-8")
    points: dict[str, list[tuple[float, float]]] = {}
    for row in csv.DictReader(text.splitlines()):
        points.setdefault(row["origin"], []).append((float(row["score"]), float(row["confidence"])))
    return {origin: Curve(*zip(*sorted(found), strict=True)) for origin, found in points.items()}
