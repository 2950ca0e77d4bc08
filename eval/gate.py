"""The quality gate: measures the product on labelled data and fails when a figure falls below its floor.

    python -m eval.gate            measure, compare with eval/floors.json, exit 1 below a floor
    python -m eval.gate --raise    lift every floor to what was measured, less its margin (floors never sink), and
                                   write the figures to docs/scores.md

`floors.json` holds, for every metric, the floor and what it was measured on, and a digest of the gold files: when the
gold changes, the floors mean nothing and have to be looked at. Without the shared data there is nothing to measure;
the gate says so and passes.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from eval.shared import shared_folder

FLOORS = Path(__file__).resolve().parent / "floors.json"
MARGIN = 0.5
"""Points below the measured figure at which a floor is set: other processors round 8-bit sums differently."""
PAGE = """# Scores

Written by `python -m eval.gate --raise`; the quality gate of `make test` measures them anew. All sets are held out: no
weight was trained on them. Which parts of GSD, EWT and GermEval are held out is said in
[language-model.md](language-model.md). Time rules were tuned on KRAUTS dolomiten100 and WikiWarsDE 1-8; on dolomiten42
none was made, but two new ones were withdrawn and one guard was mended because its strict figure fell. The settings of
claims are chosen on readings apart; two of them, the cut between the last checkpoints and a handful of roles and names
were decided with the development sets in view, to hold the English floors. Rules about whom party words stand for were
written after reading the German development set's party words that were wrong, and a few about talk, relative clauses
and content clauses after the two founding dispatches, which are two of its 34. The rules after the reading of 200 fresh
dispatches (see [errors.md](errors.md)) were chosen on 500 training dispatches; after two of them a look at which
English claims had changed narrowed the rule. The weights by which sides and sources are cast are fitted on the training
dispatches; which casts are on offer, and that English weighs sources alone, was decided with the development sets in
view. These figures are a little too kind, the English dyads (141 claims) most of all. The claims were read by a large
language model under the coding handbook, **not by people**; a claim counts as right if one of two readings has it, and
has to be found if both have it.

| set | measure | percent |
|---|---|---|
"""
GATED = frozenset(
    "UPOS Lemma UAS LAS F1 strict relaxed value content attributed detect type dyad full side name".split()
)
SCORES = Path(__file__).resolve().parent.parent / "docs" / "scores.md"
GOLD = (
    "treebanks/de/gsd-dev.conllu",
    "treebanks/en/ewt.conllu",
    "ner/germeval2014-dev.tsv",
    "time/krauts/dolomiten42/gold.jsonl",
    "claims/dev.reader1.jsonl",
    "claims/dev.reader2.jsonl",
    "claims/en.dev.reader1.jsonl",
    "claims/en.dev.reader2.jsonl",
    "quotes/dev.jsonl",
)


def measure() -> dict[str, float]:
    """All gated metrics in percent."""
    from eval import language, product

    figures: dict[str, float] = {}
    for data, scores in (language.measure() | product.measure()).items():
        kept = (name for name in scores if name in GATED)
        figures |= {f"{data}: {name}": scores[name] for name in kept}
    return figures


def digest(data: Path) -> str:
    """One hash over the gold files."""
    whole = hashlib.sha256()
    for name in GOLD:
        whole.update(hashlib.sha256((data / name).read_bytes()).digest())
    return whole.hexdigest()[:16]


def compare(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """What fell: one line for each metric below its floor or no longer measured.

    >>> compare({"a": 80.0}, {"a": 81.0, "b": 1.0})
    ['a: 80.00 is below its floor 81.00', 'b: no longer measured']
    """
    fallen = []
    for name, floor in floors.items():
        if name not in figures:
            fallen.append(f"{name}: no longer measured")
        elif figures[name] < floor:
            fallen.append(f"{name}: {figures[name]:.2f} is below its floor {floor:.2f}")
    return fallen


def as_page(figures: dict[str, float]) -> str:
    """The figures as a page of the docs."""
    rows = [
        f"| {name.partition(': ')[0]} | {name.partition(': ')[2]} | {value:.2f} |" for name, value in figures.items()
    ]
    return PAGE + "\n".join(rows) + "\n"


def main() -> None:
    """Measure and judge."""
    folder = shared_folder()
    if folder is None:
        print("quality gate: the shared gold data is absent, nothing measured")
        return
    pinned: dict[str, Any] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}}
    found = digest(folder / "data")
    raising = "--raise" in sys.argv
    if pinned.get("gold") not in (None, found) and not raising:
        print("quality gate: the gold files have changed; look at the figures and run with --raise")
        raise SystemExit(1)
    figures = measure()
    for name, value in figures.items():
        floor = pinned["floors"].get(name)
        print(f"{name:45} {value:6.2f}   floor {floor if floor is not None else '-'}")
    if raising:
        lifted = {n: max(pinned["floors"].get(n, 0.0), round(v - MARGIN, 1)) for n, v in figures.items()}
        FLOORS.write_text(json.dumps({"gold": found, "floors": lifted}, indent=1, ensure_ascii=False) + "\n", "utf-8")
        SCORES.write_text(as_page(figures), "utf-8")
        return
    fallen = compare(figures, pinned["floors"])
    for line in fallen:
        print("quality gate:", line)
    raise SystemExit(1 if fallen else 0)


if __name__ == "__main__":
    main()
