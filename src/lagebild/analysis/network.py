"""The model's run: sentences of words in, arrays of scores out. onnxruntime, tokenizers and numpy only."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from lagebild.analysis.embeddings import EmbeddingTable
from lagebild.analysis.model_files import ModelFiles

Array = NDArray[np.float32]
_START, _PAD, _STOP, _UNKNOWN = 0, 1, 2, 3
PIECES_PER_WORD = 12
LONGEST = 500
"""Pieces of one run over a sentence; longer sentences are cut into windows before."""
_BATCH_PIECES, _BATCH_PAIRS = 1100, 200_000
"""Pieces of a batch, and pairs of them in a sentence: attention needs memory for each pair, and keeps it for ever."""
_REMEMBERED_WORDS = 1 << 14


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says about one sentence of ``n`` words. All arrays are raw scores, not probabilities."""

    arc: Array
    """(n, n + 1): dependent by head, head 0 the root."""
    relation_head: Array
    """(n + 1, size), root first."""
    relation_dep: Array
    """(n, size)."""
    upos: Array
    features: Array
    """(n, sum of the sizes of all features)."""
    names: Array
    event: Array
    mode: Array
    status: Array
    cue: Array
    role_head: Array
    role_dep: Array
    vector: Array
    """(hidden,): the sentence's place among texts."""


class NetworkRunner:
    """Runs the ONNX network over batches of sentences."""

    def __init__(self, files: ModelFiles, threads: int | None = None) -> None:
        """``threads``: processors to use, by default all that this process may."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or len(os.sched_getaffinity(0))
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_mem_pattern = False  # a plan of memory for each shape of a batch, and there is no end of shapes
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(files.network), options, providers=["CPUExecutionProvider"])
        self._outputs = [o.name for o in self._session.get_outputs()]
        hidden = int(self._session.get_inputs()[0].shape[2])
        self._table = EmbeddingTable(files.embeddings, hidden)
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self.pieces = lru_cache(_REMEMBERED_WORDS)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """Piece ids of a word: at least one, at most ``PIECES_PER_WORD``."""
        ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:PIECES_PER_WORD]
        return tuple(ids) or (_UNKNOWN,)

    def windows(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Ranges of words that fit into one run each; one range unless the sentence is very long."""
        ranges, start, used = [], 0, 2
        for at, word in enumerate(words):
            size = len(self.pieces(word))
            if used + size > LONGEST:
                ranges.append((start, at))
                start, used = at, 2
            used += size
        ranges.append((start, len(words)))
        return ranges

    def run(self, sentences: Sequence[Sequence[str]]) -> list[Scores]:
        """Scores of sentences (each non-empty and within ``LONGEST`` pieces), in their order."""
        results: list[Scores | None] = [None] * len(sentences)
        encoded = [self.encode(words) for words in sentences]
        for rows in _batches([len(ids) for ids, _ in encoded]):
            for row, scores in zip(rows, self._run_batch([encoded[r] for r in rows]), strict=True):
                results[row] = scores
        return [r for r in results if r is not None]

    def encode(self, words: Sequence[str]) -> tuple[list[int], list[int]]:
        """Piece ids of a sentence with its end signs, and the place of every word's first piece."""
        ids, first = [_START], []
        for word in words:
            first.append(len(ids))
            ids += self.pieces(word)
        ids.append(_STOP)
        return ids, first

    def feed(self, encoded: list[tuple[list[int], list[int]]]) -> dict[str, NDArray[np.generic]]:
        """Inputs of the network for some encoded sentences (piece ids, first piece of every word)."""
        size = len(encoded)
        longest = max(len(ids) for ids, _ in encoded)
        width = max(len(first) for _, first in encoded)
        pieces = np.full((size, longest), _PAD, np.int64)
        first = np.zeros((size, width), np.int64)
        last = np.zeros((size, width), np.int64)
        words = np.zeros((size, width), np.float32)
        for i, (ids, starts) in enumerate(encoded):
            pieces[i, : len(ids)] = ids
            first[i, : len(starts)] = starts
            last[i, : len(starts)] = [*(s - 1 for s in starts[1:]), len(ids) - 2]
            words[i, : len(starts)] = 1
        mask = (pieces != _PAD).astype(np.float32)
        return {"embeddings": self._table[pieces], "mask": mask, "first": first, "last": last, "words": words}

    def _run_batch(self, encoded: list[tuple[list[int], list[int]]]) -> Iterator[Scores]:
        out = dict(zip(self._outputs, self._session.run(None, self.feed(encoded)), strict=True))
        for i, (_, starts) in enumerate(encoded):
            n = len(starts)
            rows = {k: v[i, :n] for k, v in out.items() if k not in ("arc", "relation_head", "vector")}
            yield Scores(
                arc=out["arc"][i, :n, : n + 1],
                relation_head=out["relation_head"][i, : n + 1],
                vector=out["vector"][i],
                **rows,
            )


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Indices grouped by similar length so that little is padding."""
    current: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        size, length = len(current) + 1, lengths[index]
        if current and (size * length > _BATCH_PIECES or size * length**2 > _BATCH_PAIRS):
            yield current
            current = []
        current.append(index)
    if current:
        yield current
