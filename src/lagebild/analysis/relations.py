"""Which relation a word bears to its governor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SUBTYPES = frozenset({
    "acl:relcl", "advcl:relcl", "aux:pass", "cc:preconj", "compound:lvc", "compound:prt", "csubj:pass", "det:poss",
    "det:predet", "expl:pv", "flat:foreign", "flat:name", "nmod:poss", "nsubj:outer", "nsubj:pass", "obl:agent",
    "obl:arg", "obl:tmod",
})  # fmt: skip
"""Subtypes that are shown; others, the habit of single treebanks, count for their base relation."""


class RelationChooser:
    """Scores pairs of words and chooses a relation.

    Treebanks differ in the subtypes they mark, and the model was taught that a plain relation may hide one. So first
    the base relation with most probability over all its subtypes is chosen, then the likeliest shown form of it.
    """

    def __init__(self, relations: list[str], table: NDArray[np.float32]) -> None:
        """``relations`` in alphabetical order; ``table`` (relations, size + 1, size + 1), dependent by head."""
        count, size, _ = table.shape
        self._flat = np.ascontiguousarray(table.transpose(1, 0, 2).reshape(size, count * size))
        self._count = count
        self._root = relations.index("root")
        bases = [r.partition(":")[0] for r in relations]
        shown = [r if r in SUBTYPES else b for r, b in zip(relations, bases, strict=True)]
        names = sorted(set(shown))
        self.names = names
        """The relations that can be chosen."""
        self._to_shown = np.zeros((count, len(names)), np.float32)
        self._to_shown[np.arange(count), [names.index(s) for s in shown]] = 1
        base_names = sorted({n.partition(":")[0] for n in names})
        self._to_base = np.zeros((len(names), len(base_names)), np.float32)
        self._to_base[np.arange(len(names)), [base_names.index(n.partition(":")[0]) for n in names]] = 1

    def choose(
        self, dep: NDArray[np.float32], head: NDArray[np.float32], top: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Relations of (n, size) dependents and heads; ``top`` is True for roots of sentences.

        Returns the index into ``names`` of each chosen relation, and the log-probabilities (n, len(names)).
        """
        one = np.ones((len(dep), 1), np.float32)
        rows = (np.concatenate([dep, one], 1) @ self._flat).reshape(len(dep), self._count, -1)
        values = np.matmul(rows, np.concatenate([head, one], 1)[:, :, None])[:, :, 0]
        values[:, self._root] = -1e4
        values[top] = np.where(np.arange(self._count) == self._root, 0.0, -1e4)
        weights = np.exp(values - values.max(1, keepdims=True))
        shown = (weights / weights.sum(1, keepdims=True)) @ self._to_shown
        best = (shown @ self._to_base).argmax(1)
        chosen: NDArray[np.int64] = (shown * self._to_base[:, best].T).argmax(1)
        scores: NDArray[np.float32] = np.log(np.maximum(shown, 1e-12))
        return chosen, scores
