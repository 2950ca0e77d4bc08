"""Fixtures of the store's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lagebild.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    with open_store(tmp_path / "lage.duckdb") as opened:
        yield opened
