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
    ``together``: pairs that must, by a person's word; it wins over ``apart``. What must be together counts as one
    claim that fits another as well as the best of its parts.
    """
    bundles = _bundles(claims, together)
    place = {claim: number for number, bundle in enumerate(bundles) for claim in bundle}
    size = len(bundles)
    totals = np.zeros((size, size))
    barred = np.zeros((size, size), dtype=bool)
    for (one, other), score in scores.items():
        first, second = place[one], place[other]
        totals[first, second] = totals[second, first] = max(totals[first, second], score)
    for one, other in apart:
        barred[place[one], place[other]] = barred[place[other], place[one]] = True
    groups = [[number] for number in range(size)]
    _join_all(groups, totals, barred)
    return [sorted(claim for number in group for claim in bundles[number]) for group in groups if group]


def _bundles(claims: Sequence[int], together: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Claims that must be together, in the order of their first."""
    bundle = {claim: [claim] for claim in claims}
    for one, other in together:
        if bundle[one] is not bundle[other]:
            joined = bundle[one] + bundle[other]
            for claim in joined:
                bundle[claim] = joined
    return list({id(group): group for claim in claims for group in [bundle[claim]]}.values())


def _join_all(groups: list[list[int]], totals: np.ndarray, barred: np.ndarray) -> None:
    """Join the best pair of groups until none is good enough.

    A join changes the means of one row and column only, so that the best of each row is kept instead of looking
    through all pairs again.
    """
    sizes = np.ones(len(groups))
    means = np.round(totals, 9)
    means[barred] = 0.0
    np.fill_diagonal(means, 0.0)
    best = means.max(axis=1, initial=0.0)
    while len(groups):
        one = int(np.argmax(best))  # the first of equals: the smaller keys
        other = int(np.argmax(means[one]))
        if not best[one] or totals[one, other] / (sizes[one] * sizes[other]) < TOGETHER:
            return
        _join(groups, totals, barred, one, other)
        sizes[one] += sizes[other]
        sizes[other] = 0
        _renew(means, best, _row(totals[one], sizes, barred[one], one), one, other)


def _row(totals: np.ndarray, sizes: np.ndarray, barred: np.ndarray, one: int) -> np.ndarray:
    """Mean scores of a group with all groups; 0 with itself, empty ones and those that it must not meet."""
    weights = sizes[one] * sizes
    means: np.ndarray = np.divide(totals, weights, out=np.zeros_like(totals), where=weights > 0)
    means = np.round(means, 9)
    means[barred] = 0.0
    means[one] = 0.0
    return means


def _renew(means: np.ndarray, best: np.ndarray, row: np.ndarray, one: int, other: int) -> None:
    """Put in the means of a group that took another in, and the best of each row anew."""
    lost = (best > 0) & ((best == means[:, one]) | (best == means[:, other]))
    means[one] = means[:, one] = row
    means[other] = means[:, other] = 0.0
    np.maximum(best, row, out=best)
    lost[[one, other]] = True
    best[lost] = means[lost].max(axis=1)


def _join(groups: list[list[int]], totals: np.ndarray, barred: np.ndarray, one: int, other: int) -> None:
    groups[one] += groups[other]
    groups[other] = []
    totals[one] += totals[other]
    totals[:, one] = totals[one]
    totals[other] = totals[:, other] = 0.0
    barred[one] |= barred[other]
    barred[:, one] = barred[one]
