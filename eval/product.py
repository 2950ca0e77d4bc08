"""Scores of the whole product on labelled dispatches: times, quotations, claims, and whom party words stand for.

Every set goes through `annotate_dispatches`, as a user's dispatches do, and the layers through the same JSON that
`lagebild annotate` writes; the shared scorers judge. Sets that no rule or weight was made from: KRAUTS dolomiten42,
quotations dev, claims dev (German, and English).
"""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eval.parties import count_parties, shares
from eval.shared import scorer, shared_folder
from lagebild.pipeline import annotate_dispatches
from lagebild.read import read_dispatch
from lagebild.schema import Dispatch, Language, Rejected
from lagebild.serve.jsonl import layers_as_json

Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def run(rows: Iterable[Row], layers: set[str], language: str) -> list[Row]:
    """What `lagebild annotate` writes for these rows of {id or doc, date or dct, text}."""
    dispatches = [
        read_dispatch(
            row["text"],
            date=known_date(row.get("date") or row.get("dct") or ""),
            language=language,
            given_id=row.get("id") or row.get("doc"),
        )
        for row in rows
    ]
    for refused in dispatches:
        if isinstance(refused, Rejected):
            raise SystemExit(f"{refused.given_id}: {refused.reason.value}: {refused.detail}")
    asked = frozenset(layers)
    accepted = [d for d in dispatches if isinstance(d, Dispatch)]
    results = annotate_dispatches(accepted, layers=asked)
    return [
        {"doc": d.name} if isinstance(r, Rejected) else layers_as_json(r[0], r[1], layers=asked)
        for d, r in zip(accepted, results, strict=True)
    ]


def known_date(date: str) -> str:
    """A date the reader takes: the year 1 of a gold file stands for an unknown date."""
    return "2010" if date.startswith("0001") else date


def measure_times(data: Path) -> dict[str, float]:
    """Strict, relaxed and value F1 on KRAUTS dolomiten42."""
    folder = data / "time/krauts/dolomiten42"
    system = run(read_rows(folder / "docs.jsonl"), {"times"}, "de")
    rows = [{"doc": r["doc"], "spans": r["times"]} for r in system]
    result, _, _ = _scored("timex_score", folder / "gold.jsonl", rows, reader="load")
    return {name: 100 * result[name]["f1"] for name in ("strict", "relaxed", "value")}


def measure_quotes(data: Path) -> dict[str, float]:
    """Content and attributed F1 on quotations dev."""
    gold = data / "quotes/dev.jsonl"
    rows = [{"id": r["doc"], "quotes": r["quotes"]} for r in run(read_rows(gold), {"quotes"}, "de")]
    result = _scored("quote_score", gold, rows, reader="read_jsonl")
    return {name: 100 * result[name]["f1"] for name in ("content", "attributed")}


def measure_claims(data: Path, prefix: str = "", language: str = "de") -> dict[str, float]:
    """F1 at the four levels against both readers."""
    tool = scorer("claims_score")
    folder = data / "claims"
    system = {r["doc"]: r["claims"] for r in run(read_rows(folder / f"{prefix}dev.docs.jsonl"), {"claims"}, language)}
    first, second = (tool.load(folder / f"{prefix}dev.reader{n}.jsonl") for n in (1, 2))
    return {level: 100 * v["f"] for level, v in tool.score(first, system, second).items()}


def measure_parties(data: Path, prefix: str = "", language: str = "de") -> dict[str, float]:
    """Right sides of the party words of the first reader, and right names of persons, on claims dev."""
    folder = data / "claims"
    counts, _ = count_parties(
        folder / f"{prefix}dev.docs.jsonl", folder / f"{prefix}dev.reader1.jsonl", Language(language)
    )
    return shares(counts)


def _scored(name: str, gold: Path, rows: list[Row], *, reader: str) -> Any:
    tool = scorer(name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "system.jsonl")
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
        read = getattr(tool, reader)
        return tool.score(read(str(gold)), read(str(path)))


def measure() -> dict[str, dict[str, float]]:
    """All figures by set, in percent."""
    folder = shared_folder()
    assert folder is not None, "the shared data is needed for scoring"
    data = folder / "data"
    return {
        "times, KRAUTS dolomiten42": measure_times(data),
        "quotations dev": measure_quotes(data),
        "claims dev, German": measure_claims(data),
        "claims dev, English": measure_claims(data, "en.", "en"),
        "parties of claims dev, German": measure_parties(data),
        "parties of claims dev, English": measure_parties(data, "en.", "en"),
    }


if __name__ == "__main__":
    for name, scores in measure().items():
        print(name, {k: round(v, 2) for k, v in scores.items()})
