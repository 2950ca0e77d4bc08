"""Inflected forms of lexicon verbs, and lemmas found by form where the model's lemma is unknown."""

import pytest

from coding_trees import plant
from lagebild.coding import code_claims
from lagebild.coding.inflection import list_forms
from lagebild.knowledge import Knowledge

FORMS = list_forms(["angreifen", "fordern", "treffen", "verurteilen", "unterstützen", "beschießen", "ausspionieren"])


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("angegriffen", "angreifen"),
        ("anzugreifen", "angreifen"),
        ("angriff", "angreifen"),
        ("forderten", "fordern"),
        ("gefordert", "fordern"),
        ("trifft", "treffen"),
        ("traf", "treffen"),
        ("verurteilte", "verurteilen"),
        ("unterstützt", "unterstützen"),
        ("beschossen", "beschießen"),
        ("ausspioniert", "ausspionieren"),
    ],
)
def test_joined_forms(form: str, lemma: str) -> None:
    assert FORMS.joined[form] == lemma


def test_separated_forms_need_their_prefix() -> None:
    assert FORMS.separated["greift an"] == "angreifen"
    assert "greift" not in FORMS.joined


def test_a_wrong_lemma_loses_no_frame(knowledge: Knowledge) -> None:
    annotated = plant(
        """
        Russland Russland PROPN 2 nsubj
        griff grien VERB 0 root Tense=Past
        die der DET 4 det
        Ukraine Ukraine PROPN 2 obj
        an an ADP 2 compound:prt
        """,
        knowledge,
    )
    (claim,) = code_claims(annotated, knowledge=knowledge)
    assert claim.evidence.reason == "frame:de/angreifen"
