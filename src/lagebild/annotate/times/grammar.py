"""The grammar of one language: word lists and rules read from data files and compiled into tries.

`lexicon.toml` maps words to categories (MONTH, UNIT ...) with their meaning; `rules.toml` holds the rules, each with
examples and counter-examples that a test runs. A rule's pattern is a row of symbols: capital words are categories or
the names of other rules (`as`), other words stand for themselves, `a|b` is a choice, `?` marks what may be absent,
`<` and `>` enclose what is reported when context is part of the pattern. Nothing here looks at a text.
"""

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from lagebild.annotate.times.meaning import EMPTY, Meaning
from lagebild.errors import DataError
from lagebild.schema import Language

ANY_ADJECTIVE = "ADJ"
"""Symbol for a word no list knows that looks like an inflected adjective (*17 lange Jahre*)."""

_ENDINGS = ("e", "en", "em", "er", "es")
_SYMBOL = re.compile(r"[A-Z][A-Z0-9_]*$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how its match becomes a meaning, and which guard must agree.

    `name` explains the result; `goal` is the category the rule builds for other rules, empty for a rule whose match
    is reported; `priority` decides between overlapping matches before length does.
    """

    name: str
    goal: str
    patterns: tuple[str, ...]
    fixed: Mapping[str, Any]
    rename: Mapping[str, str]
    guard: str
    priority: int
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(slots=True)
class Node:
    """A place in a trie of symbols."""

    words: dict[str, "Node"] = field(default_factory=dict)
    goals: list[tuple[str, frozenset[str], "Node"]] = field(default_factory=list)
    adjective: "Node | None" = None
    ends: list[tuple[Rule, int, int]] = field(default_factory=list)
    """Rules that end here, with the symbol numbers at which the reported part starts and stops."""


class Entry(NamedTuple):
    """One category of a word. `case` is `upper` for words that count only with a capital (*Mai*, *March*), `lower`
    for those that count only in small letters or at the start of a sentence (*morgen*), empty where it is all one.
    """

    category: str
    meaning: Meaning
    case: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything the matcher needs of one language."""

    lexicon: Mapping[str, tuple[Entry, ...]]
    prefixes: Mapping[str, Mapping[str, Meaning]]
    """By class (WD, NUM) the first parts of compounds."""
    suffixes: Mapping[str, Mapping[str, Entry]]
    """By class of the first part the second parts of compounds."""
    shapes: frozenset[str]
    """Categories that number shapes and composed number words give."""
    root: Node
    goals: Mapping[str, Node]
    rules: tuple[Rule, ...]
    words: Mapping[str, frozenset[str]]
    """Plain word sets used by guards and the tense finder (first names, nouns that are counted, past forms)."""


@lru_cache(maxsize=4)
def load_grammar(language: Language) -> Grammar:
    """The grammar of a language from its packaged data files."""
    folder = resources.files("lagebild.annotate.times").joinpath(language.value)
    lexicon_data = tomllib.loads(folder.joinpath("lexicon.toml").read_text("utf-8"))
    rule_data = tomllib.loads(folder.joinpath("rules.toml").read_text("utf-8"))
    rules = tuple(_read_rule(row) for row in rule_data["rule"])
    lexicon = _read_lexicon(lexicon_data["category"])
    for literal in {symbol for rule in rules for pattern in rule.patterns for symbol in _find_literals(pattern)}:
        lexicon.setdefault(literal, []).append(Entry(literal, EMPTY))
    suffixes = {
        name: {
            form: Entry(row["as"], _build(row), row.get("case", ""))
            for forms, row in table.items()
            for form in _spell(forms)
        }
        for name, table in lexicon_data.get("suffix", {}).items()
    }
    known = {entry.category for entries in lexicon.values() for entry in entries} | set(lexicon_data["shapes"])
    known |= {entry.category for table in suffixes.values() for entry in table.values()}
    root, goals = _compile_rules(rules, known)
    return Grammar(
        lexicon={word: tuple(entries) for word, entries in lexicon.items()},
        prefixes={
            name: {form: _build(row) for forms, row in table.items() for form in _spell(forms)}
            for name, table in lexicon_data.get("prefix", {}).items()
        },
        suffixes=suffixes,
        shapes=frozenset(lexicon_data["shapes"]),
        root=root,
        goals=goals,
        rules=rules,
        words={name: frozenset(_spell(text)) for name, text in lexicon_data.get("words", {}).items()},
    )


def _read_rule(row: Mapping[str, Any]) -> Rule:
    unknown = set(row) - {"name", "as", "patterns", "set", "rename", "guard", "priority", "yes", "no"}
    if unknown:
        raise DataError(f"time rule {row.get('name')!r}: unknown keys {sorted(unknown)}")
    return Rule(
        name=row["name"],
        goal=row.get("as", ""),
        patterns=tuple(row["patterns"]),
        fixed=row.get("set", {}),
        rename=row.get("rename", {}),
        guard=row.get("guard", ""),
        priority=row.get("priority", 0),
        yes=tuple(row.get("yes", ())),
        no=tuple(row.get("no", ())),
    )


def _read_lexicon(table: Mapping[str, Mapping[str, Any]]) -> dict[str, list[Entry]]:
    lexicon: dict[str, list[Entry]] = {}
    for category, entries in table.items():
        for forms, row in entries.items():
            meaning = _build(row)
            for form in _spell(forms):
                case = "lower" if form[0] == "~" else "upper" if form[0].isupper() else ""
                lexicon.setdefault(form.lstrip("~").lower(), []).append(Entry(category, meaning, case))
    return lexicon


def _build(row: Mapping[str, Any]) -> Meaning:
    said = {name: value for name, value in row.items() if name not in {"as", "case"}}
    return Meaning(**said) if said else EMPTY


def _find_literals(pattern: str) -> Iterator[str]:
    for symbol in re.split(r"[\s|?]+", pattern):
        if symbol and symbol not in "<>" and not _SYMBOL.match(symbol):
            yield symbol.lower()


def _spell(forms: str) -> Iterator[str]:
    """The word forms a lexicon key stands for: `nächst+e` spells out the five adjective endings."""
    for form in forms.split():
        if form.endswith("+e"):
            yield from (form[:-2] + ending for ending in _ENDINGS)
        else:
            yield form


def _compile_rules(rules: tuple[Rule, ...], known: set[str]) -> tuple[Node, dict[str, Node]]:
    goals = {rule.goal: Node() for rule in rules if rule.goal}
    rows = [(rule, row) for rule in rules for pattern in rule.patterns for row in _expand(pattern)]
    first = _find_first_symbols(rows, goals)
    root = Node()
    for rule, row in rows:
        node = goals[rule.goal] if rule.goal else root
        symbols = [symbol for symbol in row if symbol not in "<>"]
        for symbol in symbols:
            if _SYMBOL.match(symbol) and symbol not in known and symbol not in goals and symbol != ANY_ADJECTIVE:
                raise DataError(f"time rule {rule.name!r}: unknown symbol {symbol!r}")
            node = _step(node, symbol, goals, first)
        opens = row.index("<") if "<" in row else 0
        closes = row.index(">") - 1 if ">" in row else len(symbols)
        node.ends.append((rule, opens, closes))
    return root, goals


def _expand(pattern: str) -> Iterator[tuple[str, ...]]:
    choices = []
    for item in pattern.split():
        options = item.rstrip("?").split("|") if item != "?" else [item]
        choices.append([*options, ""] if item.endswith("?") and len(item) > 1 else options)
    for row in itertools.product(*choices):
        kept = tuple(s if _SYMBOL.match(s) else s.lower() for s in row if s)
        if any(s not in "<>" for s in kept):
            yield kept


def _find_first_symbols(rows: list[tuple[Rule, tuple[str, ...]]], goals: Mapping[str, Node]) -> dict[str, set[str]]:
    """For each goal the categories its first word may have."""
    first: dict[str, set[str]] = {goal: set() for goal in goals}
    changed = True
    while changed:
        changed = False
        for rule, row in rows:
            if not rule.goal:
                continue
            start = next(symbol for symbol in row if symbol not in "<>")
            more = first[start] if start in goals else {start}
            if not more <= first[rule.goal]:
                first[rule.goal] |= more
                changed = True
    return first


def _step(node: Node, symbol: str, goals: Mapping[str, Node], first: Mapping[str, set[str]]) -> Node:
    if symbol == ANY_ADJECTIVE:
        node.adjective = node.adjective or Node()
        return node.adjective
    if symbol not in goals:
        return node.words.setdefault(symbol, Node())
    for name, _, child in node.goals:
        if name == symbol:
            return child
    child = Node()
    node.goals.append((symbol, frozenset(first[symbol]), child))
    return child
