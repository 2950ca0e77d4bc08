"""Measures the countries of places on our own labelled sentences: `python -m eval.places [--errors]`.

The sentences (`tests/cases/places.jsonl`) were written and labelled by a large language model, not by people; eight
drawers of forty, from capitals to names that only the context tells apart.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from lagebild.annotate import load_annotator
from lagebild.coding.placing import locate, written_in
from lagebild.knowledge import load_knowledge
from lagebild.knowledge.party_index import index_parties
from lagebild.read import read_dispatch
from lagebild.schema import Annotated, Dispatch

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "places.jsonl"


def measure_places() -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Right and all by drawer, and one line for every wrong one."""
    annotator = load_annotator()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong: list[str] = []
    pointed = 0
    knowledge = load_knowledge()
    for line in CASES.read_text("utf-8").splitlines():
        case = json.loads(line)
        dispatch = read_dispatch(case["text"], date="2024-08-15", source="", title="", language=case["language"])
        assert isinstance(dispatch, Dispatch)
        (read,) = annotator.annotate([dispatch])
        assert isinstance(read, Annotated)
        start = dispatch.text.index(case["text"]) + case["start"]
        end = start + len(case["place"])
        hits = [m for m in read.mentions if m.span.start < end and start < m.span.end]
        asked[case["drawer"]] += 1
        index = index_parties(read, knowledge)
        found = [locate(m, index.sentence_of[max(m.head, 0)], index.sided, written_in(read, knowledge)) for m in hits]
        pointed += any(where.latitude is not None for where in found)
        if any((where.country or "") == case["country"] for where in found):
            right[case["drawer"]] += 1
        else:
            said = ", ".join(f"{w.name} {w.country} ({m.reason})" for w, m in zip(found, hits, strict=True))
            wrong.append(f"{case['place']} = {case['name']} {case['country']}, not {said or 'found'}: {case['text']}")
    wrong.append(f"{pointed} of {asked.total()} have a point")
    return {drawer: (right[drawer], asked[drawer]) for drawer in sorted(asked)}, wrong


def main() -> None:
    """Print the shares and, if asked, the errors."""
    drawers, wrong = measure_places()
    for drawer, (right, asked) in drawers.items():
        print(f"{drawer}: {right}/{asked}")
    print(f"country {100 * sum(r for r, _ in drawers.values()) / sum(a for _, a in drawers.values()):.1f} %")
    if "--errors" in sys.argv:
        print("\n".join(wrong))


if __name__ == "__main__":
    main()
