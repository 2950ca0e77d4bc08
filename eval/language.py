"""Scores of the language model on held-out trees and names: `python -m eval.language [--write]`.

Held out (see training/collect.py): UD German GSD dev from its 601st sentence, every 15th document of UD English EWT,
the last 300 sentences of GermEval 2014 dev. Tokens are given, so the figures compare with published ones on gold
tokens; scored by the shared `ud_score.py` and `ner_score.py`. `--write` renews the
table in docs/language-model.md and the scores in the model's manifest.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from eval.shared import ROOT, scorer, shared_folder
from lagebild.annotate.conllu import parse_conllu
from lagebild.annotate.model import LanguageModel, Window

GSD_TRAINED, GERMEVAL_HELD, EWT_EVERY, EWT_HELD = 600, 300, 15, 7
MANIFEST = ROOT / "src" / "lagebild" / "annotate" / "model" / "manifest.json"
MARKS = ("<!-- scores -->", "<!-- end of scores -->")


def conllu_sentences(path: Path) -> Iterator[list[str]]:
    """Blocks of lines, one a sentence."""
    for block in path.read_text("utf-8").split("\n\n"):
        if block.strip():
            yield block.strip("\n").split("\n")


def held_out_gsd(data: Path) -> list[list[str]]:
    """GSD dev from its 601st sentence."""
    return list(conllu_sentences(data / "treebanks/de/gsd-dev.conllu"))[GSD_TRAINED:]


def held_out_ewt(data: Path) -> list[list[str]]:
    """Every 15th document of EWT."""
    order: dict[str, int] = {}
    found = []
    for block in conllu_sentences(data / "treebanks/en/ewt.conllu"):
        identity = next(line for line in block if line.startswith("# sent_id")).split("=", 1)[1].strip()
        document = order.setdefault(identity.rsplit("-", 1)[0], len(order))
        if document % EWT_EVERY == EWT_HELD:
            found.append(block)
    return found


def score_trees(model: LanguageModel, blocks: list[list[str]]) -> dict[str, float]:
    """UPOS, UFeats, Lemma, UAS, LAS and CLAS in percent, and the number of ill-formed trees."""
    with tempfile.TemporaryDirectory() as folder:
        gold, system = Path(folder, "gold.conllu"), Path(folder, "system.conllu")
        gold.write_text("".join("\n".join(b) + "\n\n" for b in blocks), "utf-8")
        blanked = (blank(line) for b in blocks for line in [*b, ""])
        system.write_text("".join(f"{line}\n" for line in parse_conllu(blanked, model)), "utf-8")
        tool = scorer("ud_score")
        result = tool.score(tool.read_conllu(gold), tool.read_conllu(system))
    scores = {name: 100 * result[name] for name in ("UPOS", "UFeats", "Lemma", "UAS", "LAS")}
    return scores | {"CLAS": 100 * result["CLAS"]["f1"], "ill-formed": result["ill_formed"], "words": result["words"]}


def blank(line: str) -> str:
    """A line without what is to be predicted."""
    columns = line.split("\t")
    if len(columns) != 10:
        return line
    for i in (2, 3, 5, 6, 7):
        columns[i] = "_"
    return "\t".join(columns)


def score_names(model: LanguageModel, data: Path) -> dict[str, float]:
    """Micro F1 of the four main classes on the held-out part of GermEval dev, in percent, and F1 by class."""
    tool = scorer("ner_score")
    path = data / "ner/germeval2014-dev.tsv"
    gold = tool.load_gold(str(path))
    words = germeval_words(path)
    held = [str(i + 1) for i in range(len(words) - GERMEVAL_HELD, len(words))]
    sentences = {key: words[int(key) - 1] for key in held}
    windows = [Window(tuple(forms), ((0, len(forms)),), "gsd") for forms in sentences.values()]
    analyses = model.read(windows)
    system = {key: (None, frozenset(iob_spans(a.names))) for key, a in zip(sentences, analyses, strict=True)}
    result = tool.score({k: gold[k] for k in held}, system, {"MISC": "OTH"}, {"PER", "LOC", "ORG", "OTH"})
    return {"F1": 100 * result["micro"]["f1"]} | {k: 100 * v["f1"] for k, v in result["per_type"].items()}


def germeval_words(path: Path) -> list[list[str]]:
    """The words of every sentence."""
    sentences: list[list[str]] = [[]]
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(("#\t", "# ")):
            continue
        if not line.strip():
            sentences.append([])
        else:
            sentences[-1].append(line.split("\t")[1])
    return [s for s in sentences if s]


def iob_spans(tags: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Half-open spans of repaired IOB2 tags."""
    start, kind = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and tag[0] != "I":
            yield start, i, kind
            start = -1
        if tag[0] == "B":
            start, kind = i, tag[2:]


def measure() -> dict[str, dict[str, float]]:
    """All figures by data set."""
    folder = shared_folder()
    assert folder is not None, "the shared data is needed for scoring"
    model = LanguageModel.load(threads=2)
    data = folder / "data"
    return {
        "GSD dev, held-out part": score_trees(model, held_out_gsd(data)),
        "EWT, held-out documents": score_trees(model, held_out_ewt(data)),
        "GermEval dev, held-out part": score_names(model, data),
    }


def as_table(figures: dict[str, dict[str, float]]) -> str:
    """The figures as Markdown."""
    lines = []
    for name, scores in figures.items():
        lines += [f"**{name}**", "", "| " + " | ".join(scores) + " |", "|" + "---|" * len(scores)]
        shown = (f"{v:.2f}" if isinstance(v, float) else str(v) for v in scores.values())
        lines += ["| " + " | ".join(shown) + " |", ""]
    return "\n".join(lines)


def main() -> None:
    """Print the table, or write it into the docs and the figures into the model's manifest."""
    figures = measure()
    table = as_table(figures)
    print(table)
    if "--write" in sys.argv:
        page = ROOT / "docs" / "language-model.md"
        before, _, rest = page.read_text("utf-8").partition(MARKS[0])
        _, _, after = rest.partition(MARKS[1])
        page.write_text(f"{before}{MARKS[0]}\n{table}{MARKS[1]}{after}", "utf-8")
        manifest = json.loads(MANIFEST.read_text("utf-8"))
        manifest["scores"] = {data: {k: round(v, 2) for k, v in scores.items()} for data, scores in figures.items()}
        MANIFEST.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
