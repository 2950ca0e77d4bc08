"""Trees: whatever the scores, one root, no cycle, nobody outside; and no tree scores better."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lagebild.annotate.decode import (
    Tree,
    best_tree,
    decode_trees,
    join_persons,
    mend_cases,
    mend_coordination,
    mend_particles,
    mend_tenses,
    relation_scores,
)

Scores = tuple[NDArray[np.float32], NDArray[np.float32]]


@st.composite
def scored(draw: st.DrawFn, longest: int) -> Scores:
    """Arc and root scores of one sentence; small whole numbers too, for ties are where trees break."""
    n = draw(st.integers(1, longest))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    if draw(st.booleans()):
        return generator.integers(-2, 3, (n, n)).astype(np.float32), generator.integers(-2, 3, n).astype(np.float32)
    scale = draw(st.sampled_from([0.1, 5.0, 1000.0]))
    arcs = generator.normal(0, scale, (n, n)).astype(np.float32)
    return arcs, generator.normal(draw(st.sampled_from([-50.0, 0.0, 50.0])), scale, n).astype(np.float32)


def is_tree(heads: list[int]) -> bool:
    """One root, and every word below it."""
    if heads.count(-1) != 1:
        return False
    for start in range(len(heads)):
        node, steps = start, 0
        while node != -1 and steps <= len(heads):
            node, steps = heads[node], steps + 1
        if node != -1:
            return False
    return True


def total(heads: list[int], scores: Scores) -> float:
    arcs, root = scores
    return float(sum(np.float64(root[i] if h < 0 else arcs[i, h]) for i, h in enumerate(heads)))


@settings(max_examples=200, deadline=None)
@given(scored(25))
def test_always_one_tree(scores: Scores) -> None:
    heads = best_tree(*scores).tolist()
    assert all(-1 <= h < len(heads) and h != i for i, h in enumerate(heads))
    assert is_tree(heads)


@settings(max_examples=150, deadline=None)
@given(scored(5))
def test_no_tree_scores_better(scores: Scores) -> None:
    n = len(scores[1])
    found = best_tree(*scores).tolist()
    trees = [list(heads) for heads in product(range(-1, n), repeat=n) if is_tree(list(heads))]
    best = max(total(heads, scores) for heads in trees)
    assert total(found, scores) == pytest.approx(best, rel=1e-4, abs=1e-3)


def test_two_words_that_head_each_other() -> None:
    arcs = np.array([[0, 9, 0], [9, 0, 0], [1, 1, 0]], np.float32)
    heads = best_tree(arcs, np.array([0, 1, 5], np.float32)).tolist()
    assert heads.count(-1) == 1
    assert is_tree(heads)


def test_two_roots_become_one() -> None:
    arcs = np.array([[0, 1], [2, 0]], np.float32)
    assert best_tree(arcs, np.array([9, 9], np.float32)).tolist() == [-1, 0]


def test_a_word_alone_is_the_root() -> None:
    assert best_tree(np.zeros((1, 1), np.float32), np.array([-7], np.float32)).tolist() == [-1]


def test_sentences_of_a_window_are_apart_and_only_roots_are_called_root() -> None:
    generator = np.random.default_rng(1)
    n, rank, labels = 9, 3, ["nsubj", "root", "obj"]
    arcs = (
        generator.normal(size=(n, 4)).astype(np.float32),
        generator.normal(size=(n, 4)).astype(np.float32),
        generator.normal(size=n).astype(np.float32),
    )
    relations = (
        generator.normal(size=(n, rank)).astype(np.float32),
        generator.normal(size=(n, rank)).astype(np.float32),
    )
    tables = {
        "rel_root": generator.normal(size=rank).astype(np.float32),
        "rel": generator.normal(size=(rank + 1, len(labels) * (rank + 1))).astype(np.float32),
    }
    tree = decode_trees(((0, 4), (4, 5), (5, 9)), arcs, relations, tables, labels)
    for start, end in ((0, 4), (4, 5), (5, 9)):
        own = [h - start if h >= 0 else -1 for h in tree.heads[start:end]]
        assert is_tree(own)
    assert [r == "root" for r in tree.relations] == [h < 0 for h in tree.heads]


def test_relation_scores_are_bilinear_with_bias() -> None:
    generator = np.random.default_rng(2)
    dep, head = generator.normal(size=(5, 3)), generator.normal(size=(5, 3))
    weights = generator.normal(size=(4, 2 * 4))
    scores = relation_scores(dep.astype(np.float32), head.astype(np.float32), weights.astype(np.float32))
    for i in range(5):
        for label in range(2):
            block = weights[:, label * 4 : label * 4 + 4]
            expected = np.append(dep[i], 1) @ block @ np.append(head[i], 1)
            assert scores[i, label] == pytest.approx(expected, rel=1e-3, abs=1e-3)


def test_particles_hang_on_the_verb_before_them() -> None:
    # nimmt Tests vor und feuerte Raketen ab
    tree = Tree((-1, 0, 4, 4, 0, 4, 0), ("root", "obj", "compound:prt", "cc", "conj", "obj", "compound:prt"))
    upos = ("VERB", "NOUN", "ADP", "CCONJ", "VERB", "NOUN", "ADP")
    assert mend_particles(tree, upos, [(0, 7)]).heads == (-1, 0, 0, 4, 0, 4, 4)
    assert mend_particles(tree._replace(heads=(-1, 0, 0, 4, 0, 4, 4)), upos, [(0, 7)]).heads == (-1, 0, 0, 4, 0, 4, 4)


def test_a_second_subject_behind_its_own_conjunction_is_joined_to_the_first() -> None:
    # Austin und sein Kollege wollen üben
    tree = Tree((4, 3, 3, 4, -1), ("nsubj", "cc", "det", "nsubj", "root"))
    joined = mend_coordination(tree, [(0, 5)])
    assert joined.heads == (4, 3, 3, 0, -1)
    assert joined.relations == ("nsubj", "cc", "det", "conj", "root")
    apart = tree._replace(relations=("obj", "cc", "det", "nsubj", "root"))
    assert mend_coordination(apart, [(0, 5)]) == apart


def test_what_a_conjunction_joins_is_no_apposition() -> None:
    # Austin und sein Kollege üben; Austin, sein Kollege, übt
    tree = Tree((4, 3, 3, 0, -1), ("nsubj", "cc", "det", "appos", "root"))
    assert mend_coordination(tree, [(0, 5)]).relations == ("nsubj", "cc", "det", "conj", "root")
    beside = tree._replace(relations=("nsubj", "punct", "det", "appos", "root"))
    assert mend_coordination(beside, [(0, 5)]) == beside


def test_of_two_objects_the_dative_is_none() -> None:
    # Polen hat der Ukraine Panzer geliefert
    words = ("Polen", "hat", "der", "Ukraine", "Panzer", "geliefert")
    tree = Tree((5, 5, 3, 5, 5, -1), ("nsubj", "aux", "det", "obj", "obj", "root"))
    feats = ("Case=Nom", "_", "_", "Case=Acc|Gender=Fem", "Case=Acc", "_")
    mended, cases = mend_cases(tree, words, feats, [(0, 6)])
    assert mended.relations == ("nsubj", "aux", "det", "obl", "obj", "root")
    assert cases[3] == "Case=Dat|Gender=Fem"


def test_flat_names_of_a_person_are_one_name() -> None:
    # Minister Lars Klingbeil traf Merz Bas
    tree = Tree((3, 0, 1, -1, 3, 3), ("nsubj", "appos", "flat", "root", "obj", "obj"))
    tags = ("O", "B-PER", "B-PER", "O", "B-PER", "B-PER")
    assert join_persons(tags, tree) == ("O", "B-PER", "I-PER", "O", "B-PER", "B-PER")


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        # Der Regierung wirft sie Fehler vor
        (("Der", "Regierung", "wirft", "sie", "Fehler"), ("det", "nsubj", "root", "nsubj", "obj"), (1, "obl")),
        # Der Regierung wirft Athen Fehler vor: one of the objects is the subject
        (("Der", "Regierung", "wirft", "Athen", "Fehler"), ("det", "nsubj", "root", "obj", "obj"), (3, "nsubj")),
        # Der Bundestag wirft sie ...: der is nominative here
        (("Der", "Bundestag", "wirft", "sie", "Fehler"), ("det", "nsubj", "root", "nsubj", "obj"), (1, "nsubj")),
    ],
)
def test_a_subject_with_the_article_of_a_dative_is_none(
    words: tuple[str, ...], before: tuple[str, ...], after: tuple[int, str]
) -> None:
    tree = Tree((1, 2, -1, 2, 2), before)
    feats = ("Case=Nom",) * len(words)
    mended, cases = mend_cases(tree, words, feats, [(0, len(words))])
    at, relation = after
    assert mended.relations[at] == relation
    assert (cases[1] == "Case=Dat") == (mended.relations[1] == "obl")


@pytest.mark.parametrize(
    ("words", "feats", "before", "after"),
    [
        # Den Posten griffen Rebellen an: the object opens the sentence
        (("Den", "Posten", "griffen", "Rebellen"), "Case=Nom|Number=Sing", ("nsubj", "obj"), ("obj", "nsubj")),
        # Den Gegnern gefielen Reden: a dative in the plural
        (("Den", "Gegnern", "gefielen", "Reden"), "Case=Nom|Number=Plur", ("nsubj", "nsubj"), ("obl", "nsubj")),
        # Der Posten griff Rebellen an: a subject
        (("Der", "Posten", "griff", "Rebellen"), "Case=Nom|Number=Sing", ("nsubj", "obj"), ("nsubj", "obj")),
    ],
)
def test_a_subject_with_the_article_of_an_accusative_is_none(
    words: tuple[str, ...], feats: str, before: tuple[str, str], after: tuple[str, str]
) -> None:
    tree = Tree((1, 2, -1, 2), ("det", before[0], "root", before[1]))
    mended, _ = mend_cases(tree, words, ("_", feats, "_", "Case=Acc|Number=Plur"), [(0, len(words))])
    assert (mended.relations[1], mended.relations[3]) == after


@pytest.mark.parametrize(
    ("form", "lemma", "before", "after"),
    [
        ("durchsuchten", "durchsuchen", "Mood=Ind|Person=3|Tense=Pres", "Mood=Ind|Person=3|Tense=Past"),
        ("arbeiten", "arbeiten", "Mood=Ind|Person=3|Tense=Pres", "Mood=Ind|Person=3|Tense=Pres"),
        ("gelte", "gelten", "Mood=Ind|Person=3|Tense=Past", "Mood=Sub|Person=3|Tense=Pres"),
        ("griff", "greifen", "Mood=Ind|Person=3|Tense=Past", "Mood=Ind|Person=3|Tense=Past"),
    ],
)
def test_an_ending_tells_the_tense(form: str, lemma: str, before: str, after: str) -> None:
    assert mend_tenses((form,), (lemma,), ("VERB",), (before,)) == (after,)
