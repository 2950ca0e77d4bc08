"""Sides and paths of words, over hand-made trees."""

import pytest

from coding_trees import plant
from lagebild.annotate.roles import KINDS, NO_SIDE, OTHER_PATH, Paths, general_paths, number_path, read_sides
from lagebild.knowledge import Knowledge, load_knowledge

TEXT = """
Russland Russland PROPN 2 nsubj
greift greifen+an VERB 0 root VerbForm=Fin|Tense=Pres
mit mit ADP 4 case
Drohnen Drohne NOUN 2 obl
Ziele Ziel NOUN 2 obj
nahe nahe ADP 7 case
Kiew Kiew PROPN 5 nmod
an an ADP 2 compound:prt

Sie sie PRON 2 nsubj
melden melden VERB 0 root
Tote Tote NOUN 2 obj
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def test_every_word_has_a_side_and_a_kind(knowledge: Knowledge) -> None:
    read = read_sides(plant(TEXT, knowledge), knowledge)
    assert read.sides[0] == "RUS"
    assert read.sides[6] == "UKR"
    assert [read.sides[at] for at in (1, 2, 5, 7)] == [None] * 4
    assert KINDS[read.kinds[0]] == "LOC"
    assert KINDS[read.kinds[1]] == "word"


def test_nouns_nobody_stands_behind_have_no_side(knowledge: Knowledge) -> None:
    read = read_sides(plant("Unbekannte Unbekannte NOUN 2 nsubj\nfliehen fliehen VERB 0 root", knowledge), knowledge)
    assert (read.sides[0], KINDS[read.kinds[0]]) == (NO_SIDE, "noun")


def test_paths_name_the_relations_up_and_down(knowledge: Knowledge) -> None:
    annotated = plant(TEXT, knowledge)
    paths = Paths(annotated.tokens, annotated.sentences)
    from_verb = paths.of(1, range(11))
    assert from_verb[0] == "nsubj/"
    assert from_verb[1] == OTHER_PATH, "a verb fills no role"
    assert from_verb[3] == "obl:mit/"
    assert from_verb[6] == "nmod.obj:nahe/"
    assert from_verb[8] == "1:nsubj"
    from_noun = paths.of(6, range(11))
    assert from_noun[0] == "nsubj/nmod.obj"
    assert from_noun[4] == "/nmod"


def test_a_part_of_the_words_may_be_asked_for(knowledge: Knowledge) -> None:
    annotated = plant(TEXT, knowledge)
    paths = Paths(annotated.tokens, annotated.sentences)
    assert paths.of(9, range(8, 11)) == ["nsubj/", OTHER_PATH, "obj/"]
    assert paths.of(9, range(1)) == ["-1:nsubj"]


def test_a_rare_path_is_read_as_a_case_of_a_known_one() -> None:
    numbers = {OTHER_PATH: 0, "nsubj/": 1, "nmod.*:with/": 2, "obl:by/*": 3, "nmod.*:of/*": 4}
    assert number_path("nsubj/", numbers) == 1
    assert number_path("nmod.obl:with/", numbers) == 2
    assert number_path("obl:by/advcl.acl", numbers) == 3
    assert number_path("nmod.obj:of/conj", numbers) == 4
    assert [number_path(path, numbers) for path in (OTHER_PATH, "far", "-1:nsubj", "iobj/conj")] == [0, 0, 0, 0]


def test_general_paths_go_from_the_nearest_to_the_widest() -> None:
    assert general_paths("nmod.obl:with/advcl") == ("nmod.*:with/advcl", "nmod.obl:with/*", "nmod.*:with/*")
    assert general_paths("nmod.obl/") == ("nmod.*/",)
    assert general_paths("nsubj/") == ()
