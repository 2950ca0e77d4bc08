"""Measures PLOVER types on single English sentences whose two sides are given (PLV, `plv_train_en`).

    python -m eval.plover [--errors]

The set is for measuring only; nothing is trained on it. Every third sentence is asked, as it is the held-out third of
those who train on the rest. The product codes the sentence; of its claims and of the proposals below its floors, the
one whose sides cover the given ones best tells the type.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from eval.shared import shared_folder
from lagebild.annotate import AnnotateConfig, Annotator, load_annotator
from lagebild.coding import code_claims
from lagebild.knowledge import Knowledge, load_knowledge
from lagebild.read import read_dispatch
from lagebild.schema import Annotated, Dispatch, Party, Span

SOME_DAY = "2019-06-01"
NAMES = {"YIELD": "RETREAT"}


class Sentence(NamedTuple):
    """A sentence, the two sides given, and its type."""

    text: str
    source: Span
    target: Span
    type: str


def read_sentences() -> list[Sentence]:
    """Every third sentence of the set."""
    folder = shared_folder()
    assert folder is not None, "the shared data is needed for scoring"
    lines = (folder / "data" / "events_en" / "plv_train_en.jsonl").read_text("utf-8").splitlines()
    return [_sentence(json.loads(line)) for line in lines[2::3]]


def _sentence(row: dict[str, Any]) -> Sentence:
    spans = {}
    plain, taken = "", 0
    for tag in re.finditer(r"</?([st])>", row["marked"]):
        plain += row["marked"][taken : tag.start()]
        taken = tag.end()
        first = spans.get(tag[1], Span(len(plain), len(plain))).start
        spans[tag[1]] = Span(first, len(plain))
    plain += row["marked"][taken:]
    nowhere = Span(0, 0)
    return Sentence(plain, spans.get("s", nowhere), spans.get("t", nowhere), NAMES.get(row["label"], row["label"]))


def guess_type(sentence: Sentence, annotator: Annotator, knowledge: Knowledge) -> str | None:
    """The type the product gives, None where it sees nothing at all."""
    dispatch = read_dispatch(sentence.text, date=SOME_DAY, source="", title="", language="en")
    if not isinstance(dispatch, Dispatch):
        return None
    (annotated,) = annotator.annotate([dispatch])
    if not isinstance(annotated, Annotated):
        return None
    found = [*_from_claims(annotated, sentence, knowledge), *_from_proposals(annotated, sentence)]
    return max(found)[1] if found else None


def _from_claims(annotated: Annotated, sentence: Sentence, knowledge: Knowledge) -> Iterator[tuple[float, str]]:
    for claim in code_claims(annotated, knowledge=knowledge):
        actors, recipients = _covers(claim.actors, sentence.source), _covers(claim.recipients, sentence.target)
        both = _covers(claim.actors, sentence.target)
        yield claim.confidence + actors + 0.5 * (recipients or both), claim.type


def _from_proposals(annotated: Annotated, sentence: Sentence) -> Iterator[tuple[float, str]]:
    for proposal in annotated.proposals:
        at = {(p.role, annotated.tokens[p.token].start) for p in proposal.pointers if p.score >= 0.4}
        actor = any(r == "actor" and sentence.source.start <= s < sentence.source.end for r, s in at)
        recipient = any(r == "recipient" and sentence.target.start <= s < sentence.target.end for r, s in at)
        yield proposal.score + 0.9 * actor + 0.4 * recipient, proposal.type


def _covers(parties: tuple[Party, ...], span: Span) -> bool:
    return any(party.span is not None and party.span.overlaps(span) for party in parties)


def main() -> None:
    """Print the accuracy, by type and overall."""
    annotator, knowledge = load_annotator(config=AnnotateConfig(proposal_floor=0.03)), load_knowledge()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for sentence in read_sentences():
        guess = guess_type(sentence, annotator, knowledge)
        asked[sentence.type] += 1
        right[sentence.type] += guess == sentence.type
        if guess != sentence.type and "--errors" in sys.argv:
            print(f"{sentence.type} not {guess}: {sentence.text}")
    for kind in sorted(asked):
        print(f"{kind}: {right[kind]} of {asked[kind]}")
    print(f"accuracy {100 * right.total() / asked.total():.1f} % of {asked.total()}")


if __name__ == "__main__":
    main()
