"""Writing is cheap against reading the words, and a long run does not grow."""

import time
from dataclasses import replace
from pathlib import Path

import store_samples as samples

from lagebild.schema.ids import content_id
from lagebild.store import open_store

WORDS = samples.TEXT.split()


def resident_pages() -> int:
    """Pages of memory this process holds, 0 where the system does not tell."""
    path = Path("/proc/self/statm")
    return int(path.read_text().split()[1]) if path.exists() else 0


def test_microseconds_a_word_and_memory(tmp_path: Path) -> None:
    text = " ".join(WORDS * 9)
    words, seconds, early = 0, 0.0, 0
    with open_store(tmp_path / "a.duckdb") as store:
        for batch in range(40):
            dispatches = [
                replace(samples.dispatch(n), id=content_id(str(n)), text=f"{text} {n}")
                for n in range(batch * 250, batch * 250 + 250)
            ]
            claims = {d.id: samples.claims(d) for d in dispatches}
            before = time.process_time()
            store.write_batch(dispatches, claims, version="1")
            seconds += time.process_time() - before
            words += sum(len(d.text.split()) for d in dispatches)
            if batch == 15:
                early = resident_pages()
        late = resident_pages()
        assert store.counts()[:2] == (10_000, 20_000)
    assert seconds / words * 1e6 < 20
    assert (late - early) * 4096 < 60e6
