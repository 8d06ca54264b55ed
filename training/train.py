"""Training: a time budget, a linearly falling learning rate, a running average of the weights, checkpoints."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from training.batches import MASK, UNKNOWN, Batch, Encoder, Pieces, Sampler
from training.data import Example
from training.e5 import E5, E5File
from training.labels import ARC_LABELS, NAME_TAGS, STATUSES, Labels, count_labels
from training.losses import task_losses, total
from training.network import Network

SHARES = {
    "de-gsd": 16.0, "en-ewt": 16.0, "en-gum": 7.0, "nl-lassy": 6.0, "fr-gsd": 4.0, "es-gsd": 3.5, "ru-gsd": 2.0,
    "ru-taiga": 2.0, "fa-seraji": 1.0, "de-germeval": 8.0, "de-mobie": 2.0, "de-smartdata": 8.0, "de-spkatt": 7.0,
    "de-events": 18.0, "en-events": 3.0,
}  # fmt: skip
"""Thousand words of each source in a round."""


@dataclass(frozen=True)
class Plan:
    """One training run. Rates are peaks; they rise over the first 3 % and fall linearly to ``floor`` of themselves."""

    minutes: float
    exits: dict[int, float]
    """Layer count to weight of its loss."""
    shares: dict[str, float] = field(default_factory=lambda: dict(SHARES))
    rate: float = 1.2e-4
    head_rate: float = 1e-3
    floor: float = 0.05
    piece_budget: int = 1200
    threads: int = 2
    seed: int = 1
    decay: float = 0.998
    """Of the running average of the weights, which is what is saved."""
    vector_every: int = 6
    """Every so many steps the text vector is pulled to the base model's."""
    masked: float = 0.0
    """Share of the pieces of event sentences that are hidden, so that what stands around an unknown verb is learned."""


def make_labels(sources: dict[str, list[Example]]) -> Labels:
    """The inventory seen in the training data."""
    trees = [e for x in sources.values() for e in x if e.heads is not None]
    rows = [list(zip(e.upos or (), e.relations or (), e.feats or (), strict=True)) for e in trees]
    upos, relations, features = count_labels(rows)
    events = sorted({v for x in sources.values() for e in x for v in e.events or ()} - {"", "O"})
    modes = sorted({v for x in sources.values() for e in x for v in e.modes.values()} - {"none"})
    return Labels(
        upos, relations, features, list(NAME_TAGS), ["O", *events], ["none", *modes], list(STATUSES), list(ARC_LABELS)
    )


def save(path: Path, network: nn.Module, state: dict[str, Tensor], labels: Labels, exits: list[int]) -> None:
    """Write a checkpoint without the frozen word embeddings, by way of a temporary file."""
    slim = {k: v for k, v in state.items() if k != "encoder.words.weight"}
    temporary = path.with_suffix(".tmp")
    torch.save({"state": slim, "labels": labels.as_dict(), "exits": exits}, temporary)
    temporary.replace(path)


def restore(path: Path, file: E5File, exits: tuple[int, ...] | None = None) -> Network:
    """Network of a checkpoint, cut to ``exits`` when given."""
    stored = torch.load(path, weights_only=True)
    network = Network(file, Labels(**stored["labels"]), exits or tuple(stored["exits"]))
    own = network.state_dict()
    network.load_state_dict({k: v for k, v in stored["state"].items() if k in own}, strict=False)
    return network


def average(paths: Iterable[Path], out: Path) -> None:
    """Write the mean of the weights of several checkpoints of one network with the same labels."""
    stored = [torch.load(path, weights_only=True) for path in paths]
    mean = {name: torch.stack([each["state"][name].float() for each in stored]).mean(0) for name in stored[0]["state"]}
    torch.save({**stored[0], "state": mean}, out)


class Average:
    """Running average of the trainable weights."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self._parameters = [p for p in network.parameters() if p.requires_grad]
        self._names = [n for n, p in network.named_parameters() if p.requires_grad]
        self._values = [p.detach().clone() for p in self._parameters]
        self._decay, self._steps = decay, 0

    def update(self) -> None:
        """Take in the current weights; early on the average is short."""
        self._steps += 1
        decay = min(self._decay, (1 + self._steps) / (10 + self._steps))
        torch._foreach_lerp_(self._values, [p.detach() for p in self._parameters], 1 - decay)

    def state(self) -> dict[str, Tensor]:
        """Averaged weights by name."""
        return dict(zip(self._names, self._values, strict=True))


def _factor(progress: float, floor: float) -> float:
    rise = min(1.0, (progress + 0.002) / 0.03)
    return rise * max(floor, 1.0 - (1.0 - floor) * progress)


def _batches(sampler: Sampler, budget: int) -> Iterator[list[Example]]:
    while True:
        yield from sampler.round(budget)


def run(
    plan: Plan, network: Network, sources: dict[str, list[Example]], file: E5File, tokenizer: Path, out: Path
) -> None:
    """Train ``network`` for the plan's minutes; writes ``out`` about every two minutes and at the end."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    pieces = Pieces(Tokenizer.from_file(str(tokenizer)))
    encoder = Encoder(pieces, network.labels, sources)
    base = _base(network, file) if plan.vector_every else None
    body = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    rest = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": plan.rate}, {"params": rest, "lr": plan.head_rate}],
        betas=(0.9, 0.98), weight_decay=0.01, foreach=True,
    )  # fmt: skip
    average = Average(network, plan.decay)
    started = last_saved = time.monotonic()
    seen = steps = 0
    sums: dict[str, float] = {}
    hidden = torch.tensor([name.endswith("-events") for name in encoder.source_names])
    network.train()
    for examples in _batches(Sampler(sources, plan.shares, pieces, plan.seed), plan.piece_budget):
        progress = (time.monotonic() - started) / (60 * plan.minutes)
        if progress >= 1:
            break
        for group, peak in zip(optimiser.param_groups, (plan.rate, plan.head_rate), strict=True):
            group["lr"] = peak * _factor(progress, plan.floor)
        batch = encoder.batch(examples)
        if plan.masked:
            batch.pieces = _masked(batch, hidden, plan.masked)
        with torch.autocast("cpu", torch.bfloat16):
            states = network.encoder(batch.pieces, batch.mask)
            loss = torch.zeros(())
            for depth, weight in plan.exits.items():
                losses = task_losses(network.heads(depth), states, batch, encoder.admissible)
                loss = loss + weight * total(losses, batch.words)
            if base is not None and steps % plan.vector_every == 0:
                loss = loss + _vector_loss(network, base, states, batch.pieces, batch.mask, list(plan.exits))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body + rest, 5.0, foreach=True)
        optimiser.step()
        average.update()
        steps, seen = steps + 1, seen + batch.words
        for key, value in losses.items():
            sums[key] = sums.get(key, 0.0) + float(value.detach())
        if steps % 25 == 0:
            _log(steps, seen, started, sums)
        if time.monotonic() - last_saved > 120:
            save(out, network, average.state(), network.labels, list(plan.exits))
            last_saved = time.monotonic()
    save(out, network, average.state(), network.labels, list(plan.exits))


def _masked(batch: Batch, hidden: Tensor, share: float) -> Tensor:
    """Pieces with some of those of certain sources replaced; end signs and padding stay."""
    chosen = torch.rand(batch.pieces.shape) < share
    return torch.where(chosen & hidden[batch.sources][:, None] & (batch.pieces > UNKNOWN), MASK, batch.pieces)


def _base(network: Network, file: E5File) -> E5:
    """The untouched base encoder, sharing the word embeddings."""
    base = E5(file, file.layers)
    base.words = network.encoder.words
    return base.eval().requires_grad_(False)


def _vector_loss(
    network: Network, base: E5, states: list[Tensor], pieces: Tensor, mask: Tensor, exits: list[int]
) -> Tensor:
    """One minus the cosine between each exit's text vector and the base model's mean state."""
    weight = mask[:, :, None].float() / mask.sum(1)[:, None, None]
    with torch.no_grad():
        goal = (base(pieces, mask)[-1].float() * weight).sum(1)
    loss = torch.zeros(())
    for depth in exits:
        heads = network.heads(depth)
        nothing = torch.zeros(len(mask), 1, dtype=torch.long)
        mean = (heads.mixed(states, nothing, nothing)[2].float() * weight).sum(1)
        loss = loss + (1 - F.cosine_similarity(heads.vector(mean).float(), goal)).mean()
    return loss


def _log(steps: int, seen: int, started: float, sums: dict[str, float]) -> None:
    seconds = time.monotonic() - started
    shown = {k: round(v / 25 / 500, 3) for k, v in sums.items()}
    sums.clear()
    print(f"step {steps} {seconds:.0f}s words/s {seen / seconds:.0f} {json.dumps(shown)}", flush=True)
