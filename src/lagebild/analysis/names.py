"""From tag scores to names."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lagebild.analysis.document import Name, Word

_WEAK = 0.85
"""Belief below which a name without any capital letter or digit is dropped."""


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


def harmonise(names: list[Name], words: list[Word]) -> list[Name]:
    """One label for every name of a text: what its mentions, and full names that end in it, say together.

    "Pezeshkian" is a person where "Masoud Pezeshkian" is one. Names in lower case are dropped unless they are sure.
    """
    kept = [n for n in names if n.score >= _WEAK or _is_marked(n, words)]
    votes: dict[str, dict[str, float]] = {}
    for name in kept:
        keys = [_key(name, words)]
        if name.label == "PER" and name.last - name.first > 1:
            keys.append(words[name.last - 1].text.lower())
        for key in keys:
            row = votes.setdefault(key, {})
            row[name.label] = row.get(name.label, 0.0) + name.score
    for name in kept:
        row = votes[_key(name, words)]
        best = max(row, key=lambda label: row[label])
        if best != name.label:
            name.label, name.score = best, row[best] / sum(row.values())
    return kept


def _key(name: Name, words: list[Word]) -> str:
    return " ".join(w.text for w in words[name.first : name.last]).lower()


def _is_marked(name: Name, words: list[Word]) -> bool:
    text = "".join(w.text for w in words[name.first : name.last])
    return text != text.lower() or text.upper() == text.lower() or any(c.isdigit() for c in text)
