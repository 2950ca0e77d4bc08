"""Lemmas of German and English words, chosen without the language model: its proposals are given by hand."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lagebild.annotate.lemmas import choose_lemma
from lagebild.annotate.lemmas_lexicon import load_lexicon
from lagebild.annotate.lemmas_verbs import load_verbs

KEEP = "k|0||0|"


def labelled() -> Iterator[tuple[str, str, str, str]]:
    """Form, tag, features, lemma."""
    for line in Path(__file__).with_name("lemma_cases.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            upos, feats, lemma, forms = line.split("\t")
            yield from ((form, upos, feats, lemma) for form in forms.split())


def test_there_are_enough_cases() -> None:
    assert len(list(labelled())) > 300


@pytest.mark.parametrize(("form", "upos", "feats", "lemma"), labelled())
def test_a_form_has_its_lemma_whatever_the_model_proposes(form: str, upos: str, feats: str, lemma: str) -> None:
    assert choose_lemma(form, upos, feats, (KEEP,), "gsd") == lemma


@pytest.mark.parametrize(
    ("form", "scripts", "lemma"),
    [
        ("Kosten", ("k|0||1|", "k|0||2|", KEEP), "Kosten"),
        ("Länder", ("k|0||2|", "k|0||1|"), "Land"),
        ("Wissenschaftlern", ("k|0||2|", "k|0||1|"), "Wissenschaftler"),
        ("Bürger", ("k|0||1|", KEEP), "Bürger"),
        ("Einwänden", ("k|0||2|", KEEP), "Einwand"),
    ],
)
def test_a_stump_never_comes_out(form: str, scripts: tuple[str, ...], lemma: str) -> None:
    assert choose_lemma(form, "NOUN", "Case=Dat|Number=Plur", scripts, "gsd") == lemma


@pytest.mark.parametrize(
    ("form", "upos", "scripts", "lemma"),
    [
        ("attacks", "NOUN", ("k|0||1|", KEEP), "attack"),
        ("said", "VERB", ("l|0||2|y",), "say"),
        ("was", "AUX", ("=be",), "be"),
        ("killed", "VERB", ("l|0||1|", "l|0||2|"), "kill"),
        ("Texas", "PROPN", ("k|0||1|", KEEP), "Texas"),
        ("better", "ADJ", (KEEP,), "good"),
    ],
)
def test_english_words_follow_the_lexicon(form: str, upos: str, scripts: tuple[str, ...], lemma: str) -> None:
    assert choose_lemma(form, upos, "_", scripts, "ewt") == lemma


def test_marks_and_figures_stay_as_they_are() -> None:
    assert [choose_lemma(w, "PUNCT", "_", ("k|0||1|",), "gsd") for w in (".", ",", "–")] == [".", ",", "–"]
    assert choose_lemma("1991", "NUM", "_", ("k|0||1|",), "gsd") == "1991"


def test_a_known_word_costs_next_to_nothing() -> None:
    words = [(f, u, x) for f, u, x, _ in labelled()]
    for form, upos, feats in words:
        choose_lemma(form, upos, feats, (KEEP,), "gsd")
    began = time.process_time()
    for _ in range(20):
        for form, upos, feats in words:
            choose_lemma(form, upos, feats, (KEEP,), "gsd")
    assert (time.process_time() - began) / (20 * len(words)) < 20e-6


def test_tables_are_whole() -> None:
    assert len(load_verbs().infinitives) > 700
    assert {"gehen", "nehmen", "verurteilen"} <= load_verbs().infinitives
    assert len(load_lexicon("gsd").lemmas["NOUN"]) > 5000
    assert len(load_lexicon("ewt").lemmas["VERB"]) > 2000
