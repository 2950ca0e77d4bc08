"""Readable tables and pages for a terminal, from the rows of `lists`.

Takes plain values, writes to the given console. Labels come from `words`; names of sides from the tables of
knowledge. On a pipe the tables are wide enough that no cell is cut.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from lagebild.schema import EVENT_TYPES, Quad
from lagebild.serve.names import name_code, name_party
from lagebild.serve.words import Words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Plain = Mapping[str, Any]
SHORT_ID = 10
PIPE_WIDTH = 200
QUAD_STYLE = {
    Quad.VERBAL_COOPERATION: "cyan",
    Quad.MATERIAL_COOPERATION: "bold cyan",
    Quad.VERBAL_CONFLICT: "yellow",
    Quad.MATERIAL_CONFLICT: "bold red",
}
ROLE_STYLE = {
    "trigger": "bold reverse",
    "actor": "blue",
    "recipient": "yellow",
    "said_by": "magenta",
    "when": "green",
    "where": "red",
}


def open_console(stream: TextIO) -> "Console":
    """A console on a stream; no colours and a fixed width where nobody watches."""
    from rich.console import Console

    watched = stream.isatty()
    return Console(file=stream, width=None if watched else PIPE_WIDTH, highlight=False, soft_wrap=False)


def print_events(console: "Console", rows: Sequence[Plain], words: Words) -> None:
    """One line an event."""
    columns = ("event", "when", "type", "parties", "place", "status", "dispatches", "sources")
    cells = (
        (
            row["event"][:SHORT_ID],
            _days(row),
            _type(row, words),
            _sides(row, words),
            row["place"] or "",
            words.status[row["status"]],
            words.number(row["dispatches"]),
            words.number(row["sources"]),
        )
        for row in rows
    )
    _print_table(console, columns, cells, words, numbers={"dispatches", "sources"})


def print_claims(console: "Console", rows: Sequence[Plain], words: Words) -> None:
    """One line a claim with its sentence."""
    columns = ("dispatch", "type", "parties", "status", "said_by", "passage")
    cells = (
        (
            row["doc"],
            _type(row, words),
            _arrow(_names(row["actor"], words), _names(row["recipient"], words), words),
            words.status[row["status"]],
            _names([row["said_by"]], words) if row["said_by"] else "",
            _marked(row),
        )
        for row in rows
    )
    _print_table(console, columns, cells, words)


def print_actors(console: "Console", rows: Sequence[Plain], words: Words) -> None:
    """One line a side."""
    columns = ("actor", "events", "as_actor", "as_recipient", "score", "first", "last")
    cells = (
        (
            f"{name_code(row['actor'], words.language)} ({row['actor']})",
            words.number(row["events"]),
            words.number(row["acting"]),
            words.number(row["receiving"]),
            "" if row["score"] is None else words.number(row["score"], 1),
            row["first"] or "",
            row["last"] or "",
        )
        for row in rows
    )
    _print_table(console, columns, cells, words, numbers={"events", "as_actor", "as_recipient", "score"})


def print_timeline(console: "Console", rows: Sequence[Plain], words: Words) -> None:
    """One line a day, week, month or year, with a bar in the colours of the quad classes."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(words.column["period"])
    for quad in Quad:
        table.add_column(words.quad[quad], justify="right", style=QUAD_STYLE[quad])
    table.add_column(words.column["events"], justify="right")
    table.add_column("")
    most = max((row["events"] for row in rows), default=1)
    for row in rows:
        bar = Text()
        for quad in Quad:
            bar.append("█" * round(24 * (row[quad.value] or 0) / most), style=QUAD_STYLE[quad])
        counts = ("" if row[quad.value] is None else words.number(row[quad.value]) for quad in Quad)
        table.add_row(row["period"], *counts, words.number(row["events"]), bar)
    console.print(table)


def print_rejected(console: "Console", rows: Sequence[Plain], counts: Mapping[str, int], words: Words) -> None:
    """One line a rejected record, then how often each reason occurs."""
    cells = ((row["doc"], words.reason[row["reason"]], row["detail"], row["origin"]) for row in rows)
    _print_table(console, ("dispatch", "reason", "detail", "origin"), cells, words)
    for reason, count in counts.items():
        console.print(f"{words.number(count):>8}  {words.reason[reason]}")


def print_event(console: "Console", row: Plain, words: Words) -> None:
    """An event as a page: what it is, what is contradicted, and every claim with its marked sentence."""
    from rich.text import Text

    console.print(Text.assemble((words.code(row["type"], row["mode"]), _style(row["type"])), "  ", _sides(row, words)))
    facts = [
        ("event", row["event"]),
        ("when", _days(row)),
        ("place", row["place"] or ""),
        ("status", words.status[row["status"]]),
        ("dispatches", ", ".join(row["dispatches"])),
        ("sources", ", ".join(row["sources"])),
    ]
    facts += [("event", f"{words.relation[link['relation']]}: {link['event']}") for link in row["links"]]
    for label, value in facts:
        if value:
            console.print(Text.assemble((f"{words.column[label]:<12}", "dim"), value))
    if row["contradictions"]:
        console.print()
        console.print(Text(words.page["contradictions"], style="bold red"))
        docs = {claim["claim"]: claim["doc"] for claim in row["claims"]}
        for detail in row["contradictions"]:
            told_in = ", ".join(dict.fromkeys(docs.get(key, key) for key in detail["claims"]))
            label = words.label(detail["field"], detail["value"])
            console.print(Text(f"  {words.field[detail['field']]}: {label} ({told_in})"))
    for claim in row["claims"]:
        console.print()
        _print_claim(console, claim, words)


def print_summary(console: "Console", summary: Plain) -> None:
    """The end of a run of reading: what came in, what came out, what was refused and why."""
    console.print(
        f"{summary['dispatches']} dispatches: {summary['new']} new, {summary['known']} already known; "
        f"{summary['claims']} claims, {summary['events']} events; "
        f"{summary['words']} words in {summary['seconds']:.1f} s"
    )
    refused = sum(summary["rejected"].values())
    if refused:
        reasons = ", ".join(f"{reason} {count}" for reason, count in summary["rejected"].items())
        console.print(f"{refused} rejected: {reasons} (see `lagebild rejects`)")


def _print_claim(console: "Console", claim: Plain, words: Words) -> None:
    from rich.padding import Padding
    from rich.text import Text

    head = [
        claim["doc"],
        claim["source"] or words.page["source_unknown"],
        " – ".join(dict.fromkeys(claim["published"])),
    ]
    sure = f"{words.column['confidence']} {words.number(100 * claim['confidence'])} %, {claim['reason']}"
    console.print(Text.assemble((" · ".join(head), "bold")))
    console.print(Padding(_marked(claim), (0, 0, 0, 2)))
    facts = [
        (words.role["actor"], _names(claim["actor"], words)),
        (words.role["recipient"], _names(claim["recipient"], words)),
        (words.role["when"], _days(claim["when"]) if claim["when"] else ""),
        (words.role["where"], _names([claim["where"]], words) if claim["where"] else ""),
        (words.role["said_by"], _names([claim["said_by"]], words) if claim["said_by"] else ""),
        (words.column["status"], words.status[claim["status"]]),
    ]
    line = "; ".join(f"{label}: {value}" for label, value in facts if value)
    console.print(Padding(Text(f"{line}\n{sure}", style="dim"), (0, 0, 0, 2)))


def _marked(claim: Plain) -> "Text":
    """The sentence with the evidence that stands in it; the trigger also in brackets, for eyes without colours."""
    from rich.text import Text

    first, last = claim["sentence"]["span"]
    start, end = (edge - first for edge in claim["trigger"]["span"])
    sentence = claim["sentence"]["text"]
    text = Text(sentence)
    for role in ("actor", "recipient"):
        for party in claim[role]:
            _mark(text, party["span"], role, first, last)
    for role in ("said_by", "when", "where"):
        if claim[role]:
            _mark(text, claim[role]["span"], role, first, last)
    _mark(text, claim["trigger"]["span"], "trigger", first, last)
    parts = text.divide([start, end])
    marked = Text.assemble(parts[0], "[", parts[1], "]", *parts[2:])
    marked.plain = marked.plain.replace("\n", " ")
    return marked


def _mark(text: "Text", span: Sequence[int] | None, role: str, first: int, last: int) -> None:
    if span is not None and first <= span[0] and span[1] <= last:
        text.stylize(ROLE_STYLE[role], span[0] - first, span[1] - first)


def _print_table(
    console: "Console",
    columns: Sequence[str],
    rows: Any,
    words: Words,
    *,
    numbers: frozenset[str] | set[str] = frozenset(),
) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(words.column[column], justify="right" if column in numbers else "left")
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    console.print(table)


def _plain(cell: "str | Text") -> "Text":
    """Words of dispatches are never read as markup."""
    from rich.text import Text

    return Text(cell) if isinstance(cell, str) else cell


def _days(row: Plain) -> str:
    if row["earliest"] is None:
        return ""
    return row["earliest"] if row["earliest"] == row["latest"] else f"{row['earliest']} – {row['latest']}"


def _type(row: Plain, words: Words) -> "Text":
    from rich.text import Text

    return Text(words.code(row["type"], row["mode"]), style=_style(row["type"]))


def _style(name: str) -> str:
    return QUAD_STYLE[EVENT_TYPES[name].quad]


def _sides(row: Plain, words: Words) -> str:
    actors, recipients = (
        ", ".join(name_code(code, words.language) for code in row[key]) for key in ("actors", "recipients")
    )
    return _arrow(actors, recipients, words)


def _arrow(actors: str, recipients: str, words: Words) -> str:
    return f"{actors or words.page['unknown']} → {recipients}" if recipients else actors or words.page["unknown"]


def _names(parties: Sequence[Plain], words: Words) -> str:
    return ", ".join(name_party(party["name"], party["country"], words.language) for party in parties)
