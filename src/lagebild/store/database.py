"""The database file: one DuckDB file holds dispatches, claims, rejected records and events.

Takes and gives schema values; every batch and every rebuild of the events is one transaction, so a process killed
at any moment loses at most the batch it was writing. All SQL of the package lives in this room. It groups nothing
and judges nothing.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from lagebild.errors import UsageError
from lagebild.schema import Claim, Dispatch, Event, Interval, Rejected
from lagebild.store import tables
from lagebild.store.selection import EVERYTHING, Selection, claim_condition, event_condition, page

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

SCHEMA_VERSION = "2"
MEMORY = ":memory:"
T = TypeVar("T")
NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """How the database may use the machine.

    memory_limit: upper bound of the database's own memory, `1GB`: a batch needs a few megabytes, rebuilding a million
    events some hundred. threads: 0 leaves it to the database (one for each core). fetch: rows fetched at a time while
    iterating, 2000, which keeps reading a large table in constant memory.
    """

    memory_limit: str = "1GB"
    threads: int = 0
    fetch: int = 2000


class Counts(NamedTuple):
    """How much the database holds; `first` and `last` are the days of the earliest and latest dispatch."""

    dispatches: int
    claims: int
    events: int
    rejected: int
    sources: int
    first: date | None
    last: date | None


class ActorRow(NamedTuple):
    """A party with the numbers of claims it acts in or receives and of events those claims belong to."""

    country: str
    name: str
    claims: int
    events: int


def open_store(path: Path | str, *, read_only: bool = False, config: StoreConfig | None = None) -> "Store":
    """Open or create the database at `path`; `:memory:` keeps it in memory.

    Raises UsageError with one line for a missing file (read-only), a file that is no Lagebild database, a database
    of another schema version, and a file that another process holds open for writing.
    """
    import duckdb

    path = Path(path)
    config = config or StoreConfig()
    if read_only and not path.exists():
        raise UsageError(f"{path}: no such database; create one with a run that writes, or check the path")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: the folder {path.parent} does not exist; create it first")
    if not path.exists() and str(path) != MEMORY:
        _create(path)
    options: dict[str, Any] = {"memory_limit": config.memory_limit}
    if config.threads:
        options["threads"] = config.threads
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=options)
    except duckdb.IOException as error:
        raise UsageError(_explain(path, error)) from error
    try:
        _ensure_schema(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return Store(connection, path, config)


class Store:
    """An open database; a context manager. Made by `open_store`. One writer at a time, by one thread."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", path: Path, config: StoreConfig) -> None:
        self.path = path
        self._connection = connection
        self._config = config

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to the file and let go of it; closing twice does no harm."""
        self._connection.close()

    # writing

    def pending(self, ids: Iterable[str], *, version: str) -> tuple[str, ...]:
        """Which of the dispatches are not yet completely coded by this version, in the order given, each once."""
        wanted = tuple(dict.fromkeys(ids))
        with self._registered(wanted=tables.text_table("id", wanted)):
            done = self._rows(
                "SELECT w.id FROM wanted w SEMI JOIN (SELECT dispatch FROM codings WHERE version = $version) k "
                "ON k.dispatch = w.id",
                {"version": version},
            )
        complete = {row[0] for row in done}
        return tuple(key for key in wanted if key not in complete)

    def write_batch(
        self,
        dispatches: Sequence[Dispatch],
        claims: Mapping[str, Sequence[Claim]],
        rejected: Sequence[Rejected] = (),
        *,
        version: str,
        layers: Mapping[str, bytes] | None = None,
    ) -> int:
        """Store dispatches with their claims (by dispatch id) and rejected records in one transaction.

        Every dispatch of the batch is then complete for `version`; one that was complete before is passed over, so
        writing a batch again changes nothing. Claims that another version left for these dispatches are replaced.
        `layers` are opaque bytes by dispatch id, kept for that version. Gives the number of dispatches written.
        """
        by_id = {dispatch.id: dispatch for dispatch in dispatches}
        strangers = claims.keys() - by_id.keys()
        if strangers:
            raise ValueError(f"claims of dispatches that are not in the batch: {', '.join(sorted(strangers)[:3])}")
        fresh = self.pending(by_id, version=version)
        found = {claim.id: claim for key in fresh for claim in claims.get(key, ())}
        kept = {key: layers[key] for key in fresh if key in layers} if layers else {}
        once = {record.id: record for record in rejected}
        with self._transaction():
            self._drop_other_codings(fresh)
            self._insert_new("dispatches", tables.dispatch_table([by_id[key] for key in fresh]), "id")
            self._insert_new("claims", tables.claim_table(list(found.values())), "id")
            self._insert_new("rejected", tables.rejected_table(list(once.values())), "id")
            self._insert_new("layers", tables.layer_table(kept, version), "dispatch")
            self._mark_complete(fresh, version)
        return len(fresh)

    def replace_events(self, events: Iterable[Event]) -> None:
        """Put these events in place of all stored ones, in one transaction.

        An id that an earlier grouping gave stays valid: it becomes an alias of the event that now holds the claim
        the id was made from (the first of `Event.claims`).
        """
        new = list(events)
        with self._transaction():
            self._rows("DELETE FROM events")
            self._insert("events", tables.event_table(new))
            self._rows(
                "INSERT INTO event_seeds SELECT id, claims[1] FROM events WHERE len(claims) > 0 "
                "AND NOT EXISTS (SELECT 1 FROM event_seeds s WHERE s.event = events.id)"
            )
            self._rows(
                "UPDATE events SET aliases = a.ids FROM ("
                "  SELECT event, list_sort(list_distinct(list(alias))) AS ids FROM ("
                "    SELECT ec.event, s.event AS alias FROM v_event_claims ec JOIN event_seeds s ON s.claim = ec.claim"
                "    UNION ALL SELECT id, unnest(aliases) FROM events"
                "  ) WHERE alias <> event GROUP BY event"
                ") a WHERE a.event = events.id"
            )

    # reading

    def dispatch(self, key: str) -> Dispatch | None:
        """The dispatch with this id or, failing that, this given id."""
        query = f"SELECT {tables.DISPATCH_COLUMNS} FROM dispatches WHERE id = $key OR given_id = $key"
        rows = self._rows(f"{query} ORDER BY id <> $key, id LIMIT 1", {"key": key})
        return tables.read_dispatch(rows[0]) if rows else None

    def dispatches(self) -> Iterator[Dispatch]:
        """Every dispatch, earliest first."""
        return self._stream(
            f"SELECT {tables.DISPATCH_COLUMNS} FROM dispatches ORDER BY earliest, id", {}, tables.read_dispatch
        )

    def published(self) -> dict[str, tuple[Interval, str | None]]:
        """When and by which source each dispatch was published, by dispatch id."""
        rows = self._stream("SELECT earliest, latest, grain, weekday, id, source FROM dispatches", {}, tuple)
        return {row[4]: (tables.read_interval(row[:4]), row[5]) for row in rows}

    def claims(self, selection: Selection = EVERYTHING) -> Iterator[Claim]:
        """The claims selected, by date and dispatch, in the order of the text."""
        condition, values = claim_condition(selection)
        columns = ", ".join(f"c.{column}" for column in tables.CLAIM_COLUMNS.split(", "))
        return self._stream(
            f"SELECT {columns} FROM claims c JOIN dispatches d ON d.id = c.dispatch WHERE {condition} "
            f"ORDER BY d.earliest, c.dispatch, c.trigger_start, c.id{page(selection)}",
            values,
            tables.read_claim,
        )

    def claims_of(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims with these ids that exist, in the order given, each once."""
        return self._by_ids("claims", "id", ids, tables.CLAIM_COLUMNS, tables.read_claim)

    def claims_in(self, dispatches: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of these dispatches, in the order of dispatches and text."""
        return self._by_ids("claims", "dispatch", dispatches, tables.CLAIM_COLUMNS, tables.read_claim)

    def events(self, selection: Selection = EVERYTHING) -> tuple[Event, ...]:
        """The events selected, earliest first, those without a time last."""
        condition, values = event_condition(selection)
        rows = self._rows(
            f"SELECT {tables.EVENT_COLUMNS} FROM events e WHERE {condition} "
            f"ORDER BY e.earliest NULLS LAST, e.latest, e.id{page(selection)}",
            values,
        )
        return tuple(map(tables.read_event, rows))

    def event(self, key: str) -> Event | None:
        """The event with this id, or the one that this former id stands for now."""
        query = f"SELECT {tables.EVENT_COLUMNS} FROM events WHERE id = $key OR list_contains(aliases, $key)"
        rows = self._rows(f"{query} ORDER BY id <> $key, id LIMIT 1", {"key": key})
        return tables.read_event(rows[0]) if rows else None

    def actors(self, *, country: str | None = None, limit: int | None = None) -> tuple[ActorRow, ...]:
        """Who takes part, most claims first; `country` keeps one side."""
        rows = self._rows(
            "SELECT p.country, p.name, count(DISTINCT p.claim), count(DISTINCT ec.event) FROM v_parties p "
            "LEFT JOIN v_event_claims ec ON ec.claim = p.claim "
            "WHERE p.role <> 'said_by' AND ($country IS NULL OR p.country = $country) "
            f"GROUP BY ALL ORDER BY 3 DESC, 1, 2{page(Selection(limit=limit))}",
            {"country": country},
        )
        return tuple(ActorRow(*row) for row in rows)

    def rejected(self) -> tuple[Rejected, ...]:
        """Everything that was rejected, by room, reason and place of origin."""
        rows = self._rows(f"SELECT {tables.REJECTED_COLUMNS} FROM rejected ORDER BY room, reason, origin, id", {})
        return tuple(map(tables.read_rejected, rows))

    def layers(self, ids: Iterable[str], *, version: str) -> dict[str, bytes]:
        """The stored layers of these dispatches for this version, by dispatch id."""
        with self._registered(wanted=tables.text_table("id", tuple(dict.fromkeys(ids)))):
            rows = self._rows(
                "SELECT dispatch, payload FROM layers SEMI JOIN wanted ON wanted.id = layers.dispatch "
                "WHERE version = $version",
                {"version": version},
            )
        return {key: bytes(payload) for key, payload in rows}

    def has_unmerged_claims(self) -> bool:
        """Whether some claim stands in no event: a run was stopped between writing and merging."""
        row = self._rows("SELECT 1 FROM claims c ANTI JOIN v_event_claims ec ON ec.claim = c.id LIMIT 1", {})
        return bool(row)

    def counts(self) -> Counts:
        """How much there is of everything."""
        row = self._rows(
            "SELECT (SELECT count(*) FROM dispatches), (SELECT count(*) FROM claims), (SELECT count(*) FROM events), "
            "(SELECT count(*) FROM rejected), (SELECT count(DISTINCT source) FROM dispatches), "
            "(SELECT min(earliest) FROM dispatches), (SELECT max(latest) FROM dispatches)",
            {},
        )[0]
        return Counts(*row)

    # how it is done

    def _by_ids(
        self, table: str, key: str, ids: Iterable[str], columns: str, read: Callable[[tables.Row], T]
    ) -> tuple[T, ...]:
        import pyarrow as pa

        wanted = tuple(dict.fromkeys(ids))
        order = tables.text_table("id", wanted).append_column("place", pa.array(range(len(wanted)), pa.int64()))
        named = ", ".join(f"t.{column}" for column in columns.split(", "))
        with self._registered(wanted=order):
            rows = self._rows(
                f"SELECT {named} FROM {table} t JOIN wanted w ON w.id = t.{key} "
                "ORDER BY w.place, t.trigger_start, t.id",
                {},
            )
        return tuple(map(read, rows))

    def _drop_other_codings(self, fresh: Sequence[str]) -> None:
        """Forget what other versions coded in these dispatches; new dispatches cost one look-up."""
        with self._registered(fresh=tables.text_table("id", fresh)):
            old = [
                row[0]
                for row in self._rows(
                    "SELECT DISTINCT dispatch FROM codings SEMI JOIN fresh ON fresh.id = codings.dispatch", {}
                )
            ]
        if not old:
            return
        with self._registered(stale=tables.text_table("id", old)):
            for table in ("claims", "codings", "layers"):
                self._rows(f"DELETE FROM {table} WHERE dispatch IN (SELECT id FROM stale)")

    def _mark_complete(self, ids: Sequence[str], version: str) -> None:
        """Say, in the transaction that stored their claims, that these dispatches are done."""
        with self._registered(fresh=tables.text_table("id", ids)):
            self._rows("INSERT INTO codings SELECT id, $version FROM fresh", {"version": version})

    def _insert(self, table: str, rows: "pa.Table") -> None:
        with self._registered(batch=rows):
            self._rows(f"INSERT INTO {table} BY NAME SELECT * FROM batch")

    def _insert_new(self, table: str, rows: "pa.Table", key: str) -> None:
        if not rows.num_rows:
            return
        with self._registered(batch=rows):
            self._rows(
                f"INSERT INTO {table} BY NAME SELECT * FROM batch ANTI JOIN {table} ON {table}.{key} = batch.{key}"
            )

    def _rows(self, query: str, values: Mapping[str, object] = NOTHING) -> list[tables.Row]:
        return self._connection.execute(query, dict(values)).fetchall()

    def _stream(self, query: str, values: Mapping[str, object], read: Callable[[tables.Row], T]) -> Iterator[T]:
        """Rows a few at a time through a cursor of its own, so that other calls may run in between."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(query, dict(values))
            while rows := cursor.fetchmany(self._config.fetch):
                yield from map(read, rows)
        finally:
            cursor.close()

    @contextmanager
    def _registered(self, **arrow: "pa.Table") -> Iterator[None]:
        for name, table in arrow.items():
            self._connection.register(name, table)
        try:
            yield
        finally:
            for name in arrow:
                self._connection.unregister(name)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.begin()
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()


def _create(path: Path) -> None:
    """Make an empty database beside `path` and move it there, so that a kill leaves no half-made file in its place."""
    import duckdb

    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    with duckdb.connect(str(draft)) as connection:
        _ensure_schema(connection, path, read_only=False)
    draft.replace(path)


def _ensure_schema(connection: "duckdb.DuckDBPyConnection", path: Path, *, read_only: bool) -> None:
    """Create the tables in an empty file; refuse a foreign database or another version."""
    names = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not names and not read_only:
        connection.begin()
        connection.execute(files("lagebild.store").joinpath("schema.sql").read_text("utf-8"))
        connection.execute("INSERT INTO lagebild VALUES ('schema_version', $version)", {"version": SCHEMA_VERSION})
        connection.commit()
        return
    if "lagebild" not in names:
        raise UsageError(f"{path}: not a Lagebild database; give another path")
    rows = connection.execute("SELECT value FROM lagebild WHERE key = 'schema_version'").fetchall()
    found = rows[0][0] if rows else "unknown"
    if found != SCHEMA_VERSION:
        raise UsageError(
            f"{path}: database of version {found}, this program writes version {SCHEMA_VERSION}; "
            "read the dispatches again into a new file"
        )


def _explain(path: Path, error: Exception) -> str:
    """One line about a file the engine could not open."""
    text = str(error)
    if "lock" in text.lower():
        return f"{path}: in use by another process; wait until it has ended"
    if "not a valid" in text:
        return f"{path}: not a Lagebild database; give another path"
    return f"{path}: cannot open this database ({text.splitlines()[0]})"
