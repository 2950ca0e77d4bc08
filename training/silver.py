"""What the first stage's model adds to the data of the second: trees, and head words of claim spans.

GSD train has gold tags but no trees; the first model's trees are kept where it is sure of them (a word whose best head
is not clearly best stays without one). German sentences of treebanks without names get those that the shipped model
reads. The sentences of coded dispatches get tags, features, trees and names from it too: they are read one by one here
and learned in windows of whole dispatches, as the product meets them. The paths through their trees and whom their
words stand for are read by it too, in whole dispatches: roles are learned over what they meet. Gold claims mark
stretches of text; a claim head reads single words, so each stretch becomes its syntactic head word.
"""

import json
import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from lagebild.annotate import AnnotateConfig, Annotator
from lagebild.annotate.model import LanguageModel
from lagebild.annotate.model import Window as ReadWindow
from lagebild.annotate.roles import OTHER_PATH, Paths, WordSides, read_sides
from lagebild.knowledge import load_knowledge
from lagebild.read import read_dispatch
from lagebild.schema import Annotated, Dispatch, Language
from training.batches import IGNORE, LONGEST_WINDOW, Featurizer, make_batches
from training.collect import lacks_names
from training.data import (
    ROLES,
    ClaimLabel,
    Window,
    Words,
    claim_window,
    read_claims,
    read_documents,
    read_text_names,
)
from training.losses import arc_scores
from training.model import Network
from training.paths import choose_paths
from training.treebanks import read_gsd_words

SURE = 0.75
SOME_DAY = "2020-06-15"
"""The date of texts without one; claims in them have no computed times."""
HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"


def write_silver(shared: Path, folder: Path) -> None:
    """Write `silver.pkl` (trees), `names.pkl` (both by words), `claims.pkl` (windows with claims) and `paths.json`."""
    from training.run import prepare

    e5, _kept, featurizer, material, table = prepare(shared, folder, "syntax")
    network = Network(e5, featurizer.labels)
    network.load_state_dict(torch.load(folder / "syntax.pt"))
    network.eval()
    words = read_gsd_words(shared / "data" / "treebanks" / "de")
    trees = parse(network, featurizer, [Window([w]) for w in words], table)
    silver = {tuple(s.forms): (tree.heads, tree.relations) for s, tree in zip(words, trees, strict=True)}
    (folder / "silver.pkl").write_bytes(pickle.dumps(silver))
    print("silver trees:", len(silver), f"sentences, {_share_kept(trees):.3f} of the heads kept", flush=True)

    reader, sets = Reader(featurizer), {}
    unnamed = [s for source in material.sources.values() for s in source.sentences if lacks_names(s)]
    names = {tuple(s.forms): reader.names(s) for s in unnamed}
    (folder / "names.pkl").write_bytes(pickle.dumps(names))
    print("silver names:", len(names), "sentences", flush=True)
    for name, windows in claim_sets(shared / "data" / "claims").items():
        sets[name] = [part for window in windows for part in reader.resolve(window)]
        print("read", name, sum(len(part.sentences) for part in sets[name]), "sentences", flush=True)
    (folder / "claims.pkl").write_bytes(pickle.dumps(sets))
    print("claims:", {k: (len(v), sum(len(w.claims or ()) for w in v)) for k, v in sets.items()})
    paths = choose_paths([window for name in ("train", "en.train", "more") for window in sets[name]])
    (folder / "paths.json").write_text(json.dumps(paths, ensure_ascii=False, indent=0), "utf-8")


class Reader:
    """Reads dispatches with the shipped model as the product does: trees, and whom each word stands for.

    The trees of the first stage differ from the product's in one path of eight, which costs three points of dyads.
    """

    def __init__(self, featurizer: Featurizer) -> None:
        self.featurizer = featurizer
        self.model = LanguageModel.load(threads=2)
        self.knowledge = load_knowledge()
        self.annotator = Annotator(self.model, self.knowledge, AnnotateConfig())

    def resolve(self, window: Window) -> list[Window]:
        """The parts of one dispatch with claims over words and sentences with trees."""
        parts = resolve(window, self._read(window), self.featurizer)
        for part in parts:
            for sentence in part.sentences:
                self._teach(sentence)
        return parts

    def names(self, sentence: Words) -> list[str]:
        """IOB2 tags of a sentence in GermEval's habit."""
        whole = ((0, len(sentence.forms)),)
        (read,) = self.model.read([ReadWindow(tuple(sentence.forms), whole, "gsd")])
        return list(read.names)

    def _read(self, window: Window) -> tuple[Annotated, WordSides] | None:
        """The annotated dispatch of a window, None where the product rejects it."""
        dispatch = read_dispatch(window.text, date=window.date, source="", title="", language=str(window.language))
        if not isinstance(dispatch, Dispatch):
            return None
        (annotated,) = self.annotator.annotate([dispatch])
        return (annotated, read_sides(annotated, self.knowledge)) if isinstance(annotated, Annotated) else None

    def _teach(self, sentence: Words) -> None:
        """Give a sentence, read by itself, tags, features and a tree; names too if it is German and has none.

        While claims are learned names are forgotten (two points of F1); what the version before reads in GermEval's
        habit keeps them.
        """
        whole = ((0, len(sentence.forms)),)
        (read,) = self.model.read([ReadWindow(tuple(sentence.forms), whole, sentence.style)])
        sentence.upos, sentence.feats = list(read.upos), list(read.feats)
        sentence.heads, sentence.relations = list(read.tree.heads), list(read.tree.relations)
        if sentence.style == "gsd" and sentence.names is None:
            sentence.names, sentence.habit = list(read.names), "germeval"


def claim_sets(folder: Path) -> dict[str, list[Window]]:
    """The sets of coded dispatches by name; `more` are the project's own readings."""
    german, english = Language.GERMAN, Language.ENGLISH
    names = read_text_names(HERE / "data" / "news.names.jsonl")
    sets = {
        "train": read_claims(folder / "train.docs.jsonl", folder / "train.claims.jsonl", german, names),
        "en.train": read_claims(folder / "en.train.docs.jsonl", folder / "en.train.claims.jsonl", english),
        "dev": read_claims(folder / "dev.docs.jsonl", folder / "dev.reader2.jsonl", german),
        "en.dev": read_claims(folder / "en.dev.docs.jsonl", folder / "en.dev.reader2.jsonl", english),
        "more": [],
    }
    for codes in sorted((HERE / "data").glob("claims.*.jsonl")):
        sets["more"] += _own_readings(codes, folder.parent)
    for language in (german, english):
        docs, codes = (CORPUS / f"{language}.{part}.jsonl" for part in ("docs", "claims"))
        sets["more"] += read_claims(docs, codes, language)
    return sets


def _own_readings(codes: Path, data: Path) -> list[Window]:
    """Readings that name their dispatch by file and id; the text stays where it is."""
    rows = [json.loads(line) for line in codes.read_text("utf-8").splitlines()]
    texts: dict[str, dict[str, tuple[str, str]]] = {}
    for name in sorted({r["file"] for r in rows}):
        if name.endswith(".conllu"):
            found = {key: (text, date) for key, (date, text) in read_documents(data / name).items()}
        else:
            # Texts may hold line separators of their own, so no splitlines.
            lines = map(json.loads, filter(None, (data / name).read_text("utf-8").split("\n")))
            found = {str(row["id"]): (row["text"], str(row.get("published", ""))[:10]) for row in lines}
        texts[name] = found
    windows = []
    for row in rows:
        text, date = texts[row["file"]][row["id"]]
        first, last = row.get("cut") or (0, len(text))
        windows.append(claim_window(text[first:last], row["claims"], Language(row["language"]), date or SOME_DAY))
    return windows


def crude_windows(folder: Path) -> dict[str, list[Window]]:
    """Claims with the last word of each stretch, before any parse exists; for classes and vocabulary only."""
    return {
        name: [part for window in windows for part in resolve(window, None, None)]
        for name, windows in claim_sets(folder).items()
    }


def resolve(window: Window, read: tuple[Annotated, WordSides] | None, featurizer: Featurizer | None) -> list[Window]:
    """Parts of a window short enough for the encoder, with claims over words."""
    return [_resolve(part, read) for part in _cut(window, featurizer)]


def _resolve(window: Window, read: tuple[Annotated, WordSides] | None) -> Window:
    """One window with its claims over words; trees and sides are taken from the dispatch as the product reads it."""
    assert window.spans is not None
    assert window.gold is not None
    heads, upos = [], []
    result = Window(window.sentences, [])
    if read is not None:
        annotated, sides = read
        token_at = {token.start: i for i, token in enumerate(annotated.tokens)}
        tokens = [token_at.get(start, -1) for start, _ in window.spans]
        word_at = {token: i for i, token in enumerate(tokens) if token >= 0}
        heads = [word_at.get(annotated.tokens[t].head, -1) if t >= 0 else -1 for t in tokens]
        upos = [annotated.tokens[t].upos if t >= 0 else "PUNCT" for t in tokens]
        result.sides = [sides.sides[t] if t >= 0 else None for t in tokens]
        result.kinds = [sides.kinds[t] if t >= 0 else 0 for t in tokens]
        paths = Paths(annotated.tokens, annotated.sentences)
    for gold in window.gold:
        trigger = _head_word(gold["trigger"]["span"], window.spans, heads, upos, verbs=True)
        if trigger is None:
            continue
        label = ClaimLabel(trigger, gold["type"], gold["mode"], gold["status"])
        for role in ROLES:
            filler = gold[role]
            for party in filler if isinstance(filler, list) else [filler] if filler else []:
                country = party.get("country") if role != "when" else None
                word = _head_word(party["span"], window.spans, heads, upos) if party.get("span") else None
                if word is not None:
                    label.roles.append((word, role, country))
                label.sides.append((role, country or "UNK", word is not None))
        if read is not None and tokens[trigger] >= 0:
            to_token = paths.of(tokens[trigger], range(len(annotated.tokens)))
            label.paths = [to_token[t] if t >= 0 else OTHER_PATH for t in tokens]
        assert result.claims is not None
        result.claims.append(label)
    return result


def _cut(window: Window, featurizer: Featurizer | None) -> list[Window]:
    """Parts of whole sentences below the encoder's limit."""
    assert window.spans is not None
    parts: list[Window] = []
    current: list[Words] = []
    size, offset = 2, 0

    def close() -> None:
        nonlocal current, offset, size
        if current:
            n = sum(len(s.forms) for s in current)
            parts.append(replace(window, sentences=current, spans=window.spans[offset : offset + n]))
            offset += n
        current, size = [], 2

    for s in window.sentences:
        length = sum(len(featurizer.pieces(w)) for w in s.forms) if featurizer else 0
        if size + length > LONGEST_WINDOW:
            close()
        current.append(s)
        size += length
    close()
    return parts


def _head_word(
    span: Sequence[int],
    spans: Sequence[tuple[int, int]],
    heads: Sequence[int],
    upos: Sequence[str],
    *,
    verbs: bool = False,
) -> int | None:
    inside = [i for i, (s, e) in enumerate(spans) if s < span[1] and e > span[0]]
    if not inside:
        return None
    if not heads:
        return inside[-1]
    members = set(inside)
    words = [i for i in inside if upos[i] not in ("PUNCT", "DET", "ADP", "CCONJ", "SCONJ", "PART")] or inside
    if verbs:
        found = [i for i in words if upos[i] == "VERB"] or [i for i in words if upos[i] == "NOUN"] or words
        outer = [i for i in found if heads[i] not in members]
        return (outer or found)[-1]
    outer = [i for i in words if heads[i] not in members]
    return (outer or words)[0]


class Parse(NamedTuple):
    """Labels of one window's words where the model is sure: IGNORE for an unsure head, "" for an unsure tag."""

    upos: list[str]
    feats: list[str]
    heads: list[int]
    relations: list[str]


def _share_kept(trees: Sequence[Parse]) -> float:
    heads = [h for tree in trees for h in tree.heads]
    return sum(h != IGNORE for h in heads) / len(heads)


def parse(
    network: Network, featurizer: Featurizer, windows: Sequence[Window], table: torch.Tensor, *, sure: float = SURE
) -> list[Parse]:
    """What the network reads in each window; heads count from the window's first word, -1 is the root."""
    found = [Parse([], [], [], [])] * len(windows)
    labels = featurizer.labels
    lengths = np.array([featurizer.length(w) for w in windows])
    with torch.no_grad():
        for ids in make_batches(windows, lengths, pieces=4000, rng=None):
            batch = featurizer.batch([windows[i] for i in ids])
            out = network(table[batch.pieces], batch.mask, batch.first, batch.last, batch.style, batch.habit)
            rows = torch.arange(len(ids))
            head_sure, heads = torch.softmax(arc_scores(out, batch, rows), -1).max(-1)
            n = heads.shape[1]
            vectors = torch.cat(
                [out.rel_head, network.heads.rel_root.to(out.rel_head.dtype).expand(len(ids), 1, -1)], 1
            )
            at = heads[:, :, None].expand(-1, -1, vectors.shape[-1])
            chosen = network.heads.relation_scores(out.rel_dep, torch.gather(vectors, 1, at)).argmax(-1)
            upos_sure, upos = torch.softmax(out.upos.float(), -1).max(-1)
            feats_sure, feats = torch.softmax(out.feats.float(), -1).max(-1)
            for k, i in enumerate(ids):
                size = windows[i].size
                found[i] = Parse(
                    _named(upos[k, :size], upos_sure[k, :size], labels.upos, sure),
                    _named(feats[k, :size], feats_sure[k, :size], labels.feats, sure),
                    [
                        (h if h < n else -1) if s >= sure else IGNORE
                        for h, s in zip(heads[k, :size].tolist(), head_sure[k, :size].tolist(), strict=True)
                    ],
                    [labels.relations[x] for x in chosen[k, :size].tolist()],
                )
    return found


def _named(best: torch.Tensor, probability: torch.Tensor, names: Sequence[str], sure: float) -> list[str]:
    """Class names where the probability suffices, else ""."""
    return [names[x] if s >= sure else "" for x, s in zip(best.tolist(), probability.tolist(), strict=True)]
