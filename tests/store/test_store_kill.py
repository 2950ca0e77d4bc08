"""A writer killed at any point loses at most its running batch, and a rerun completes the database."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from lagebild.store import open_store

HERE = Path(__file__).parent
BATCHES = 4
TABLES = {
    "dispatches": "ALL",
    "claims": "ALL",
    "codings": "ALL",
    "rejected": "ALL",
    "layers": "ALL",
}


def start(database: Path, stop: int, method: str, barrier: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "store_killed_writer.py", str(database), str(BATCHES), str(stop), method, str(barrier)]
    return subprocess.Popen(command, cwd=HERE)


def run_through(database: Path) -> None:
    assert start(database, -1, "_mark_complete", database).wait(120) == 0


def content(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with open_store(database, read_only=True) as store:
        return {name: store._rows(f"SELECT * FROM {name} ORDER BY ALL", {}) for name in TABLES}


@pytest.mark.parametrize(
    ("stop", "method"),
    [
        (0, "_drop_other_codings"),  # the first batch has only begun
        (2, "_insert_new"),  # dispatches are in, their claims are not
        (2, "_mark_complete"),  # everything is in, nothing is committed
        (3, "write_batch"),  # the last batch is committed, the file not closed
    ],
)
def test_rerun_after_kill_equals_an_uninterrupted_run(tmp_path: Path, stop: int, method: str) -> None:
    whole, broken, barrier = tmp_path / "whole.duckdb", tmp_path / "broken.duckdb", tmp_path / "barrier"
    run_through(whole)
    writer = start(broken, stop, method, barrier)
    try:
        until = time.monotonic() + 60
        while not barrier.exists():
            assert writer.poll() is None, "the writer ended before it reached the barrier"
            assert time.monotonic() < until, "the writer never reached the barrier"
            time.sleep(0.01)
    finally:
        writer.kill()
        writer.wait()
    expected = stop + 1 if method == "write_batch" else stop
    with open_store(broken) as store:
        assert store.counts().dispatches == expected * 20
        assert store.counts().claims == expected * 40
    run_through(broken)
    assert content(broken) == content(whole)
    assert len(content(whole)["claims"]) == BATCHES * 40
