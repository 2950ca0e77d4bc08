"""The hall: reading into a database and annotating in memory, with the shipped model where marked."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from lagebild import pipeline
from lagebild.pipeline import annotate_dispatches, annotate_safely, read_into_store
from lagebild.schema import Annotated, Dispatch, Interval, Language, Reason, Rejected

SAMPLES = Path(str(files("lagebild.samples")))


def make_dispatch(name: str, text: str = "Kim droht Seoul mit Krieg.") -> Dispatch:
    day = date(2022, 12, 26)
    return Dispatch(id=f"id-{name}", text=text, published=Interval(day, day), language=Language.GERMAN, given_id=name)


class FragileAnnotator:
    """Annotates nothing, and fails on a batch that holds a dispatch whose text says so."""

    knowledge = None

    def __init__(self) -> None:
        self.batches: list[int] = []

    def annotate(self, dispatches: Sequence[Dispatch]) -> list[Annotated | Rejected]:
        self.batches.append(len(dispatches))
        if any("kaputt" in d.text for d in dispatches):
            raise ValueError("no such word")
        return [Annotated(d, (), ()) for d in dispatches]


def test_one_bad_dispatch_costs_only_itself() -> None:
    annotator = FragileAnnotator()
    batch = [make_dispatch("a"), make_dispatch("b", "kaputt"), make_dispatch("c")]
    first, bad, last = annotate_safely(annotator, batch)  # type: ignore[arg-type]
    assert isinstance(first, Annotated)
    assert isinstance(last, Annotated)
    assert (first.dispatch.name, last.dispatch.name) == ("a", "c")
    assert isinstance(bad, Rejected)
    assert (bad.id, bad.room, bad.reason, bad.given_id) == ("id-b", "annotate", Reason.ANNOTATION, "b")
    assert bad.detail == "ValueError: no such word"
    assert annotator.batches == [3, 1, 1, 1]


def test_a_sound_batch_is_read_once() -> None:
    annotator = FragileAnnotator()
    assert len(annotate_safely(annotator, [make_dispatch("a"), make_dispatch("b")])) == 2  # type: ignore[arg-type]
    assert annotator.batches == [2]


def test_annotated_dispatches_come_in_order_over_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_annotator", FragileAnnotator())
    monkeypatch.setattr(pipeline, "BATCH", 2)
    given = [make_dispatch(str(i), "kaputt" if i == 3 else "Kim.") for i in range(5)]
    found = list(annotate_dispatches(iter(given), layers=frozenset({"tokens"})))
    names = [r.given_id if isinstance(r, Rejected) else r[0].dispatch.given_id for r in found]
    assert names == ["0", "1", "2", "3", "4"]
    assert [isinstance(r, Rejected) for r in found] == [False, False, False, True, False]


def test_dispatches_are_drawn_as_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_annotator", FragileAnnotator())
    monkeypatch.setattr(pipeline, "BATCH", 2)
    drawn: list[str] = []

    def endless() -> Iterator[Dispatch]:
        while True:
            drawn.append("x")
            yield make_dispatch(str(len(drawn)))

    next(iter(annotate_dispatches(endless(), layers=frozenset({"tokens"}))))
    assert len(drawn) <= 2


def test_failing_rules_reject_the_dispatch(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("frame")

    monkeypatch.setattr("lagebild.coding.code_claims", fail)
    monkeypatch.setattr(pipeline, "_annotator", FragileAnnotator())
    (found,) = annotate_dispatches([make_dispatch("a")])
    assert isinstance(found, Rejected)
    assert (found.room, found.reason) == ("coding", Reason.CODING)


@pytest.mark.model
def test_annotation_is_in_order_and_every_sentence_a_tree() -> None:
    given = [make_dispatch("a"), make_dispatch("b", " "), make_dispatch("c", "Moskau warnt Kiew. Berlin schweigt.")]
    first, empty, last = annotate_dispatches(given)
    assert isinstance(empty, Rejected)
    assert empty.given_id == "b"
    assert not isinstance(first, Rejected)
    assert not isinstance(last, Rejected)
    annotated = last[0]
    assert (first[0].dispatch.given_id, annotated.dispatch.given_id) == ("a", "c")
    assert len(annotated.sentences) == 2
    for sentence in annotated.sentences:
        heads = [annotated.tokens[i].head for i in range(sentence.first, sentence.last)]
        assert heads.count(-1) == 1
        assert all(h == -1 or sentence.first <= h < sentence.last for h in heads)


@pytest.mark.model
def test_batching_changes_nothing() -> None:
    given = [
        make_dispatch("a"),
        make_dispatch("b", "Moskau warnt Kiew vor einem Angriff. " * 30),
        make_dispatch("c", "Ja."),
    ]
    together = [r[0].tokens for r in annotate_dispatches(given) if not isinstance(r, Rejected)]
    alone = [r[0].tokens for d in given for r in annotate_dispatches([d]) if not isinstance(r, Rejected)]
    assert together == alone


@pytest.mark.model
def test_an_endless_sentence_is_cut_not_refused() -> None:
    (found,) = annotate_dispatches([make_dispatch("a", "und dann " * 900)])
    assert not isinstance(found, Rejected), found
    assert len(found[0].tokens) == 1800


@pytest.mark.model
def test_samples_are_read_and_a_rerun_changes_nothing(tmp_path: Path) -> None:
    from lagebild.store import open_store

    db = tmp_path / "samples.duckdb"
    told: list[tuple[int, int]] = []
    first = read_into_store([SAMPLES], db, workers=1, progress=lambda done, known: told.append((done, known)))
    assert first.new > 10
    assert first.known == 0
    assert first.words > 500
    assert told
    assert told[-1][0] == first.new
    with open_store(db) as store:
        claims = sorted(c.id for c in store.claims())
    again = read_into_store([SAMPLES], db, workers=1)
    assert (again.new, again.words) == (0, 0)
    assert (again.known, again.claims, again.events) == (first.new, first.claims, first.events)
    with open_store(db) as store:
        assert sorted(c.id for c in store.claims()) == claims


@pytest.mark.model
def test_a_bad_line_is_rejected_and_the_others_go_on(tmp_path: Path) -> None:
    good = {"published": "2022-12-26", "language": "de", "text": "Nordkorea hat eine Rakete abgefeuert."}
    other = {**good, "text": "Die Ukraine hat einen Angriff auf Odessa gemeldet."}
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join([json.dumps(good), '{"text": ', json.dumps(other)]) + "\n", encoding="utf-8")
    summary = read_into_store([source], tmp_path / "x.duckdb", workers=1)
    assert (summary.dispatches, summary.new) == (2, 2)
    assert sum(summary.rejected.values()) == 1
