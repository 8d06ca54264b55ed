"""Weights of the learned reader of speech: hashed signs to log-odds, numpy only.

``data/speech_<language>.npz`` is written by ``python -m training.speech``: logistic regressions over the signs of
:mod:`lagebild.attribution.speech_signs`. Signs are kept as their CRC-32, so that the file stays small.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def key(sign: str) -> int:
    """The number under which a sign's weights are kept."""
    return zlib.crc32(sign.encode())


@dataclass(slots=True)
class Table:
    """Weights by sign, one column an answer."""

    rows: dict[int, int]
    weights: Array
    bias: Array

    def scores(self, signs: Iterable[str]) -> Array:
        """Log-odds of each answer; signs that were not seen in training count nothing."""
        rows = [self.rows[k] for k in map(key, signs) if k in self.rows]
        total: Array = self.bias + self.weights[rows].sum(axis=0) if rows else self.bias
        return total


@dataclass(slots=True)
class Weights:
    """All that training has found for one language."""

    cue: Table
    role: Table
    """Columns: no role, then the roles in their order."""
    trust: Array
    """How the score of a cue's signs and the model's own signals are joined; the last one is the bias."""
    known: frozenset[int]
    """Lemmas that were cues in training."""
    link: Table
    """One column: whether a word and its governor are parts of one cue."""


def _table(keys: NDArray[np.uint32], weights: NDArray[np.int8], scale: Array, bias: Array) -> Table:
    return Table({int(k): row for row, k in enumerate(keys)}, weights.astype(np.float32) * scale, bias)


@cache
def weights(language: str) -> Weights | None:
    """Weights of a language; None where nothing was trained."""
    path = files(__package__) / "data" / f"speech_{language}.npz"
    if not path.is_file():
        return None
    with path.open("rb") as stream, np.load(stream) as data:
        return Weights(
            _table(data["cue_keys"], data["cue"], data["cue_scale"], data["cue_bias"]),
            _table(data["role_keys"], data["role"], data["role_scale"], data["role_bias"]),
            data["trust"],
            frozenset(data["known"].tolist()),
            _table(data["link_keys"], data["link"], data["link_scale"], data["link_bias"]),
        )
