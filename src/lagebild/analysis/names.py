"""From tag scores to names."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def decode_names(probabilities: NDArray[np.float32], tags: list[str]) -> list[tuple[int, int, str, float]]:
    """Names in one sentence: first word, last word (exclusive), label, mean probability.

    ``probabilities`` has shape (words, tags), tags in BIO. Inside a name the label is the one with most probability
    over its words, so that a name never changes its label half way.
    """
    best = probabilities.argmax(1)
    found: list[tuple[int, int, str, float]] = []
    at = 0
    while at < len(best):
        if tags[best[at]] == "O":
            at += 1
            continue
        last = at + 1
        while last < len(best) and tags[best[last]].startswith("I-"):
            last += 1
        label = _label(probabilities[at:last], tags)
        columns = [i for i, t in enumerate(tags) if t[2:] == label]
        found.append((at, last, label, float(probabilities[at:last, columns].sum(1).mean())))
        at = last
    return found


def _label(probabilities: NDArray[np.float32], tags: list[str]) -> str:
    totals: dict[str, float] = {}
    for i, tag in enumerate(tags):
        if tag != "O":
            totals[tag[2:]] = totals.get(tag[2:], 0.0) + float(probabilities[:, i].sum())
    return max(totals, key=lambda label: totals[label])
