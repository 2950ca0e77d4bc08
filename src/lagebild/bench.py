"""How fast this machine reads: the bare encoder, all annotation and the whole main job, on the same texts in one run.

All three run in the same number of worker processes, each with one thread of the encoder, and are timed after the
workers have loaded the model. Without texts the sample dispatches are read over and over, each copy made different
by a number at its end, so that the store takes them as new.
"""

import json
import resource
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from lagebild import pipeline
from lagebild.schema import Dispatch
from lagebild.schema.ids import content_id

WORDS = 60_000
"""So many words are read when no texts are given: some ten seconds a measure."""


def measure(dispatches: Sequence[Dispatch] | None = None, *, workers: int | None = None) -> dict[str, float]:
    """Words a second, loading time in seconds and peak memory of one worker in megabytes."""
    texts = list(dispatches) if dispatches else _many_samples()
    count = workers or cpu_count() or 1
    with pipeline.start_workers(count) as pool:
        loads = list(pool.map(_load_seconds, range(count * 4)))
        batches = [texts[i : i + pipeline.BATCH] for i in range(0, len(texts), pipeline.BATCH)]
        words = sum(pool.map(_encode, batches))
        encoder = _seconds(lambda: sum(pool.map(_encode, batches)))
        annotate = _seconds(lambda: sum(pool.map(_annotate, batches)))
        memory = max(pool.map(_peak_memory, range(count * 4)))
    with TemporaryDirectory() as folder:
        source, db = Path(folder, "texts.jsonl"), Path(folder, "bench.duckdb")
        source.write_text("".join(json.dumps(_as_record(d), ensure_ascii=False) + "\n" for d in texts), "utf-8")
        read = pipeline.read_into_store([source], db, workers=count).seconds
    return {
        "words": words,
        "workers": count,
        "encoder_words_per_s": round(words / encoder, 1),
        "annotate_words_per_s": round(words / annotate, 1),
        "read_words_per_s": round(words / read, 1),
        "read_of_encoder": round(encoder / read, 3),
        "load_seconds": round(max(loads), 2),
        "worker_peak_memory_mb": round(memory, 1),
    }


def _many_samples() -> list[Dispatch]:
    from lagebild.read import read_dispatches

    folder = Path(str(files("lagebild.samples")))
    samples = [d for d in read_dispatches([folder]) if isinstance(d, Dispatch)]
    words = sum(len(d.text.split()) for d in samples)
    return [
        replace(d, id=content_id(d.id, str(copy)), text=f"{d.text}\n\n({copy})", given_id=f"{d.name}-{copy}")
        for copy in range(max(1, WORDS // words))
        for d in samples
    ]


def _as_record(dispatch: Dispatch) -> dict[str, str | None]:
    return {
        "id": dispatch.given_id,
        "published": dispatch.published.earliest.isoformat(),
        "source": dispatch.source,
        "language": dispatch.language.value,
        "text": dispatch.text,
    }


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _load_seconds(_: int) -> float:
    return _seconds(pipeline._load)


def _encode(batch: Sequence[Dispatch]) -> int:
    annotator = pipeline._load()
    windows = annotator.windows(batch)
    annotator.model.encode_only(windows)
    return sum(len(w.forms) for w in windows)


def _annotate(batch: Sequence[Dispatch]) -> int:
    return len(pipeline.annotate_safely(pipeline._load(), batch))


def _peak_memory(_: int) -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
