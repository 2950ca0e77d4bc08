"""Makes the language model from the shared data: `python -m training.run [--stage STAGE] [--folder DIR]`.

With `--start FILE` a stage goes on from other weights than its own beginning, for `--epochs N`: claims gain for many
more epochs than fit into two hours.

Stages, each starting from the one before: `syntax` (tags, features, lemmas, trees, names), `silver` (the trees that
the first stage gives GSD sentences without trees; head words, sides and paths of the coded dispatches), `all` (every
head, on every set), `export` (ONNX int8, tables and manifest). Seeds are fixed. Checkpoints and logs lie in the folder.
"""

import argparse
import json
import os
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from training.batches import Featurizer, make_batches
from training.collect import Material, collect
from training.e5 import E5, dequantise, load_e5
from training.evaluate import evaluate
from training.losses import joint_loss
from training.model import Network
from training.vocabulary import build_tokenizer, select_pieces

PIECES_A_BATCH = 1400
SCHEDULES = {"syntax": (3, 1e-4, 1e-3), "all": (3, 8e-5, 1e-3)}
"""Stage: (epochs, peak rate of the encoder, peak rate of the heads)."""
STARTS_FROM = {"all": "syntax"}
AVERAGE = 0.97
"""Decay of the moving average of the weights, taken every fourth step: it looks back some 130 steps."""
FROZEN = {"syntax": 0, "all": 3}
"""Layers from below that a stage leaves as they are, to save time: the first stage has fitted them to the languages."""


def main() -> None:
    """Run one stage or all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", choices=("syntax", "silver", "all", "export"))
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("LAGEBILD_SHARED", "../shared")))
    parser.add_argument("--folder", type=Path, default=Path("out/training"))
    parser.add_argument("--start", type=Path, help="weights that the stage begins from")
    parser.add_argument("--epochs", type=int, help="epochs of the stage")
    parser.add_argument("--limit", type=int, help="stop an epoch after so many batches (for trying out)")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    for stage in [options.stage] if options.stage else ["syntax", "silver", "all", "export"]:
        random.seed(1)
        torch.manual_seed(1)
        print("stage", stage, flush=True)
        if stage in SCHEDULES:
            train(stage, options)
        elif stage == "silver":
            from training.silver import write_silver

            write_silver(options.shared, options.folder)
        else:
            from training.export import export

            export(options.shared, options.folder)


def prepare(shared: Path, folder: Path, stage: str) -> tuple[E5, np.ndarray, Featurizer, Material, torch.Tensor]:
    """Weights, kept pieces, featurizer, material and the table of word-piece vectors."""
    e5 = load_e5()
    material = collect(shared, folder, stage)
    kept_file = folder / "pieces.npy"
    if not kept_file.exists():
        np.save(kept_file, select_pieces(e5, material.vocabulary()))
    kept = np.load(kept_file)
    tokenizer = build_tokenizer([e5.pieces[i] for i in kept], e5.scores[kept])
    table = torch.from_numpy(dequantise(e5.quantised_words[kept]).reshape(len(kept), -1))
    labels_file = folder / "labels.pkl"
    if not labels_file.exists():
        labels_file.write_bytes(pickle.dumps(material.labels()))
    labels = pickle.loads(labels_file.read_bytes())
    paths_file = folder / "paths.json"
    labels.paths = json.loads(paths_file.read_text("utf-8")) if paths_file.exists() else []
    return e5, kept, Featurizer(tokenizer, labels), material, table


def train(stage: str, options: argparse.Namespace) -> None:
    """Train one stage and write its checkpoint (an exponential moving average of the weights)."""
    shared, folder = options.shared, options.folder
    e5, kept, featurizer, material, table = prepare(shared, folder, stage)
    network = Network(e5, featurizer.labels)
    start = options.start or (folder / f"{STARTS_FROM[stage]}.pt" if stage in STARTS_FROM else None)
    if start is not None:
        network.load_state_dict(torch.load(start))
    epochs, encoder_rate, head_rate = SCHEDULES[stage]
    rng = random.Random(7)
    plan = [material.epoch(rng, number) for number in range(options.epochs or epochs)]
    batches = [
        (windows, ids)
        for windows in plan
        for ids in make_batches(
            windows, np.array([featurizer.length(w) for w in windows]), pieces=PIECES_A_BATCH, rng=rng
        )
    ]
    print("windows", [len(w) for w in plan], "words", [sum(x.size for x in w) for w in plan], "steps", len(batches))
    frozen = network.encoder.freeze(FROZEN[stage])
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    print("frozen", frozen, "pieces", len(kept), {k: len(v) for k, v in vars(featurizer.labels).items()}, flush=True)
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder, "lr": encoder_rate},
            {"params": [*network.heads.parameters()], "lr": head_rate},
            {"params": [*network.syntax.parameters(), *network.meaning.parameters()], "lr": 1e-2, "weight_decay": 0.0},
        ],
        weight_decay=0.01,
        fused=True,
    )
    total, warm = len(batches), max(1, len(batches) // 12)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.01, (total - s) / (total - warm)))
    )
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE)
    )
    network.train()
    begun, sums, seen = time.time(), {}, 0
    for step, (windows, ids) in enumerate(batches, 1):
        batch = featurizer.batch([windows[i] for i in ids])
        out = network(table[batch.pieces], batch.mask, batch.first, batch.last, batch.style, batch.habit)
        losses = joint_loss(network, out, batch)
        loss = sum(losses.values())
        optimiser.zero_grad()
        loss.backward()  # type: ignore[union-attr]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        rate.step()
        if step % 4 == 0:
            average.update_parameters(network)
        seen += int(batch.words.sum())
        for name, value in losses.items():
            n, total_loss = sums.get(name, (0, 0.0))
            sums[name] = (n + 1, total_loss + float(value.detach()))
        if step % 100 == 0:
            spent = time.time() - begun
            shown = {k: round(v / n, 3) for k, (n, v) in sums.items()}
            print(f"{step}/{total} {spent:.0f} s, {seen / spent:.0f} words/s", shown, flush=True)
            sums = {}
        if step % 1500 == 0:
            report(average.module, featurizer, material, table)
            torch.save(average.module.state_dict(), folder / f"{stage}.pt")
        if options.limit and step >= options.limit:
            break
    report(average.module, featurizer, material, table)
    torch.save(average.module.state_dict(), folder / f"{stage}.pt")


def report(network: Network, featurizer: Featurizer, material: Material, table: torch.Tensor) -> None:
    """Print the scores on held-out material."""
    for name, windows in material.held_out.items():
        print("   held out", name, evaluate(network, featurizer, windows, table), flush=True)


if __name__ == "__main__":
    main()
