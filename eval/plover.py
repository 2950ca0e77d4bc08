"""Measures PLOVER types on single English sentences whose two sides are given (PLV, `plv_train_en`).

    python -m eval.plover [--errors] [--rest]

The set is for measuring only; nothing is trained on it. Every third sentence is asked, as it is the held-out third of
those who train on the rest; `--rest` asks the other two thirds, on which the table between the handbook's types and the
set's edition of PLOVER was chosen. Of all that the language model proposes for the sentence, the proposal that fits the
given sides best tells the type.
"""

import json
import re
import sys
from collections import Counter
from typing import Any, NamedTuple

from eval.shared import shared_folder
from lagebild.annotate import AnnotateConfig, Annotator, load_annotator
from lagebild.read import read_dispatch
from lagebild.schema import Annotated, Dispatch, Proposal, Span

SOME_DAY = "2019-06-01"
UNREAL = frozenset({"planned", "possible", "considered"})
INTENDED = {
    **dict.fromkeys(("AID", "CONSULT", "COOPERATE", "RETREAT"), "AGREE"),
    **dict.fromkeys(("ASSAULT", "COERCE", "PROTEST", "SANCTION"), "THREATEN"),
}
"""What is not done yet is an intent in the set, as in CAMEO: 03 (AGREE) for cooperation, 13 (THREATEN) for conflict;
the handbook keeps the type of the act and says `planned`."""
REFUSED = frozenset({"AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"})
"""Cooperation that is denied is CAMEO 12, REJECT."""
RENAMED = {
    ("COERCE", "cyber"): "ASSAULT",
    ("COERCE", "seize"): "ASSAULT",  # CAMEO 192, occupy territory, under the root *fight*
    ("SANCTION", "convict"): "ACCUSE",
    ("CONCEDE", None): "AGREE",  # CAMEO 035, express intent to yield
    ("RETREAT", None): "YIELD",  # CAMEO 08
}
"""(type, mode or None for every mode) of the handbook: the type of the set's edition of PLOVER. Chosen on the two
thirds not asked here, by the shared table from CAMEO to PLOVER where that tells."""
LEAST = 0.3
"""What a side counts that no word of it is pointed to for; chosen on the two thirds not asked here."""


class Sentence(NamedTuple):
    """A sentence, the two sides given, and its type."""

    text: str
    source: Span
    target: Span
    type: str


def read_sentences(*, rest: bool = False) -> list[Sentence]:
    """Every third sentence of the set, or the rest."""
    folder = shared_folder()
    assert folder is not None, "the shared data is needed for scoring"
    lines = (folder / "data" / "events_en" / "plv_train_en.jsonl").read_text("utf-8").splitlines()
    asked = [line for number, line in enumerate(lines) if (number % 3 == 2) != rest]
    return [_sentence(json.loads(line)) for line in asked]


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
    return Sentence(plain, spans.get("s", nowhere), spans.get("t", nowhere), row["label"])


def guess_type(sentence: Sentence, annotator: Annotator) -> str | None:
    """The type the product gives, None where it sees nothing at all."""
    dispatch = read_dispatch(sentence.text, date=SOME_DAY, source="", title="", language="en")
    if not isinstance(dispatch, Dispatch):
        return None
    (annotated,) = annotator.annotate([dispatch])
    if not isinstance(annotated, Annotated):
        return None
    found = [(_fit(proposal, annotated, sentence), in_edition(proposal)) for proposal in annotated.proposals]
    return max(found)[1] if found else None


def in_edition(proposal: Proposal) -> str:
    """A proposal's type in the edition of PLOVER that the set was labelled by."""
    if proposal.status == "denied" and proposal.type in REFUSED:
        return "REJECT"
    if proposal.status in UNREAL and proposal.type in INTENDED:
        return INTENDED[proposal.type]
    renamed = RENAMED.get((proposal.type, proposal.mode)) or RENAMED.get((proposal.type, None))
    return renamed or proposal.type


def _fit(proposal: Proposal, annotated: Annotated, sentence: Sentence) -> float:
    """How surely a proposal tells of the given sides: its score, with the scores of the sides' words in their roles."""

    def surest(role: str, span: Span) -> float:
        starts = ((p.score, annotated.tokens[p.token].start) for p in proposal.pointers if p.role == role)
        return max((score for score, start in starts if span.start <= start < span.end), default=0.0)

    actor = surest("actor", sentence.source)
    other = max(surest("recipient", sentence.target), surest("actor", sentence.target))
    return proposal.score * (LEAST + actor) ** 2 * (LEAST + other)


def main() -> None:
    """Print the accuracy, by type and overall."""
    annotator = load_annotator(config=AnnotateConfig(proposal_floor=0.01))
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for sentence in read_sentences(rest="--rest" in sys.argv):
        guess = guess_type(sentence, annotator)
        asked[sentence.type] += 1
        right[sentence.type] += guess == sentence.type
        if guess != sentence.type and "--errors" in sys.argv:
            print(f"{sentence.type} not {guess}: {sentence.text}")
    for kind in sorted(asked):
        print(f"{kind}: {right[kind]} of {asked[kind]}")
    print(f"accuracy {100 * right.total() / asked.total():.1f} % of {asked.total()}")


if __name__ == "__main__":
    main()
