"""Teacher parses of unlabelled news: what several exits agree on becomes training data for the exit that is shipped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import torch
from torch import Tensor

from lagebild.analysis.tokenizer import split_sentences
from lagebild.analysis.trees import decode_tree
from training.batches import Batch, Encoder
from training.data import IGNORE, Example, flatten
from training.network import Network

SURE = 0.7
"""Arcs, relations and tags believed less are left open."""


def news_sentences(data: Path) -> Iterator[Example]:
    """Sentences of the unlabelled German news, without the articles that are in benchmarks."""
    for line in (data / "raw-de-wikinews/wikinews_de_2005ff.jsonl").read_text("utf8").splitlines():
        article = json.loads(line)
        if article["split"] == "train":
            for tokens in split_sentences(article["text"], "de"):
                words, _ = flatten(tokens)
                if 4 <= len(words) <= 60:
                    yield Example(words, "de-silver", "de")


@torch.no_grad()
def label(network: Network, encoder: Encoder, examples: Iterable[Example], exits: tuple[int, ...]) -> list[Example]:
    """Fill in trees, parts of speech and names with the mean of the exits, leaving open what is not sure."""
    network.eval()
    todo = sorted(examples, key=lambda e: len(e.words))
    done: list[Example] = []
    for start in range(0, len(todo), 48):
        part = todo[start : start + 48]
        batch = encoder.batch(part)
        with torch.autocast("cpu", torch.bfloat16):
            states = network.encoder(batch.pieces, batch.mask)
        _label_batch(network, batch, states, part, exits)
        done += part
    return done


def _label_batch(
    network: Network, batch: Batch, states: list[Tensor], part: list[Example], exits: tuple[int, ...]
) -> None:
    views = [network.heads(e).mixed([s.float() for s in states], batch.first, batch.last) for e in exits]
    trees = [network.heads(e).arc_scores(v[0]) for e, v in zip(exits, views, strict=True)]
    real = torch.nn.functional.pad(batch.word_mask, (1, 0), value=True)
    arcs = torch.stack([t[0].masked_fill(~real[:, None, :], -1e4).log_softmax(-1) for t in trees]).mean(0)
    upos = torch.stack([network.heads(e).upos(v[0]).softmax(-1) for e, v in zip(exits, views, strict=True)]).mean(0)
    names = torch.stack([network.heads(e).names(v[1]).softmax(-1) for e, v in zip(exits, views, strict=True)]).mean(0)
    labels = network.labels
    for i, example in enumerate(part):
        n = len(example.words)
        heads = torch.from_numpy(decode_tree(arcs[i, :n, : n + 1].numpy()))
        belief = arcs[i, torch.arange(n), heads].exp()
        scores = torch.stack(
            [
                network.heads(e).relation_scores(t[1][i, heads], t[2][i, :n]).softmax(-1)
                for e, t in zip(exits, trees, strict=True)
            ]
        ).mean(0)
        sure_relation, relation = scores.max(-1)
        example.heads = torch.where(belief >= SURE, heads, IGNORE).tolist()
        example.relations = [
            labels.relations[r] if p >= SURE else ""
            for r, p in zip(relation.tolist(), sure_relation.tolist(), strict=True)
        ]
        example.upos = _sure(upos[i, :n], labels.upos)
        example.names = _sure(names[i, :n], labels.names)


def _sure(probabilities: Tensor, names: list[str]) -> list[str]:
    value, index = probabilities.max(-1)
    return [names[k] if p >= SURE else "" for k, p in zip(index.tolist(), value.tolist(), strict=True)]
