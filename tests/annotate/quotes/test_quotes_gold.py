"""Floors on the shared gold data, without the language model."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from quotes_samples import read_plain

from lagebild.annotate.quotes import find_quotations
from lagebild.schema import Language

FLOORS = {"content": 0.79, "attributed": 0.545}
"""A point or two below what was measured on the dev articles with the segmenter's tokens alone."""


@pytest.mark.shared
def test_dev_articles_stay_above_the_floor(shared: Path, tmp_path: Path) -> None:
    gold = shared / "data" / "quotes" / "dev.jsonl"
    system = tmp_path / "system.jsonl"
    with gold.open(encoding="utf-8") as lines, system.open("w", encoding="utf-8") as out:
        for row in map(json.loads, lines):
            tokens, sentences = read_plain(row["text"])
            found = find_quotations(tokens, sentences, text=row["text"], language=Language.GERMAN)
            quotes = [{"type": q.type.value, "content": q.content, "speaker": q.speaker or None} for q in found]
            out.write(json.dumps({"id": row["id"], "quotes": quotes}) + "\n")
    command = [sys.executable, str(shared / "tools" / "quote_score.py"), str(gold), str(system), "--json"]
    scores = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for name, floor in FLOORS.items():
        assert scores[name]["f1"] >= floor, f"{name} fell to {scores[name]['f1']:.3f}"
