"""Finds where the rules of a grammar match in the tokens of a text, and which of overlapping matches stands.

Takes tokens and sentences, gives `Match` values: the reported piece range, the meaning and the rule. Matching walks
the tries of the grammar over the categories of the pieces; where matches overlap, priority, then length, then place
decides. What a match refers to is not decided here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lagebild.annotate.times.grammar import Grammar, Node, Rule, load_grammar
from lagebild.annotate.times.guards import GUARDS, Site
from lagebild.annotate.times.meaning import Meaning, join_meanings
from lagebild.annotate.times.reading import Reading, Word
from lagebild.annotate.times.shapes import NO_ATOMS, WordReader
from lagebild.schema import Language, Sentence, Token

_OPENERS = frozenset({'"', "„", "»", "«", "“", "'", "‚", "(", "-", "–", "—", ":", "›", "‹", "…", "[", "•"})


class Match(NamedTuple):
    """Pieces `start` up to, not including, `stop` are reported; `length` counts the context too."""

    start: int
    stop: int
    length: int
    meaning: Meaning
    rule: Rule


@dataclass(slots=True)
class _Walk:
    """The state of matching one sentence: its reading, and the goals already tried at each place."""

    grammar: Grammar
    reading: Reading
    tried: dict[tuple[str, int], list[tuple[int, Meaning]]]


@lru_cache(maxsize=4)
def _reader_of(language: Language) -> WordReader:
    return WordReader(load_grammar(language))


def read_sentences(
    tokens: Sequence[Token], sentences: Sequence[Sentence], language: Language
) -> Iterator[tuple[int, Reading]]:
    """The sentences, by number, that hold at least one word the grammar knows, cut into pieces."""
    reader = _reader_of(language)
    starters = _starters_of(language)
    for number, sentence in enumerate(sentences):
        rows = [reader[token[2]] for token in tokens[sentence.first : sentence.last]]
        if not any(row and (not starters.isdisjoint(row[0].initial) or len(row) > 1) for row in rows):
            continue
        words: list[Word] = []
        initial = True
        for index, row in enumerate(rows, sentence.first):
            token = tokens[index]
            if not row:
                words.append(Word(token.start, token.end, token.text, NO_ATOMS, index))
            for piece in row:
                text = token.text[piece.start : piece.end]
                atoms = piece.initial if initial else piece.atoms
                words.append(Word(token.start + piece.start, token.start + piece.end, text, atoms, index))
            initial = token.text in _OPENERS
        yield number, Reading(words, tokens, sentence, load_grammar(language))


@lru_cache(maxsize=4)
def _starters_of(language: Language) -> frozenset[str]:
    """Categories with which a reported match may begin."""
    root = load_grammar(language).root
    return frozenset(root.words) | frozenset().union(*(first for _, first, _ in root.goals))


def find_matches(reading: Reading) -> list[Match]:
    """The matches that stand in one sentence, in their order, blocks taken out."""
    walk = _Walk(reading.grammar, reading, {})
    found: list[Match] = []
    # From the end, so that the tail of a long list of days is known before its head asks for it (bounded depth).
    for index in range(len(reading.words) - 1, -1, -1):
        if not reading.words[index].atoms:
            continue
        for rule, meaning, bounds in _walk_trie(walk, reading.grammar.root, index, (), (index,)):
            found.extend(_build_match(reading, rule, meaning, bounds))
    if not found:
        return []
    found.sort(key=lambda m: (-m.rule.priority, m.start - m.stop, -m.length, m.start))
    taken: set[int] = set()
    kept: list[Match] = []
    for match in found:
        span = range(match.start, match.stop)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(match)
    return sorted((m for m in kept if m.meaning.kind != "none"), key=lambda m: m.start)


def _build_match(
    reading: Reading, end: tuple[Rule, int, int], parts: tuple[Meaning, ...], bounds: tuple[int, ...]
) -> Iterator[Match]:
    rule, opens, closes = end
    start, stop = bounds[opens], bounds[closes]
    if rule.guard and not GUARDS[rule.guard](Site(reading, start, stop)):
        return
    yield Match(start, stop, bounds[-1] - bounds[0], join_meanings(parts, rule.fixed, rule.rename), rule)


_End = tuple[tuple[Rule, int, int], tuple[Meaning, ...], tuple[int, ...]]


def _walk_trie(
    walk: _Walk, node: Node, index: int, parts: tuple[Meaning, ...], bounds: tuple[int, ...]
) -> Iterator[_End]:
    """Every rule that ends below `node` when reading goes on at piece `index`."""
    for end in node.ends:
        yield end, parts, bounds
    words = walk.reading.words
    if index >= len(words):
        return
    word = words[index]
    atoms = word.atoms
    if not atoms:
        if node.adjective is not None and word.is_adjective():
            yield from _walk_trie(walk, node.adjective, index + 1, parts, (*bounds, index + 1))
        return
    for category, meaning in atoms.items():
        child = node.words.get(category)
        if child is not None:
            yield from _walk_trie(walk, child, index + 1, (*parts, meaning), (*bounds, index + 1))
    for goal, first, child in node.goals:
        if first.isdisjoint(atoms):
            continue
        for stop, meaning in _try_goal(walk, goal, index):
            yield from _walk_trie(walk, child, stop, (*parts, meaning), (*bounds, stop))


def _try_goal(walk: _Walk, goal: str, index: int) -> list[tuple[int, Meaning]]:
    """Where the goal may end when it starts at piece `index`, with its meaning; one meaning for each end."""
    key = (goal, index)
    known = walk.tried.get(key)
    if known is not None:
        return known
    walk.tried[key] = []
    best: dict[int, Meaning] = {}
    for (rule, opens, closes), parts, bounds in _walk_trie(walk, walk.grammar.goals[goal], index, (), (index,)):
        stop = bounds[closes]
        if rule.guard and not GUARDS[rule.guard](Site(walk.reading, bounds[opens], stop)):
            continue
        best.setdefault(stop, join_meanings(parts, rule.fixed, rule.rename))
    walk.tried[key] = list(best.items())
    return walk.tried[key]
