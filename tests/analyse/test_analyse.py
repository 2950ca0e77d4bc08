"""The views count what is there, and every number names the events beneath it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lagebild.analyse import Step, network, situation, tension, timeline
from lagebild.analyse.bins import find_bin, find_pairs
from lagebild.schema import Dispatch, Event, Grain, Interval, Language, Quad, Status
from lagebild.store import Selection, Store, open_store


def days(first: str, last: str | None = None) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first), Grain.SPAN if last else Grain.DAY)


def event(key: str, kind: str, actors: str, recipients: str = "", **changes: Any) -> Event:
    values = {
        "id": key,
        "type": kind,
        "mode": None,
        "status": Status.HAPPENED,
        "actors": tuple(actors.split()),
        "recipients": tuple(recipients.split()),
        "when": days("2024-05-02"),
        "place": None,
        "place_country": None,
        "claims": (f"c-{key}",),
        "dispatches": ("m1",),
        "sources": ("A",),
    }
    return Event(**(values | changes))


EVENTS = (
    event("attack", "ASSAULT", "RUS", "UKR", sources=("A", "B", "C")),
    event("answer", "ASSAULT", "UKR", "RUS", when=days("2024-05-03")),
    event(
        "aid",
        "AID",
        "DEU USA",
        "UKR",
        when=days("2024-05-20"),
        details=(("when", "x", ("c1",)), ("when", "y", ("c2",))),
    ),
    event("talks", "CONSULT", "RUS UKR", when=days("2024-05-04"), sources=()),
    event("siege", "COERCE", "RUS", "UKR", when=days("2024-04-01", "2024-05-31"), status=Status.ONGOING),
    event("summit", "CONSULT", "DEU UKR", when=days("2024-06-11"), status=Status.PLANNED),
    event("visit", "CONSULT", "FRA", "UKR", when=None, status=Status.PLANNED),
    event(
        "held",
        "CONSULT",
        "GBR UKR",
        when=days("2024-06-12"),
        status=Status.PLANNED,
        details=(("fulfilled_by", "e", ()),),
    ),
    event("past", "CONSULT", "ITA UKR", when=days("2024-04-01"), status=Status.PLANNED),
    event("denied", "ASSAULT", "UKR", "RUS", status=Status.DENIED),
    event("exercise", "MOBILIZE", "KOR USA"),
    event("arrest", "COERCE", "RUS", "RUS", when=days("2024-05-02")),
    event("unknown", "ASSAULT", "UNK", "SYR", details=(("denied_by", "d", ("c3",)), ("actors", "a", ("c4",)))),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("analyse") / "lage.duckdb"
    with open_store(path) as opened:
        opened.write_batch([Dispatch("m1", "Text", days("2024-05-21"), Language.GERMAN)], {}, version="1")
        opened.replace_events(EVENTS)
        yield opened


class TestPairs:
    @pytest.mark.parametrize(
        ("kind", "actors", "recipients", "expected"),
        [
            ("ASSAULT", "RUS", "UKR", [("RUS", "UKR", False)]),
            ("AID", "DEU USA", "UKR", [("DEU", "UKR", False), ("USA", "UKR", False)]),
            ("CONSULT", "USA KOR", "", [("KOR", "USA", True)]),
            ("ASSAULT", "ISR LBN", "", [("ISR", "LBN", True)]),
            ("MOBILIZE", "KOR USA", "", []),
            ("ASSAULT", "UNK", "SYR", []),
            ("CONSULT", "USA UNK", "", []),
        ],
    )
    def test_who_is_paired(
        self, kind: str, actors: str, recipients: str, expected: list[tuple[str, str, bool]]
    ) -> None:
        assert list(find_pairs(event("e", kind, actors, recipients))) == expected


class TestBins:
    @pytest.mark.parametrize(
        ("when", "step", "expected"),
        [
            (days("2024-05-02"), Step.DAY, ("2024-05-02", "2024-05-02")),
            (days("2024-05-02", "2024-05-03"), Step.DAY, None),
            (days("2024-05-05"), Step.WEEK, ("2024-04-29", "2024-05-05")),
            (days("2024-05-05", "2024-05-06"), Step.WEEK, None),
            (days("2024-02-01", "2024-02-29"), Step.MONTH, ("2024-02-01", "2024-02-29")),
            (days("2024-12-31"), Step.MONTH, ("2024-12-01", "2024-12-31")),
            (days("2024-02-01", "2024-12-29"), Step.YEAR, ("2024-01-01", "2024-12-31")),
        ],
    )
    def test_bin_of_an_interval(self, when: Interval, step: Step, expected: tuple[str, str] | None) -> None:
        found = find_bin(when, step)
        assert (found and (found[0].isoformat(), found[1].isoformat())) == expected


class TestTimeline:
    def test_every_event_is_somewhere_once(self, store: Store) -> None:
        for step in Step:
            table = timeline(store, step=step)
            ids = [key for found in table.bins for key in found.events]
            assert sorted((*ids, *table.spanning, *table.undated)) == sorted(e.id for e in EVENTS)

    def test_days(self, store: Store) -> None:
        table = timeline(store, Selection(actor="RUS"))
        assert [(b.start.isoformat(), set(b.events)) for b in table.bins] == [
            ("2024-05-02", {"attack", "denied", "arrest"}),
            ("2024-05-03", {"answer"}),
            ("2024-05-04", {"talks"}),
        ]
        assert table.spanning == ("siege",)
        assert timeline(store).undated == ("visit",)

    def test_quads_add_up(self, store: Store) -> None:
        for found in timeline(store, step=Step.MONTH).bins:
            assert sorted(key for _, ids in found.by_quad for key in ids) == sorted(found.events)


class TestNetwork:
    def test_edges_name_their_events(self, store: Store) -> None:
        edges = {(e.source, e.target, e.quad): (e.mutual, set(e.events)) for e in network(store).edges}
        assert edges["RUS", "UKR", Quad.MATERIAL_CONFLICT] == (False, {"attack", "siege"})
        assert edges["UKR", "RUS", Quad.MATERIAL_CONFLICT] == (False, {"answer"})
        assert edges["RUS", "UKR", Quad.VERBAL_COOPERATION] == (True, {"talks"})
        assert edges["DEU", "UKR", Quad.MATERIAL_COOPERATION] == (False, {"aid"})
        assert edges["RUS", "RUS", Quad.MATERIAL_CONFLICT] == (False, {"arrest"})

    def test_plans_and_denials_are_left_out_unless_asked_for(self, store: Store) -> None:
        assert not any("denied" in e.events or "summit" in e.events for e in network(store).edges)
        planned = network(store, Selection(status="planned"))
        assert {key for e in planned.edges for key in e.events} == {"summit", "visit", "held", "past"}

    def test_busiest_first(self, store: Store) -> None:
        assert [n.code for n in network(store).nodes[:2]] == ["RUS", "UKR"]


class TestTension:
    def test_weighted_sum_and_mean(self, store: Store) -> None:
        series = tension(store, Selection(actor="RUS", other="UKR"), step=Step.WEEK)
        (point,) = series.points
        assert (point.start, point.end) == (date(2024, 4, 29), date(2024, 5, 5))
        assert {c.event: (c.score, c.weight) for c in point.events} == {
            "attack": (-9.0, 3),
            "answer": (-9.0, 1),
            "talks": (2.5, 1),
        }
        assert point.total == pytest.approx(-33.5)
        assert point.mean == pytest.approx(-6.7)
        assert series.left_out == ("siege",)
        assert series.between == ("RUS", "UKR")

    def test_side_by_side_is_not_between(self, store: Store) -> None:
        assert tension(store, Selection(actor="DEU", other="USA")).points == ()
        assert tension(store, Selection(actor="KOR", other="USA")).points == ()

    def test_one_actor_and_all(self, store: Store) -> None:
        alone = tension(store, Selection(actor="USA"), step=Step.MONTH)
        assert {c.event for p in alone.points for c in p.events} == {"aid", "exercise"}
        everything = {c.event for p in tension(store, step=Step.YEAR).points for c in p.events}
        assert everything == {e.id for e in EVENTS if e.status in {Status.HAPPENED, Status.ONGOING}}

    def test_nothing(self, store: Store) -> None:
        assert tension(store, Selection(actor="BRA")).points == ()


class TestSituation:
    def test_everything_is_counted(self, store: Store) -> None:
        whole = situation(store)
        assert whole.counts.events == len(EVENTS)
        assert sum(len(ids) for _, ids in whole.by_status) == len(EVENTS)
        assert dict(whole.by_status)[Status.DENIED] == ("denied",)
        assert sum(len(ids) for _, ids in whole.by_quad) == len(EVENTS) - 5

    def test_busiest_dyad(self, store: Store) -> None:
        first = situation(store).dyads[0]
        assert (first.first, first.second, set(first.events)) == ("RUS", "UKR", {"attack", "answer", "talks", "siege"})
        assert first.mean == pytest.approx((-9 * 3 - 9 + 2.5 - 7) / 6)

    def test_latest_first(self, store: Store) -> None:
        assert [e.id for e in situation(store, top=3).latest] == ["siege", "aid", "talks"]

    def test_plans_still_ahead(self, store: Store) -> None:
        assert [e.id for e in situation(store).planned] == ["summit", "visit"]

    def test_open_contradictions(self, store: Store) -> None:
        found = {(c.event, c.field): c.values for c in situation(store).contradictions}
        assert found == {
            ("aid", "when"): (("x", ("c1",)), ("y", ("c2",))),
            ("unknown", "denied_by"): (("d", ("c3",)),),
        }

    def test_empty_store(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "a.duckdb") as empty:
            whole = situation(empty)
            assert whole.dyads == whole.latest == whole.planned == ()
            assert timeline(empty).bins == ()
            assert network(empty).nodes == ()
