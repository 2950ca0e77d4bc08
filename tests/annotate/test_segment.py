"""Tokens and sentences: labelled cases, properties over any text, agreement with treebanks and with the name tables."""

import csv
import json
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lagebild.annotate.cutting import INVISIBLE
from lagebild.annotate.furniture import find_furniture
from lagebild.annotate.segment import Segmented, segment
from lagebild.annotate.stops import load_words, next_word, opens_sentence
from lagebild.knowledge.inflection import split_alias
from lagebild.schema import Language, Span

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "segment.jsonl").read_text(encoding="utf-8").split("\n")
    if line
]
LANGUAGES = tuple(Language)
_UNSEEN = {
    chr(code)
    for first, last in ((0xAD, 0xAD), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F))
    for code in range(first, last + 1)
} | {"\ufeff", *map(chr, range(0xFE00, 0xFE10))}


def show(text: str, cut: Segmented) -> list[str]:
    """Sentences as strings of tokens parted by blanks, as the cases write them."""
    return [" ".join(t.of(text) for t in cut.tokens[s.first : s.last]) for s in cut.sentences]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_labelled_case(case: dict) -> None:
    cut = segment(case["text"], Language(case["language"]))
    assert show(case["text"], cut) == case["sentences"]


def test_cases_are_many_and_told_apart() -> None:
    assert len(CASES) >= 200
    assert len({case["name"] for case in CASES}) == len(CASES)
    for language in LANGUAGES:
        assert sum(case["language"] == language for case in CASES) >= 60


def check_borders(text: str, cut: Segmented, furniture: tuple[Span, ...] = ()) -> None:
    """What holds for every text: order, cover, partition."""
    assert all(one.end <= other.start for one, other in pairwise(cut.tokens))
    for token in cut.tokens:
        form = token.of(text)
        assert form
        assert not any(c.isspace() and c not in "\u202f\u00a0" for c in form)
        assert form == form.strip()
    inside = {at for token in cut.tokens for at in range(token.start, token.end)}
    outside = {at for span in furniture for at in range(span.start, span.end)}
    assert not inside & outside
    left = [at for at, c in enumerate(text) if not c.isspace() and at not in inside | outside]
    assert all(text[at] in _UNSEEN for at in left), [text[at] for at in left]
    assert [i for s in cut.sentences for i in range(s.first, s.last)] == list(range(len(cut.tokens)))
    for sentence in cut.sentences:
        assert sentence.first < sentence.last
        assert sentence.span == (cut.tokens[sentence.first].start, cut.tokens[sentence.last - 1].end)
    numbers = [s.paragraph for s in cut.sentences]
    assert numbers == sorted(numbers)
    assert not numbers or (numbers[0] == 0 and all(b - a <= 1 for a, b in pairwise(numbers)))


MARKS = "„“”»«\"'’‚‘()[].,:;!?…-–/&+*#@§%€ \n\r\t\u00a0\u202f\u00ad\u200b\ufeff\u0308\u20e3\ufe0f"
WORDS = (
    "Kim der Der in U.S. z. B. d.h. 26. 26.12. 1.000 Dr. usw. II. ... n't 's -- '' 😀 🇺🇦 a.de/b a@b.de F-16 um May"
).split()
PIECES = st.sampled_from([*MARKS, *WORDS, "\r\n", "\n\n", "  "])
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=25).map(" ".join)
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
@example("DR.\u0300", Language.GERMAN)
def test_borders_of_any_text(text: str, language: Language) -> None:
    cut = segment(text, language)
    check_borders(text, cut)
    assert segment(text, language) == cut


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 10)), max_size=4))
def test_furniture_belongs_to_no_token(text: str, cuts: list[tuple[int, int]]) -> None:
    furniture = tuple(Span(start, min(start + size, len(text))) for start, size in cuts if start < len(text))
    check_borders(text, segment(text, Language.GERMAN, furniture=furniture), furniture)


def test_unseen_characters_are_those_of_the_rule() -> None:
    import re

    assert {chr(c) for c in range(0x10000) if re.match(f"[{INVISIBLE}]", chr(c))} == _UNSEEN
    assert all(unicodedata.category(c) in {"Cf", "Mn"} for c in _UNSEEN)


def test_offsets_stay_right_behind_unseen_characters() -> None:
    text = "\ufeffDie Außen\u00administer \u200btagten.\u200b Kim fehlte."
    cut = segment(text, Language.GERMAN)
    assert [t.of(text) for t in cut.tokens] == ["Die", "Außen\u00administer", "tagten", ".", "Kim", "fehlte", "."]
    assert [s.span.of(text) for s in cut.sentences] == ["Die Außen\u00administer \u200btagten.", "Kim fehlte."]


def test_furniture_parts_sentences_and_paragraphs_are_counted() -> None:
    text = "SEOUL (dpa) - Kim kam.\nLee ging. Es regnete. (dpa)"
    furniture = (Span(0, 13), Span(45, 50))
    cut = segment(text, Language.GERMAN, furniture=furniture)
    assert show(text, cut) == ["Kim kam .", "Lee ging .", "Es regnete ."]
    assert [s.paragraph for s in cut.sentences] == [0, 1, 1]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\r\n \r\n"])
def test_texts_without_words(text: str) -> None:
    assert segment(text, Language.GERMAN) == ((), ())


def test_next_word_steps_over_marks_up_to_the_border() -> None:
    assert next_word("usw.“ (Der Rest)", 4, 16) == "Der"
    assert next_word("usw., der", 4, 9) == ","
    assert next_word("usw. Der", 4, 4) == ""


def test_openers_need_their_capital() -> None:
    words = load_words(Language.GERMAN)
    assert opens_sentence("Danach", words)
    assert not opens_sentence("danach", words)
    assert not opens_sentence("Drohnen", words)


def test_lists_hold_what_they_say() -> None:
    for language in LANGUAGES:
        words = load_words(language)
        assert all(entry.endswith(".") for entry in words.never_ends | words.before_number | words.may_end)
        assert all(entry.islower() for entry in words.openers | words.months | words.no_line_end | words.several)
        assert words.several_may_end <= words.several
        assert not words.never_ends & words.may_end


def _aliases() -> Iterator[str]:
    for table in ("persons.csv", "organisations.csv", "parties.csv", "groups.csv", "bodies.csv"):
        with files("lagebild.knowledge").joinpath("data", table).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(line for line in lines if not line.startswith("#")):
                for column in ("name", "aliases"):
                    yield from filter(None, map(str.strip, (row.get(column) or "").split("|")))


def test_names_of_the_tables_are_cut_as_the_tables_cut_them() -> None:
    aliases = {a for a in _aliases() if any(c in a for c in ".'’&+-0123456789") and "/" not in a}
    assert len(aliases) > 300
    differing = {}
    for alias in aliases:
        text = f"Vorher {alias} ging."
        tokens = tuple(t.of(text) for t in segment(text, Language.GERMAN).tokens)[1:-2]
        if tokens != split_alias(alias):
            differing[alias] = tokens
    assert len(differing) <= 0.005 * len(aliases), differing


def _gold(path: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Sentences of a treebank with the spans of their tokens: clitics apart, contractions whole."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        text = next((line[9:] for line in lines if line.startswith("# text = ")), None)
        rows = [line.split("\t")[:2] for line in lines if line and line[0] != "#"]
        if text is not None:
            yield text, list(_spans(text, rows))


def _spans(text: str, rows: list[list[str]]) -> Iterator[tuple[int, int]]:
    forms = dict(rows)
    at = hidden = 0
    for number, form in rows:
        if "." in number:
            continue
        pieces = [form]
        if "-" in number:
            first, last = map(int, number.split("-"))
            parts = [forms[str(i)] for i in range(first, last + 1)]
            pieces, hidden = (parts if "".join(parts) == form else [form]), last
        elif int(number) <= hidden:
            continue
        for piece in pieces:
            start = text.index(piece, at)
            at = start + len(piece)
            yield start, at


def _join_hyphens(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words joined by a hyphen are one token here, in both languages."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        hyphen = len(joined) > 1 and text[start - 1] in "-‑" and joined[-1] == (start - 1, start)
        around = text[start] + text[start - 2]
        if hyphen and joined[-2][1] == start - 1 and around.isalnum() and not around.isdigit():
            joined[-2:] = [(joined[-2][0], end)]
            continue
        joined.append((start, end))
    return joined


@pytest.mark.shared
@pytest.mark.parametrize(
    ("treebank", "language", "floor", "whole"),
    [
        ("de/gsd-dev", Language.GERMAN, 0.990, 0.995),
        ("de/pud", Language.GERMAN, 0.996, 0.995),
        ("en/gum-news", Language.ENGLISH, 0.998, 0.985),
    ],
)
def test_agreement_with_treebanks(shared: Path, treebank: str, language: Language, floor: float, whole: float) -> None:
    hits = gold_count = own_count = sentences = unbroken = 0
    for text, spans in _gold(shared / "data" / "treebanks" / f"{treebank}.conllu"):
        gold = set(_join_hyphens(text, spans))
        cut = segment(text, language)
        own = {tuple(t) for t in cut.tokens}
        hits, gold_count, own_count = hits + len(gold & own), gold_count + len(gold), own_count + len(own)
        sentences, unbroken = sentences + 1, unbroken + (len(cut.sentences) == 1)
    f1 = 2 * hits / (gold_count + own_count)
    assert f1 >= floor, f"token F1 {f1:.4f}"
    assert unbroken / sentences >= whole, f"{unbroken} of {sentences} sentences whole"


@pytest.mark.shared
@pytest.mark.parametrize(("treebank", "floor"), [("de/pud", 0.985), ("de/gsd-dev", 0.97)])
def test_sentences_of_joined_treebanks(shared: Path, treebank: str, floor: float) -> None:
    texts = [text for text, _ in _gold(shared / "data" / "treebanks" / f"{treebank}.conllu") if text[-1] in '.!?“"”']
    hits = gold_count = own_count = 0
    for i in range(0, len(texts), 5):
        group = texts[i : i + 5]
        joined = " ".join(group)
        ends = {len(" ".join(group[: k + 1])) for k in range(len(group) - 1)}
        own = {s.span.end for s in segment(joined, Language.GERMAN).sentences[:-1]}
        hits, gold_count, own_count = hits + len(ends & own), gold_count + len(ends), own_count + len(own)
    f1 = 2 * hits / (gold_count + own_count)
    assert f1 >= floor, f"border F1 {f1:.4f}"


@pytest.mark.shared
@pytest.mark.parametrize("name", ["train.docs", "en.train.docs"])
def test_real_texts_keep_all_borders(shared: Path, name: str) -> None:
    language = Language.ENGLISH if name.startswith("en.") else Language.GERMAN
    odd = sentences = 0
    for line in (shared / "data" / "claims" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[:150]:
        text = json.loads(line)["text"]
        furniture = find_furniture(text)
        cut = segment(text, language, furniture=furniture)
        check_borders(text, cut, furniture)
        sentences += len(cut.sentences)
        odd += sum(text[s.span.start].islower() or s.last - s.first > 60 for s in cut.sentences)
    assert odd <= 0.01 * sentences, f"{odd} of {sentences} sentences begin small or are endless"


def test_speed_is_a_small_part_of_the_budget() -> None:
    text = "\n".join(case["text"] for case in CASES if case["language"] == "de") * 3
    segment(text[:1000], Language.GERMAN)
    best = min(_seconds_a_token(text) for _ in range(3))
    assert best < 25e-6, f"{best * 1e6:.1f} microseconds a token"


def _seconds_a_token(text: str) -> float:
    begun = process_time()
    cut = segment(text, Language.GERMAN)
    return (process_time() - begun) / len(cut.tokens)
