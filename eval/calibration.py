"""Makes and checks the curve from a claim's score to its confidence.

    python -m eval.calibration            reliability on the development sets, German and English
    python -m eval.calibration --write    fit `coding/data/calibration.csv` on `eval/readings.jsonl` first

A claim is right if a reader has one of the same type within the scorer's reach. The curve is the isotonic regression of
right on score (pool adjacent violators), for each origin by itself, with two claims of the average share added to each
block so that few claims say little.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from eval.claims import annotate_rows, as_row, load_scorer, read_set
from lagebild.coding import code_claims
from lagebild.knowledge import load_knowledge

TARGET = Path(__file__).resolve().parent.parent / "src" / "lagebild" / "coding" / "data" / "calibration.csv"
BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
SMOOTHING = 2.0


class Judged(NamedTuple):
    """A coded claim: where it came from, its raw score, its confidence, and whether a reader shares its type."""

    origin: str
    score: float
    confidence: float
    right: bool


def judge(name: str) -> Iterator[Judged]:
    """All claims that the product codes in a set."""
    rows, first, second = read_set(name)
    scorer, knowledge = load_scorer(), load_knowledge()
    for annotated in annotate_rows(rows, "en" if name.startswith("en") else "de", None):
        claims = code_claims(annotated, knowledge=knowledge)
        system = [as_row(claim, annotated.dispatch.text) for claim in claims]
        shared: set[int] = set()
        for gold in (first, second):
            if gold is not None:
                shared |= {j for _, j in scorer.match(gold[annotated.dispatch.name], system, "type")}
        for number, claim in enumerate(claims):
            reason = claim.evidence.reason
            origin = reason.partition(":")[0] if " model:" not in reason else "both"
            yield Judged(origin, claim.evidence.score, claim.confidence, number in shared)


def fit(judged: Sequence[Judged]) -> list[tuple[float, float]]:
    """Points (score, share) of a rising curve: the middle of each block of equal share."""
    average = sum(j.right for j in judged) / len(judged)
    blocks: list[list[Judged]] = []
    for claim in sorted(judged, key=lambda j: j.score):
        blocks.append([claim])
        while len(blocks) > 1 and _share(blocks[-2], average) >= _share(blocks[-1], average):
            last = blocks.pop()
            blocks[-1] += last
    return [(sum(j.score for j in b) / len(b), _share(b, average)) for b in blocks]


def _share(block: Sequence[Judged], average: float) -> float:
    return (sum(j.right for j in block) + SMOOTHING * average) / (len(block) + SMOOTHING)


def write() -> None:
    """Fit and write the curves."""
    judged = list(judge("readings"))
    lines = ["origin,score,confidence"]
    for origin in ("frame", "model", "both"):
        points = fit([j for j in judged if j.origin == origin])
        lines += [f"{origin},{score:.4f},{share:.4f}" for score, share in points]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(judged)} claims, {len(lines) - 1} points written")


def show(name: str) -> None:
    """Reliability of one set as a table: confidence said and share right."""
    judged = list(judge(name))
    print(f"\n{name}: {len(judged)} claims\n\n| confidence | claims | said | right |\n|---|---|---|---|")
    error = 0.0
    for low, high in pairwise(BINS):
        inside = [j for j in judged if low <= j.confidence < high]
        if inside:
            said = sum(j.confidence for j in inside) / len(inside)
            right = sum(j.right for j in inside) / len(inside)
            error += len(inside) / len(judged) * abs(said - right)
            print(f"| {low:.1f} to {min(high, 1):.1f} | {len(inside)} | {said:.2f} | {right:.2f} |")
    print(f"\nexpected calibration error {error:.3f}")


def main() -> None:
    """Run."""
    if "--write" in sys.argv:
        write()
    for name in ("dev", "en.dev"):
        show(name)


if __name__ == "__main__":
    main()
