"""Fits the weights by which roles are cast, on coded training dispatches.

    python -m eval.casting            fit, and say on how many casts
    python -m eval.casting --write    also write src/lagebild/coding/data/LANGUAGE/casting.csv

For every claim whose type a reader shares, the casts on offer for each role are told apart by whether the reader has
the same sides. A logistic regression (ridge, Newton's method) weighs what speaks for a cast. German weights are fitted
on the German training dispatches. English has too few coded items for weights of its own, and German ones for actors
and recipients lost there; what speaks for a source is fitted on both languages and taken for English alone.
"""

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.claims import annotate_rows, as_row, load_scorer, read_set
from lagebild.coding import CodingConfig
from lagebild.coding.casting import BY_TYPE, ROLES, casts
from lagebild.coding.claims import as_claim, settle_drafts
from lagebild.coding.framing import draft_frames
from lagebild.coding.proposing import draft_proposals
from lagebild.coding.reading import read_annotated
from lagebild.knowledge import load_knowledge
from lagebild.schema import EVENT_TYPES, Annotated

DATA = Path(__file__).resolve().parents[1] / "src/lagebild/coding/data"
RIDGE, STEPS = 50.0, 12
LEAST = 0.005
"""Weights closer to zero are left out."""
Key = tuple[str, str, str]
Row = tuple[str, str, dict[str, float], bool]


def examples(layers: Sequence[Annotated], gold: dict[str, list[dict[str, Any]]]) -> Iterator[Row]:
    """(role, type, features, whether the reader has these sides) of every cast on offer."""
    knowledge, scorer = load_knowledge(), load_scorer()
    for annotated in layers:
        reading = read_annotated(annotated, knowledge, CodingConfig())
        framed, proposed = draft_frames(reading), draft_proposals(reading)
        drafts = settle_drafts(reading, framed, proposed)
        rows = [as_row(as_claim(draft, ""), annotated.dispatch.text) for draft in drafts]
        claims = gold[annotated.dispatch.name]
        for i, j in scorer.match(claims, rows, "type"):
            for role, found in casts(reading, drafts[j], framed, proposed):
                filler = claims[i][role]
                right = scorer.countries(filler if isinstance(filler, list) else [filler] if filler else [])
                for cast in found:
                    yield role, drafts[j].type, dict(cast.features), cast.sides == right


def fit(rows: Sequence[Row]) -> dict[Key, float]:
    """Weights by role, type and feature, for features as they are (not scaled)."""
    names = sorted({name for _, _, features, _ in rows for name in features})
    keys: list[Key] = [(role, "", name) for role in ROLES for name in ("bias", *names)]
    keys += [(role, kind, name) for role in ROLES for kind in EVENT_TYPES for name in BY_TYPE]
    at = {key: k for k, key in enumerate(keys)}
    x = np.zeros((len(rows), len(keys)))
    for k, (role, kind, features, _) in enumerate(rows):
        x[k, at[role, "", "bias"]] = 1
        for name, value in features.items():
            x[k, at[role, "", name]] = value
            if name in BY_TYPE:
                x[k, at[role, kind, name]] = value
    scale = x.std(0)
    scale[[at[role, "", "bias"] for role in ROLES]] = 1
    scale[scale == 0] = np.inf
    found = _newton(x / scale, np.array([right for *_, right in rows], float)) / scale
    return {key: float(found[k]) for k, key in enumerate(keys) if abs(found[k]) >= LEAST or key[2] == "bias"}


def _newton(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (y - chance) - RIDGE * weights
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights


def write(weights: dict[Key, float], file: Path) -> None:
    """The weights as a table."""
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("role", "type", "feature", "weight"))
        table.writerows((*key, f"{value:.4f}") for key, value in weights.items())


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--layers", type=Path, help="folder to keep the annotated training dispatches in")
    options = parser.parse_args()
    german, english = (
        list(examples(annotate_rows(rows, language, options.layers and options.layers / f"{name}.pickle"), gold))
        for name, language in (("train", "de"), ("en.train", "en"))
        for rows, gold, _ in [read_set(name)]
    )
    both = fit(german + english)
    for language, weights in (
        ("de", fit(german)),
        ("en", {key: weight for key, weight in both.items() if key[0] == "said_by"}),
    ):
        print(f"{language}: {len(weights)} weights, from {len(german)} German and {len(english)} English casts")
        if options.write:
            write(weights, DATA / language / "casting.csv")


if __name__ == "__main__":
    main()
