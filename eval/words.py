"""Measures single sentences that each tell of one act by another word: `python -m eval.words de|en [--errors]`.

The sentences (`eval/words.de.jsonl`, `eval/words.en.jsonl`, CC BY 4.0) were written and coded by a large language model
under the handbook, not by people; one in ten tempts with a word that is no act (`NONE`). They show which words the
program does not know, one count a word, and say nothing of how often news uses a word. Frames were written after
reading what was wrong, so the figures are no independent measure of those.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from eval.claims import show
from lagebild.pipeline import annotate_dispatches
from lagebild.read import read_dispatch
from lagebild.schema import Dispatch, Rejected
from lagebild.serve.jsonl import layers_as_json

HERE = Path(__file__).resolve().parent
SOME_DAY = "2025-06-15"
NO_ACT = "NONE"


def main() -> None:
    """Print the shares of right types, of right sides among these, and of right statuses; the misses if asked."""
    language = sys.argv[1]
    lines = (HERE / f"words.{language}.jsonl").read_text("utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    dispatches = [read_dispatch(row["text"], date=SOME_DAY, language=language) for row in rows]
    accepted = [d for d in dispatches if isinstance(d, Dispatch)]
    assert len(accepted) == len(rows), "every sentence is a dispatch"
    layers = frozenset({"claims"})
    counts: Counter[str] = Counter()
    for row, result in zip(rows, annotate_dispatches(accepted, layers=layers), strict=True):
        assert not isinstance(result, Rejected)
        claims = layers_as_json(*result, layers=layers)["claims"]
        judged = judge(row, claims)
        counts.update(judged)
        if "type" not in judged and "--errors" in sys.argv:
            print(f"{row['type']} [{row['trigger']}] {row['text']}", *map(show, claims), sep="\n    ")
    typed = counts["type"] - counts["no act"]
    print(f"type right {counts['type']} of {len(rows)}")
    print(f"of {typed} acts: both sides {counts['sides']}, status {counts['status']}")


def judge(row: dict[str, Any], claims: list[dict[str, Any]]) -> set[str]:
    """What is right of one sentence: `type`, and for acts `sides` and `status`; `no act` where none was to be found.

    >>> row = {"text": "A hit B", "trigger": "hit", "type": "NONE"}
    >>> sorted(judge(row, []))
    ['no act', 'type']
    >>> judge(row | {"type": "ASSAULT"}, [])
    set()
    """
    start = row["text"].index(row["trigger"])
    end = start + len(row["trigger"])
    here = [c for c in claims if c["trigger"]["span"][0] < end and start < c["trigger"]["span"][1]]
    if row["type"] == NO_ACT:
        return set() if here else {"type", "no act"}
    same = [c for c in here if c["type"] == row["type"]]
    if not same:
        return set()
    sides = all({p["country"] for p in same[0][role]} == set(row[role]) for role in ("actor", "recipient"))
    found = {"type": True, "sides": sides, "status": same[0]["status"] == row["status"]}
    return {name for name, right in found.items() if right}


if __name__ == "__main__":
    main()
