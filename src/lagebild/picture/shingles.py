"""Texts that copy each other, found without comparing all with all.

Runs of five words are hashed; of these, winnowing (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003) keeps the
smallest of each window, so that any shared stretch of ``RUN + WINDOW - 1`` words leaves a common fingerprint. Unlike
MinHash it also finds a text that was cut short or put inside a longer one, and the fingerprints are rows in an index
that another process can use at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate

from lagebild.store.folding import plain

RUN = 5
WINDOW = 8
COPY = 0.5
"""Share of the shorter text's runs in the longer one from which on it counts as taken from it."""
LEAST = 4
"""Runs that a text must have to be compared at all."""
SHORT = 12
"""Runs below which nearly all (NEARLY) must be shared: short texts have phrases in common by chance."""
NEARLY = 0.9

_WORD = re.compile(r"[^\W_]+")


def runs(text: str) -> list[int]:
    """Hashes (63 bits) of all runs of RUN words of the text, normalised, in order."""
    words = [plain(word) for word in _WORD.findall(text)]
    data = " ".join(words).encode()
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    pieces = (data[start : end - 1] for start, end in zip(starts, starts[RUN:], strict=False))
    return [int.from_bytes(blake2b(piece, digest_size=8).digest(), "big") >> 1 for piece in pieces]


def fingerprints(hashes: list[int]) -> set[int]:
    """The smallest hash of every window of WINDOW runs."""
    last = max(1, len(hashes) - WINDOW + 1)
    return {min(hashes[start : start + WINDOW]) for start in range(last)} if hashes else set()


def is_copy(first: Sequence[int], second: Sequence[int]) -> float:
    """How much of the shorter text is in the longer one, 0 to 1, if it is enough for a copy; else 0."""
    share = containment(first, second)
    needed = COPY if min(len(first), len(second)) >= SHORT else NEARLY
    return share if share >= needed else 0.0


def containment(first: Sequence[int], second: Sequence[int]) -> float:
    """Share of the shorter text's runs that the longer one has too, 0 to 1; 0 if one has too few."""
    if min(len(first), len(second)) < LEAST:
        return 0.0
    one, other = set(first), set(second)
    return len(one & other) / min(len(one), len(other))
