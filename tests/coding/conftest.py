"""Fixtures of the coding tests."""

import pytest

from lagebild.knowledge import Knowledge, load_knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped tables; they need neither model nor network."""
    return load_knowledge()
