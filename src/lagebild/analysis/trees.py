"""From arc scores to dependency trees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9


def decode_tree(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best tree of one sentence.

    ``scores`` has shape (words, words + 1): dependent by head, head 0 the root. Returns the head of every word
    (0 for the root, otherwise 1 + word index); exactly one word hangs on the root and there is no cycle.
    """
    heads: NDArray[np.int64] = scores.argmax(1)
    if is_tree(heads):
        return heads
    square = np.full((len(scores) + 1, len(scores) + 1), _NEVER)
    square[1:] = scores
    return _single_root(square)[1:]


def is_tree(heads: NDArray[np.int64]) -> bool:
    """Whether heads (0 the root, otherwise 1 + index) form one tree with one root."""
    table = [0, *heads.tolist()]
    if table.count(0) != 2:
        return False
    state = [0] * len(table)
    state[0] = 2
    for start in range(1, len(table)):
        at, path = start, []
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = table[at]
        if state[at] == 1:
            return False
        for node in path:
            state[node] = 2
    return True


def _single_root(square: NDArray[np.float64]) -> NDArray[np.int64]:
    """Maximum spanning arborescence with one child of the root, by trying the likeliest roots."""
    heads = _arborescence(square)
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) <= 1:
        return heads
    best, best_score = heads, -np.inf
    for root in roots[np.argsort(-square[roots, 0])][:3]:
        limited = square.copy()
        limited[1:, 0] = _NEVER / 10
        limited[root, 0] = square[root, 0]
        candidate = _arborescence(limited)
        score = limited[np.arange(1, len(limited)), candidate[1:]].sum()
        if score > best_score:
            best, best_score = candidate, score
    return best


def _find_cycle(heads: NDArray[np.int64]) -> list[int]:
    """Some cycle, or an empty list."""
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path, at = [], start
        while at != 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if at != 0 and state[at] == 1 and at in path:
            return path[path.index(at) :]
        for node in path:
            state[node] = 2
    return []


def _arborescence(square: NDArray[np.float64]) -> NDArray[np.int64]:
    """Chu-Liu/Edmonds. ``square[dependent, head]``, node 0 the root. Returns heads, 0 for the root itself."""
    scores = square.copy()
    np.fill_diagonal(scores, _NEVER)
    scores[0] = _NEVER
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.array([i for i in range(len(scores)) if i not in set(cycle)])
    m = len(outside)
    smaller = np.full((m + 1, m + 1), _NEVER)
    smaller[:m, :m] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, inside)]
    smaller[:m, m] = leaving.max(1)
    via = inside[leaving.argmax(1)]
    kept = scores[inside, heads[inside]]
    entering = scores[np.ix_(inside, outside)] - kept[:, None]
    smaller[m, :m] = entering.max(0) + kept.sum()
    broken = inside[entering.argmax(0)]
    small_heads = _arborescence(smaller)
    result = heads.copy()
    for i, node in enumerate(outside):
        if node != 0:
            result[node] = via[i] if small_heads[i] == m else outside[small_heads[i]]
    source = small_heads[m]
    result[broken[source]] = outside[source]
    return result
