"""The package as a whole: what importing it costs, what its modules say of themselves, how long they are."""

import ast
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

import pytest

import lagebild

SOURCE = Path(lagebild.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))
HEAVY = ("onnxruntime", "duckdb", "tokenizers", "numpy", "pyarrow")
LONGEST = 450


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_by(code: str) -> set[str]:
    listing = run(f"import sys\n{code}\nprint('LOADED', *sorted({{name.split('.')[0] for name in sys.modules}}))")
    return set(listing.rsplit("LOADED", 1)[1].split())


def test_heavy_libraries_are_installed_so_that_their_absence_means_something() -> None:
    assert all(find_spec(name) for name in HEAVY)


def test_import_loads_nothing_heavy() -> None:
    assert loaded_by("import lagebild").isdisjoint(HEAVY)


HELP = """
import os
from lagebild.serve.cli import main
sys.argv = ["lagebild", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def test_help_loads_nothing_heavy() -> None:
    assert loaded_by(HELP).isdisjoint(HEAVY)


@pytest.mark.skipif(os.getloadavg()[0] > (os.cpu_count() or 1), reason="the machine is busy: no clock is fair")
def test_help_is_quick() -> None:
    times = []
    for _ in range(4):
        begun = perf_counter()
        subprocess.run([sys.executable, "-m", "lagebild", "--help"], capture_output=True, timeout=60, check=True)
        times.append(perf_counter() - begun)
    assert min(times) < 0.6


def test_public_names_are_sorted_and_there() -> None:
    names = list(getattr(lagebild, "__all__", []))
    assert names == sorted(names)
    assert len(names) == len(set(names))
    assert all(hasattr(lagebild, name) for name in names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_module_says_what_it_is_for_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module opens with what it is for"
    assert text.count("\n") <= LONGEST


def test_no_module_prints() -> None:
    calls = (
        (path, node.lineno)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    )
    assert not list(calls)
