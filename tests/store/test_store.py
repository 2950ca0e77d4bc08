"""The store keeps what it is given, once, and finds it again."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
import store_samples as samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_strategies import DISPATCHES, REJECTED, claims, events

from lagebild.errors import UsageError
from lagebild.schema import Status
from lagebild.store import Selection, Store, open_store


def write(store: Store, *numbers: int, version: str = "1") -> int:
    dispatches = [samples.dispatch(n) for n in numbers]
    return store.write_batch(dispatches, {d.id: samples.claims(d) for d in dispatches}, version=version)


def everything(store: Store) -> list[list[tuple[object, ...]]]:
    names = ("dispatches", "claims", "codings", "rejected", "events", "layers")
    return [store._rows(f"SELECT * FROM {name} ORDER BY ALL", {}) for name in names]


class TestRoundTrip:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_stored_values_come_back_equal(self, data: st.DataObject) -> None:
        dispatches = data.draw(st.lists(DISPATCHES, max_size=3, unique_by=lambda d: d.id))
        found = {
            d.id: data.draw(st.lists(claims(dispatch=st.just(d.id)), max_size=3, unique_by=lambda c: c.id))
            for d in dispatches
        }
        rejected = data.draw(st.lists(REJECTED, max_size=3, unique_by=lambda r: r.id))
        grouped = data.draw(st.lists(events(), max_size=3, unique_by=lambda e: e.id))
        with open_store(":memory:") as store:
            store.write_batch(dispatches, found, rejected, version="1", layers={d.id: b"\x00\xff" for d in dispatches})
            store.replace_events(grouped)
            assert {d.id: d for d in store.dispatches()} == {d.id: d for d in dispatches}
            everyone = {c.id: c for cs in found.values() for c in cs}
            assert {c.id: c for c in store.claims()} == everyone
            assert {r.id: r for r in store.rejected()} == {r.id: r for r in rejected}
            expected = {e.id: e for e in grouped}
            stored = {e.id: e for e in store.events()}
            if len({c for e in grouped for c in e.claims}) == sum(len(e.claims) for e in grouped):
                assert stored == expected
            assert store.published() == {d.id: (d.published, d.source) for d in dispatches}
            assert store.layers([d.id for d in dispatches], version="1") == {d.id: b"\x00\xff" for d in dispatches}

    def test_dispatch_is_found_by_id_and_by_given_id(self, store: Store) -> None:
        write(store, 1, 2)
        assert store.dispatch(samples.dispatch(2).id) == samples.dispatch(2)
        assert store.dispatch("m-2") == samples.dispatch(2)
        assert store.dispatch("m-3") is None

    def test_survives_closing(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "a.duckdb") as store:
            write(store, 1)
        with open_store(tmp_path / "a.duckdb", read_only=True) as store:
            assert tuple(store.claims()) == samples.claims(samples.dispatch(1))


class TestBatches:
    def test_writing_again_changes_nothing(self, store: Store) -> None:
        assert write(store, 1, 2, 3) == 3
        before = everything(store)
        assert write(store, 2, 3, 1, 1) == 0
        assert everything(store) == before

    def test_overlapping_batch_adds_only_what_is_new(self, store: Store) -> None:
        write(store, 1, 2)
        assert write(store, 2, 3) == 1
        assert store.counts()[:2] == (3, 6)

    def test_pending_knows_versions_and_keeps_the_order(self, store: Store) -> None:
        write(store, 1, 2)
        ids = [samples.dispatch(n).id for n in (3, 1, 2, 3)]
        assert store.pending(ids, version="1") == (ids[0],)
        assert store.pending(ids, version="2") == (ids[0], ids[1], ids[2])

    def test_new_version_replaces_the_claims_of_its_dispatches_only(self, store: Store) -> None:
        write(store, 1, 2)
        one = samples.dispatch(1)
        store.write_batch([one], {one.id: samples.claims(one)[:1]}, version="2")
        assert store.counts()[:2] == (2, 3)
        assert store.pending([one.id], version="1") == (one.id,)

    def test_dispatch_without_claims_is_complete(self, store: Store) -> None:
        one = samples.dispatch(1)
        store.write_batch([one], {}, version="1")
        assert store.pending([one.id], version="1") == ()

    def test_failed_batch_leaves_no_trace(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        write(store, 1)
        before = everything(store)

        def fail(*_: object) -> None:
            raise RuntimeError("stop")

        monkeypatch.setattr(Store, "_mark_complete", fail)
        with pytest.raises(RuntimeError):
            write(store, 2)
        assert everything(store) == before

    def test_claims_of_a_dispatch_outside_the_batch_are_refused(self, store: Store) -> None:
        one, two = samples.dispatch(1), samples.dispatch(2)
        with pytest.raises(ValueError, match="not in the batch"):
            store.write_batch([one], {two.id: samples.claims(two)}, version="1")

    def test_rejected_records_are_kept_once(self, store: Store) -> None:
        store.write_batch([], {}, [samples.rejected(1), samples.rejected(1)], version="1")
        store.write_batch([], {}, [samples.rejected(2), samples.rejected(1)], version="1")
        assert store.rejected() == (samples.rejected(1), samples.rejected(2))


class TestOpening:
    def test_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="no such database"):
            open_store(tmp_path / "none.duckdb", read_only=True)

    def test_missing_folder(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="folder"):
            open_store(tmp_path / "none" / "a.duckdb")

    @pytest.mark.parametrize("content", [b"", b"no database " * 1000])
    def test_other_file(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "a").write_bytes(content)
        with pytest.raises(UsageError, match="not a Lagebild database") as error:
            open_store(tmp_path / "a")
        assert "\n" not in str(error.value)

    def test_folder(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError) as error:
            open_store(tmp_path)
        assert "\n" not in str(error.value)

    @pytest.mark.parametrize("read_only", [True, False])
    def test_foreign_database(self, tmp_path: Path, read_only: bool) -> None:
        with duckdb.connect(str(tmp_path / "a")) as connection:
            connection.execute("CREATE TABLE other (x INTEGER)")
        with pytest.raises(UsageError, match="not a Lagebild database"):
            open_store(tmp_path / "a", read_only=read_only)

    def test_other_version(self, tmp_path: Path) -> None:
        open_store(tmp_path / "a").close()
        with duckdb.connect(str(tmp_path / "a")) as connection:
            connection.execute("UPDATE lagebild SET value = '99'")
        with pytest.raises(UsageError, match="version 99"):
            open_store(tmp_path / "a")

    def test_refused_database_is_let_go(self, tmp_path: Path) -> None:
        with duckdb.connect(str(tmp_path / "a")) as connection:
            connection.execute("CREATE TABLE other (x INTEGER)")
        with pytest.raises(UsageError):
            open_store(tmp_path / "a")
        duckdb.connect(str(tmp_path / "a"), read_only=True).close()


class TestEvents:
    def test_former_ids_answer_for_the_event_that_holds_their_claim(self, store: Store) -> None:
        write(store, 1, 2, 3)
        a, b, c = (samples.claims(samples.dispatch(n))[0] for n in (1, 2, 3))
        old_b = samples.event(b)
        store.replace_events([samples.event(a), old_b, samples.event(c)])
        store.replace_events([samples.event(a, b), samples.event(c)])
        joined = store.event(old_b.id)
        assert joined is not None
        assert joined.id == samples.event(a).id
        assert joined.aliases == (old_b.id,)
        store.replace_events([samples.event(a, b, c)])
        assert store.event(old_b.id) == store.event(samples.event(c).id) == store.event(samples.event(a).id)
        store.replace_events([samples.event(a), samples.event(b), samples.event(c)])
        assert store.event(old_b.id) == old_b

    def test_replacing_by_the_same_changes_nothing(self, store: Store) -> None:
        write(store, 1)
        grouped = [samples.event(c) for c in samples.claims(samples.dispatch(1))]
        store.replace_events(grouped)
        before = everything(store)
        store.replace_events(reversed(grouped))
        assert everything(store) == before

    def test_failed_rebuild_keeps_the_old_events(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        write(store, 1)
        grouped = [samples.event(c) for c in samples.claims(samples.dispatch(1))]
        store.replace_events(grouped)

        def fail(*_: object) -> None:
            raise RuntimeError("stop")

        monkeypatch.setattr(Store, "_insert", fail)
        with pytest.raises(RuntimeError):
            store.replace_events([])
        assert set(store.events()) == set(grouped)


class TestSelection:
    @pytest.fixture
    def filled(self, store: Store) -> Store:
        write(store, 1, 2, 3)
        store.replace_events(samples.event(c) for n in (1, 2, 3) for c in samples.claims(samples.dispatch(n)))
        return store

    @pytest.mark.parametrize(
        ("selection", "claim_count", "event_count"),
        [
            (Selection(), 6, 6),
            (Selection(actor="PRK"), 6, 6),
            (Selection(actor="JPN"), 3, 3),
            (Selection(actor="KOR"), 0, 0),  # says it, takes no part
            (Selection(actor="japan"), 3, 3),
            (Selection(actor="north k"), 6, 6),
            (Selection(actor="JPN", other="PRK"), 3, 3),
            (Selection(actor="JPN", other="USA"), 0, 0),
            (Selection(type="MOBILIZE"), 3, 3),
            (Selection(status="planned"), 0, 0),
            (Selection(status=Status.HAPPENED, type="ACCUSE"), 3, 3),
            (Selection(start=date(2024, 1, 3)), 4, 2),  # an event without time is left out
            (Selection(start=date(2024, 1, 3), end=date(2024, 1, 3)), 2, 1),
            (Selection(end=date(2024, 1, 1)), 0, 0),
            (Selection(limit=2), 2, 2),
            (Selection(limit=2, offset=5), 1, 1),
        ],
    )
    def test_filters(self, filled: Store, selection: Selection, claim_count: int, event_count: int) -> None:
        assert len(tuple(filled.claims(selection))) == claim_count
        assert len(filled.events(selection)) == event_count

    @pytest.mark.parametrize(
        "options",
        [{"type": "QUARREL"}, {"status": "maybe"}, {"start": date(2024, 2, 1), "end": date(2024, 1, 1)}],
    )
    def test_impossible_filters_are_refused(self, options: dict[str, object]) -> None:
        with pytest.raises(UsageError):
            Selection(**options)  # type: ignore[arg-type]

    def test_quotes_in_names_do_no_harm(self, filled: Store) -> None:
        assert filled.events(Selection(actor="O'Brien; DROP TABLE claims --")) == ()

    def test_claims_by_id_and_by_dispatch(self, filled: Store) -> None:
        one, two = samples.claims(samples.dispatch(1)), samples.claims(samples.dispatch(2))
        assert filled.claims_of([two[1].id, one[0].id, "none"]) == (two[1], one[0])
        assert filled.claims_in([samples.dispatch(2).id, samples.dispatch(1).id]) == two + one

    def test_actors_are_counted(self, filled: Store) -> None:
        assert filled.actors()[0] == ("PRK", "North Korea", 6, 6)
        assert filled.actors(country="JPN") == (("JPN", "Japan", 3, 3),)

    def test_counts(self, filled: Store) -> None:
        assert filled.counts() == (3, 6, 6, 0, 2, date(2024, 1, 2), date(2024, 1, 4))

    def test_reading_while_iterating(self, filled: Store) -> None:
        assert [filled.dispatch(c.dispatch) is not None for c in filled.claims()] == [True] * 6


class TestViews:
    def test_every_view_answers_and_is_described(self, store: Store) -> None:
        write(store, 1)
        store.replace_events([samples.event(*samples.claims(samples.dispatch(1)), details=(("mode", "x", ("c",)),))])
        views = store._rows("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal", {})
        assert len(views) >= 6
        for name, comment in views:
            assert comment, name
            assert store._rows(f"SELECT * FROM {name}", {}), name

    def test_words_are_cut_by_code_points(self, store: Store) -> None:
        write(store, 1)
        assert ("getestet",) in store._rows("SELECT trigger_words FROM v_claims", {})
        assert ("said_by", "Seoul") in store._rows("SELECT role, words FROM v_parties", {})
