"""Word-piece embeddings from a 4-bit table that is mapped, not loaded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_BLOCK = 18
"""Bytes of a block of 32 weights: a half-precision scale, then two weights a byte."""


class EmbeddingTable:
    """Rows of float32 for piece ids."""

    def __init__(self, path: Path, hidden: int) -> None:
        """Map the table; ``hidden`` is the width of a row."""
        self._rows = np.memmap(path, np.uint8, "r").reshape(-1, hidden // 32, _BLOCK)
        self._hidden = hidden

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """Ids of any shape to embeddings of that shape plus ``(hidden,)``."""
        unique, inverse = np.unique(pieces, return_inverse=True)
        packed = np.asarray(self._rows[unique])
        scale = np.ascontiguousarray(packed[:, :, :2]).view("<f2").astype(np.float32)
        nibbles = np.concatenate([packed[:, :, 2:] & 15, packed[:, :, 2:] >> 4], 2).astype(np.float32) - 8
        rows = (nibbles * scale).reshape(len(unique), self._hidden)
        return rows[inverse.reshape(-1)].reshape(*pieces.shape, self._hidden)
