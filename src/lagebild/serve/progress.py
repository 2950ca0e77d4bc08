"""A line of progress on stderr where somebody watches, and silence elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[int, int], None]


@contextmanager
def show_progress() -> Iterator[Report | None]:
    """A function that takes how many dispatches are read and how many were met so far, or None without a terminal.

    Nobody knows how many there will be, for files are read as a stream: the line counts up and shows no share.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as line:
        task = line.add_task("loading the language model")

        def report(done: int, met: int) -> None:
            line.update(task, description=f"{done:,} dispatches read, {met - done:,} already known")

        yield report
