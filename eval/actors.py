"""Measures who English actor phrases stand for: country and sector of the test phrases of NGEC (MIT).

    python -m eval.actors [--errors]

Every phrase is read as a dispatch of its own at the date its test gives (2022-06-01 where it gives none), and the
phrase's head word is asked whom it stands for. Differences of convention count as right: an armed group or de-facto
state is asked for the state it has its home in, and the bare name of a state, which has no code there, stands for its
government here.
"""

import ast
import json
import sys
from collections import Counter
from datetime import date, datetime
from typing import Any, NamedTuple

from eval.shared import shared_folder
from lagebild.annotate import Annotator, load_annotator
from lagebild.knowledge import load_knowledge
from lagebild.knowledge.parties import resolve_party
from lagebild.knowledge.party_index import index_parties
from lagebild.read import read_dispatch
from lagebild.schema import Annotated, Dispatch

FOLD = {"PRE": "GOV", "PRM": "GOV", "MED": "JRN", "UAF": "REB", "BUD": "REL"}
"""Codes of the tests: those of ours that mean the same."""
BODIES = {"UNO": "IGO", "EUR": "IGO"}
"""Organisations that the tests write as countries."""
SOME_DAY = "2022-06-01"


class Phrase(NamedTuple):
    """A test phrase, its date and what it stands for (None where the test says nothing)."""

    text: str
    day: str
    country: str | None
    sector: str | None


def read_phrases() -> list[Phrase]:
    """The phrases whose test expects a country or a code."""
    folder = shared_folder()
    assert folder is not None, "the shared data is needed for scoring"
    path = folder / "data" / "events_en" / "ngec_actor_resolution_en.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        _phrase(row)
        for row in rows
        if row["call"].endswith(("agent_to_code", "short_text_to_agent"))
        and not row["xfail_or_skip"]
        and {"country", "code_1"} & set(row["expected"])
    ]


def _phrase(row: dict[str, Any]) -> Phrase:
    call = ast.parse(row["args"], mode="eval").body
    assert isinstance(call, ast.Call)
    given = [ast.literal_eval(arg) for arg in call.args]
    named = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    context = (given[1] if len(given) > 1 else named.get("context", "")) or ""
    day = given[2] if len(given) > 2 else named.get("query_date", "today")
    day = SOME_DAY if day in ("today", "", None) else _read_day(day).isoformat()
    expected = row["expected"]
    return Phrase(f"{context} {given[0]}".strip(), day, expected.get("country"), expected.get("code_1"))


def _read_day(words: str) -> date:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%B %d %Y", "%Y"):
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise ValueError(f"no day: {words!r}")


def stands_for(phrase: Phrase, annotator: Annotator) -> tuple[tuple[str, ...], str]:
    """The countries a phrase's head word may stand for (its own and its home), and its sector; empty where unknown."""
    dispatch = read_dispatch(phrase.text + ".", date=phrase.day, source="", title="", language="en")
    if not isinstance(dispatch, Dispatch):
        return ("",), ""
    (annotated,) = annotator.annotate([dispatch])
    assert isinstance(annotated, Annotated)
    knowledge = load_knowledge()
    index = index_parties(annotated, knowledge)
    root = next(i for i, token in enumerate(annotated.tokens) if token.head < 0)
    found = resolve_party(root, index)
    side = found.country or ""
    home = knowledge.homes(side)[:1]
    bare = found.reason == f"mention:alias:{side}" and found.sector == "GOV" and not home
    return ("IGO" if side.startswith("IGO:") else side, *home), "" if bare else found.sector or ""


def main() -> None:
    """Print shares right, and the errors if asked."""
    annotator = load_annotator()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for phrase in read_phrases():
        countries, sector = stands_for(phrase, annotator)
        for name, wanted, got in (
            ("country", BODIES.get(phrase.country or "", phrase.country), countries),
            ("code", None if phrase.sector is None else FOLD.get(phrase.sector, phrase.sector), (sector,)),
        ):
            if wanted is None:
                continue
            asked[name] += 1
            right[name] += wanted in got
            if wanted not in got and "--errors" in sys.argv:
                print(f"{name:8} {phrase.text!r} ({phrase.day}): wanted {wanted!r}, got {', '.join(got)!r}")
    for name in asked:
        print(f"{name}: {right[name]} of {asked[name]} right, {100 * right[name] / asked[name]:.1f} %")


if __name__ == "__main__":
    main()
