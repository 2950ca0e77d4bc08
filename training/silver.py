"""What the first stage's model adds to the data of the second: trees for GSD sentences, head words of claim spans.

GSD train has gold tags but no trees; the first model's trees are kept where it is sure of them (a word whose best head
is not clearly best stays without one). Gold claims mark stretches of text; a claim head reads single words, so each
stretch becomes its syntactic head word.
"""

import json
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from lagebild.schema import Language
from training.batches import IGNORE, LONGEST_WINDOW, Featurizer, make_batches
from training.data import (
    ROLES,
    ClaimLabel,
    Window,
    Words,
    claim_window,
    read_claims,
    read_documents,
    read_gsd_words,
)
from training.losses import arc_scores
from training.model import Network

SURE = 0.75
HERE = Path(__file__).resolve().parent


def write_silver(shared: Path, folder: Path) -> None:
    """Write `silver.pkl` (trees by words) and `claims.pkl` (windows with claims over words)."""
    from training.run import prepare

    e5, _kept, featurizer, _material, table = prepare(shared, folder, "syntax")
    network = Network(e5, featurizer.labels)
    network.load_state_dict(torch.load(folder / "syntax.pt"))
    network.eval()
    words = read_gsd_words(shared / "data" / "treebanks" / "de")
    trees = parse(network, featurizer, [Window([w]) for w in words], table)
    silver = {}
    kept = total = 0
    for sentence, (heads, relations, sure) in zip(words, trees, strict=True):
        masked = [h if s >= SURE else IGNORE for h, s in zip(heads, sure, strict=True)]
        kept += sum(h != IGNORE for h in masked)
        total += len(masked)
        silver[tuple(sentence.forms)] = (masked, relations)
    (folder / "silver.pkl").write_bytes(pickle.dumps(silver))
    print("silver trees:", len(silver), "sentences,", f"{kept / total:.3f} of the heads kept")

    def analyse(windows: Sequence[Window]) -> list[tuple[list[int], list[str]]]:
        found = parse(network, featurizer, windows, table, tags=True)
        return [(heads, upos) for heads, upos, _ in found]

    sets = {
        name: resolve(windows, analyse, featurizer) for name, windows in claim_sets(shared / "data" / "claims").items()
    }
    (folder / "claims.pkl").write_bytes(pickle.dumps(sets))
    print("claims:", {k: (len(v), sum(len(w.claims or ()) for w in v)) for k, v in sets.items()})


def claim_sets(folder: Path) -> dict[str, list[Window]]:
    """The sets of coded dispatches by name; `more` are the project's own readings."""
    german, english = Language.GERMAN, Language.ENGLISH
    sets = {
        "train": read_claims(folder / "train.docs.jsonl", folder / "train.claims.jsonl", german),
        "en.train": read_claims(folder / "en.train.docs.jsonl", folder / "en.train.claims.jsonl", english),
        "dev": read_claims(folder / "dev.docs.jsonl", folder / "dev.reader2.jsonl", german),
        "en.dev": read_claims(folder / "en.dev.docs.jsonl", folder / "en.dev.reader2.jsonl", english),
        "more": [],
    }
    for codes in sorted((HERE / "data").glob("claims.*.jsonl")):
        sets["more"] += _own_readings(codes, folder.parent)
    return sets


def _own_readings(codes: Path, data: Path) -> list[Window]:
    """Readings that name their dispatch by file and id; the text stays where it is."""
    rows = [json.loads(line) for line in codes.read_text("utf-8").splitlines()]
    texts: dict[str, dict[str, str]] = {}
    for name in sorted({r["file"] for r in rows}):
        if name.endswith(".conllu"):
            found = {key: text for key, (_, text) in read_documents(data / name).items()}
        else:
            lines = map(json.loads, (data / name).read_text("utf-8").splitlines())
            found = {str(row["id"]): row["text"] for row in lines}
        texts[name] = found
    language = Language(rows[0]["language"])
    return [claim_window(texts[r["file"]][r["id"]], r["claims"], language) for r in rows]


def crude_windows(folder: Path) -> dict[str, list[Window]]:
    """Claims with the last word of each stretch, before any parse exists; for classes and vocabulary only."""
    return {name: resolve(windows, None, None) for name, windows in claim_sets(folder).items()}


Analyse = Callable[[Sequence[Window]], list[tuple[list[int], list[str]]]]


def resolve(windows: list[Window], analyse: Analyse | None, featurizer: Featurizer | None) -> list[Window]:
    """Windows short enough for the encoder, with claims over words."""
    pieces = [p for w in windows for p in _cut(w, featurizer)]
    analysed = analyse(pieces) if analyse else [([], [])] * len(pieces)
    found = []
    for window, (heads, upos) in zip(pieces, analysed, strict=True):
        assert window.spans is not None
        assert window.gold is not None
        claims = []
        for gold in window.gold:
            trigger = _head_word(gold["trigger"]["span"], window.spans, heads, upos, verbs=True)
            if trigger is None:
                continue
            label = ClaimLabel(trigger, gold["type"], gold["mode"], gold["status"])
            for role in ROLES:
                filler = gold[role]
                for party in filler if isinstance(filler, list) else [filler] if filler else []:
                    word = _head_word(party["span"], window.spans, heads, upos) if party.get("span") else None
                    if word is not None:
                        label.roles.append((word, role, party.get("country") if role != "when" else None))
            claims.append(label)
        found.append(Window(window.sentences, claims))
    return found


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
            parts.append(Window(current, [], spans=window.spans[offset : offset + n], gold=window.gold))
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


def parse(
    network: Network, featurizer: Featurizer, windows: Sequence[Window], table: torch.Tensor, *, tags: bool = False
) -> list[tuple[list[int], list[str], list[float]]]:
    """For each window: heads (over the window's words, -1 root), relations (or tags), probability of each head."""
    found: list[tuple[list[int], list[str], list[float]]] = [([], [], [])] * len(windows)
    lengths = np.array([featurizer.length(w) for w in windows])
    with torch.no_grad():
        for ids in make_batches(windows, lengths, pieces=4000, rng=None):
            batch = featurizer.batch([windows[i] for i in ids])
            out = network(table[batch.pieces], batch.mask, batch.first, batch.last, batch.style)
            rows = torch.arange(len(ids))
            sure, heads = torch.softmax(arc_scores(out, batch, rows), -1).max(-1)
            n = heads.shape[1]
            vectors = torch.cat(
                [out.rel_head, network.heads.rel_root.to(out.rel_head.dtype).expand(len(ids), 1, -1)], 1
            )
            at = heads[:, :, None].expand(-1, -1, vectors.shape[-1])
            chosen = network.heads.relation_scores(out.rel_dep, torch.gather(vectors, 1, at)).argmax(-1)
            labels, names = (
                (out.upos.argmax(-1), featurizer.labels.upos) if tags else (chosen, featurizer.labels.relations)
            )
            for k, i in enumerate(ids):
                size = windows[i].size
                found[i] = (
                    [h if h < n else -1 for h in heads[k, :size].tolist()],
                    [names[x] for x in labels[k, :size].tolist()],
                    sure[k, :size].tolist(),
                )
    return found
