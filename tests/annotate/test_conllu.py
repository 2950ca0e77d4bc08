"""CoNLL-U in, CoNLL-U out, over a model that answers by rule."""

from collections.abc import Sequence

import numpy as np
import pytest

from lagebild.annotate.conllu import SENTENCES, parse_conllu
from lagebild.annotate.decode import Tree
from lagebild.annotate.model import LONGEST_WINDOW, Analysis, ClaimScores, Window
from lagebild.errors import UsageError

NOTHING = ClaimScores(*(np.zeros((0, 0), np.float32) for _ in range(6)))


class RuleModel:
    """Every word a noun, the first the root of the others; a word takes as many pieces as it has letters."""

    def __init__(self) -> None:
        self.windows: list[Window] = []

    def pieces(self, word: str) -> tuple[int, ...]:
        return tuple(range(len(word)))

    def read(self, windows: Sequence[Window]) -> list[Analysis]:
        self.windows += windows
        return [self._analyse(window.forms) for window in windows]

    def _analyse(self, forms: tuple[str, ...]) -> Analysis:
        n = len(forms)
        assert n
        tree = Tree((-1, *[0] * (n - 1)), ("root", *["dep"] * (n - 1)))
        return Analysis(("NOUN",) * n, ("Case=Nom",) * n, tuple(map(str.lower, forms)), tree, ("O",) * n, NOTHING)


def row(number: str, form: str, **columns: str) -> str:
    """A line with every column but id and form marked, so that a test sees which are overwritten."""
    names = ("lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")
    return "\t".join([number, form, *(columns.get(name, f"old-{name}") for name in names)])


def parse(*lines: str) -> list[str]:
    return list(parse_conllu(lines, RuleModel()))  # type: ignore[arg-type]


def test_predicted_columns_are_filled_and_all_else_kept() -> None:
    found = parse("# text = Kim kam", row("1", "Kim"), row("2", "Kam"), "")
    assert found == [
        "# text = Kim kam",
        row("1", "Kim", lemma="kim", upos="NOUN", feats="Case=Nom", head="0", deprel="root"),
        row("2", "Kam", lemma="kam", upos="NOUN", feats="Case=Nom", head="1", deprel="dep"),
        "",
    ]


def test_ranges_and_empty_nodes_stay_as_they_are() -> None:
    lines = [row("1-2", "im"), row("1", "in"), row("2", "dem"), row("2.1", "leer"), row("3", "Haus")]
    found = parse(*lines)
    assert found[0] == lines[0]
    assert found[3] == lines[3]
    assert [line.split("\t")[6] for line in found[:-1]] == ["old-head", "0", "1", "old-head", "1"]


def test_line_ends_and_a_last_sentence_without_blank_line() -> None:
    found = parse(row("1", "Kim") + "\r\n", "\n", "\n", row("1", "Lee") + "\n")
    assert [line.split("\t")[1] for line in found if line] == ["Kim", "Lee"]
    assert found.count("") == 2


def test_a_block_of_comments_alone_is_passed_through() -> None:
    assert parse("# newdoc", "", row("1", "Kim"))[:2] == ["# newdoc", ""]


def test_no_lines_give_no_lines() -> None:
    assert parse() == []
    assert parse("", "  ") == []


@pytest.mark.parametrize("line", ["1\tKim", "Kim kam nach Seoul", row("1", "Kim") + "\t_"])
def test_other_lines_are_refused_by_number(line: str) -> None:
    with pytest.raises(UsageError, match=r"^line 3: \d+ columns, CoNLL-U has 10"):
        parse("# text = Kim", row("1", "Kim"), line)


def test_overlong_sentence_hangs_its_rest_on_the_root() -> None:
    word = "x" * 100
    found = parse(*(row(str(i), word) for i in range(1, 9)), "")
    fitting = (LONGEST_WINDOW - 2) // 100
    columns = [line.split("\t") for line in found if line]
    assert [c[3] for c in columns] == ["NOUN"] * fitting + ["X"] * (8 - fitting)
    assert [c[6] for c in columns] == ["0"] + ["1"] * 7
    assert [c[7] for c in columns].count("root") == 1


def test_a_sentence_whose_first_word_is_too_long_still_is_a_tree() -> None:
    found = parse(row("1", "x" * (LONGEST_WINDOW + 1)), row("2", "y"))
    columns = [line.split("\t") for line in found if line]
    assert [(c[6], c[7]) for c in columns].count(("0", "root")) == 1


def test_many_sentences_keep_their_order() -> None:
    count = SENTENCES + 3
    lines = [line for i in range(count) for line in (row("1", f"w{i}"), "")]
    assert [line.split("\t")[1] for line in parse(*lines) if line] == [f"w{i}" for i in range(count)]


@pytest.mark.parametrize(
    ("words", "style"), [("Der Kanzler ist in Seoul", "gsd"), ("The chancellor is in Seoul", "ewt"), ("Kim", "gsd")]
)
def test_language_is_told_by_function_words(words: str, style: str) -> None:
    model = RuleModel()
    list(parse_conllu([row(str(i), w) for i, w in enumerate(words.split(), 1)], model))  # type: ignore[arg-type]
    assert [w.style for w in model.windows] == [style]
