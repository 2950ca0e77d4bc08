"""Files and folders as a stream of raw records: one for each text file, line, row or list element.

Takes a path and gives `Record`s (fields as they came, and where from) or a `Fault` (what could not be read there, and
why). It holds one record in memory, or one batch of a Parquet file. What the fields mean is not its business.
"""

import csv
import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from lagebild.read.config import ReadConfig
from lagebild.schema import Reason

FIELDS: tuple[str, ...] = ("id", "published", "date", "source", "title", "text", "url", "language")
"""Columns and keys that are read, in any letter case; others are ignored."""


@dataclass(frozen=True, slots=True)
class Record:
    """One raw record. `name` is the file's name where it may carry the date: for text files only."""

    fields: dict[str, Any]
    origin: str
    name: str | None = None


class Fault(NamedTuple):
    """What could not be read, where, and enough of its content to tell it from others."""

    reason: Reason
    detail: str
    origin: str
    content: str = ""


class _Line(NamedTuple):
    """A physical line; `text` is None when it is longer than allowed. Undecodable bytes are kept as surrogates."""

    number: int
    text: str | None


def read_records(path: Path, *, config: ReadConfig) -> Iterator[Record | Fault]:
    """The records of a file, or of all files of known kind beneath a folder, in sorted order.

    In folders, hidden files and files of other kinds are passed over; a file named by itself is read or is a fault.
    """
    if path.is_dir():
        yield from _read_folder(path, config)
        return
    reader = _reader_of(path)
    if reader is None:
        yield Fault(Reason.BAD_FILE, f"unknown kind of file; read are {', '.join(sorted(_KINDS))}", str(path))
        return
    try:
        yield from reader(path, config)
    except (OSError, EOFError, zlib.error) as error:
        yield Fault(Reason.BAD_FILE, f"cannot be read: {error}", str(path))


def _read_folder(folder: Path, config: ReadConfig) -> Iterator[Record | Fault]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Fault(Reason.BAD_FILE, f"folder cannot be read: {error}", str(folder))
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        # Links to folders are not followed: they may lead back here.
        if entry.is_dir(follow_symlinks=False) or (entry.is_file() and _reader_of(path)):
            yield from read_records(path, config=config)
        elif entry.is_symlink() and not path.exists() and _reader_of(path):
            yield Fault(Reason.BAD_FILE, "the link leads nowhere", str(path))


def _read_text(path: Path, config: ReadConfig) -> Iterator[Record | Fault]:
    with _open(path) as file:
        data = file.read(config.max_bytes + 1)
    if len(data) > config.max_bytes:
        yield Fault(Reason.BAD_FILE, f"longer than {config.max_bytes} bytes (max_bytes); not one dispatch", str(path))
        return
    yield Record({"text": decode(data, config.encodings)}, str(path), name=path.name)


def _read_json_lines(path: Path, config: ReadConfig) -> Iterator[Record | Fault]:
    with _open(path) as file:
        for line in _lines(file, config):
            origin = f"{path}:{line.number}"
            if line.text is None:
                yield Fault(Reason.BAD_RECORD, f"line longer than {config.max_bytes} bytes (max_bytes)", origin)
                continue
            if line.text.isspace():
                continue
            try:
                value = json.loads(line.text)
            except (ValueError, RecursionError) as error:
                yield Fault(Reason.BAD_RECORD, f"not JSON: {error}", origin, line.text)
                continue
            yield _record_of(value, origin)


def _read_json(path: Path, config: ReadConfig) -> Iterator[Record | Fault]:
    """A list of records, element by element; a single object counts as a list of one."""
    with _open(path) as file:
        pieces = (decode(piece, config.encodings) for piece in _blocks(file))
        for row, value in enumerate(_json_elements(pieces, config.max_bytes), start=1):
            origin = f"{path}:row {row}"
            if isinstance(value, _Broken):
                yield Fault(Reason.BAD_FILE, f"not a JSON list from here on: {value.why}", origin)
                return
            yield _record_of(value, origin)


def _read_csv(path: Path, config: ReadConfig) -> Iterator[Record | Fault]:
    # The limit belongs to the whole process and is only ever raised: article texts exceed its default of 131,072.
    csv.field_size_limit(max(csv.field_size_limit(), config.max_bytes))
    with _open(path) as file:
        # An overlong line turns into a short one that is no row, and is reported as such.
        overlong = f"[line longer than {config.max_bytes} bytes (max_bytes)]\n"
        lines = (overlong if line.text is None else line.text for line in _lines(file, config))
        header = next(lines, None)
        if header is None:
            return
        delimiter = "\t" if path.name.lower().removesuffix(".gz").endswith(".tsv") else _delimiter_of(header)
        names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
        if "text" not in names:
            yield Fault(Reason.BAD_FILE, f"no column 'text' in the header {header.strip()!r}", f"{path}:1")
            return
        yield from _csv_rows(csv.reader(lines, delimiter=delimiter), names, path)


def _csv_rows(rows: Any, names: list[str], path: Path) -> Iterator[Record | Fault]:
    while True:
        origin = f"{path}:{rows.line_num + 2}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Fault(Reason.BAD_RECORD, f"not CSV: {error}", origin)
            continue
        if row is None:
            return
        if not row:
            continue
        if len(row) != len(names):
            detail = f"{len(row)} columns where the header has {len(names)}; are quotation marks doubled?"
            yield Fault(Reason.BAD_RECORD, detail, origin, "\x1f".join(row))
            continue
        yield Record({name: value for name, value in zip(names, row, strict=True) if name in FIELDS}, origin)


def _read_parquet(path: Path, config: ReadConfig) -> Iterator[Record | Fault]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            columns = {name: name.lower() for name in file.schema_arrow.names if name.lower() in FIELDS}
            if "text" not in columns.values():
                yield Fault(Reason.BAD_FILE, f"no column 'text' among {file.schema_arrow.names}", str(path))
                return
            row = 0
            for batch in file.iter_batches(batch_size=config.batch_rows, columns=list(columns)):
                for values in batch.to_pylist():
                    row += 1
                    yield Record({columns[name]: value for name, value in values.items()}, f"{path}:row {row}")
    except (pa.ArrowException, UnicodeDecodeError) as error:
        yield Fault(Reason.BAD_FILE, f"not a readable Parquet file: {error}", str(path))


_Reader = Callable[[Path, ReadConfig], Iterator[Record | Fault]]
_TEXT_KINDS: dict[str, _Reader] = {
    ".txt": _read_text,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".json": _read_json,
    ".csv": _read_csv,
    ".tsv": _read_csv,
}
_KINDS: dict[str, _Reader] = (
    _TEXT_KINDS | {f"{suffix}.gz": reader for suffix, reader in _TEXT_KINDS.items()} | {".parquet": _read_parquet}
)


def _reader_of(path: Path) -> _Reader | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    kind = "".join(suffixes[-2:]) if suffixes[-1:] == [".gz"] else "".join(suffixes[-1:])
    return _KINDS.get(kind)


def _record_of(value: object, origin: str) -> Record | Fault:
    if not isinstance(value, dict):
        return Fault(Reason.BAD_RECORD, f"a JSON {type(value).__name__} where an object is due", origin, repr(value))
    fields = {name.strip().lower(): field for name, field in value.items()}
    return Record({name: fields[name] for name in FIELDS if name in fields}, origin)


def _delimiter_of(header: str) -> str:
    return max(",;\t", key=header.count)


def _open(path: Path) -> IO[bytes]:
    if path.suffix.lower() == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def decode(data: bytes, encodings: Iterable[str]) -> str:
    """The text of the bytes in the first encoding that fits.

    Bytes that fit none become lone surrogates, so that the caller can tell which field is undecodable. A byte order
    mark is no part of the text.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "surrogateescape")


def _lines(file: IO[bytes], config: ReadConfig) -> Iterator[_Line]:
    number = 0
    while data := file.readline(config.max_bytes + 1):
        number += 1
        if len(data) <= config.max_bytes:
            yield _Line(number, decode(data, config.encodings))
            continue
        while data and not data.endswith(b"\n"):
            data = file.readline(config.max_bytes)
        yield _Line(number, None)


def _blocks(file: IO[bytes], size: int = 1 << 16) -> Iterator[bytes]:
    """The bytes in blocks that no UTF-8 character straddles, so that each decodes by itself."""
    kept = b""
    while block := file.read(size):
        block = kept + block
        cut = len(block)
        while cut > len(block) - 4 and cut > 0 and 0x80 <= block[cut - 1] < 0xC0:
            cut -= 1
        if cut > 0 and block[cut - 1] >= 0xC0:
            cut -= 1
        yield block[:cut]
        kept = block[cut:]
    if kept:
        yield kept


class _Broken(NamedTuple):
    why: str


def _json_elements(pieces: Iterator[str], limit: int) -> Iterator[Any]:
    """The elements of a JSON list, decoded as soon as they are complete; `_Broken` where it is not well formed."""
    decoder = json.JSONDecoder()
    buffer = next(pieces, "").lstrip()
    if not buffer.startswith("["):
        whole = buffer + "".join(_up_to(pieces, limit))
        try:
            yield decoder.decode(whole)
        except (ValueError, RecursionError) as error:
            yield _Broken(str(error))
        return
    position = 1
    while True:
        position = _skip(buffer, position)
        if buffer.startswith("]", position):
            return
        try:
            value, position = decoder.raw_decode(buffer, position)
        except (ValueError, RecursionError) as error:
            # Incomplete or broken: only more text can tell. The buffer doubles before the next try, so that a long
            # element is scanned about twice, not once for each piece.
            rest = buffer[position:]
            buffer, position = rest + "".join(_up_to(pieces, max(len(rest), 1))), 0
            if len(buffer) == len(rest) or len(rest) > limit:
                yield _Broken(f"{error}" if len(rest) <= limit else f"an element is longer than {limit} (max_bytes)")
                return
            continue
        yield value


def _up_to(pieces: Iterator[str], count: int) -> Iterator[str]:
    """Pieces until they have at least `count` characters."""
    while count > 0 and (piece := next(pieces, None)) is not None:
        count -= len(piece)
        yield piece


def _skip(buffer: str, position: int) -> int:
    while position < len(buffer) and buffer[position] in " \t\r\n,":
        position += 1
    return position
