"""Boosted decision trees over named signs: small, plain data, evaluated with numpy.

What fills a role hangs on signs together ("object of a passive noun of help"), which a weighted sum cannot say: of a
person for one side (``actor``, ``recipient``) and of whole fillings of both (``pair``). Trees are made by ``python -m
training.coding`` and stored in ``data/trees.json``: the signs' names and, for each tree, its nodes ``[sign, threshold,
below, above]`` (``below`` is taken where the sign's value is at most the threshold; a negative ``-1 - n`` is the tree's
leaf ``n``) and the leaves' log-odds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt


class Trees:
    """A sum of trees: log-odds of what they were grown for."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.columns = {name: number for number, name in enumerate(data["signs"])}
        trees = [(tree["nodes"], tree["leaves"]) for tree in data["trees"]]
        size = max(len(nodes) + len(leaves) for nodes, leaves in trees)
        shape = (len(trees), size)
        self._sign = np.zeros(shape, np.intp)
        self._threshold = np.full(shape, np.inf)
        self._below = np.tile(np.arange(size), (len(trees), 1))  # a leaf leads to itself
        self._above = self._below.copy()
        self._value = np.zeros(shape)
        self._depth = 0
        for number, (nodes, leaves) in enumerate(trees):
            self._fill(number, nodes, leaves)
        self._trees = np.arange(len(trees))

    def _fill(self, number: int, nodes: Sequence[Sequence[float]], leaves: Sequence[float]) -> None:
        def place(child: float) -> int:
            return int(child) if child >= 0 else len(nodes) - 1 - int(child)

        depths = [1] * len(nodes)
        for at, (sign, threshold, below, above) in enumerate(nodes):  # parents stand before their children
            self._sign[number, at], self._threshold[number, at] = int(sign), threshold
            self._below[number, at], self._above[number, at] = place(below), place(above)
            for child in (int(below), int(above)):
                if child >= 0:
                    depths[child] = depths[at] + 1
        self._value[number, len(nodes) : len(nodes) + len(leaves)] = leaves
        self._depth = max(self._depth, *depths)

    def odds(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """The log-odds of each row of signs."""
        table = np.zeros((len(rows), max(1, len(self.columns))))
        for number, row in enumerate(rows):
            for name, value in row.items():
                column = self.columns.get(name)
                if column is not None:
                    table[number, column] = value
        return [float(total) for total in self._sums(table)]

    def _sums(self, table: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        at = np.zeros((len(table), len(self._trees)), np.intp)
        rows = np.arange(len(table))[:, None]
        for _ in range(self._depth):
            low = table[rows, self._sign[self._trees, at]] <= self._threshold[self._trees, at]
            at = np.where(low, self._below[self._trees, at], self._above[self._trees, at])
        found: npt.NDArray[np.float64] = self._value[self._trees, at].sum(axis=1)
        return found


@cache
def _stored() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files(__package__) / "data" / "trees.json").read_text(encoding="utf-8"))
    return found


@cache
def shipped(name: str) -> Trees:
    """The shipped trees of ``actor``, ``recipient`` or ``pair``."""
    return Trees(_stored()[name])
