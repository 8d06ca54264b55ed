"""Two regressions over named features with L-BFGS, for more rows than Newton's method likes.

``logistic``: yes or no for each row. ``conditional``: which of several alternatives is right, several right ones
allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Alternatives = Sequence[tuple[dict[str, float], bool]]
LEAST = 5
"""Rows in which a feature must be seen to get a weight."""
SPREAD = 0.3
"""Least deviation that features are divided by: without it a rare feature's weight would cost nearly nothing."""
_MEMORY, _STEPS = 8, 80


def conditional(groups: Sequence[Alternatives], decay: float = 5.0) -> dict[str, float]:
    """Weights that maximise the probability of the right alternatives of each group; groups without one are left out.

    ``decay`` is the L2 penalty on standardised features; what few alternatives show is not made cheaper by that
    (:data:`SPREAD`), so that one odd report does not decide how many parties a type has.
    """
    kept = [group for group in groups if any(good for _, good in group) and not all(good for _, good in group)]
    rows = [values for group in kept for values, _ in group]
    if not kept:
        return {}
    matrix, names, scale = _matrix(rows, SPREAD)
    sizes = [len(group) for group in kept]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.array([good for group in kept for _, good in group])

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = (matrix @ weights.astype(np.float32)).astype(np.float64)
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        mass = np.exp(scores)
        total, good = np.add.reduceat(mass, starts), np.add.reduceat(mass * right, starts) + 1e-12
        pull = mass / np.repeat(total, sizes) - mass * right / np.repeat(good, sizes)
        value = float(np.log(total / good).sum() + 0.5 * decay * weights @ weights)
        return value, (matrix.T @ pull.astype(np.float32)).astype(np.float64) + decay * weights

    weights = _minimise(loss, np.zeros(len(names)))
    return _named(names, weights / scale)


def logistic(
    rows: list[dict[str, float]], labels: Sequence[bool], importance: Sequence[float], decay: float = 2.0
) -> dict[str, float]:
    """The same weights as :func:`training.regression.regression`, ``bias`` among them, in less time."""
    matrix, names, scale = _matrix(rows, 1e-9)
    matrix = np.hstack([matrix, np.ones((len(rows), 1), np.float32)])
    target, heft = np.asarray(labels, np.float64), np.asarray(importance, np.float64)
    penalty = np.full(len(names) + 1, decay)
    penalty[-1] = 1e-6

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = (matrix @ weights.astype(np.float32)).astype(np.float64)
        value = heft @ (np.logaddexp(0, scores) - target * scores) + 0.5 * penalty @ weights**2
        pull = heft * (1 / (1 + np.exp(-np.clip(scores, -30, 30))) - target)
        return float(value), (matrix.T @ pull.astype(np.float32)).astype(np.float64) + penalty * weights

    weights = _minimise(loss, np.zeros(len(names) + 1))
    return {"bias": round(float(weights[-1]), 4), **_named(names, weights[:-1] / scale)}


def _matrix(
    rows: list[dict[str, float]], spread: float
) -> tuple[npt.NDArray[np.float32], list[str], npt.NDArray[np.float32]]:
    """Rows by names seen often enough, each column divided by its deviation; the names and the deviations."""
    seen = Counter(name for row in rows for name, value in row.items() if value)
    names = sorted(name for name, count in seen.items() if count >= LEAST)
    index = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)), np.float32)
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in index:
                matrix[number, index[name]] = value
    scale = matrix.std(axis=0)
    scale = np.maximum(scale, spread)
    matrix /= scale
    return matrix, names, scale


def _named(names: list[str], weights: Vector) -> dict[str, float]:
    return {name: value for name, weight in zip(names, weights, strict=True) if (value := round(float(weight), 4))}


def _minimise(loss: Callable[[Vector], tuple[float, Vector]], start: Vector) -> Vector:
    """L-BFGS with a halving line search (Nocedal & Wright, Numerical Optimization, algorithm 7.4)."""
    at, (value, slope) = start, loss(start)
    steps: list[tuple[Vector, Vector, float]] = []
    for _ in range(_STEPS):
        direction = -_two_loops(slope, steps)
        size = 1.0 if steps else 1.0 / max(1.0, float(np.abs(slope).sum()))
        descent = float(slope @ direction)
        for _ in range(20):
            then, (lower, steeper) = at + size * direction, loss(at + size * direction)
            if lower <= value + 1e-4 * size * descent:
                break
            size /= 2
        else:
            break
        moved, turned = then - at, steeper - slope
        if float(moved @ turned) > 1e-10:
            steps = [*steps[1 - _MEMORY :], (moved, turned, 1 / float(moved @ turned))]
        done = value - lower < 1e-5 * abs(value)
        at, value, slope = then, lower, steeper
        if done:
            break
    return at


def _two_loops(slope: Vector, steps: list[tuple[Vector, Vector, float]]) -> Vector:
    result = slope.copy()
    shares = []
    for moved, turned, rate in reversed(steps):
        shares.append(rate * float(moved @ result))
        result -= shares[-1] * turned
    if steps:
        moved, turned, _ = steps[-1]
        result *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned, rate), share in zip(steps, reversed(shares), strict=True):
        result += moved * (share - rate * float(turned @ result))
    return result
