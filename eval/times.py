"""Measures time expressions against gold: TIMEX3 spans and values, and the days of claims.

    python eval/times.py                         all sets of the shared folder
    python eval/times.py --only krauts --errors FILE
    python eval/times.py --only wikiwarsde --first 8
    python eval/times.py --only dolomiten100 --month   publication cut to the month: counts wrong exact days
    python eval/times.py --only when-de          days of the time words in claims read by hand
    python eval/times.py --only labels           the 105 news texts of `eval/times.labels.jsonl`
    python eval/times.py --only written          the 40 regional texts of `eval/times.written.jsonl`

Needs the shared gold data (LAGEBILD_SHARED, or the folder `shared` beside the repository). Works without the
language model: tokens come from the segmenter alone.
"""

import argparse
import calendar
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lagebild.annotate.segment import segment
from lagebild.annotate.times import TimeConfig, find_times
from lagebild.schema import Grain, Interval, Language, TimeExpression, Token

NEWS, NARRATIVE = TimeConfig(), TimeConfig(domain="narrative")
LABELS = Path(__file__).resolve().parent / "times.labels.jsonl"
"""Openings of 105 news texts of 2020 to 2026, labelled in the manner of KRAUTS by a large language model, not by people
(one reader a text); rules were mended on them. Their texts stay in the shared files."""
WRITTEN = Path(__file__).resolve().parent / "times.written.jsonl"
"""Forty invented texts in the style of regional papers, written and labelled in the manner of KRAUTS by a large
language model (CC BY 4.0); rules were mended on them too."""
OURS = {"labels": LABELS, "written": WRITTEN}
SETS = {
    "dolomiten100": (("time/krauts/dolomiten100",), NEWS),
    "dolomiten42": (("time/krauts/dolomiten42",), NEWS),
    "krauts": (("time/krauts/dolomiten100", "time/krauts/dolomiten42"), NEWS),
    "wikiwarsde": (("time/wikiwarsde",), NARRATIVE),
}
CLAIMS = {
    "when-de": ("claims/dev.docs.jsonl", "claims/dev.reader1.jsonl", Language.GERMAN),
    "when-en": ("claims/en.dev.docs.jsonl", "claims/en.dev.reader1.jsonl", Language.ENGLISH),
}


def find_shared() -> Path:
    """The folder of shared gold data."""
    return Path(os.environ.get("LAGEBILD_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a jsonl file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def publish(text: str, *, by_month: bool = False) -> Interval:
    """The publication interval of a document dated by day, month or year, cut to its month if asked."""
    parts = [int(part) for part in text.split("-")][: 2 if by_month else 3]
    if len(parts) == 3:
        return Interval(date(*parts), date(*parts), Grain.DAY)
    if len(parts) == 1:
        return Interval(date(parts[0], 1, 1), date(parts[0], 12, 31), Grain.YEAR)
    last = calendar.monthrange(parts[0], parts[1])[1]
    return Interval(date(parts[0], parts[1], 1), date(parts[0], parts[1], last), Grain.MONTH)


class Watch:
    """Counts tokens and the processor seconds spent on times alone."""

    def __init__(self) -> None:
        self.tokens, self.seconds = 0, 0.0

    def annotate(
        self, text: str, published: Interval, config: TimeConfig = NEWS, language: Language = Language.GERMAN
    ) -> tuple[TimeExpression, ...]:
        """The expressions of a text."""
        segmented = segment(text, language)
        tokens = tuple(Token(s, e, text[s:e], "", "", "", "_", -1, "") for s, e in segmented.tokens)
        started = time.process_time()
        found = find_times(tokens, segmented.sentences, published=published, language=language, config=config)
        self.seconds += time.process_time() - started
        self.tokens += len(tokens)
        return found

    @property
    def speed(self) -> float:
        """Tokens per second."""
        return self.tokens / self.seconds if self.seconds else 0.0


def annotate_set(
    name: str, watch: Watch, *, first: int | None = None, by_month: bool = False
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold rows of a set and our rows over the same texts."""
    gold = list(read_labels(OURS[name], first) if name in OURS else read_gold(name, first))
    config = NEWS if name in OURS else SETS[name][1]
    system: list[dict[str, Any]] = []
    for row in gold:
        found = watch.annotate(row["text"], publish(row["dct"], by_month=by_month), config)
        spans = [{"start": t.span.start, "end": t.span.end, "type": t.type.value, "value": t.value} for t in found]
        system.append({"doc": row["doc"], "text": row["text"], "spans": spans})
    return gold, system


def read_gold(name: str, first: int | None) -> Iterator[dict[str, Any]]:
    """Gold rows of a set of the shared folder with their texts."""
    for place in SETS[name][0]:
        folder = find_shared() / "data" / place
        texts = {row["doc"]: row["text"] for row in read_rows(folder / "docs.jsonl")}
        for row in list(read_rows(folder / "gold.jsonl"))[:first]:
            yield {**row, "text": texts[row["doc"]]}


def read_labels(labels: Path, first: int | None) -> Iterator[dict[str, Any]]:
    """Texts we labelled ourselves; those of the news stand in the shared files."""
    rows = list(read_rows(labels))[:first]
    data = find_shared() / "data"
    files = {row["file"] for row in rows if "file" in row}
    texts = {row["id"]: row["text"] for file in files for row in read_rows(data / file)}
    for row in rows:
        text = row.get("text") or texts[row["id"]][: row["chars"]]
        spans = [{**span, "text": text[span["start"] : span["end"]]} for span in row["spans"]]
        yield {"doc": row["id"], "dct": row["dct"], "text": text, "spans": spans}


def score(gold: list[dict[str, Any]], system: list[dict[str, Any]], *options: str) -> str:
    """What the TempEval-3 scorer says of both sides."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "gold.jsonl", Path(folder) / "system.jsonl"]
        for path, rows in zip(paths, (gold, system), strict=True):
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(find_shared() / "tools" / "timex_score.py"), *map(str, paths), *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def count_wrong_days(gold: list[dict[str, Any]], system: list[dict[str, Any]]) -> tuple[int, int]:
    """Exact days claimed on overlapping spans, and how many of them the gold contradicts."""
    claimed = wrong = 0
    for theirs, ours in zip(gold, system, strict=True):
        for mark in theirs["spans"]:
            days = [s["value"][:10] for s in ours["spans"] if s["start"] < mark["end"] and mark["start"] < s["end"]]
            days = [day for day in days if names_day(day)]
            claimed += bool(days)
            wrong += bool(days) and names_day(mark["value"]) and days[0] != mark["value"][:10]
    return claimed, wrong


def names_day(value: str) -> bool:
    """Whether a TIMEX3 value names an exact day."""
    return re.match(r"\d{4}-\d\d-\d\d", value) is not None


def compare_claim_days(name: str, watch: Watch) -> Counter[str]:
    """How the days of time words in claims read by hand compare with ours: the words are found and read but once."""
    docs, claims, language = CLAIMS[name]
    folder = find_shared() / "data"
    texts = {row["id"]: row for row in read_rows(folder / docs)}
    verdicts: Counter[str] = Counter()
    for row in read_rows(folder / claims):
        doc = texts[row["doc"]]
        whens = {tuple(c["when"]["span"]): c["when"] for c in row["claims"] if c.get("when") and c["when"].get("span")}
        found = watch.annotate(doc["text"], publish(doc["date"]), NEWS, language) if whens else ()
        for (start, end), when in whens.items():
            hits = [t for t in found if t.span.start < end and start < t.span.end]
            verdicts[_judge_days(hits, when["earliest"], when["latest"])] += 1
    return verdicts


def _judge_days(hits: list[TimeExpression], earliest: str, latest: str) -> str:
    if not hits:
        return "not found"
    intervals = [t.interval for t in hits if t.interval is not None]
    if not intervals:
        return "no interval"
    first = min(i.earliest for i in intervals).isoformat()
    last = max(i.latest for i in intervals).isoformat()
    exact = {(i.earliest.isoformat(), i.latest.isoformat()) for i in intervals} | {(first, last)}
    if (earliest, latest) in exact:
        return "equal"
    return "overlapping" if first <= latest and earliest <= last else "wrong"


def main() -> None:
    """Read the options and measure the chosen sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=[*OURS, *sorted(SETS | CLAIMS)])
    parser.add_argument("--first", type=int, default=None, help="only the first N documents of each folder")
    parser.add_argument("--month", action="store_true", help="cut publication dates to the month")
    parser.add_argument("--errors", help="write every difference to this file")
    options = parser.parse_args()
    for name in [options.only] if options.only else [*SETS, *OURS, *CLAIMS]:
        watch = Watch()
        if name in CLAIMS:
            print(f"== {name}: {dict(compare_claim_days(name, watch))}")
            continue
        gold, system = annotate_set(name, watch, first=options.first, by_month=options.month)
        print(f"== {name}: {watch.tokens} tokens, {watch.speed:.0f} tokens/s")
        if options.month:
            claimed, wrong = count_wrong_days(gold, system)
            print(f"exact days claimed {claimed}, wrong {wrong} ({100 * wrong / max(1, claimed):.1f} %)")
            continue
        print(score(gold, system, "--per-type", *(["--errors", options.errors] if options.errors else [])))


if __name__ == "__main__":
    main()
