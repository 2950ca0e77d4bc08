"""Lemmas: edit scripts of the trainer come back whole, and broken ones do no harm."""

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lagebild.annotate.lemmas import apply_script, join_prefix

LETTERS = st.text(alphabet="abcdefghilmnorstuwzäöüßABDEGKSZÄÖÜ-'’.1", min_size=1, max_size=14)


@cache
def load_trainer() -> ModuleType:
    """The maker of scripts, which stands beside the package and is not installed."""
    path = Path(__file__).resolve().parents[2] / "training" / "lemma.py"
    if not path.is_file():
        pytest.skip("the trainer stands beside the package only in a checkout")
    spec = spec_from_file_location("trainer_of_lemmas", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("form", "script", "lemma"),
    [
        ("Raketen", "k|0||1|", "Rakete"),
        ("gebaut", "l|2||1|en", "bauen"),
        ("Ging", "l|0||3|ehen", "gehen"),
        ("abgeschossen", "l|0||0|", "abgeschossen"),
        ("deutsche", "u|0||0|", "Deutsche"),
        ("Gebaut", "k|2||1|en", "Bauen"),
        ("im", "=in", "in"),
        ("Häuser", "=Haus", "Haus"),
        ("|", "=|", "|"),
    ],
)
def test_script_makes_the_lemma(form: str, script: str, lemma: str) -> None:
    assert apply_script(form, script) == lemma


@pytest.mark.parametrize(("form", "script"), [("ab", "l|1||1|"), ("a", "l|3||0|"), ("", "k|0||1|"), ("zu", "l|0||2|")])
def test_script_that_cuts_everything_leaves_the_form(form: str, script: str) -> None:
    assert apply_script(form, script) == form


@given(LETTERS, LETTERS)
@example("griffen", "greifen")
@example("Straßen", "Straße")
@example("İstanbul", "istanbul")
def test_scripts_of_the_trainer_come_back_whole(form: str, lemma: str) -> None:
    assert apply_script(form, load_trainer().make_script(form, lemma)) == lemma


SCRIPTS = st.tuples(
    st.sampled_from("lku"), st.integers(0, 9), LETTERS | st.just(""), st.integers(0, 9), LETTERS | st.just("")
).map(lambda parts: "|".join(map(str, parts)))


@given(LETTERS, SCRIPTS)
def test_no_script_gives_an_empty_lemma(form: str, script: str) -> None:
    assert apply_script(form, script)


@pytest.mark.parametrize(
    ("prefix", "lemma", "joined"),
    [
        ("an", "greifen", "angreifen"),
        ("Auf", "rufen", "aufrufen"),
        ("an", "angreifen", "angreifen"),
        ("zurück", "weisen", "zurückweisen"),
        ("vor", "werfen", "vorwerfen"),
    ],
)
def test_prefix_joins_its_verb_once(prefix: str, lemma: str, joined: str) -> None:
    assert join_prefix(prefix, lemma) == joined


@given(LETTERS, LETTERS)
def test_joined_verb_holds_the_lemma(prefix: str, lemma: str) -> None:
    joined = join_prefix(prefix, lemma)
    assert joined.endswith(lemma)
    assert joined in {lemma, prefix.lower() + lemma}
