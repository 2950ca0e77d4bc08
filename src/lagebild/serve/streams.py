"""Standard streams and files as bytes in and text out, for the commands that work line by line.

An output file appears under its name only when it is whole; until then its lines stand in a neighbour file.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TextIO

from lagebild.errors import UsageError

STANDARD = Path("-")


def name_of(path: Path) -> str:
    """What to call an input in messages."""
    return "standard input" if path == STANDARD else str(path)


@contextmanager
def open_input(path: Path) -> Iterator[IO[bytes]]:
    """The lines of a file or of standard input, undecoded."""
    if path == STANDARD:
        yield sys.stdin.buffer
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}; check the path") from None
    with file:
        yield file


@contextmanager
def open_output(path: Path) -> Iterator[TextIO]:
    """A text stream that writes UTF-8 with bare line feeds, to a file or to standard output."""
    if path == STANDARD:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(newline="\n")
        yield sys.stdout
        sys.stdout.flush()
        return
    if path.exists() and not path.is_file():
        # A device or a pipe takes lines as they come and cannot be replaced.
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    part = path.with_name(f"{path.name}.part{os.getpid()}")
    try:
        file = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}; choose another --out") from None
    try:
        with file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def decode_lines(lines: Iterable[bytes], *, origin: str) -> Iterator[str]:
    """Lines as text without their ends."""
    for number, line in enumerate(lines, start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise UsageError(f"{origin}:{number}: byte {error.start} is not UTF-8; convert the file first") from None
