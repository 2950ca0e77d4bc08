"""Counts how often readers share what a frame says of a lemma: `python -m eval.frames` writes `counts.csv`.

Takes the training part of the coded dispatches, German and English. A hit is right if a reader coded the same type on
overlapping words (twelve characters of slack). Only lemmas a frame hit at least three times are kept.
"""

import csv
from collections import Counter

from eval.claims import annotate_rows, read_rows
from eval.shared import ROOT
from lagebild.coding.config import CodingConfig
from lagebild.coding.framing import draft_frames
from lagebild.coding.reading import read_annotated
from lagebild.knowledge import load_knowledge

LEAST, SLACK = 3, 12
SETS = {"de": ("train.docs", "train.claims"), "en": ("en.train.docs", "en.train.claims")}


def main() -> None:
    """Write the counts of both languages."""
    knowledge = load_knowledge()
    for language, (docs, codes) in SETS.items():
        gold = {row["doc"]: row["claims"] for row in read_rows(codes)}
        seen: Counter[tuple[str, str]] = Counter()
        right: Counter[tuple[str, str]] = Counter()
        for annotated in annotate_rows(read_rows(docs), language, None):
            reading = read_annotated(annotated, knowledge, CodingConfig())
            for draft in draft_frames(reading):
                key = draft.reason.removeprefix("frame:"), reading.tree.lemma(draft.token)
                seen[key] += 1
                right[key] += any(
                    claim["type"] == draft.type
                    and claim["trigger"]["span"][0] < draft.trigger.end + SLACK
                    and draft.trigger.start - SLACK < claim["trigger"]["span"][1]
                    for claim in gold[annotated.dispatch.given_id or ""]
                )
        target = ROOT / "src" / "lagebild" / "coding" / "data" / language / "counts.csv"
        with target.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("frame", "lemma", "seen", "right"))
            writer.writerows((*key, n, right[key]) for key, n in sorted(seen.items()) if n >= LEAST)
        print(language, sum(right.values()), "of", sum(seen.values()), "hits right")


if __name__ == "__main__":
    main()
