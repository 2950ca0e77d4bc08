"""The command line: data on stdout, all else on stderr; exit status 0 done, 1 nothing could be read, 2 wrong call.

Commands only check what was typed and hand over to the rooms. Everything heavy is imported inside them, so that
`lagebild --help` loads no model, no engine and no database.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from lagebild import __version__
from lagebild.errors import LagebildError, NothingReadError, UsageError
from lagebild.serve import kb

app = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read dated news dispatches and keep a sourced, dated picture of a security situation.",
)


class LabelLanguage(StrEnum):
    """Languages of labels."""

    GERMAN = "de"
    ENGLISH = "en"


class Bin(StrEnum):
    """Lengths of a bin of the timeline."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


app.add_typer(kb.app, name="kb")

Db = Annotated[Path, typer.Option("--db", envvar="LAGEBILD_DB", metavar="FILE", help="The database.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a table.")]
Lang = Annotated[LabelLanguage, typer.Option("--lang", help="Language of labels.")]
Actor = Annotated[
    str | None, typer.Option("--actor", metavar="CODE|NAME", help="A side (KOR, IGO:NATO) or part of a name.")
]
Kind = Annotated[str | None, typer.Option("--type", metavar="TYPE", help="A PLOVER type, as ASSAULT.")]
State = Annotated[str | None, typer.Option("--status", metavar="STATUS", help="happened, ongoing, planned, ...")]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD.")]


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; every error that a caller can mend becomes one line on stderr."""
    # The class of all errors in what was typed has no public name of its own.
    typed_wrongly: type[Any] = typer.BadParameter.__mro__[2]
    try:
        return int(app(args=arguments, prog_name="lagebild", standalone_mode=False) or 0)
    except NothingReadError as error:
        return _complain(str(error), 1)
    except LagebildError as error:
        return _complain(str(error), 2)
    except typed_wrongly as error:
        return _complain(f"{error.format_message()} (see `lagebild --help`)", 2)
    except BrokenPipeError:
        # The reader of our output has seen enough; keep the interpreter from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _complain(f"{error.filename or 'system'}: {error.strerror or error}", 2)
    except (KeyboardInterrupt, typer.Abort):
        return _complain("interrupted", 130)


@app.callback(invoke_without_command=True)
def lagebild(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Read dated news dispatches and keep a sourced, dated picture of a security situation."""
    if version:
        sys.stdout.write(f"lagebild {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stderr.write(f"{context.get_help()}\n")
        raise typer.Exit(2)


@app.command()
def read(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders of dispatches.")],
    db: Db,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes; default all cores.")] = None,
    tables: kb.Tables = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the summary as one JSON object.")] = False,
) -> None:
    """Read dispatches into a database. They are annotated, coded, merged and stored; what is there already is kept."""
    from lagebild import pipeline
    from lagebild.serve.jsonl import as_line
    from lagebild.serve.progress import show_progress
    from lagebild.serve.render import open_console, print_summary

    _require_paths(paths)
    kb.use_tables(tables)
    with show_progress() as progress:
        summary = asdict(pipeline.read_into_store(paths, db, workers=workers, progress=progress))
    if as_json:
        sys.stdout.write(as_line(summary))
    else:
        print_summary(open_console(sys.stdout), summary)
    if not (summary["dispatches"] or summary["known"]):
        refused = sum(summary["rejected"].values())
        raise NothingReadError(f"no dispatch could be read ({refused} rejected); `lagebild rejects --db {db}` says why")


@app.command()
def annotate(
    given: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="One dispatch a line; - is standard input.")],
    layers: Annotated[
        str | None, typer.Option("--layers", metavar="NAMES", help="tokens,mentions,times,quotes,claims")
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="OUT.jsonl", help="Default: standard output.")] = Path("-"),
    tables: kb.Tables = None,
) -> None:
    """Write the layers of dispatches as JSON, one line each. The order is that of the input."""
    from lagebild import pipeline
    from lagebild.schema import Rejected
    from lagebild.serve import jsonl, streams

    kb.use_tables(tables)
    chosen = jsonl.choose_layers(layers)
    done = refused = 0
    with streams.open_input(given) as lines, streams.open_output(out) as written:
        read_in = jsonl.read_lines(lines, origin=streams.name_of(given))
        results = jsonl.annotate_lines(read_in, lambda found: pipeline.annotate_dispatches(found, layers=chosen))
        for result in results:
            if isinstance(result, Rejected):
                refused += 1
                _warn(f"{result.origin}: {result.reason.value}: {result.detail}")
                written.write(jsonl.as_line(jsonl.rejected_as_json(result)))
                continue
            done += 1
            annotated, claims = result
            written.write(jsonl.as_line(jsonl.layers_as_json(annotated, claims, layers=chosen)))
    if refused and not done:
        raise NothingReadError(f"{streams.name_of(given)}: none of {refused} lines could be read")


@app.command()
def parse(
    given: Annotated[Path, typer.Argument(metavar="IN.conllu", help="Tokens in CoNLL-U; - is standard input.")],
    out: Annotated[Path, typer.Option("--out", metavar="OUT.conllu", help="Default: standard output.")] = Path("-"),
) -> None:
    """Predict lemma, tag, features, head and relation of given tokens."""
    from lagebild import pipeline
    from lagebild.serve import streams

    with streams.open_input(given) as lines, streams.open_output(out) as written:
        for line in pipeline.parse_conllu(streams.decode_lines(lines, origin=streams.name_of(given))):
            written.write(line if line.endswith("\n") else f"{line}\n")


@app.command()
def events(
    *,
    db: Db,
    actor: Actor = None,
    kind: Kind = None,
    status: State = None,
    since: Since = None,
    until: Until = None,
    as_json: Json = False,
    lang: Lang = LabelLanguage.ENGLISH,
) -> None:
    """List events."""
    from lagebild.serve import lists, render
    from lagebild.serve.picture import load_picture
    from lagebild.serve.selection import choose

    picture = load_picture(db, choose(actor=actor, kind=kind, status=status, since=since, until=until))
    _write(lists.list_events(picture), as_json, render.print_events, lang)


@app.command()
def claims(
    *,
    db: Db,
    actor: Actor = None,
    kind: Kind = None,
    status: State = None,
    since: Since = None,
    until: Until = None,
    as_json: Json = False,
    lang: Lang = LabelLanguage.ENGLISH,
) -> None:
    """List claims, each with its sentence. The options choose their events, --status the claims themselves."""
    from lagebild.serve import lists, render
    from lagebild.serve.picture import load_picture
    from lagebild.serve.selection import choose

    wanted = choose(status=status).status
    picture = load_picture(db, choose(actor=actor, kind=kind, since=since, until=until))
    _write(lists.list_claims(picture, wanted), as_json, render.print_claims, lang)


@app.command()
def actors(
    *,
    db: Db,
    actor: Actor = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    as_json: Json = False,
    lang: Lang = LabelLanguage.ENGLISH,
) -> None:
    """List who takes part, the busiest first."""
    from lagebild.serve import lists, render
    from lagebild.serve.picture import load_events
    from lagebild.serve.selection import choose

    found = load_events(db, choose(actor=actor, kind=kind, since=since, until=until))
    _write(lists.list_actors(found), as_json, render.print_actors, lang)


@app.command()
def timeline(
    *,
    db: Db,
    actor: Actor = None,
    kind: Kind = None,
    since: Since = None,
    until: Until = None,
    step: Annotated[Bin | None, typer.Option("--by", help="Length of a bin; default by the period.")] = None,
    as_json: Json = False,
    lang: Lang = LabelLanguage.ENGLISH,
) -> None:
    """Count cooperation and conflict by day, week, month or year."""
    from lagebild.serve import lists, render
    from lagebild.serve.picture import load_timeline
    from lagebild.serve.selection import choose
    from lagebild.serve.words import load_words

    selection = choose(actor=actor, kind=kind, since=since, until=until)
    counted = load_timeline(db, selection, step.value if step else None)
    _write(lists.list_timeline(counted, load_words(lang)), as_json, render.print_timeline, lang)


@app.command()
def show(
    event: Annotated[str, typer.Argument(metavar="EVENT_ID", help="Its id, or a beginning that no other id has.")],
    db: Db,
    as_json: Json = False,
    lang: Lang = LabelLanguage.ENGLISH,
) -> None:
    """Show one event with its evidence. Its claims stand with their marked sentences, sources and contradictions."""
    from lagebild.serve import jsonl, lists, render
    from lagebild.serve.picture import load_event
    from lagebild.serve.words import load_words

    row = lists.show_event(*load_event(db, event))
    if as_json:
        sys.stdout.write(jsonl.as_line(row))
    else:
        render.print_event(render.open_console(sys.stdout), row, load_words(lang))


@app.command()
def rejects(db: Db, as_json: Json = False, lang: Lang = LabelLanguage.ENGLISH) -> None:
    """List what could not be read, and why."""
    from lagebild.serve import lists, render
    from lagebild.serve.picture import load_rejected

    found = load_rejected(db)
    counts = lists.count_reasons(found)
    _write(
        lists.list_rejected(found),
        as_json,
        lambda console, rows, words: render.print_rejected(console, rows, counts, words),
        lang,
    )


@app.command()
def report(
    db: Db,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.html", help="The page to write.")],
    title: Annotated[str | None, typer.Option("--title", help="Headline of the page.")] = None,
    lang: Lang = LabelLanguage.GERMAN,
) -> None:
    """Write the picture as one HTML file that needs nothing else."""
    from lagebild.serve.picture import load_picture
    from lagebild.serve.report import ReportConfig, write_report

    picture = load_picture(db, whole=True)
    size = write_report(picture, out, config=ReportConfig(language=lang, title=title))
    _warn(f"{out}: {len(picture.events)} events, {size / 1e6:.1f} MB")


@app.command()
def bench(as_json: Json = False) -> None:
    """Measure how fast this machine reads."""
    from lagebild import pipeline
    from lagebild.serve.jsonl import as_line

    measured: Mapping[str, Any] = pipeline.bench()
    if as_json:
        sys.stdout.write(as_line(dict(measured)))
        return
    width = max(map(len, measured), default=0)
    for name, value in measured.items():
        sys.stdout.write(f"{name:<{width}}  {value:>12,}\n")


def _write(rows: list[dict[str, Any]], as_json: bool, table: Any, lang: str) -> None:
    """Rows as lines of JSON or as a table."""
    from lagebild.serve.jsonl import as_line
    from lagebild.serve.render import open_console
    from lagebild.serve.words import load_words

    if as_json:
        sys.stdout.writelines(map(as_line, rows))
    else:
        table(open_console(sys.stdout), rows, load_words(lang))


def _require_paths(paths: Iterable[Path]) -> None:
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}; check the path")


def _warn(line: str) -> None:
    sys.stderr.write(f"lagebild: {' '.join(line.split())}\n")


def _complain(line: str, status: int) -> int:
    _warn(line)
    return status
