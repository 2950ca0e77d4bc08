"""Quick scores of a network on held-out windows, with greedy decoding; the published figures come from the runtime."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch

from training.batches import IGNORE, Featurizer, make_batches
from training.data import PARTY_ROLES, Window
from training.losses import arc_scores, side_scores
from training.model import Network


def evaluate(
    network: Network, featurizer: Featurizer, windows: Sequence[Window], table: torch.Tensor
) -> dict[str, float]:
    """Shares in percent: upos, feats, scripts, uas, las, names (F1), claims detected and typed (F1 at 0.5)."""
    network.eval()
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    lengths = np.array([featurizer.length(w) for w in windows])
    with torch.no_grad():
        for ids in make_batches(windows, lengths, pieces=3000, rng=None):
            batch = featurizer.batch([windows[i] for i in ids])
            out = network(table[batch.pieces], batch.mask, batch.first, batch.last, batch.style, batch.habit)
            for name in ("upos", "feats", "scripts", "countries"):
                gold = getattr(batch, name)
                known = gold != IGNORE
                right[name] += int(((getattr(out, name).argmax(-1) == gold) & known).sum())
                of[name] += int(known.sum())
            _count_tree(network, out, batch, right, of)
            if (batch.names != IGNORE).any():
                _count_names(featurizer, out, batch, right, of)
            _count_claims(out, batch, right, of)
            _count_sides(network, out, batch, right, of)
    network.train()
    scores = {k: round(100 * right[k] / of[k], 2) for k in of if of[k] and "/" not in k}
    for name in ("names", "detect", "typed"):
        total = of[f"{name}/gold"] + of[f"{name}/system"]
        if of[f"{name}/gold"]:
            scores[name] = round(200 * right[f"{name}/"] / total, 2)
    return scores


def _count_tree(network, out, batch, right, of) -> None:  # type: ignore[no-untyped-def]
    rows = (batch.heads != IGNORE).any(1).nonzero()[:, 0]
    if not len(rows):
        return
    gold = batch.heads[rows]
    n = gold.shape[1]
    heads = arc_scores(out, batch, rows).argmax(-1)
    target = torch.where(gold == -1, n, gold)
    vectors = torch.cat([out.rel_head[rows], network.heads.rel_root.to(out.rel_head.dtype).expand(len(rows), 1, -1)], 1)
    at = heads[:, :, None].expand(-1, -1, vectors.shape[-1])
    relations = network.heads.relation_scores(out.rel_dep[rows], torch.gather(vectors, 1, at)).argmax(-1)
    known = gold != IGNORE
    right["uas"] += int(((heads == target) & known).sum())
    right["las"] += int(((heads == target) & (relations == batch.relations[rows]) & known).sum())
    of["uas"] += int(known.sum())
    of["las"] += int(known.sum())


def _count_names(featurizer, out, batch, right, of) -> None:  # type: ignore[no-untyped-def]
    tags = featurizer.labels.names
    for gold, scores in zip(batch.names.tolist(), out.names.argmax(-1).tolist(), strict=True):
        if all(g == IGNORE for g in gold):
            continue
        g = spans([tags[x] if x >= 0 else "O" for x in gold])
        s = spans([tags[x] for x, y in zip(scores, gold, strict=True) if y != IGNORE])
        right["names/"] += len(g & s)
        of["names/gold"] += len(g)
        of["names/system"] += len(s)


def _count_claims(out, batch, right, of) -> None:  # type: ignore[no-untyped-def]
    read = (batch.types != IGNORE) & batch.words[:, :, None]
    if not read.any():
        return
    gold, system = (batch.types > 0.5) & read, (out.types.float() > 0) & read
    right["typed/"] += int((gold & system).sum())
    of["typed/gold"] += int(gold.sum())
    of["typed/system"] += int(system.sum())
    gold, system = gold.any(-1), system.any(-1)
    right["detect/"] += int((gold & system).sum())
    of["detect/gold"] += int(gold.sum())
    of["detect/system"] += int(system.sum())


def _count_sides(network, out, batch, right, of) -> None:  # type: ignore[no-untyped-def]
    """How often the sides of all actors, and of all recipients, of a gold claim are found exactly."""
    if not len(batch.claims):
        return
    sides, gold = side_scores(network.heads, out, batch), batch.claims.sides
    system = sides > 0
    # Nearly every act has a doer: without one above the bar, the best is taken.
    best = sides[..., 0].argmax(1)
    system[torch.arange(len(system)), best, 0] = True
    equal = ((system == (gold > 0.5)) | (gold == IGNORE)).all(1)
    for r, role in enumerate(PARTY_ROLES):
        right[role] += int(equal[:, r].sum())
        of[role] += len(equal)
    right["dyads"] += int((equal[:, 0] & equal[:, 1]).sum())
    of["dyads"] += len(equal)


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Half-open spans of IOB2 tags; an I- without its B- opens a span."""
    found, start, kind = set(), None, ""
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[:2] != "I-" or tag[2:] != kind):
            found.add((start, i, kind))
            start = None
        if tag != "O" and start is None:
            start, kind = i, tag[2:]
    return found
