"""Claims to events: average-link clustering of one connected piece of the graph of links.

The result depends on the links alone, not on the order in which claims came. Ties fall to the smaller keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

TOGETHER = 0.5
"""Mean score of all pairs at which two groups still become one."""


def cluster(
    claims: Sequence[int],
    scores: Mapping[tuple[int, int], float],
    apart: set[tuple[int, int]],
    together: Sequence[tuple[int, int]] = (),
) -> list[list[int]]:
    """Group claims (sorted in the order that decides ties).

    ``scores``: of pairs (smaller, larger); missing ones count 0. ``apart``: pairs that must not meet in one group.
    ``together``: pairs that must, by a person's word; it wins over ``apart``.
    """
    order = {claim: place for place, claim in enumerate(claims)}
    size = len(claims)
    totals = np.zeros((size, size))
    barred = np.zeros((size, size), dtype=bool)
    for (one, other), score in scores.items():
        totals[order[one], order[other]] = totals[order[other], order[one]] = score
    for one, other in apart:
        barred[order[one], order[other]] = barred[order[other], order[one]] = True
    groups: list[list[int]] = [[place] for place in range(size)]
    for one, other in together:
        _join_forced(groups, totals, barred, order[one], order[other])
    _join_all(groups, totals, barred)
    return [[claims[place] for place in sorted(group)] for group in groups if group]


def _join_forced(groups: list[list[int]], totals: np.ndarray, barred: np.ndarray, one: int, other: int) -> None:
    first = next(number for number, group in enumerate(groups) if one in group)
    second = next(number for number, group in enumerate(groups) if other in group)
    if first != second:
        _join(groups, totals, barred, min(first, second), max(first, second))


def _join_all(groups: list[list[int]], totals: np.ndarray, barred: np.ndarray) -> None:
    """Join the best pair of groups until none is good enough."""
    sizes = np.array([len(group) for group in groups], dtype=float)
    while True:
        weights = np.outer(sizes, sizes)
        means = np.divide(totals, weights, out=np.zeros_like(totals), where=weights > 0)
        means[barred] = 0.0
        np.fill_diagonal(means, 0.0)
        best = int(np.argmax(np.round(means, 9)))  # the first of equals: the smaller keys
        one, other = divmod(best, len(groups))
        if not means.size or means[one, other] < TOGETHER:
            return
        one, other = min(one, other), max(one, other)
        _join(groups, totals, barred, one, other)
        sizes[one] += sizes[other]
        sizes[other] = 0


def _join(groups: list[list[int]], totals: np.ndarray, barred: np.ndarray, one: int, other: int) -> None:
    groups[one] += groups[other]
    groups[other] = []
    totals[one] += totals[other]
    totals[:, one] = totals[one]
    totals[other] = totals[:, other] = 0.0
    barred[one] |= barred[other]
    barred[:, one] = barred[one]
