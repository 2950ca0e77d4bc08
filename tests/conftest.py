"""Fixtures shared by all rooms' tests."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared gold data; a test that needs it is skipped where it is absent."""
    folder = Path(os.environ.get("LAGEBILD_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"shared gold data not found at {folder} (set LAGEBILD_SHARED)")
    return folder
