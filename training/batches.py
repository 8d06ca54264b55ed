"""Examples to tensors: pieces, word positions, and the targets of every task."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.data import IGNORE, Example, vary
from training.labels import ARC_LABELS, FEATURES, Labels

PAD, START, STOP, UNKNOWN = 1, 0, 2, 3
MASK = 250_001
"""<mask> of the base model; known in training only, the shipped tokenizer has no such piece."""
PIECES_PER_WORD = 12
FEW = 10
"""A relation subtype used less often than this in a treebank counts as one that the treebank does not use."""


class Pieces:
    """Words to piece ids, each word on its own, cached."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cache: dict[str, list[int]] = {}

    def word(self, word: str) -> list[int]:
        """Piece ids of a word, at least one, at most twelve."""
        ids = self._cache.get(word)
        if ids is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:PIECES_PER_WORD] or [UNKNOWN]
            self._cache[word] = ids
        return ids

    def length(self, example: Example) -> int:
        """Pieces of a sentence with its two end signs."""
        return 2 + sum(len(self.word(w)) for w in example.words)


@dataclass
class Batch:
    """Tensors of some sentences; words are laid out (batch, words), ``-100`` where a target is unknown."""

    pieces: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    word_mask: Tensor
    heads: Tensor
    relations: Tensor
    sources: Tensor
    upos: Tensor
    features: Tensor
    names: Tensor
    events: Tensor
    modes: Tensor
    statuses: Tensor
    cues: Tensor
    role_rows: Tensor
    """(n, 2): sentence and head word."""
    role_targets: Tensor
    """(n, words, labels), -100 where unknown."""

    @property
    def words(self) -> int:
        """Number of real words."""
        return int(self.word_mask.sum())


class Encoder:
    """Turns examples into batches for a label inventory."""

    def __init__(self, pieces: Pieces, labels: Labels, sources: dict[str, list[Example]]) -> None:
        self.pieces = pieces
        self.labels = labels
        self.source_names = sorted(sources)
        self._source = {s: i for i, s in enumerate(self.source_names)}
        self._upos = {v: i for i, v in enumerate(labels.upos)}
        self._relation = {v: i for i, v in enumerate(labels.relations)}
        self._features = [{v: i for i, v in enumerate(labels.features[f])} for f in FEATURES]
        self._lists = {
            field: {v: i for i, v in enumerate(getattr(labels, field))}
            for field in ("names", "events", "modes", "statuses")
        }
        used = {s: Counter(f for e in x for g in (e.feats or ()) for f in g) for s, x in sources.items()}
        self._annotates = {s: [used[s][f] >= FEW for f in FEATURES] for s in sources}
        self.admissible = self._admissible(sources)

    def _admissible(self, sources: dict[str, list[Example]]) -> Tensor:
        """(source, gold relation, relation): which relations count as right.

        Treebanks differ in the subtypes they mark. Where one never uses a subtype, its plain relation says nothing
        about it: "acl" in a treebank without "acl:relcl" may be either.
        """
        relations = self.labels.relations
        table = torch.zeros(len(self.source_names), len(relations), len(relations), dtype=torch.bool)
        for name, examples in sources.items():
            used = Counter(self.relation(r) for e in examples for r in (e.relations or ()))
            for i, gold in enumerate(relations):
                table[self._source[name], i, i] = True
                for j, other in enumerate(relations):
                    if ":" not in gold and other.startswith(gold + ":") and used[j] < FEW:
                        table[self._source[name], i, j] = True
        return table

    def relation(self, name: str) -> int:
        """Class of a relation; a rare subtype falls back to its base."""
        return self._relation.get(name, self._relation.get(name.partition(":")[0], IGNORE))

    def batch(self, examples: list[Example]) -> Batch:
        """Tensors of examples."""
        rows = [self._row(e) for e in examples]
        width = max(len(e.words) for e in examples)
        longest = max(len(r["pieces"]) for r in rows)
        n = len(examples)
        pieces = torch.full((n, longest), PAD)
        first = torch.zeros(n, width, dtype=torch.long)
        last = torch.zeros(n, width, dtype=torch.long)
        words = torch.zeros(n, width, dtype=torch.bool)
        targets = {
            k: torch.full((n, width), IGNORE)
            for k in ("heads", "relations", "upos", "names", "events", "modes", "statuses", "cues")
        }
        features = torch.full((n, width, len(FEATURES)), IGNORE)
        for i, (example, row) in enumerate(zip(examples, rows, strict=True)):
            length = len(example.words)
            pieces[i, : len(row["pieces"])] = torch.tensor(row["pieces"])
            first[i, :length] = torch.tensor(row["first"])
            last[i, :length] = torch.tensor([*row["first"][1:], len(row["pieces"]) - 1]) - 1
            words[i, :length] = True
            for key, target in targets.items():
                if row.get(key) is not None:
                    target[i, :length] = torch.tensor(row[key])
            if row["features"] is not None:
                features[i, :length] = torch.tensor(row["features"])
        role_rows, role_targets = self._roles(examples, width)
        sources = torch.tensor([self._source.get(e.source, 0) for e in examples])
        return Batch(
            pieces, pieces != PAD, first, last, words, targets["heads"], targets["relations"], sources, targets["upos"],
            features, targets["names"], targets["events"], targets["modes"], targets["statuses"], targets["cues"],
            role_rows, role_targets,
        )  # fmt: skip

    def _row(self, example: Example) -> dict[str, list[int] | list[list[int]] | None]:
        ids, first = [START], []
        for word in example.words:
            first.append(len(ids))
            ids += self.pieces.word(word)
        row: dict[str, list[int] | list[list[int]] | None] = {"pieces": [*ids, STOP], "first": first}
        row["heads"] = example.heads
        row["relations"] = [self.relation(r) for r in example.relations] if example.relations else None
        row["upos"] = [self._upos.get(u, IGNORE) for u in example.upos] if example.upos else None
        row["features"] = [self._feature_row(g, example.source) for g in example.feats] if example.feats else None
        for key in ("names", "events"):
            values = getattr(example, key)
            row[key] = [self._lists[key].get(v, IGNORE) for v in values] if values else None
        for key in ("modes", "statuses"):
            known = getattr(example, key)
            row[key] = [self._lists[key].get(known.get(i), IGNORE) for i in range(len(first))] if known else None
        row["cues"] = example.cues
        return row

    def _feature_row(self, feats: dict[str, str], source: str) -> list[int]:
        annotated = self._annotates.get(source, [True] * len(FEATURES))
        return [
            table.get(feats.get(f, ""), IGNORE) if known else IGNORE
            for f, table, known in zip(FEATURES, self._features, annotated, strict=True)
        ]

    @staticmethod
    def _roles(examples: list[Example], width: int) -> tuple[Tensor, Tensor]:
        rows, targets = [], []
        for i, example in enumerate(examples):
            for head, by_label in example.roles.items():
                if head >= len(example.words):
                    continue
                target = torch.full((width, len(ARC_LABELS)), float(IGNORE))
                for label, found in by_label.items():
                    k = ARC_LABELS.index(label)
                    target[: len(example.words), k] = 0.0
                    target[sorted(d for d in found if d < len(example.words)), k] = 1.0
                rows.append((i, head))
                targets.append(target)
        if not rows:
            return torch.zeros(0, 2, dtype=torch.long), torch.zeros(0, width, len(ARC_LABELS))
        return torch.tensor(rows), torch.stack(targets)


class Sampler:
    """Endless rounds of batches with a fixed share of words from every source."""

    def __init__(self, sources: dict[str, list[Example]], shares: dict[str, float], pieces: Pieces, seed: int) -> None:
        self._sources = sources
        self._shares = shares
        self._pieces = pieces
        self._rng = random.Random(seed)
        self._queues: dict[str, list[Example]] = {}

    def _take(self, source: str, words: float) -> Iterator[Example]:
        while words > 0:
            queue = self._queues.setdefault(source, [])
            if not queue:
                queue += self._rng.sample(self._sources[source], len(self._sources[source]))
            example = queue.pop()
            words -= len(example.words)
            yield vary(example, self._rng)

    def round(self, piece_budget: int) -> list[list[Example]]:
        """One round of batches of at most ``piece_budget`` pieces with padding, similar lengths together."""
        drawn = [e for s, share in self._shares.items() if self._sources.get(s) for e in self._take(s, 1000 * share)]
        keyed = sorted(((self._pieces.length(e) + self._rng.random() * 8, e) for e in drawn), key=lambda p: p[0])
        out: list[list[Example]] = [[]]
        for length, example in keyed:
            if out[-1] and (length + 2) * (len(out[-1]) + 1) > piece_budget:
                out.append([])
            out[-1].append(example)
        self._rng.shuffle(out)
        return out
