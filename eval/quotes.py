"""Measures quotations against gold: content and attribution in characters, by the shared scorer.

    python eval/quotes.py                      German dev set, with the language model
    python eval/quotes.py --split train        the set for development
    python eval/quotes.py --untagged           tokens from the segmenter alone
    python eval/quotes.py --misses FILE        also write missed and invented stretches by document

Needs the shared gold data (LAGEBILD_SHARED, or the folder `shared` beside the repository).
"""

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lagebild.annotate.quotes import find_quotations
from lagebild.annotate.segment import segment
from lagebild.schema import Annotated, Dispatch, Interval, Language, Quotation, Sentence, Token

Read = tuple[tuple[Token, ...], tuple[Sentence, ...]]


def find_shared() -> Path:
    """The folder of shared gold data."""
    return Path(os.environ.get("LAGEBILD_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a jsonl file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read_untagged(rows: list[dict[str, Any]]) -> Iterator[Read]:
    """Tokens without analysis."""
    for row in rows:
        cut = segment(row["text"], Language.GERMAN)
        tokens = tuple(Token(s, e, row["text"][s:e], "", "", "", "_", -1, "") for s, e in cut.tokens)
        yield tokens, cut.sentences


def read_tagged(rows: list[dict[str, Any]]) -> Iterator[Read]:
    """Tokens as the language model reads them."""
    from lagebild.annotate.annotator import load_annotator

    annotator = load_annotator()
    day = Interval(date(2020, 1, 1), date(2020, 1, 1))
    dispatches = [Dispatch(str(row["id"]), row["text"], day, Language.GERMAN) for row in rows]
    for start in range(0, len(dispatches), 16):
        for made in annotator.annotate(dispatches[start : start + 16]):
            yield (made.tokens, made.sentences) if isinstance(made, Annotated) else ((), ())


def read_cached(rows: list[dict[str, Any]], options: argparse.Namespace) -> list[Read]:
    """Tokens from the cache file of a split, made first if it is not there."""
    if options.untagged:
        return list(read_untagged(rows))
    if options.cache is None:
        return list(read_tagged(rows))
    cache = Path(options.cache)
    if not cache.exists():
        cache.write_bytes(pickle.dumps(list(read_tagged(rows))))
    loaded: list[Read] = pickle.loads(cache.read_bytes())
    return loaded


def to_row(identity: str, found: tuple[Quotation, ...]) -> dict[str, Any]:
    """A document in the scorer's format."""
    return {
        "id": identity,
        "quotes": [
            {"type": q.type.value, "content": [*q.content], "speaker": [*q.speaker] or None, "cue": [*q.cue] or None}
            for q in found
        ],
    }


def write_misses(rows: list[dict[str, Any]], system: list[dict[str, Any]], path: Path) -> None:
    """Every document with its missed (-) and invented (+) characters, and the wrongly attributed."""
    with path.open("w", encoding="utf-8") as out:
        for row, ours in zip(rows, system, strict=True):
            text = row["text"]
            gold, found = _characters(row["quotes"]), _characters(ours["quotes"])
            out.write(f"===== {row['id']}\n{text}\n")
            for name, quotes in (("G", row["quotes"]), ("S", ours["quotes"])):
                for quote in quotes:
                    speaker, cue = (" | ".join(text[a:b] for a, b in quote[k] or []) for k in ("speaker", "cue"))
                    content = " || ".join(text[a:b] for a, b in quote["content"])
                    out.write(f"  {name} {quote['type']} [{speaker}] <{cue}> {content!r}\n")
            for sign, stretch in (("-", gold - found), ("+", found - gold)):
                for start, end in _runs(stretch):
                    if end - start > 3:
                        out.write(f"  {sign}{end - start} {text[start:end]!r}\n")


def _characters(quotes: list[dict[str, Any]]) -> set[int]:
    return {at for quote in quotes for start, end in quote["content"] for at in range(start, end)}


def _runs(characters: set[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(characters)
    start = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or ordered[at] != ordered[at - 1] + 1:
            yield ordered[start], ordered[at - 1] + 1
            start = at


def main() -> None:
    """Measure a split."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="dev", choices=("dev", "train"))
    parser.add_argument("--first", type=int, default=None, help="only the first N articles")
    parser.add_argument("--untagged", action="store_true", help="without the language model")
    parser.add_argument("--cache", help="file that keeps the language model's analysis between runs")
    parser.add_argument("--misses", type=Path)
    options = parser.parse_args()
    rows = read_rows(find_shared() / "data" / "quotes" / f"{options.split}.jsonl")
    read = read_cached(rows, options)
    rows, read = rows[: options.first], read[: options.first]
    system, words, seconds = [], 0, 0.0
    for row, (tokens, sentences) in zip(rows, read, strict=True):
        started = time.perf_counter()
        found = find_quotations(tokens, sentences, text=row["text"], language=Language.GERMAN)
        seconds += time.perf_counter() - started
        words += len(tokens)
        system.append(to_row(row["id"], found))
    print(f"{words} tokens, {1e6 * seconds / max(1, words):.1f} microseconds a token")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "gold.jsonl", Path(folder) / "system.jsonl"]
        for path, out in zip(paths, (rows, system), strict=True):
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in out), encoding="utf-8")
        subprocess.run([sys.executable, str(find_shared() / "tools" / "quote_score.py"), *map(str, paths)], check=True)
    if options.misses:
        write_misses(rows, system, options.misses)


if __name__ == "__main__":
    main()
