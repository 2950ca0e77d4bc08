"""Forms of the verbs of saying, and the examples in the data files."""

from collections.abc import Iterator
from datetime import date

import pytest
from quotes_samples import parse_marked, read_plain

from lagebild.annotate.quotes import find_quotations
from lagebild.annotate.quotes.lexicon import Form, load_lexicon, load_subjunctive, read_toml
from lagebild.schema import Annotated, Dispatch, Interval, Language

FILES = ("verbs", "sources", "nominals")
NEEDS_TREE = frozenset({"Nach Angaben von Amnesty starben vier Häftlinge.", "Im Haus ging das Licht aus."})


def entries(kind: str, language: Language = Language.GERMAN) -> Iterator[str]:
    for name in FILES:
        table = read_toml(f"{name}_{language.value}.toml")
        for group in table.get("group", [table]):
            yield from group[kind]


@pytest.mark.parametrize(
    ("form", "lemma", "prefix", "kind"),
    [
        ("sagte", "sagen", "", Form.FINITE),
        ("teilte", "mitteilen", "mit", Form.FINITE),
        ("mitteilte", "mitteilen", "", Form.FINITE),
        ("mitgeteilt", "mitteilen", "", Form.PARTICIPLE),
        ("mitzuteilen", "mitteilen", "", Form.INFINITIVE),
        ("gab", "bekanntgeben", "bekannt", Form.FINITE),
        ("erklärt", "erklären", "", Form.PARTICIPLE),
        ("erklärt", "erklären", "", Form.FINITE),
        ("ordnete", "anordnen", "an", Form.FINITE),
        ("kritisiert", "kritisieren", "", Form.PARTICIPLE),
        ("vorgeworfen", "vorwerfen", "", Form.PARTICIPLE),
        ("nannten", "nennen", "", Form.FINITE),
        ("antwortete", "antworten", "", Form.FINITE),
    ],
)
def test_german_forms(form: str, lemma: str, prefix: str, kind: Form) -> None:
    cues = load_lexicon(Language.GERMAN).cues[form]
    assert any(c.verb.lemma == lemma and c.prefix == prefix and c.form is kind for c in cues)


@pytest.mark.parametrize("form", ["said", "says", "told", "added", "announces", "denied", "pledged", "accused"])
def test_english_forms(form: str) -> None:
    assert form in load_lexicon(Language.ENGLISH).cues


def test_no_wrong_form_is_derived() -> None:
    cues = load_lexicon(Language.GERMAN).cues
    assert not {"sagtet", "gesagen", "geerklärt", "anordnte", "gekritisiert"} & cues.keys()


def test_a_verb_in_two_groups_governs_what_either_says() -> None:
    verbs = [c.verb for c in load_lexicon(Language.GERMAN).cues["warnte"] if not c.prefix]
    assert {"that", "main", "noun"} <= frozenset().union(*(verb.governs for verb in verbs))
    assert [verb.needs for verb in verbs if "noun" in verb.governs] == [{"vor"}]


def test_subjunctive_forms_are_lower_case_words() -> None:
    assert all(word.islower() and word.isalpha() for word in load_subjunctive())
    assert {"sei", "habe", "werde", "könne"} <= load_subjunctive()


@pytest.mark.parametrize("example", list(entries("examples")))
def test_examples_of_the_data_hold(example: str) -> None:
    text, content, speaker = parse_marked(example)
    if text in NEEDS_TREE:
        pytest.skip("needs a tree")
    tokens, sentences = read_plain(text)
    found = find_quotations(tokens, sentences, text=text, language=Language.GERMAN)
    assert {at for q in found for s in q.content for at in range(*s)} - content <= {len(text) - 1}
    assert content - {at for q in found for s in q.content for at in range(*s)} == set()
    assert {at for q in found for s in q.speaker for at in range(*s)} == speaker


EXAMPLES = [(e, language) for language in Language for e in entries("examples", language)]
COUNTERS = [(e, language) for language in Language for e in entries("counters", language)]


@pytest.fixture(scope="module")
def read_examples() -> dict[str, Annotated]:
    from lagebild.annotate.annotator import load_annotator

    day = Interval(date(2022, 12, 27), date(2022, 12, 27))
    texts = {parse_marked(example)[0]: language for example, language in EXAMPLES + COUNTERS}
    dispatches = [Dispatch(text, text, day, language) for text, language in texts.items()]
    return {a.dispatch.text: a for a in load_annotator().annotate(dispatches) if isinstance(a, Annotated)}


@pytest.mark.model
@pytest.mark.parametrize(("example", "language"), EXAMPLES)
def test_examples_hold_with_the_language_model(
    example: str, language: Language, read_examples: dict[str, Annotated]
) -> None:
    text, content, speaker = parse_marked(example)
    found = read_examples[text].quotations
    covered = {at for q in found for s in q.content for at in range(*s)}
    assert content <= covered <= content | {len(text) - 1}
    assert {at for q in found for s in q.speaker for at in range(*s)} == speaker


@pytest.mark.model
@pytest.mark.parametrize(("counter", "language"), COUNTERS)
def test_counter_examples_hold_with_the_language_model(
    counter: str, language: Language, read_examples: dict[str, Annotated]
) -> None:
    assert read_examples[counter].quotations == ()


@pytest.mark.parametrize("counter", list(entries("counters")))
def test_counter_examples_hold_no_quotation(counter: str) -> None:
    if counter in NEEDS_TREE:
        pytest.skip("needs a tree")
    tokens, sentences = read_plain(counter)
    assert find_quotations(tokens, sentences, text=counter, language=Language.GERMAN) == ()
