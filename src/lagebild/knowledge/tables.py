"""The tables of knowledge: the package's own, and a user's folder whose rows win over them.

`LAGEBILD_TABLES` names the folder; it holds CSV files of the same names and columns as the package's (see
`data/README.md`). A row with the key of one of ours replaces it; a row with nothing but its key takes ours out.
"""

import csv
import os
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from lagebild.errors import DataError

VARIABLE = "LAGEBILD_TABLES"
KEYS = {
    "bodies": ("id",),
    "centroids": ("code",),
    "cities": ("name_en", "country", "lat", "lon"),
    "codes": ("code",),
    "collectives": ("id",),
    "countries": ("code",),
    "figures": ("person_id",),
    "groups": ("id",),
    "guarded": ("alias", "language"),
    "historic": ("code",),
    "homes": ("id",),
    "holders": ("office_id", "person_id", "start"),
    "members": ("organisation", "country", "start"),
    "nouns": ("lemma", "language"),
    "office_words": ("word", "language"),
    "offices": ("office_id",),
    "organisations": ("id",),
    "parties": ("id",),
    "persons": ("person_id",),
    "phrases": ("phrase", "language"),
    "places": ("name_en", "country"),
    "powers": ("id", "start"),
    "sectors": ("lemma", "language"),
}
"""Every table with the columns that tell its rows apart."""
_LATER = {"places": frozenset({"adjective_de"})}
"""Columns that came after users had written tables without them."""


class Row(NamedTuple):
    """One row: its cells by column, where it stands, and whether the user gave it."""

    cells: dict[str, str]
    origin: str
    own: bool


def read_table(name: str) -> Iterator[Row]:
    """Our rows that the user did not replace, then the user's."""
    columns = KEYS[name]
    folder = user_folder()
    theirs: list[Row] = []
    if folder is not None and (path := folder / f"{name}.csv").exists():
        theirs = list(_parse(path.read_text(encoding="utf-8-sig"), str(path), own=True))
        _compare_columns(name, path, theirs)
    replaced = {tuple(row.cells[column] for column in columns) for row in theirs}
    shipped = files("lagebild.knowledge").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    for row in _parse(shipped, f"{name}.csv", own=False):
        if not replaced or tuple(row.cells[column] for column in columns) not in replaced:
            yield row
    for row in theirs:
        if any(cell for column, cell in row.cells.items() if column not in columns):
            yield row


def user_folder() -> Path | None:
    """The folder of the user's tables, None without one."""
    named = os.environ.get(VARIABLE)
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        raise DataError(f"{VARIABLE}={named}: no such folder; make it or unset the variable")
    unknown = sorted(path.name for path in folder.glob("*.csv") if path.stem not in KEYS)
    if unknown:
        raise DataError(f"{folder}: unknown tables {', '.join(unknown)}; known are {', '.join(sorted(KEYS))}")
    return folder


def digest() -> str:
    """A short mark of the user's tables, empty without any: what was coded with other tables is coded anew."""
    folder = user_folder()
    if folder is None:
        return ""
    content = b"".join(path.name.encode() + path.read_bytes() for path in sorted(folder.glob("*.csv")))
    return sha256(content).hexdigest()[:8] if content else ""


def _parse(text: str, name: str, *, own: bool) -> Iterator[Row]:
    reader = csv.reader(text.splitlines())
    header = next(reader, [])
    for cells in reader:
        if len(cells) != len(header):
            raise DataError(f"{name}, line {reader.line_num}: {len(cells)} columns, expected {len(header)}")
        yield Row(dict(zip(header, cells, strict=True)), f"{name}, line {reader.line_num}", own)


def _compare_columns(name: str, path: Path, rows: list[Row]) -> None:
    shipped = files("lagebild.knowledge").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    expected = next(csv.reader(shipped.splitlines()))
    earlier = [column for column in expected if column not in _LATER.get(name, ())]
    if rows and list(rows[0].cells) not in (expected, earlier):
        raise DataError(f"{path}: columns are {','.join(rows[0].cells)}, expected {','.join(expected)}")
