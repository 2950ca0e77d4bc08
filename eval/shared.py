"""Where the shared gold data and its scorers lie, and the split the project measures on."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent


def shared_folder() -> Path | None:
    """The folder of shared data, or None where it is absent."""
    folder = Path(os.environ.get("LAGEBILD_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "data").is_dir() else None


def scorer(name: str) -> ModuleType:
    """A scorer of the shared tools, imported from its file."""
    folder = shared_folder()
    assert folder is not None, "the shared data is needed for scoring"
    spec = importlib.util.spec_from_file_location(name, folder / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
