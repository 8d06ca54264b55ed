"""The network: one encoder, and after some of its layers ("exits") a full set of small heads."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.e5 import E5, E5File
from training.labels import Labels


@dataclass(frozen=True)
class HeadSizes:
    """Widths of the projections before the bilinear scores."""

    arc: int = 256
    relation: int = 96
    role: int = 96
    event: int = 256


class Heads(nn.Module):
    """All heads of one exit. Word states come as two mixes of the layers: one for syntax, one for meaning."""

    def __init__(self, depth: int, hidden: int, labels: Labels, sizes: HeadSizes = HeadSizes()) -> None:
        super().__init__()
        self.depth = depth
        start = torch.full((2, depth + 1), -3.0)
        start[:, -4:] = 0.0
        self.mix = nn.Parameter(start)
        self.drop = nn.Dropout(0.2)
        self.drop2 = nn.Dropout(0.3)
        # The last piece of a word, where German keeps gender and case, joins the first; at the start with weight 0.
        self.join = nn.Parameter(torch.zeros(2, hidden, hidden))
        self.upos = nn.Linear(hidden, len(labels.upos))
        self.feature_sizes = [len(v) for v in labels.features.values()]
        self.features = nn.Linear(hidden, sum(self.feature_sizes))
        self.root = nn.Parameter(torch.randn(hidden) * 0.02)
        self.arc_head = nn.Linear(hidden, sizes.arc)
        self.arc_dep = nn.Linear(hidden, sizes.arc)
        self.arc = nn.Parameter(torch.randn(sizes.arc + 1, sizes.arc) * 0.02)
        self.rel_head = nn.Linear(hidden, sizes.relation)
        self.rel_dep = nn.Linear(hidden, sizes.relation)
        r = sizes.relation + 1
        self.relation = nn.Parameter(torch.randn(len(labels.relations), r, r) * 0.02)
        self.names = nn.Linear(hidden, len(labels.names))
        self.event_hidden = nn.Linear(hidden, sizes.event)
        self.event = nn.Linear(sizes.event, len(labels.events))
        self.mode = nn.Linear(sizes.event, len(labels.modes))
        self.status = nn.Linear(sizes.event, len(labels.statuses))
        self.cue = nn.Linear(sizes.event, 1)
        self.role_head = nn.Linear(hidden, sizes.role)
        self.role_dep = nn.Linear(hidden, sizes.role)
        q = sizes.role + 1
        self.role = nn.Parameter(torch.randn(len(labels.arcs), q, q) * 0.02)
        self.vector = nn.Linear(hidden, hidden)

    def mixed(self, states: list[Tensor], first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Word states for syntax and meaning (batch, words, hidden), and piece states for the text vector."""
        weights = self.mix.softmax(-1)
        syntax = sum(weights[0, i] * states[i] for i in range(self.depth + 1))
        meaning = sum(weights[1, i] * states[i] for i in range(self.depth + 1))
        return self.pooled(syntax, first, last, 0), self.pooled(meaning, first, last, 1), meaning

    def pooled(self, states: Tensor, first: Tensor, last: Tensor, which: int) -> Tensor:
        """Piece states to word states: the first piece plus a learned view of the last."""
        width = states.shape[-1]
        begin = torch.gather(states, 1, first[:, :, None].expand(-1, -1, width))
        end = torch.gather(states, 1, last[:, :, None].expand(-1, -1, width))
        return begin + end @ self.join[which].to(end.dtype)

    def arc_scores(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores (batch, dependent, head with root at 0), and relation projections of heads (with root), dependents."""
        rooted = torch.cat([self.root.to(x.dtype).expand(len(x), 1, -1), x], 1)
        head = self.drop2(F.gelu(self.arc_head(rooted)))
        dep = F.pad(self.drop2(F.gelu(self.arc_dep(x))), (0, 1), value=1.0)
        scores = (dep @ self.arc.to(dep.dtype)) @ head.transpose(1, 2)
        return scores, self.drop2(F.gelu(self.rel_head(rooted))), self.drop2(F.gelu(self.rel_dep(x)))

    def relation_scores(self, head: Tensor, dep: Tensor) -> Tensor:
        """Pairs (n, size), (n, size) to relation scores (n, relations)."""
        head, dep = F.pad(head, (0, 1), value=1.0), F.pad(dep, (0, 1), value=1.0)
        n, r = dep.shape
        table = (dep @ self.relation.to(dep.dtype).permute(1, 0, 2).reshape(r, -1)).view(n, -1, r)
        return (table @ head[:, :, None]).squeeze(-1)

    def role_projections(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """States to role heads and role dependents (batch, words, size + 1)."""
        head = F.pad(self.drop2(F.gelu(self.role_head(x))), (0, 1), value=1.0)
        return head, F.pad(self.drop2(F.gelu(self.role_dep(x))), (0, 1), value=1.0)

    def role_scores(self, head: Tensor, dep: Tensor) -> Tensor:
        """Head rows (n, size + 1) against the words of their sentences (n, words, size + 1): (n, words, labels)."""
        return torch.einsum("nq,lqp,nwp->nwl", head, self.role.to(head.dtype), dep)


class Network(nn.Module):
    """Encoder and heads. ``exits`` are layer counts after which a full set of heads sits."""

    def __init__(self, file: E5File, labels: Labels, exits: tuple[int, ...]) -> None:
        super().__init__()
        self.encoder = E5(file, max(exits))
        self.exits = nn.ModuleDict({str(e): Heads(e, file.hidden, labels) for e in exits})
        self.labels = labels

    def heads(self, depth: int) -> Heads:
        """The heads of one exit."""
        module = self.exits[str(depth)]
        assert isinstance(module, Heads)
        return module
