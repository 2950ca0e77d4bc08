"""The hall: joins the rooms. Reads paths into a database, annotates dispatches in memory, parses given tokens.

Annotating and coding run in worker processes that share nothing; reading, merging and storing run here. A run that is
killed loses at most the batches of the transaction it was in: the next run finds them pending and does them again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from os import cpu_count, environ
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from lagebild import __version__
from lagebild.knowledge.tables import digest
from lagebild.schema import Annotated, Claim, Dispatch, Reason, Rejected

if TYPE_CHECKING:
    from lagebild.annotate import Annotator
    from lagebild.store import Store

LAYERS = frozenset({"tokens", "mentions", "times", "quotes", "claims"})
BATCH = 64
"""Dispatches a worker reads at once: enough for the encoder to find windows of like length."""
WRITE = 8
"""Batches written in one transaction."""

Progress = Callable[[int, int], None]
"""Told after each batch: dispatches done, and known or done so far."""


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What one run did. `words` counts the tokens of the dispatches read anew; `claims` and `events` count what the
    database holds afterwards, `rejected` this run's rejections by reason, `known` dispatches that were there before."""

    dispatches: int
    new: int
    known: int
    words: int
    claims: int
    events: int
    rejected: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


class Coded(NamedTuple):
    """What a worker gives back for one dispatch."""

    dispatch: Dispatch
    claims: tuple[Claim, ...]
    words: int


def _coding_version() -> str:
    """What a stored coding depends on beside the text: this program and the user's tables."""
    mark = digest()
    return f"{__version__}+{mark}" if mark else __version__


def read_into_store(
    paths: Sequence[Path], db: Path, *, workers: int | None = None, progress: Progress | None = None
) -> ReadSummary:
    """Read dispatches from files and folders, annotate, code and merge them into the database at `db`.

    Dispatches that the database already holds, coded by this version, are passed over.
    """
    from lagebild.read import read_dispatches
    from lagebild.store import open_store

    begun = perf_counter()
    tally = _Tally()
    # The workers start before the database is opened, so that no process inherits its threads.
    with start_workers(workers) as pool, open_store(db) as store:
        found = _only_pending(read_dispatches(paths), store, tally)
        waiting: list[tuple[list[Coded], list[Rejected]]] = []
        for coded, rejected in _map_in_workers(pool, found):
            waiting.append((coded, rejected))
            tally.add(coded, rejected)
            if len(waiting) >= WRITE:
                _write(store, waiting)
            if progress is not None:
                progress(tally.new, tally.new + tally.known)
        _write(store, waiting)
        if tally.new or store.has_unmerged_claims():
            merge_events(store)
        counts = store.counts()
    return ReadSummary(
        dispatches=tally.new + tally.known,
        new=tally.new,
        known=tally.known,
        words=tally.words,
        claims=counts.claims,
        events=counts.events,
        rejected=tally.rejected,
        seconds=perf_counter() - begun,
    )


def merge_events(store: "Store") -> None:
    """Group all claims of the database into events anew; fused ids live on as aliases."""
    from lagebild.merge import group_claims

    store.replace_events(group_claims(store.claims(), store.published()))


def annotate_dispatches(
    dispatches: Iterable[Dispatch], *, layers: frozenset[str] = LAYERS
) -> Iterator[tuple[Annotated, tuple[Claim, ...]] | Rejected]:
    """Annotate and code dispatches one batch after the other, in the order given, without a database.

    Claims are only coded when `layers` asks for them.
    """
    annotator = _load()
    source = iter(dispatches)
    while batch := list(islice(source, BATCH)):
        for annotated in annotate_safely(annotator, batch):
            if isinstance(annotated, Rejected) or "claims" not in layers:
                yield annotated if isinstance(annotated, Rejected) else (annotated, ())
                continue
            claims = _code_safely(annotator, annotated)
            yield claims if isinstance(claims, Rejected) else (annotated, claims)


def annotate_safely(annotator: "Annotator", batch: Sequence[Dispatch]) -> list[Annotated | Rejected]:
    """Annotate a batch; when that fails, each dispatch alone, so that one bad dispatch never costs the others."""
    try:
        return annotator.annotate(batch)
    except Exception as error:  # noqa: BLE001  any defect becomes a counted rejection with its reason
        if len(batch) == 1:
            return [_rejection(batch[0], "annotate", Reason.ANNOTATION, error)]
        return [result for dispatch in batch for result in annotate_safely(annotator, [dispatch])]


def _code_safely(annotator: "Annotator", annotated: Annotated) -> tuple[Claim, ...] | Rejected:
    from lagebild.coding import code_claims

    try:
        return code_claims(annotated, knowledge=annotator.knowledge)
    except Exception as error:  # noqa: BLE001  any defect becomes a counted rejection with its reason
        return _rejection(annotated.dispatch, "coding", Reason.CODING, error)


def _rejection(dispatch: Dispatch, room: str, reason: Reason, error: Exception) -> Rejected:
    return Rejected(
        id=dispatch.id,
        room=room,
        reason=reason,
        detail=f"{type(error).__name__}: {error}",
        origin=dispatch.origin or dispatch.name,
        given_id=dispatch.given_id,
    )


def parse_conllu(lines: Iterable[str]) -> Iterator[str]:
    """CoNLL-U in, CoNLL-U out: tokens and comments kept, lemma, UPOS, FEATS, HEAD and DEPREL predicted."""
    from lagebild.annotate import parse_conllu as parse

    return parse(lines, _load().model)


class _Tally:
    """Counts of a running read."""

    def __init__(self) -> None:
        self.new = self.known = self.words = 0
        self.rejected: dict[str, int] = {}

    def add(self, coded: Sequence[Coded], rejected: Sequence[Rejected]) -> None:
        self.new += len(coded)
        self.words += sum(c.words for c in coded)
        for record in rejected:
            self.rejected[record.reason.value] = self.rejected.get(record.reason.value, 0) + 1


def _only_pending(
    found: Iterable[Dispatch | Rejected], store: "Store", tally: _Tally
) -> Iterator[tuple[list[Dispatch], list[Rejected]]]:
    """Batches without the dispatches that the database holds complete."""
    source = iter(found)
    while batch := list(islice(source, BATCH)):
        dispatches = [d for d in batch if isinstance(d, Dispatch)]
        pending = set(store.pending([d.id for d in dispatches], version=_coding_version()))
        tally.known += sum(d.id not in pending for d in dispatches)
        yield [d for d in dispatches if d.id in pending], [r for r in batch if isinstance(r, Rejected)]


def _write(store: "Store", waiting: list[tuple[list[Coded], list[Rejected]]]) -> None:
    coded = [c for batch, _ in waiting for c in batch]
    rejected = [r for _, batch in waiting for r in batch]
    if coded or rejected:
        claims = {c.dispatch.id: c.claims for c in coded}
        store.write_batch([c.dispatch for c in coded], claims, rejected, version=_coding_version())
    waiting.clear()


def _map_in_workers(
    pool: ProcessPoolExecutor, batches: Iterable[tuple[list[Dispatch], list[Rejected]]]
) -> Iterator[tuple[list[Coded], list[Rejected]]]:
    """Code batches in the workers, a few ahead of what is taken, in order."""
    ahead: list[tuple[Future[tuple[list[Coded], list[Rejected]]], list[Rejected]]] = []
    for dispatches, rejected in batches:
        ahead.append((pool.submit(_code_batch, dispatches), rejected))
        if len(ahead) > 6:
            yield _collect(*ahead.pop(0))
    for job in ahead:
        yield _collect(*job)


def _collect(
    job: "Future[tuple[list[Coded], list[Rejected]]]", rejected: list[Rejected]
) -> tuple[list[Coded], list[Rejected]]:
    coded, refused = job.result()
    return coded, [*rejected, *refused]


_annotator: "Annotator | None" = None
"""The loaded annotate room of this process; loading takes a second and the result never changes."""


def _load() -> "Annotator":
    global _annotator  # noqa: PLW0603  one lazy constant a process
    if _annotator is None:
        from lagebild.annotate import AnnotateConfig, load_annotator

        _annotator = load_annotator(AnnotateConfig(threads=1))
    return _annotator


def start_workers(workers: int | None) -> ProcessPoolExecutor:
    """Processes for the map half, one a core unless said otherwise."""
    # Each worker computes on one thread: the small products of decoding would otherwise fight for the cores. The
    # variable is read when numpy is loaded in the new process.
    environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return ProcessPoolExecutor(workers or cpu_count() or 1, mp_context=get_context("spawn"))


def _code_batch(dispatches: list[Dispatch]) -> tuple[list[Coded], list[Rejected]]:
    """Runs in a worker: annotate and code one batch."""
    if not dispatches:
        return [], []
    annotator = _load()
    coded: list[Coded] = []
    rejected: list[Rejected] = []
    for annotated in annotate_safely(annotator, dispatches):
        claims = annotated if isinstance(annotated, Rejected) else _code_safely(annotator, annotated)
        if isinstance(claims, Rejected):
            rejected.append(claims)
        elif isinstance(annotated, Annotated):
            coded.append(Coded(annotated.dispatch, claims, len(annotated.tokens)))
    return coded, rejected


def bench(dispatches: Sequence[Dispatch] | None = None, *, workers: int | None = None) -> dict[str, float]:
    """Words a second of the bare encoder, of all annotation and of the whole main job, on the same texts."""
    from lagebild.bench import measure

    return measure(dispatches, workers=workers)
