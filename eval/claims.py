"""Measures claims on coded dispatches: runs the product, scores it against the gold codings, shows what was missed.

    python eval/claims.py dev                          levels of the scorer on the German development set
    python eval/claims.py train --limit 200 --print    with gold and coded claims under each text
    python eval/claims.py train --by reason            precision per frame; `--by type`: per type, with recall
    python eval/claims.py dev --layers FILE            keep the annotated dispatches in FILE and read them there
    python eval/claims.py readings                     the readings of `eval/readings.jsonl`, on which floors are chosen

The gold sets and the scorer are shared data beside the project (LAGEBILD_SHARED); nothing of them is shipped.
"""

import argparse
import importlib.util
import json
import os
import pickle
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from lagebild.coding import CodingConfig, code_claims
from lagebild.knowledge import load_knowledge
from lagebild.read import read_dispatch
from lagebild.schema import Annotated, Claim, Dispatch, Party

SHARED = Path(os.environ.get("LAGEBILD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SETS = {
    "dev": ("dev.docs", "dev.reader1", "dev.reader2"),
    "train": ("train.docs", "train.claims", None),
    "en.dev": ("en.dev.docs", "en.dev.reader1", "en.dev.reader2"),
    "en.train": ("en.train.docs", "en.train.claims", None),
}
READINGS, SECOND_READINGS = (Path(__file__).with_name(f"readings{part}.jsonl") for part in ("", ".second"))
BATCH = 16
Row = dict[str, Any]


def read_rows(name: str) -> list[Row]:
    """The rows of one file of the claims folder."""
    with (SHARED / "data" / "claims" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_set(name: str) -> tuple[list[Row], dict[str, list[Row]], dict[str, list[Row]] | None]:
    """Dispatches, claims by dispatch, and those of a second reader if there is one."""
    if name == "readings":
        return read_readings()
    docs, first, second = SETS[name]
    gold = {row["doc"]: row["claims"] for row in read_rows(first)}
    return read_rows(docs), gold, {row["doc"]: row["claims"] for row in read_rows(second)} if second else None


def read_readings() -> tuple[list[Row], dict[str, list[Row]], dict[str, list[Row]]]:
    """The project's own readings that no model is trained on; their texts stay in the shared files.

    Most were read a second time and independently; where they were not, the first reading stands for both.
    """
    first, second = (
        [json.loads(line) for line in p.read_text("utf-8").splitlines()] for p in (READINGS, SECOND_READINGS)
    )
    again = {(row["file"], row["id"], str(row.get("cut"))): row["claims"] for row in second}
    texts: dict[tuple[str, str], Row] = {}
    for file in sorted({row["file"] for row in first}):
        with (SHARED / "data" / file).open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                texts[file, str(row["id"])] = row
    rows, gold, other = [], {}, {}
    for number, reading in enumerate(first):
        row = texts[reading["file"], reading["id"]]
        start, end = reading.get("cut") or (0, len(row["text"]))
        key, text = f"{reading['id']}/{number}", row["text"][start:end]
        rows.append(row | {"id": key, "text": text, "date": row["published"][:10]})
        gold[key] = [_with_words(claim, text) for claim in reading["claims"]]
        claims = again.get((reading["file"], reading["id"], str(reading.get("cut"))), reading["claims"])
        other[key] = [_with_words(claim, text) for claim in claims]
    return rows, gold, other


def _with_words(claim: Row, text: str) -> Row:
    """A reading that marks stretches by their borders alone, with their words."""

    def filled(mark: Row | None) -> Row | None:
        return mark and mark | {"text": text[slice(*mark["span"])] if mark["span"] else ""}

    parties = {role: [filled(party) for party in claim[role]] for role in ("actor", "recipient")}
    return claim | parties | {key: filled(claim[key]) for key in ("trigger", "said_by", "when", "where")}


def load_scorer() -> ModuleType:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("claims_score", SHARED / "tools" / "claims_score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_row(claim: Claim, text: str) -> Row:
    """A claim in the form of the gold sets."""
    when = claim.when.interval if claim.when else None
    return {
        "trigger": {"text": claim.trigger.of(text), "span": list(claim.trigger)},
        "type": claim.type,
        "mode": claim.mode,
        "status": claim.status.value,
        "actor": [party_row(party, text) for party in claim.actors],
        "recipient": [party_row(party, text) for party in claim.recipients],
        "said_by": party_row(claim.said_by, text) if claim.said_by else None,
        "when": {"earliest": when.earliest.isoformat(), "latest": when.latest.isoformat()} if when else None,
        "where": {"name": claim.where.name, "country": claim.where.country} if claim.where else None,
        "reason": claim.evidence.reason,
    }


def party_row(party: Party, text: str) -> Row:
    """A party in the form of the gold sets."""
    words = party.span.of(text) if party.span else ""
    return {"text": words, "span": party.span, "country": party.country, "name": party.name}


def annotate_rows(rows: Sequence[Row], language: str, layers: Path | None) -> list[Annotated]:
    """The annotated dispatches; kept in `layers` because the language model is the slow part."""
    if layers is not None and layers.exists():
        kept: list[Annotated] = pickle.loads(layers.read_bytes())
        wanted = {row["id"] for row in rows}
        return [annotated for annotated in kept if annotated.dispatch.given_id in wanted]
    from lagebild.annotate import load_annotator

    annotator = load_annotator()
    dispatches = [d for d in (make_dispatch(row, language) for row in rows) if isinstance(d, Dispatch)]
    begin, words, result = time.perf_counter(), 0, []
    for at in range(0, len(dispatches), BATCH):
        for found in annotator.annotate(dispatches[at : at + BATCH]):
            if isinstance(found, Annotated):
                result.append(found)
                words += len(found.tokens)
    spent = time.perf_counter() - begin
    print(f"annotated {len(result)} dispatches, {words} words, {spent:.0f} s, {words / spent:.0f} words/s")
    if layers is not None:
        layers.write_bytes(pickle.dumps(result))
    return result


def make_dispatch(row: Row, language: str) -> object:
    """The dispatch of a row of a docs file."""
    return read_dispatch(
        row["text"], date=row["date"], source=row["source"], title=row["title"], given_id=row["id"], language=language
    )


def show(claim: Row) -> str:
    """One claim on one line."""

    def sides(parties: Iterable[Row]) -> str:
        return ",".join(f"{p['text'] or '-'}={p['country']}" for p in parties)

    parts = [f"[{claim['trigger']['text']}] {claim['type']}/{claim['mode'] or '-'} {claim['status']}"]
    parts.append(f"{sides(claim['actor'])} > {sides(claim['recipient'])}")
    if claim["said_by"]:
        parts.append(f"says {sides([claim['said_by']])}")
    if claim["when"]:
        parts.append(f"when {claim['when']['earliest']}..{claim['when']['latest']}")
    return "  ".join([*parts, claim.get("reason", "")])


def print_document(text: str, gold: Sequence[Row], system: Sequence[Row], scorer: ModuleType) -> None:
    """The text, then gold (`g`) and coded (`s`) claims, marked by how far they agree."""
    print("\n" + text)
    level_of = {}
    for level in scorer.LEVELS:
        for i, j in scorer.match(gold, system, level):
            level_of["g", i] = level_of["s", j] = level
    rows = [("g", i, c) for i, c in enumerate(gold)] + [("s", i, c) for i, c in enumerate(system)]
    for who, i, claim in sorted(rows, key=lambda row: (row[2]["trigger"]["span"], row[0])):
        print(f"  {who} {level_of.get((who, i), 'MISS'):6} {show(claim)}")


def tabulate(gold: dict[str, list[Row]], system: dict[str, list[Row]], key: str, scorer: ModuleType) -> None:
    """Precision (and recall, per type) by a field of the claims, at the level of types and dyads."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    dyads: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for doc, claims in gold.items():
        mine = system.get(doc, [])
        total.update(group(c, key) for c in mine)
        wanted.update(group(c, key) for c in claims)
        for i, j in scorer.match(claims, mine, "type"):
            right[group(mine[j], key)] += 1
            found[group(claims[i], key)] += 1
        dyads.update(group(mine[j], key) for _, j in scorer.match(claims, mine, "dyad"))
    for name, count in total.most_common():
        recall = f"R {found[name] / wanted[name]:.2f} of {wanted[name]}" if wanted[name] and key == "type" else ""
        print(f"{name:34} {count:5}  P(type) {right[name] / count:.2f}  P(dyad) {dyads[name] / count:.2f}  {recall}")


def group(claim: Row, key: str) -> str:
    """The value a claim is counted under; the model's score is left out of a reason."""
    value = str(claim.get(key, ""))
    return " ".join(part for part in value.split() if not part.startswith("model")) or "model"


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=[*SETS, "readings"])
    parser.add_argument("--limit", type=int, help="a fixed random sample of so many dispatches")
    parser.add_argument("--print", action="store_true")
    parser.add_argument("--by", choices=("type", "reason", "status"))
    parser.add_argument("--layers", type=Path)
    parser.add_argument("--no-proposals", action="store_true", help="frames alone")
    options = parser.parse_args()

    rows, gold, other = read_set(options.set)
    if options.limit and options.limit < len(rows):
        rows = random.Random(7).sample(rows, options.limit)
    annotated = annotate_rows(rows, "en" if options.set.startswith("en") else "de", options.layers)
    if options.no_proposals:
        annotated = [replace_proposals(a) for a in annotated]
    knowledge, scorer = load_knowledge(), load_scorer()
    names = {row["id"] for row in rows}
    gold = {key: claims for key, claims in gold.items() if key in names}
    other = {key: claims for key, claims in other.items() if key in names} if other else None

    begin = time.perf_counter()
    coded = {a.dispatch.given_id or "": code_claims(a, knowledge=knowledge, config=CodingConfig()) for a in annotated}
    spent = time.perf_counter() - begin
    system = {
        a.dispatch.given_id or "": [as_row(claim, a.dispatch.text) for claim in coded[a.dispatch.given_id or ""]]
        for a in annotated
    }
    if options.print:
        for a in annotated:
            print_document(a.dispatch.text, gold[a.dispatch.name], system[a.dispatch.name], scorer)
    if options.by:
        tabulate(gold, system, options.by, scorer)
    words = sum(len(a.tokens) for a in annotated)
    print(f"coded {words} words, {spent / words * 1e6:.1f} microseconds a word")
    for level, v in scorer.score(gold, system, other).items():
        print(
            f"{level:7} P {v['p']:.3f} R {v['r']:.3f} F {v['f']:.3f}"
            f"   ({v['tp_p']}/{v['n_sys']} right, {v['tp_r']}/{v['n_gold']} found)"
        )


def replace_proposals(annotated: Annotated) -> Annotated:
    """The dispatch without the language model's proposals."""
    from dataclasses import replace

    return replace(annotated, proposals=())


if __name__ == "__main__":
    main()
