"""`lagebild kb`: look into the tables of knowledge, check them, make tables of one's own."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from lagebild.errors import UsageError

app = typer.Typer(no_args_is_help=True, help="Look into the tables of knowledge and check them.")

Tables = Annotated[
    Path | None, typer.Option("--tables", metavar="DIR", help="Your own tables; default $LAGEBILD_TABLES.")
]


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, an office phrase or a code.")],
    day: Annotated[str | None, typer.Option("--on", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    tables: Tables = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what a name stands for on a day. Without --on that is today."""
    use_tables(tables)
    from lagebild.knowledge import load_knowledge
    from lagebild.knowledge.answers import find_facts
    from lagebild.knowledge.offices import load_offices
    from lagebild.schema import Interval
    from lagebild.serve.jsonl import as_line
    from lagebild.serve.selection import parse_days

    on = Interval(*parse_days(day or date.today().isoformat()))
    facts = find_facts(name, on, load_knowledge(), load_offices())
    if as_json:
        sys.stdout.writelines(map(as_line, facts))
        return
    sys.stdout.write("".join(map(_spell, facts)) or f"{name}: unknown\n")


@app.command()
def check(tables: Tables = None) -> None:
    """Check the tables. Overlaps, gaps, impossible dates and orphan rows are listed; status 1 if there is any."""
    use_tables(tables)
    from lagebild.knowledge.checks import find_gaps, find_problems, find_table_problems
    from lagebild.knowledge.offices import load_tables

    offices, persons, holdings = load_tables()
    problems = [*find_table_problems(), *find_problems(offices, persons, holdings, today=date.today())]
    for problem in problems:
        sys.stdout.write(f"{problem.kind.value}: {problem.row} {problem.detail}\n")
    gaps = find_gaps(offices, holdings)
    sys.stdout.write(
        f"{len(offices)} offices, {len(persons)} persons, {len(holdings)} terms; {len(problems)} problems; "
        f"{len(gaps)} gaps between holders of more than 60 days\n"
    )
    if problems:
        raise typer.Exit(1)


@app.command("import")
def import_(
    extract: Annotated[Path, typer.Argument(metavar="EXTRACT.csv", help="position, person, personID, start, end")],
    side: Annotated[str, typer.Option("--side", metavar="CODE", help="Whose offices they are, as GEO.")],
    asof: Annotated[str, typer.Option("--asof", metavar="DATE", help="Day of the extract, YYYY-MM-DD.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write the tables into.")],
) -> None:
    """Make tables of a Wikidata extract. Use them with --tables or $LAGEBILD_TABLES."""
    from lagebild.knowledge.importing import import_wikidata
    from lagebild.knowledge.offices import load_offices

    try:
        day = date.fromisoformat(asof)
    except ValueError:
        raise UsageError(f"--asof {asof}: not a day; write YYYY-MM-DD") from None
    if not extract.exists():
        raise UsageError(f"no such file: {extract}; check the path")
    done = import_wikidata(extract, side, day, out, load_offices())
    for line in done.refused:
        sys.stderr.write(f"lagebild: {line}\n")
    sys.stdout.write(
        f"{out}: {done.offices} new offices, {done.persons} new persons, {done.holders} terms, "
        f"{len(done.refused)} lines refused\n"
    )


def use_tables(folder: Path | None) -> None:
    """Let this process and its workers read the user's tables."""
    from lagebild.knowledge.tables import VARIABLE

    if folder is not None:
        os.environ[VARIABLE] = str(folder)


def _spell(fact: dict[str, Any]) -> str:
    head = f"{fact['name']}  ({fact['kind']}, {fact['id']}, side {fact['side'] or 'none'}; {fact['matched']})\n"
    rest = {key: value for key, value in fact.items() if key not in ("name", "kind", "id", "side", "matched") and value}
    return head + "".join(f"    {key.replace('_', ' ')}: {_join(value)}\n" for key, value in rest.items())


def _join(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {inner}" for key, inner in value.items())
    return "; ".join(value) if isinstance(value, list) else str(value)
