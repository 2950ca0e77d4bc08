"""The joint loss of all heads on one batch; a head without labels in the batch adds nothing."""

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import IGNORE, Batch
from training.model import Heads, Network, WordVectors, distance_bucket

FAR = -1e4
TYPE_WEIGHT, PAIR_WEIGHT, SIDE_WEIGHT, LABEL_WEIGHT, NAME_WEIGHT = 0.7, 0.5, 1.0, 0.7, 2.5


def joint_loss(network: Network, out: WordVectors, batch: Batch) -> dict[str, Tensor]:
    """Loss by head; their sum is what training minimises."""
    losses = {}
    for name, weight in (
        ("upos", 1.0),
        ("feats", 1.0),
        ("scripts", 1.0),
        ("names", NAME_WEIGHT),
        ("countries", LABEL_WEIGHT),
    ):
        gold = getattr(batch, name)
        if (gold != IGNORE).any():
            losses[name] = weight * _cross_entropy(getattr(out, name), gold)
    losses.update(_tree_losses(network.heads, out, batch))
    losses.update(_claim_losses(network.heads, out, batch))
    return losses


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=IGNORE)


def arc_scores(out: WordVectors, batch: Batch, rows: Tensor) -> Tensor:
    """(rows, N, N + 1): score of each word of the sentence as head, the last column the root."""
    scores = (out.arc_dep[rows] @ out.arc_head[rows].transpose(1, 2)).float()
    sentence, words = batch.sentence[rows], batch.words[rows]
    same = (sentence[:, :, None] == sentence[:, None, :]) & words[:, None, :]
    itself = torch.eye(scores.shape[1], dtype=torch.bool)
    scores = scores.masked_fill(~same | itself, FAR)
    return torch.cat([scores, out.arc_root[rows].float()[..., None]], -1)


def _tree_losses(heads: Heads, out: WordVectors, batch: Batch) -> dict[str, Tensor]:
    rows = (batch.heads != IGNORE).any(1).nonzero()[:, 0]
    if not len(rows):
        return {}
    gold = batch.heads[rows]
    n = gold.shape[1]
    arcs = arc_scores(out, batch, rows)
    target = torch.where(gold == -1, n, gold)
    known = target != IGNORE
    rel_heads = torch.cat([out.rel_head[rows], heads.rel_root.to(out.rel_head.dtype).expand(len(rows), 1, -1)], 1)
    at = torch.where(known, target, n)[:, :, None].expand(-1, -1, rel_heads.shape[-1])
    relations = heads.relation_scores(out.rel_dep[rows], torch.gather(rel_heads, 1, at))
    labels = torch.where(known, batch.relations[rows], IGNORE)
    return {"arcs": _cross_entropy(arcs, target), "relations": _cross_entropy(relations, labels)}


def _claim_losses(heads: Heads, out: WordVectors, batch: Batch) -> dict[str, Tensor]:
    read = batch.types[:, 0, 0] != IGNORE
    if not read.any():
        return {}
    counted = (batch.types != IGNORE) & batch.words[:, :, None]
    loss = F.binary_cross_entropy_with_logits(out.types.float(), batch.types.clamp(min=0), reduction="none")
    losses = {"types": TYPE_WEIGHT * (loss * counted).sum() / max(1, len(batch.claims))}
    claims = batch.claims
    if not len(claims):
        return losses
    if (claims.mode != IGNORE).any():
        losses["modes"] = LABEL_WEIGHT * _cross_entropy(out.modes[claims.window, claims.trigger], claims.mode)
    losses["statuses"] = LABEL_WEIGHT * _cross_entropy(out.statuses[claims.window, claims.trigger], claims.status)
    scores = role_scores(heads, out, batch)
    counted = (claims.fillers != IGNORE) & batch.words[claims.window][:, :, None]
    pair = F.binary_cross_entropy_with_logits(scores, claims.fillers.clamp(min=0), reduction="none") * counted
    losses["pairs"] = PAIR_WEIGHT * pair.sum() / len(claims)
    pooled = pool_sides(scores[..., : claims.sides.shape[-1]], claims.group, claims.sides.shape[1])
    known = claims.sides != IGNORE
    side = F.binary_cross_entropy_with_logits(pooled, claims.sides.clamp(min=0), reduction="none") * known
    losses["sides"] = SIDE_WEIGHT * side.sum() / len(claims)
    return losses


def role_scores(heads: Heads, out: WordVectors, batch: Batch) -> Tensor:
    """Logits (C, N, roles) of every word for every role of the gold claims."""
    claims, n = batch.claims, batch.words.shape[1]
    return heads.roles(
        out.pair_query[claims.window, claims.trigger],
        out.pair_key[claims.window],
        claims.path,
        distance_bucket(torch.arange(n) - claims.trigger[:, None]),
        claims.kind,
    ).float()


def side_scores(heads: Heads, out: WordVectors, batch: Batch) -> Tensor:
    """Logits (C, G, roles of parties) of every side for the gold claims."""
    scores, claims = role_scores(heads, out, batch), batch.claims
    return pool_sides(scores[..., : claims.sides.shape[-1]], claims.group, claims.sides.shape[1])


def pool_sides(scores: Tensor, group: Tensor, groups: int) -> Tensor:
    """Logits of words (C, N, roles) and their side (C, N) to logits of sides (C, groups, roles): log-sum-exp."""
    total = torch.full((len(scores), groups + 1, scores.shape[-1]), 1e-6)
    total = total.scatter_add(1, group[:, :, None].expand(-1, -1, scores.shape[-1]), scores.clamp(-15, 15).exp())
    return total[:, :groups].log()
