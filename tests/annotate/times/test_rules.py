"""Every rule is run over its own examples and counter-examples."""

import pytest

from lagebild.annotate.times.grammar import Rule, load_grammar
from lagebild.schema import Language

from .reading_aloud import read_times

RULES = [(language, rule) for language in Language for rule in load_grammar(language).rules]
NAMES = [f"{language.value}-{rule.name}-{rule.goal or 'top'}" for language, rule in RULES]


def reporting(rule: Rule) -> bool:
    return not rule.goal and rule.fixed.get("kind") != "none"


@pytest.mark.parametrize(("language", "rule"), RULES, ids=NAMES)
def test_rule_finds_its_examples_and_leaves_its_counter_examples(language: Language, rule: Rule) -> None:
    for row in rule.yes:
        text, words, value = (part.strip() for part in row.split("|"))
        found = read_times(text, language)
        rows = [(text[t.span.start : t.span.end], t.value, t.rule) for t in found]
        assert (words, value, rule.name) in rows, rows
    for text in rule.no:
        found = read_times(text, language)
        assert all(t.rule != rule.name for t in found), [(t.span.of(text), t.value, t.rule) for t in found]


@pytest.mark.parametrize(("language", "rule"), RULES, ids=NAMES)
def test_reporting_rule_carries_examples_and_counter_examples(language: Language, rule: Rule) -> None:
    if reporting(rule):
        assert rule.yes, f"{rule.name} has no example"
        assert rule.no, f"{rule.name} has no counter-example"
    elif not rule.goal:
        assert rule.no, f"{rule.name} blocks without an example of what it blocks"


@pytest.mark.parametrize("language", list(Language))
def test_rule_names_are_unique_among_reporting_rules(language: Language) -> None:
    names = [rule.name for rule in load_grammar(language).rules if not rule.goal]
    assert len(names) == len(set(names))
