"""Parses given tokens: CoNLL-U in, CoNLL-U out.

Ids, forms, multiword tokens, empty nodes, comments and the columns XPOS, DEPS and MISC stay as they are; lemma, UPOS,
FEATS, HEAD and DEPREL are predicted. The language is guessed for the whole file from its function words.
"""

from collections.abc import Iterable, Iterator

from lagebild.annotate.model import LONGEST_WINDOW, Analysis, LanguageModel, Window
from lagebild.errors import UsageError

SENTENCES = 256
_GERMAN = frozenset("der die das und ist nicht ein eine zu den dem mit von auf sich im für werden wird auch".split())
_ENGLISH = frozenset("the and is not a of to in that it for on with as was are be this by have".split())

Block = list[str]


def parse_conllu(lines: Iterable[str], model: LanguageModel) -> Iterator[str]:
    """Lines of the parsed file, without line ends. Raises UsageError for a line that is no CoNLL-U."""
    style = ""
    for blocks in _batches(_blocks(lines)):
        style = style or _guess_style(blocks)
        forms = [_forms(block) for block in blocks]
        kept = [f[: _fitting(f, model)] for f in forms]
        full = [i for i, f in enumerate(kept) if f]
        windows = [Window(tuple(kept[i]), ((0, len(kept[i])),), style) for i in full]
        analyses = dict(zip(full, model.read(windows), strict=True))
        for i, block in enumerate(blocks):
            yield from _filled(block, analyses.get(i))
            yield ""


def _blocks(lines: Iterable[str]) -> Iterator[Block]:
    block: Block = []
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        if not line.strip():
            if block:
                yield block
            block = []
            continue
        if not line.startswith("#") and line.count("\t") != 9:
            raise UsageError(f"line {number}: {line.count(chr(9)) + 1} columns, CoNLL-U has 10; separate them by tabs")
        block.append(line)
    if block:
        yield block


def _batches(blocks: Iterator[Block]) -> Iterator[list[Block]]:
    batch: list[Block] = []
    for block in blocks:
        batch.append(block)
        if len(batch) == SENTENCES:
            yield batch
            batch = []
    if batch:
        yield batch


def _is_word(line: str) -> bool:
    return line[:1] != "#" and line.split("\t", 1)[0].isdigit()


def _forms(block: Block) -> list[str]:
    return [line.split("\t")[1] for line in block if _is_word(line)]


def _guess_style(blocks: list[Block]) -> str:
    words = [form.lower() for block in blocks for form in _forms(block)]
    german, english = sum(w in _GERMAN for w in words), sum(w in _ENGLISH for w in words)
    return "ewt" if english > german else "gsd"


def _fitting(forms: list[str], model: LanguageModel) -> int:
    """How many words fit the encoder; what is beyond hangs flat on the root."""
    size = 2
    for i, form in enumerate(forms):
        size += len(model.pieces(form))
        if size > LONGEST_WINDOW:
            return i
    return len(forms)


def _filled(block: Block, analysis: Analysis | None) -> Iterator[str]:
    word = -1
    for line in block:
        if not _is_word(line):
            yield line
            continue
        word += 1
        columns = line.split("\t")
        if analysis is None or word >= len(analysis.upos):
            root = analysis.tree.heads.index(-1) + 1 if analysis else min(word, 1)
            lemma, upos, feats, head, relation = columns[1], "X", "_", root, "dep" if root else "root"
        else:
            lemma, upos, feats = analysis.lemmas[word], analysis.upos[word], analysis.feats[word]
            head, relation = analysis.tree.heads[word] + 1, analysis.tree.relations[word]
        columns[2], columns[3], columns[5], columns[6], columns[7] = lemma, upos, feats, str(head), relation
        yield "\t".join(columns)
