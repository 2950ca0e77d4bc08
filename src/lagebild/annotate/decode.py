"""From scores to trees: every sentence becomes one well-formed dependency tree.

The best head of each word is taken where that gives a tree with one root; where it does not (a few sentences in a
hundred), the maximum spanning tree with exactly one root is found after Chu-Liu and Edmonds.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_NEVER = np.float32(-1e9)
_NEVER_NOMINATIVE = frozenset("dem diesem einem keinem seinem ihrem unserem".split())
_ACCUSATIVE = frozenset("den diesen jenen jeden einen keinen seinen ihren unseren".split())
"""Articles of an accusative, or of a dative in the plural."""
_FEMININE_DATIVE = frozenset("der einer dieser keiner seiner ihrer unserer".split())
_FEMININE_NAMES = frozenset("Ukraine Schweiz EU Nato NATO UNO SPD CDU CSU AfD FDP Hamas Hisbollah".split())
_FEMININE_ENDINGS = tuple(
    """ung heit keit schaft ion tät ei ik enz anz gruppe behörde kirche presse armee miliz justiz spitze bank stadt
    liga truppe allianz polizei erin tin gin chefin""".split()
)
_JOINABLE = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "amod"})


class Tree(NamedTuple):
    """Heads as word indices of the window (-1 for a root) and relations."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]


def decode_trees(
    sentences: Sequence[tuple[int, int]],
    arcs: tuple[Floats, Floats, Floats],
    relations: tuple[Floats, Floats],
    tables: dict[str, NDArray[Any]],
    labels: Sequence[str],
) -> Tree:
    """Trees of all sentences of a window.

    `arcs` are dependent vectors (N, A + 1), head vectors (N, A + 1) and root scores (N,); `relations` dependent and
    head vectors (N, R); `tables` hold the bilinear label weights.
    """
    dep, head, root = arcs
    heads = np.full(len(dep), -1, np.int64)
    for start, end in sentences:
        scores = dep[start:end] @ head[start:end].T
        local = best_tree(scores, root[start:end])
        heads[start:end] = np.where(local < 0, -1, local + start)
    rel_dep, rel_head = relations
    of_head = np.where(heads[:, None] < 0, tables["rel_root"], rel_head[heads])
    chosen = relation_scores(rel_dep, of_head, tables["rel"])
    chosen[heads >= 0, labels.index("root")] = _NEVER
    best = chosen.argmax(1)
    best[heads < 0] = labels.index("root")
    return Tree(tuple(heads.tolist()), tuple(labels[i] for i in best.tolist()))


def mend_particles(tree: Tree, upos: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Tree:
    """Separated verb particles behind their own verbs: *nimmt ... vor und feuerte ... ab*.

    A particle never hangs on a later verb (five of 323 do in German gold trees), and a verb has one: others go to the
    nearest verb before them that has none. Particles with words under them stay where they are.
    """
    heads = list(tree.heads)
    taken: set[int] = set()
    for start, end in sentences:
        for i in range(start, end):
            if tree.relations[i] != "compound:prt":
                continue
            if (heads[i] > i or heads[i] in taken) and i not in tree.heads:
                free = (j for j in range(i - 1, start - 1, -1) if upos[j] == "VERB" and j not in taken)
                heads[i] = next(free, heads[i])
            taken.add(heads[i])
    return tree._replace(heads=tuple(heads))


def mend_coordination(tree: Tree, sentences: Sequence[tuple[int, int]]) -> Tree:
    """Joined words as coordination: two subjects of one verb, the second behind its own *und*, are one subject.

    In gold trees of German, Dutch, Swedish and Danish two of 4,500 coordinations are left as siblings. Nor is an
    apposition joined to its noun by *und*.
    """
    heads, relations = list(tree.heads), list(tree.relations)
    for start, end in sentences:
        last: dict[tuple[int, str], int] = {}
        joining = {heads[i]: i for i in range(start, end) if relations[i] == "cc" and heads[i] > i}
        for i in range(start, end):
            if relations[i] == "appos" and heads[i] < joining.get(i, -1) < i:
                relations[i] = "conj"
            if relations[i] not in _JOINABLE:
                continue
            place = (heads[i], relations[i])
            first = last.get(place)
            if first is not None and first < joining.get(i, -1) < i and (heads[i] < first or heads[i] > i):
                heads[i], relations[i] = first, "conj"
            else:
                last[place] = i
    return Tree(tuple(heads), tuple(relations))


def mend_cases(
    tree: Tree, forms: Sequence[str], feats: Sequence[str], sentences: Sequence[tuple[int, int]]
) -> tuple[Tree, tuple[str, ...]]:
    """German subjects whose article says they are none: *Der Ukraine sagte Biden Hilfe zu*, *Den Posten griff er an*.

    Of 2,479 nominal subjects in gold trees one has such an article. Without another subject one of the objects is it
    (*Der Regierung wirft die Opposition Versäumnisse vor*). Nor is a dative an object (*hat der Ukraine Kampfjets
    geliefert*).
    """
    relations, cases = list(tree.relations), list(feats)
    articles = {tree.heads[i]: i for i, relation in enumerate(relations) if relation == "det"}

    def article(noun: int) -> str:
        return forms[articles[noun]].lower() if noun in articles else ""

    def is_dative(noun: int) -> bool:
        plural = article(noun) in _ACCUSATIVE and "Number=Plur" in feats[noun]
        return (
            plural
            or article(noun) in _NEVER_NOMINATIVE
            or (article(noun) in _FEMININE_DATIVE and _is_feminine(forms[noun]))
        )

    def is_accusative(noun: int) -> bool:
        at = articles.get(noun, 0)
        return article(noun) in _ACCUSATIVE and (at == 0 or relations[at - 1] != "case")  # no relative *für den*

    for start, end in sentences:
        for i in range(start, end):
            if relations[i] != "nsubj" or not (is_dative(i) or is_accusative(i)):
                continue
            relation, case = ("obl", "Case=Dat") if is_dative(i) else ("obj", "Case=Acc")
            relations[i], cases[i] = relation, feats[i].replace("Case=Nom", case)
            beside = [j for j in range(start, end) if tree.heads[j] == tree.heads[i]]
            objects = [j for j in beside if j != i and relations[j] == "obj" and not is_accusative(j)]
            subject = next((j for j in objects if article(j) == "der" and "Gender=Masc" in feats[j]), None)
            if subject is None and (len(objects) > 1 or (objects and relation == "obj")):
                subject = objects[0]
            if subject is not None and not any(relations[j] == "nsubj" for j in beside):
                relations[subject], cases[subject] = "nsubj", feats[subject].replace("Case=Acc", "Case=Nom")
        objects = [i for i in range(start, end) if relations[i] == "obj"]
        for i in objects:
            another = any(j != i and tree.heads[j] == tree.heads[i] for j in objects)
            if is_dative(i) and (another or article(i) not in _ACCUSATIVE):
                relations[i], cases[i] = "obl", cases[i].replace("Case=Acc", "Case=Dat")
    return tree._replace(relations=tuple(relations)), tuple(cases)


def mend_tenses(
    forms: Sequence[str], lemmas: Sequence[str], upos: Sequence[str], feats: Sequence[str]
) -> tuple[str, ...]:
    """German verbs whose ending tells their tense: *durchsuchten* is past, *gelte* (in reported speech) is not."""
    return tuple(
        _tense_by_form(form, lemma, given) if tag == "VERB" and "Tense=" in given else given
        for form, lemma, tag, given in zip(forms, lemmas, upos, feats, strict=True)
    )


def _tense_by_form(form: str, lemma: str, feats: str) -> str:
    stem = lemma.removesuffix("n").removesuffix("e")
    ending = form.lower().removeprefix(stem) if form.lower().startswith(stem) else ""
    if ending in {"te", "ten", "ete", "eten"}:
        return feats.replace("Tense=Pres", "Tense=Past")
    if ending == "e" and "Person=3" in feats:
        return feats.replace("Tense=Past", "Tense=Pres").replace("Mood=Ind", "Mood=Sub")
    return feats


def _is_feminine(noun: str) -> bool:
    """Whether a noun's last part or ending says so; the tagger's gender follows the article too often."""
    return noun in _FEMININE_NAMES or noun.lower().endswith(_FEMININE_ENDINGS)


def join_persons(names: Sequence[str], tree: Tree) -> tuple[str, ...]:
    """IOB2 tags in which a person's names that the tree calls flat are one name: *Lars* and *Klingbeil*."""
    joined = list(names)
    for i in range(1, len(joined)):
        beside = tree.heads[i] in (i - 1, tree.heads[i - 1])
        if joined[i] == "B-PER" and joined[i - 1].endswith("-PER") and beside and tree.relations[i] == "flat":
            joined[i] = "I-PER"
    return tuple(joined)


def relation_scores(dep: Floats, head: Floats, weights: Floats) -> Floats:
    """(N, R) of dependents and of their heads, weights (R + 1, L * (R + 1)) to (N, L)."""
    one = np.ones((len(dep), 1), np.float32)
    projected = (np.concatenate([dep, one], 1) @ weights).reshape(len(dep), -1, head.shape[1] + 1)
    scores: Floats = np.einsum("nly,ny->nl", projected, np.concatenate([head, one], 1))
    return scores


def best_tree(scores: Floats, root: Floats) -> NDArray[np.int64]:
    """Heads of one sentence: `scores[i, j]` is how well j heads i, `root[i]` how well i is the root; -1 marks it.

    >>> best_tree(np.array([[0, 5], [4, 0]], np.float32), np.array([0, 3], np.float32)).tolist()
    [1, -1]
    """
    n = len(root)
    full = np.empty((n, n + 1), np.float32)
    full[:, 1:] = scores
    full[:, 0] = root
    full[np.arange(n), np.arange(1, n + 1)] = _NEVER
    heads: NDArray[np.int64] = full.argmax(1)
    if (heads == 0).sum() == 1 and not _has_cycle(heads):
        return (heads - 1).astype(np.int64)
    return (_single_root_tree(full) - 1).astype(np.int64)


def _has_cycle(heads: NDArray[np.int64]) -> bool:
    up = [0, *heads.tolist()]
    seen = [0] * len(up)
    for start in range(1, len(up)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = up[node]
        if node and seen[node] == start:
            return True
    return False


def _single_root_tree(full: Floats) -> NDArray[np.int64]:
    """The best spanning tree in which exactly one word hangs on the root (column 0)."""
    n = len(full)
    best: tuple[float, NDArray[np.int64]] | None = None
    candidates = np.argsort(-full[:, 0])[: min(n, 5)]
    for only in candidates.tolist():
        limited = full.copy()
        limited[:, 0] = _NEVER
        limited[only, :] = _NEVER
        limited[only, 0] = full[only, 0]
        heads = _spanning_tree(limited)
        total = float(limited[np.arange(n), heads].sum())
        if best is None or total > best[0]:
            best = (total, heads)
    assert best is not None
    return best[1]


def _spanning_tree(full: Floats) -> NDArray[np.int64]:
    """Chu-Liu/Edmonds. `full[i, j]`: score of node j (0 the root, j the j-th word) as head of the i-th word."""
    n = len(full)
    score = np.full((n + 1, n + 1), _NEVER, np.float64)
    score[1:, :] = full
    return np.array(_edmonds(score)[1:], np.int64)


def _edmonds(score: NDArray[np.float64]) -> list[int]:
    """Heads of all nodes of a complete graph; node 0 is the root, `score[i, j]` that of j as head of i."""
    n = len(score)
    heads = [0, *(int(score[i].argmax()) for i in range(1, n))]
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [i for i in range(n) if i not in inside]
    contracted = len(outside)
    smaller = np.full((contracted + 1, contracted + 1), -1e18)
    enter: dict[int, int] = {}
    leave: dict[int, int] = {}
    gain = {i: score[i, heads[i]] for i in cycle}
    for a, i in enumerate(outside):
        for b, j in enumerate(outside):
            if i != j:
                smaller[a, b] = score[i, j]
        best_out = max(cycle, key=lambda j, i=i: score[i, j])  # type: ignore[misc]
        leave[a] = best_out
        smaller[a, contracted] = score[i, best_out]
        best_in = max(cycle, key=lambda j, i=i: score[j, i] - gain[j])  # type: ignore[misc]
        enter[a] = best_in
        smaller[contracted, a] = score[best_in, i] - gain[best_in]
    solved = _edmonds(smaller)
    for a, i in enumerate(outside):
        if i:
            heads[i] = leave[a] if solved[a] == contracted else outside[solved[a]]
    into = solved[contracted]
    heads[enter[into]] = outside[into]
    return heads


def _find_cycle(heads: Sequence[int]) -> list[int]:
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while node and node not in path:
            path.append(node)
            node = heads[node]
        if node:
            return path[path.index(node) :]
    return []
