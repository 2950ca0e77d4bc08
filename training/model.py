"""The network: multilingual-e5-small as shared encoder, and all heads in the same pass.

Word vectors are the first and last subword of a word, side by side, from two learned mixes of the encoder's layers:
one for syntax (tags, features, lemma scripts, tree), one for meaning (names, claims). A *style* embedding tells the
syntactic heads whose annotation habits to follow, a *habit* embedding the name head. Shapes: B windows, T subwords,
N words, H = 384 hidden units.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lagebild.annotate.roles import KINDS
from training.data import HABITS, ROLES, STYLES
from training.e5 import E5
from training.paths import PATHS

ARC, REL, PAIR, TAG, CLAIM, NAME = 256, 64, 128, 256, 256, 256
DISTANCES = 16
HALF = torch.cpu._is_avx512_bf16_supported()
"""Whether the processor multiplies bfloat16 itself: training takes two thirds of the time with the layers in it."""
HIDDEN = -30000.0
"""Added to the score of a position that only fills a window up."""


@dataclass
class Labels:
    """The classes of every head, in the order of their indices."""

    upos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    modes: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


class WordVectors(NamedTuple):
    """Everything the graph gives for each word; decoding needs no torch."""

    upos: Tensor
    feats: Tensor
    scripts: Tensor
    arc_dep: Tensor
    arc_head: Tensor
    arc_root: Tensor
    rel_dep: Tensor
    rel_head: Tensor
    names: Tensor
    types: Tensor
    modes: Tensor
    statuses: Tensor
    countries: Tensor
    pair_query: Tensor
    pair_key: Tensor


class Dropout(nn.Module):
    """Dropout from bytes of randomness: several times faster on a processor than the usual Bernoulli draw."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.least = round(share * 256)

    def forward(self, x: Tensor) -> Tensor:
        """Zero about `share` of the elements and scale the rest, in training only."""
        if not self.training:
            return x
        kept = torch.randint(0, 256, x.shape, dtype=torch.uint8) >= self.least
        return x * kept.to(x.dtype).mul_(256 / (256 - self.least))


class Layer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self, hidden: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(hidden, hidden) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)
        self.up, self.down = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.drop = Dropout(0.1)

    def forward(self, x: Tensor, masked: Tensor | None) -> Tensor:
        """(B, T, H) and what is added to the scores of each position (B, 1, 1, T), to (B, T, H).

        Attention is spelled out: the plain products are what onnxruntime fuses best, and in half precision their
        gradients are found in half the time that torch's fused attention takes on a processor.
        """
        b, t, h = x.shape
        split = lambda y: y.view(b, t, self.heads, h // self.heads).transpose(1, 2)  # noqa: E731
        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = query @ key.transpose(-1, -2) * (h // self.heads) ** -0.5
        if masked is not None:
            scores = scores + masked.to(scores.dtype)
        mixed = torch.softmax(scores, -1) @ value
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(b, t, h)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The e5 encoder from the word vectors on; gives all layers' outputs, (layers + 1) of (B, T, H)."""

    def __init__(self, e5: E5) -> None:
        super().__init__()
        c, w = e5.config, e5.weights
        tensor = lambda name: torch.tensor(w[name])  # noqa: E731
        self.position = nn.Parameter(tensor("emb.pos").view(-1, c["hidden"]) + tensor("emb.type")[: c["hidden"]])
        self.norm = nn.LayerNorm(c["hidden"], eps=1e-12)
        self.norm.weight.data, self.norm.bias.data = tensor("emb.ln.w"), tensor("emb.ln.b")
        self.layers = nn.ModuleList()
        for i in range(c["layers"]):
            layer = Layer(c["hidden"], c["feed_forward"], c["heads"])
            parts = {
                "q": layer.query, "k": layer.key, "v": layer.value, "ao": layer.out, "aln": layer.norm1,
                "fi": layer.up, "fo": layer.down, "oln": layer.norm2,
            }  # fmt: skip
            for name, module in parts.items():
                module.weight.data, module.bias.data = tensor(f"l{i}.{name}.w"), tensor(f"l{i}.{name}.b")
            self.layers.append(layer)
        self.drop = Dropout(0.1)

    def freeze(self, layers: int) -> int:
        """Leave positions and the first `layers` layers as they are; gives the number of frozen parameters."""
        if not layers:
            return 0
        parts = [self.position, *self.norm.parameters(), *self.layers[:layers].parameters()]
        for parameter in parts:
            parameter.requires_grad_(False)
        return sum(p.numel() for p in parts)

    def forward(self, vectors: Tensor, mask: Tensor | None) -> list[Tensor]:
        """Word-piece vectors (B, T, H) and mask (B, T), or None where nothing is padded."""
        x = self.drop(self.norm(vectors + self.position[: vectors.shape[1]]))
        outputs = [x]
        masked = None if mask is None else (~mask[:, None, None, :]).to(x.dtype) * HIDDEN
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training and HALF):
            for layer in self.layers:
                x = layer(x, masked)
                outputs.append(x)
        return outputs


class Mix(nn.Module):
    """A learned weighted mean of the upper layers."""

    def __init__(self, layers: int, start: list[float]) -> None:
        super().__init__()
        self.layers = layers
        self.weight = nn.Parameter(torch.tensor(start))

    def forward(self, outputs: list[Tensor]) -> Tensor:
        share = torch.softmax(self.weight, 0)
        upper = outputs[-self.layers :]
        mixed = share[0] * upper[0]
        for i in range(1, self.layers):
            mixed = mixed + share[i] * upper[i]
        return mixed


def _hidden(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(Dropout(0.3), nn.Linear(inputs, outputs), nn.GELU(), Dropout(0.3))


class RoleScorer(nn.Module):
    """Scores every word for every role of a trigger, from the vectors of both and from what lies between them."""

    def __init__(self) -> None:
        super().__init__()
        self.path, self.near = nn.Embedding(PATHS, PAIR), nn.Embedding(DISTANCES, PAIR)
        self.kind = nn.Embedding(len(KINDS), PAIR)
        for table in (self.path, self.near, self.kind):
            nn.init.normal_(table.weight, std=0.1)
        self.drop = Dropout(0.2)
        self.out = nn.Linear(PAIR, len(ROLES))
        nn.init.constant_(self.out.bias, -3.0)
        self.product = nn.Parameter(torch.full((len(ROLES), PAIR), 0.05))

    def forward(self, query: Tensor, key: Tensor, path: Tensor, near: Tensor, kind: Tensor) -> Tensor:
        """Triggers (C, PAIR), words (C, N, PAIR); path, distance bucket and kind (C, N) to logits (C, N, roles)."""
        between = self.path(path) + self.near(near) + self.kind(kind)
        hidden = self.drop(F.relu(query[:, None, :] + key + between))
        product = torch.einsum("cnp,rp->cnr", key * query[:, None, :], self.product)
        return self.out(hidden) + product


class Heads(nn.Module):
    """All heads over word vectors of both mixes."""

    def __init__(self, hidden: int, labels: Labels) -> None:
        super().__init__()
        wide = 2 * hidden
        self.style = nn.Embedding(len(STYLES), wide)
        nn.init.normal_(self.style.weight, std=0.02)
        self.tag = _hidden(wide, TAG)
        self.upos, self.feats = nn.Linear(TAG, len(labels.upos)), nn.Linear(TAG, len(labels.feats))
        self.scripts = nn.Linear(TAG, len(labels.scripts))
        self.arc_dep, self.arc_head = _hidden(wide, ARC), _hidden(wide, ARC)
        self.rel_dep, self.rel_head = _hidden(wide, REL), _hidden(wide, REL)
        self.arc = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias, self.root = nn.Linear(ARC, 1, bias=False), nn.Linear(ARC, 1)
        self.rel_root = nn.Parameter(torch.randn(REL) * 0.1)
        self.rel = nn.Parameter(torch.randn(len(labels.relations), REL + 1, REL + 1) * 0.02)
        self.habit = nn.Embedding(len(HABITS), NAME)
        nn.init.normal_(self.habit.weight, std=0.02)
        self.name_in = nn.Sequential(Dropout(0.3), nn.Linear(wide, NAME))
        self.name_out = nn.Sequential(nn.GELU(), Dropout(0.2), nn.Linear(NAME, len(labels.names)))
        self.claim = _hidden(wide, CLAIM)
        self.types, self.modes = nn.Linear(CLAIM, len(labels.types)), nn.Linear(CLAIM, len(labels.modes))
        self.statuses = nn.Linear(CLAIM, len(labels.statuses))
        nn.init.constant_(self.types.bias, -4.0)
        self.country = nn.Sequential(Dropout(0.3), nn.Linear(wide, len(labels.countries)))
        self.pair_query = nn.Sequential(_hidden(2 * wide, CLAIM), nn.Linear(CLAIM, PAIR))
        self.pair_key = nn.Sequential(_hidden(2 * wide, CLAIM), nn.Linear(CLAIM, PAIR))
        self.roles = RoleScorer()

    def forward(self, syntax: Tensor, meaning: Tensor, style: Tensor, habit: Tensor) -> WordVectors:
        """(B, N, 2H) of each mix, the index of the style (B,) and that of the habit of naming (B,)."""
        x = syntax + self.style(style)[:, None, :]
        tag, claim = self.tag(x), self.claim(meaning)
        dep, head = self.arc_dep(x), self.arc_head(x)
        both = torch.cat([x, meaning], -1)
        return WordVectors(
            upos=self.upos(tag),
            feats=self.feats(tag),
            scripts=self.scripts(tag),
            arc_dep=torch.cat([self.arc(dep), torch.ones_like(dep[..., :1])], -1),
            arc_head=torch.cat([head, self.arc_bias(head)], -1),
            arc_root=self.root(dep)[..., 0],
            rel_dep=self.rel_dep(x),
            rel_head=self.rel_head(x),
            names=self.name_out(self.name_in(meaning) + self.habit(habit)[:, None, :]),
            types=self.types(claim),
            modes=self.modes(claim),
            statuses=self.statuses(claim),
            countries=self.country(meaning),
            pair_query=self.pair_query(both),
            pair_key=self.pair_key(both),
        )

    def relation_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """(..., REL) of the dependent and of its head to (..., relations)."""
        one = torch.ones_like(dep[..., :1])
        dep, head = torch.cat([dep, one], -1), torch.cat([head, one], -1)
        return torch.einsum("...x,rxy,...y->...r", dep, self.rel.to(dep.dtype), head)


class Network(nn.Module):
    """Encoder, mixes and heads; word-piece embeddings are looked up outside, in frozen quantised rows."""

    def __init__(self, e5: E5, labels: Labels) -> None:
        super().__init__()
        self.encoder = Encoder(e5)
        self.syntax = Mix(8, [0.0] * 6 + [0.5, 1.0])
        self.meaning = Mix(4, [0.0, 0.0, 0.5, 1.5])
        self.heads = Heads(e5.config["hidden"], labels)

    def forward(  # noqa: PLR0917
        self, vectors: Tensor, mask: Tensor, first: Tensor, last: Tensor, style: Tensor, habit: Tensor
    ) -> WordVectors:
        """`first` and `last` (B, N) are the positions of each word's first and last subword."""
        outputs = self.encoder(vectors, mask)
        words = []
        for mixed in (self.syntax(outputs), self.meaning(outputs)):
            pick = lambda at, m=mixed: torch.gather(m, 1, at[:, :, None].expand(-1, -1, m.shape[-1]))  # noqa: E731
            words.append(torch.cat([pick(first), pick(last)], -1))
        return self.heads(words[0], words[1], style, habit)


def distance_bucket(offset: Tensor) -> Tensor:
    """Signed distances in words to buckets: 0-7 before, 8-15 after; 0, 1, 2, 4, 8, 16, 32, 64 and more."""
    size = torch.floor(torch.log2(offset.abs().clamp(min=1).float())).long() + (offset != 0).long()
    return size.clamp(max=7) + 8 * (offset > 0).long()
