"""The user's documentation tells of everything there is: commands, options, reasons, types, views.

Every name is taken from the code; the pages are read as text. Links must lead to files and headings that exist.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from lagebild.schema import EVENT_TYPES, Grain, Reason, Status
from lagebild.serve.cli import app
from lagebild.serve.jsonl import LAYERS
from lagebild.serve.picture import FIELDS, LINKS
from lagebild.store import open_store

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
GROUPS: dict[str, Any] = {
    name: command
    for name, command in typer.main.get_command(app).commands.items()  # type: ignore[attr-defined]
    if hasattr(command, "commands")
}
COMMANDS: dict[str, Any] = {
    name: command
    for name, command in typer.main.get_command(app).commands.items()  # type: ignore[attr-defined]
    if name not in GROUPS
} | {f"{group} {name}": command for group, found in GROUPS.items() for name, command in found.commands.items()}

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
_HELP = {"-h", "--help"}


def _read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _options(command: str) -> set[str]:
    """The options of a command as typed, those of help left out."""
    return {name for parameter in COMMANDS[command].params for name in parameter.opts if name.startswith("-")} - _HELP


def _section(text: str, title: str) -> str:
    """What stands beneath a heading, up to the next heading of the same depth; empty if there is no such heading."""
    found = re.search(rf"^(#+) {re.escape(title)}$(.*?)(?=^\1 |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[2] if found else ""


def _row(text: str, first: str) -> list[str]:
    """The cells of the table row that begins with a word, in code marks or bare."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("|") and cells[0].strip("` ") == first:
            return cells
    return []


def _blocks(text: str) -> list[str]:
    return re.findall(r"^```[a-z]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def _calls(text: str) -> Iterator[str]:
    """Lines of the blocks that call the program; what stands two blanks behind the call is a remark."""
    for block in _blocks(text):
        for line in block.splitlines():
            if line.startswith("lagebild "):
                yield re.split(r"\s{2,}", line.strip())[0]


def _called(call: str) -> list[str]:
    """The commands of a call; `a | b --db x` names two with the same options."""
    words = call.removeprefix("lagebild ").split()
    if words[0] in GROUPS:
        return [" ".join(words[:2])]
    commands = words[:1]
    while len(words) > 2 and words[1] == "|":
        words = words[2:]
        commands.append(words[0])
    return commands


def _anchors(path: Path) -> set[str]:
    """The anchors of a page's headings as the usual viewers make them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_stands_in_its_section_with_its_options(command: str) -> None:
    section = _section(_read("commands.md"), command)
    assert section, f"commands.md has no section on {command!r}"
    usage = next(_calls(section), "")
    assert _called(usage) == [command], f"the section on {command!r} does not begin with its usage"
    assert set(_OPTION.findall(usage)) == _options(command)


def test_every_option_is_explained_in_a_table() -> None:
    text = _read("commands.md")
    explained = set(re.findall(r"^\| `(--[a-z-]+)", text, re.MULTILINE))
    assert explained == {name for command in COMMANDS for name in _options(command)}


def test_command_options_that_are_not_shared_are_explained_in_their_own_section() -> None:
    text = _read("commands.md")
    shared = set(re.findall(r"^\| `(--[a-z-]+)", _section(text, "Options that several commands share"), re.MULTILINE))
    for command in COMMANDS:
        own = set(re.findall(r"^\| `(--[a-z-]+)", _section(text, command), re.MULTILINE))
        assert _options(command) - shared <= own, command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_calls_in_blocks_name_existing_commands_and_options(page: Path) -> None:
    for call in _calls(page.read_text(encoding="utf-8")):
        if call == "lagebild COMMAND [OPTIONS]":
            continue
        for command in _called(call):
            assert command in COMMANDS, f"{page.name}: {call}"
            assert set(_OPTION.findall(call)) <= _options(command), f"{page.name}: {call}"


def test_the_readme_shows_every_command() -> None:
    shown = {command for call in _calls(PAGES[0].read_text(encoding="utf-8")) for command in _called(call)}
    assert shown == set(COMMANDS)


@pytest.mark.parametrize("status", ["0", "1", "2", "130"])
def test_exit_status_is_explained(status: str) -> None:
    assert _row(_section(_read("commands.md"), "Exit status"), status)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_is_named(layer: str) -> None:
    assert layer in _section(_read("commands.md"), "annotate")
    assert _row(_section(_read("formats.md"), "JSON of `annotate`"), layer)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_says_what_it_means_and_what_to_do(reason: Reason) -> None:
    cells = _row(_section(_read("formats.md"), "Reasons of rejection"), reason.value)
    assert len(cells) == 3, reason.value
    assert all(cells), reason.value


def test_no_reason_is_invented() -> None:
    rows = re.findall(r"^\| `([^`]+)`", _section(_read("formats.md"), "Reasons of rejection"), re.MULTILINE)
    assert sorted(rows) == sorted(reason.value for reason in Reason)


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_every_type_stands_with_quad_score_and_modes(name: str) -> None:
    kind = EVENT_TYPES[name]
    cells = _row(_section(_read("coding.md"), "Types, modes and scores"), name)
    assert len(cells) == 5, name
    assert cells[1] == kind.quad.value
    assert float(cells[2]) == kind.score
    assert cells[4] == (", ".join(kind.modes) or "none")


@pytest.mark.parametrize("status", Status)
def test_every_status_is_explained(status: Status) -> None:
    assert _row(_section(_read("coding.md"), "Status"), status.value)


@pytest.mark.parametrize("grain", Grain)
def test_every_grain_is_named(grain: Grain) -> None:
    line = next(line for line in _read("coding.md").splitlines() if line.startswith("- `grain`"))
    assert re.search(rf"\b{grain.value}\b", line)


def test_links_and_contradicting_fields_are_named() -> None:
    section = _section(_read("coding.md"), "Events and links")
    assert {link for link in LINKS if _row(section, link)} == LINKS
    assert {field for field in FIELDS if f"`{field}`" in section} == FIELDS


def _columns(tmp_path: Path) -> Iterator[tuple[str, bool, list[str]]]:
    """Every table and view of a new database: name, whether it is a view, columns."""
    with open_store(tmp_path / "empty.duckdb") as store:
        rows = store._rows(
            "SELECT c.table_name, t.table_type, list(c.column_name ORDER BY c.ordinal_position) "
            "FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) "
            "WHERE table_schema = 'main' GROUP BY ALL"
        )
    for name, kind, columns in rows:
        yield name, kind == "VIEW", columns


def test_every_view_and_table_stands_with_its_columns(tmp_path: Path) -> None:
    text = _read("formats.md")
    views = {
        found[1]: re.findall(r"`([a-z_]+)`", found[2])
        for found in re.finditer(r"^\*\*`(v_[a-z_]+)`\*\*(.*?)\n\n", text, re.MULTILINE | re.DOTALL)
    }
    known = list(_columns(tmp_path))
    assert {name for name, is_view, _ in known if is_view} == set(views)
    assert len(known) > len(views) > 0
    for name, is_view, columns in known:
        if is_view:
            assert views[name][: len(columns)] == columns, name
            continue
        cells = _row(_section(text, "Tables"), name)
        assert cells, f"no row for table {name}"
        assert re.findall(r"`([a-z_]+)`", cells[2])[: len(columns)] == columns, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_to_files_and_headings(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        assert path.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in _anchors(path), f"{page.name}: {target}"
