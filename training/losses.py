"""The loss of every task at one exit."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.batches import Batch
from training.data import IGNORE
from training.network import Heads

WEIGHTS = {
    "arc": 1.0, "relation": 1.0, "upos": 0.5, "features": 0.4, "names": 1.5, "events": 3.0, "modes": 4.0,
    "statuses": 4.0, "cues": 2.0, "roles": 0.4,
}  # fmt: skip


def _sum(scores: Tensor, target: Tensor) -> Tensor:
    return F.cross_entropy(scores.flatten(0, -2).float(), target.flatten(), ignore_index=IGNORE, reduction="sum")


def task_losses(heads: Heads, states: list[Tensor], batch: Batch, admissible: Tensor) -> dict[str, Tensor]:
    """Summed loss of each task over the words of the batch, unweighted."""
    syntax, meaning, _ = heads.mixed(states, batch.first, batch.last)
    x, y = heads.drop(syntax), heads.drop(meaning)
    out = tree_losses(heads, x, batch, admissible)
    out["upos"] = _sum(heads.upos(x), batch.upos)
    split = heads.features(x).split(heads.feature_sizes, -1)
    out["features"] = sum((_sum(s, batch.features[..., i]) for i, s in enumerate(split)), torch.zeros(()))
    out["names"] = _sum(heads.names(y), batch.names)
    hidden = heads.drop2(F.gelu(heads.event_hidden(y)))
    out["events"] = _sum(heads.event(hidden), batch.events)
    out["modes"] = _sum(heads.mode(hidden), batch.modes)
    out["statuses"] = _sum(heads.status(hidden), batch.statuses)
    known = batch.cues != IGNORE
    cue = heads.cue(hidden).squeeze(-1)[known].float()
    out["cues"] = F.binary_cross_entropy_with_logits(cue, batch.cues[known].float(), reduction="sum")
    out["roles"] = role_loss(heads, y, batch)
    return out


def tree_losses(heads: Heads, x: Tensor, batch: Batch, admissible: Tensor) -> dict[str, Tensor]:
    """Arcs by cross-entropy; relations by the summed probability of those that the source's annotation allows."""
    scores, rel_head, rel_dep = heads.arc_scores(x)
    real = F.pad(batch.word_mask, (1, 0), value=True)
    arc = _sum(scores.float().masked_fill(~real[:, None, :], -1e4), batch.heads)
    at, word = (batch.heads != IGNORE).nonzero(as_tuple=True)
    if len(at) == 0:
        return {"arc": arc, "relation": torch.zeros(())}
    pairs = heads.relation_scores(rel_head[at, batch.heads[at, word]], rel_dep[at, word]).float()
    gold = batch.relations[at, word]
    allowed = admissible[batch.sources[at], gold.clamp(min=0)] & (gold >= 0)[:, None]
    right = pairs.masked_fill(~allowed, -1e9).logsumexp(-1)
    loss = (pairs.logsumexp(-1) - right)[gold >= 0].sum()
    return {"arc": arc, "relation": loss}


def role_loss(heads: Heads, y: Tensor, batch: Batch) -> Tensor:
    """Binary cross-entropy over annotated (head, dependent, label) triples."""
    if len(batch.role_rows) == 0:
        return torch.zeros(())
    head, dep = heads.role_projections(y)
    at, word = batch.role_rows.unbind(1)
    scores = heads.role_scores(head[at, word], dep[at]).float()
    known = batch.role_targets != IGNORE
    return F.binary_cross_entropy_with_logits(scores[known], batch.role_targets[known], reduction="sum")


def total(losses: dict[str, Tensor], words: int) -> Tensor:
    """Weighted loss per word."""
    return sum((WEIGHTS[k] * v for k, v in losses.items()), torch.zeros(())) / max(1, words)
