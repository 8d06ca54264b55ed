"""A cheap look at sentences before the network: whether they can state an event, by their words alone.

Each word has a weight, and so has each pair of neighbours; what a sentence's weights come to together tells how likely
the full path finds a claim in it. The weights were fitted on what the full path itself found in texts of many kinds
(``training/first_look.py``), so they stand for no rule and no list of words.

A sentence that counts is read with those before it, which tell who "he" is and who still speaks, and with the first of
the text; a text in which none counts is not read at all. What that saves and loses: ``docs/scale.md``.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SIZE = 1 << 16
"""Places for weights; words that fall on one place share it."""
BEGIN, END = 5, 4
"""Letters of a word's beginning and end that have weights of their own, for words never seen."""
BEFORE = 2
"""Sentences before one that counts that are read for its sake."""
LOOKED_AT = "looked at only: no sentence that could state an event"
"""Stands in the record of a report that did not go through the full path."""
PARTLY = "some sentences looked at only: they could state no event"
"""Stands in the record of a report of which sentences were left out."""
_MOST_WORDS = 100_000


def places(word: str) -> tuple[int, ...]:
    """Where the weights of a word (lower case) stand."""
    names = (f"w {word}", f"b {word[:BEGIN]}", f"e {word[-END:]}")
    return tuple(zlib.crc32(name.encode()) % SIZE for name in names)


def pair_place(first: str, second: str) -> int:
    """Where the weight of two neighbours stands."""
    return zlib.crc32(f"p {first} {second}".encode()) % SIZE


def forms(words: Iterable[str]) -> list[str]:
    """Words as they are looked up; figures all alike."""
    return ["0" if word[0].isdigit() else word.lower() for word in words if word]


def to_read(counts: Sequence[bool]) -> list[bool]:
    """Which sentences of a text are read, given which count."""
    some = any(counts)
    return [some and (at == 0 or any(counts[at : at + BEFORE + 1])) for at in range(len(counts))]


@dataclass(slots=True)
class FirstLook:
    """The weights of one language."""

    weights: NDArray[np.float32]
    """(SIZE,)."""
    bias: float
    threshold: float
    """A sentence with less does not count."""
    _words: dict[str, float] = field(default_factory=dict)

    def score(self, words: Iterable[str]) -> float:
        """The log-odds that the full path finds a claim in a sentence."""
        looked = forms(words)
        total = self.bias + sum(map(self._word, looked))
        for first, second in pairwise(looked):
            total += float(self.weights[pair_place(first, second)])
        return total

    def _word(self, word: str) -> float:
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _MOST_WORDS:
                self._words.clear()
            known = self._words[word] = float(self.weights[list(places(word))].sum())
        return known

    def to_read(self, sentences: Iterable[Iterable[str]]) -> list[bool]:
        """Which sentences of a text the full path must read, given their words; none where none can state an event."""
        return to_read([self.score(words) >= self.threshold for words in sentences])


@cache
def first_look(language: str) -> FirstLook | None:
    """The weights of a language code, None where there are none. To be used by one thread at a time."""
    with as_file(files("lagebild.analysis") / "data" / "first_look.npz") as path, np.load(path) as data:
        if f"{language}.weights" not in data:
            return None
        scale, bias, threshold = (float(value) for value in data[f"{language}.numbers"])
        return FirstLook(data[f"{language}.weights"].astype(np.float32) * np.float32(scale), bias, threshold)
