"""What the analysis found in one sentence, apart from where it stands; sentences seen before are not analysed again.

A sentence is analysed by itself, so copies of a wire report, quotations and standing phrases need one run only.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lagebild.analysis.document import ArcSignal, CueSignal, EventSignal
from lagebild.analysis.grammar import Draft
from lagebild.analysis.network import Scores
from lagebild.analysis.reading import ScoreReader

Key = tuple[str, tuple[str, ...]]
"""Language code and words."""
MOST_WORDS = 60_000
"""Words of the sentences that are remembered: some 150 reports, measured at about 0.4 KB a word."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, or a window of a very long one; words are counted from its first. Must not be changed."""

    draft: Draft
    names: list[tuple[int, int, str, float]]
    """First word, last word (exclusive), label, score."""
    events: list[EventSignal]
    cues: list[CueSignal]
    arcs: list[ArcSignal]
    vector: NDArray[np.float32]
    """(hidden,)."""


def make_part(reader: ScoreReader, scores: Scores, draft: Draft) -> Part:
    """Everything that documents need of a sentence's scores; the scores themselves are not kept."""
    events, cues, arcs = reader.signals.read(scores, 0)
    lean = replace(draft, feature_scores={}, relation_scores={})
    return Part(lean, reader.names(scores), events, cues, arcs, scores.vector.copy())


class PartMemory:
    """The parts used last."""

    def __init__(self, most_words: int = MOST_WORDS) -> None:
        self._parts: OrderedDict[Key, Part] = OrderedDict()
        self._words = 0
        self._most = most_words

    def get(self, key: Key) -> Part | None:
        """The part of these words, if they were analysed not long ago."""
        part = self._parts.get(key)
        if part is not None:
            self._parts.move_to_end(key)
        return part

    def put(self, key: Key, part: Part) -> None:
        """Remember a part; the one unused for longest is forgotten."""
        self._parts[key] = part
        self._words += len(key[1])
        while self._words > self._most:
            (_, words), _ = self._parts.popitem(last=False)
            self._words -= len(words)
