"""Windows to tensors, and batches of windows of like length."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from lagebild.annotate.roles import NO_SIDE, number_path
from training.data import HABITS, PARTY_ROLES, ROLES, STYLES, Window
from training.lemma import make_script
from training.model import Labels
from training.vocabulary import BOS, EOS, PAD, UNK

LONGEST_WORD = 16
LONGEST_WINDOW = 512
IGNORE = -100
GRID = 16
"""Widths in subwords are its multiples: each new shape costs the building of a kernel."""


@dataclass
class Batch:
    """Tensors of one training step; label tensors hold IGNORE where nothing is known."""

    pieces: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    style: Tensor
    habit: Tensor
    words: Tensor
    sentence: Tensor
    upos: Tensor
    feats: Tensor
    scripts: Tensor
    heads: Tensor
    relations: Tensor
    names: Tensor
    countries: Tensor
    types: Tensor
    """(B, N, types) of 0/1; rows of windows not read for claims are IGNORE."""
    claims: "ClaimBatch"


@dataclass
class ClaimBatch:
    """The C claims of a batch; G is the largest number of sides named in a window."""

    window: Tensor
    trigger: Tensor
    mode: Tensor
    status: Tensor
    fillers: Tensor
    """(C, N, roles): 1 where a word fills a role, 0 where not, IGNORE where it names the same side as a filler."""
    path: Tensor
    """(C, N): path of each word to the trigger."""
    kind: Tensor
    """(C, N)."""
    group: Tensor
    """(C, N): which side of the window a word stands for, G for none."""
    sides: Tensor
    """(C, G, roles of parties): whether a side fills a role, IGNORE where unknown."""

    def __len__(self) -> int:
        return len(self.window)


class Featurizer:
    """Turns windows into tensors with the model's vocabulary and classes."""

    def __init__(self, tokenizer: Tokenizer, labels: Labels) -> None:
        self.tokenizer = tokenizer
        self.labels = labels
        self.known: dict[str, list[int]] = {}
        self.index = {name: {v: i for i, v in enumerate(getattr(labels, name))} for name in vars(labels)}
        self.script_of: dict[tuple[str, str], int] = {}

    def pieces(self, word: str) -> list[int]:
        """Ids of a word's pieces, at most LONGEST_WORD."""
        if word not in self.known:
            self.known[word] = self.tokenizer.encode(word).ids[:LONGEST_WORD] or [UNK]
        return self.known[word]

    def length(self, window: Window) -> int:
        """Subwords of a window, with the two marks around."""
        return 2 + sum(len(self.pieces(w)) for s in window.sentences for w in s.forms)

    def script(self, form: str, lemma: str | None) -> int:
        """Class of the edit script, IGNORE for rare ones."""
        if lemma is None:
            return IGNORE
        key = (form, lemma)
        if key not in self.script_of:
            self.script_of[key] = self.index["scripts"].get(make_script(form, lemma), IGNORE)
        return self.script_of[key]

    def batch(self, windows: Sequence[Window]) -> Batch:
        """Tensors of several windows, padded."""
        rows = [self._row(w) for w in windows]
        b, n, t = len(rows), max(len(r["first"]) for r in rows), max(len(r["pieces"]) for r in rows)
        t = -(-t // GRID) * GRID

        def pad(name: str, width: int, fill: int) -> Tensor:
            out = np.full((b, width), fill, np.int64)
            for i, row in enumerate(rows):
                out[i, : len(row[name])] = row[name]
            return torch.from_numpy(out)

        types = np.full((b, n, len(self.labels.types)), IGNORE, np.float32)
        for i, (row, window) in enumerate(zip(rows, windows, strict=True)):
            if window.claims is not None:
                types[i, : len(row["first"])] = 0
            for c in window.claims or ():
                types[i, c.trigger, self.index["types"][c.type]] = 1
        words = pad("first", n, -1) >= 0
        pieces = pad("pieces", t, PAD)
        return Batch(
            pieces=pieces,
            mask=pieces != PAD,
            first=pad("first", n, 0),
            last=pad("last", n, 0),
            style=torch.tensor([STYLES.index(w.sentences[0].style) for w in windows]),
            habit=torch.tensor([HABITS.index(w.sentences[0].habit) for w in windows]),
            words=words,
            types=torch.from_numpy(types),
            claims=self._claims(windows, n),
            **{
                name: pad(name, n, IGNORE)
                for name in ("sentence", "upos", "feats", "scripts", "heads", "relations", "names", "countries")
            },
        )

    def _claims(self, windows: Sequence[Window], n: int) -> ClaimBatch:
        claims = [(i, c) for i, w in enumerate(windows) for c in w.claims or ()]
        named = [sorted({s for s in w.sides if s is not None}) for w in windows]
        size, most = len(claims), max([1, *map(len, named)])
        fillers = np.zeros((size, n, len(ROLES)), np.float32)
        path, kind = np.zeros((size, n), np.int64), np.zeros((size, n), np.int64)
        group = np.full((size, n), most, np.int64)
        sides = np.full((size, most, len(PARTY_ROLES)), IGNORE, np.float32)
        for k, (i, c) in enumerate(claims):
            window = windows[i]
            at = {side: g for g, side in enumerate(named[i])}
            if window.sides:
                group[k, : len(window.sides)] = [at.get(s, most) if s is not None else most for s in window.sides]
                kind[k, : len(window.kinds)] = window.kinds
            if c.paths:
                path[k, : len(c.paths)] = [number_path(p, self.index["paths"]) for p in c.paths]
            for r, role in enumerate(PARTY_ROLES):
                filled = {side for found, side, _ in c.sides if found == role}
                sides[k, : len(named[i]), r] = [side in filled for side in named[i]]
                if NO_SIDE in at and any(f == role and s == NO_SIDE and not spoken for f, s, spoken in c.sides):
                    sides[k, at[NO_SIDE], r] = IGNORE
                same = [g for side, g in at.items() if side in filled and side != NO_SIDE]
                fillers[k, np.isin(group[k], same), r] = IGNORE
            for word, role, _ in c.roles:
                fillers[k, word, ROLES.index(role)] = 1
        return ClaimBatch(
            window=torch.tensor([i for i, _ in claims], dtype=torch.long),
            trigger=torch.tensor([c.trigger for _, c in claims], dtype=torch.long),
            mode=torch.tensor(
                [self.index["modes"].get(f"{c.type}/{c.mode or ''}", IGNORE) for _, c in claims], dtype=torch.long
            ),
            status=torch.tensor([self.index["statuses"][c.status] for _, c in claims], dtype=torch.long),
            fillers=torch.from_numpy(fillers),
            path=torch.from_numpy(path),
            kind=torch.from_numpy(kind),
            group=torch.from_numpy(group),
            sides=torch.from_numpy(sides),
        )

    def _row(self, window: Window) -> dict[str, list[int]]:
        row: dict[str, list[int]] = {
            k: [] for k in ("first", "last", "sentence", "upos", "feats", "scripts", "heads", "relations", "names")
        }
        pieces = [BOS]
        offset = 0
        for number, s in enumerate(window.sentences):
            n = len(s.forms)
            for form in s.forms:
                ids = self.pieces(form)
                row["first"].append(len(pieces))
                pieces.extend(ids)
                row["last"].append(len(pieces) - 1)
            row["sentence"].extend([number] * n)
            unknown = [IGNORE] * n
            find = self.index
            row["upos"].extend(unknown if s.upos is None else [find["upos"].get(u, IGNORE) for u in s.upos])
            row["feats"].extend(unknown if s.feats is None else [find["feats"].get(f, IGNORE) for f in s.feats])
            row["scripts"].extend(
                unknown if s.lemmas is None else [self.script(f, m) for f, m in zip(s.forms, s.lemmas, strict=True)]
            )
            # Heads count from the window's first word; -1 stays the root.
            row["heads"].extend(unknown if s.heads is None else [h if h < 0 else h + offset for h in s.heads])
            row["relations"].extend(
                unknown if s.relations is None else [find["relations"].get(r, IGNORE) for r in s.relations]
            )
            row["names"].extend(unknown if s.names is None else [find["names"].get(t, IGNORE) for t in s.names])
            offset += n
        pieces.append(EOS)
        if len(pieces) > LONGEST_WINDOW:
            pieces = pieces[:LONGEST_WINDOW]
            row["first"] = [min(i, LONGEST_WINDOW - 1) for i in row["first"]]
            row["last"] = [min(i, LONGEST_WINDOW - 1) for i in row["last"]]
        countries = [IGNORE] * offset
        for claim in window.claims or ():
            for word, _, country in claim.roles:
                if country is not None and country in self.index["countries"]:
                    countries[word] = self.index["countries"][country]
        return {**row, "pieces": pieces, "countries": countries}


def make_batches(
    windows: Sequence[Window], lengths: NDArray[np.int64], *, pieces: int, rng: random.Random | None
) -> list[list[int]]:
    """Indices of windows in batches of at most `pieces` padded subwords, of like length; shuffled with `rng`."""
    jitter = (lambda n: n * (1 + 0.1 * rng.random())) if rng else (lambda n: n)
    order = sorted(range(len(windows)), key=lambda i: jitter(lengths[i]))
    batches: list[list[int]] = []
    current: list[int] = []
    widest = 0
    for i in order:
        widest = max(widest, int(lengths[i]))
        if current and widest * (len(current) + 1) > pieces:
            batches.append(current)
            current, widest = [], int(lengths[i])
        current.append(i)
    if current:
        batches.append(current)
    if rng:
        rng.shuffle(batches)
    return batches
