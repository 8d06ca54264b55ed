"""Logistic regression over named features, small enough to need no library but numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def regression(
    rows: list[dict[str, float]], labels: Sequence[bool], decay: float = 2.0, importance: Sequence[float] | None = None
) -> dict[str, float]:
    """Logistic regression by Newton's method; ``decay`` is the L2 penalty (on standardised features)."""
    names = sorted({name for row in rows for name in row})
    index = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names) + 1), np.float32)
    heft = np.ones(len(rows), np.float32) if importance is None else np.asarray(importance, np.float32)
    for number, row in enumerate(rows):
        for name, value in row.items():
            matrix[number, index[name]] = value
    scale = matrix[:, :-1].std(axis=0)
    scale[scale < 1e-9] = 1.0
    matrix[:, :-1] /= scale
    matrix[:, -1] = 1.0
    target = np.asarray(labels, np.float32)
    weights = np.zeros(len(names) + 1)
    penalty = np.full(len(weights), decay)
    penalty[-1] = 1e-6
    for _ in range(30):
        guess = 1 / (1 + np.exp(-np.clip(matrix @ weights.astype(np.float32), -30, 30)))
        gradient = matrix.T @ (heft * (guess - target)) + penalty * weights
        curvature = (matrix * (heft * guess * (1 - guess))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-3:
            break
    found = {name: round(float(weights[number] / scale[number]), 4) for name, number in index.items()}
    return {"bias": round(float(weights[-1]), 4), **{name: value for name, value in found.items() if value}}
