"""What speaks for an event type around a word: the same type in its sentence, the sentences beside it, and the report.

An event is told in several words ("the attack ... when rockets struck"), so a type that the model sees nearby makes
a doubtful word likelier; a clear event of another type in the same sentence makes it less likely.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lagebild.analysis.document import Document

if TYPE_CHECKING:
    from lagebild.coding.features import Candidate


class Neighbours:
    """The candidates of a document by sentence, and what they add up to."""

    def __init__(self, document: Document, everything: Iterable[Candidate]) -> None:
        self._document = document
        self._there: dict[int, list[Candidate]] = defaultdict(list)
        self._model: dict[str, float] = defaultdict(float)
        self._framed: Counter[str] = Counter()
        for item in everything:
            self._there[document.words[item.word].sentence].append(item)
            self._model[item.type] += item.model or 0.0
            self._framed[item.type] += item.match is not None

    def features(self, candidate: Candidate) -> dict[str, float]:
        """Features of one candidate by name."""
        sentence = self._document.words[candidate.word].sentence
        others = [item for item in self._there[sentence] if item.word != candidate.word]
        same = [item for item in others if item.type == candidate.type]
        return {
            "near.model.same": _strongest(same),
            "near.model.other": _strongest(item for item in others if item.type != candidate.type),
            "near.model.before": self._strongest_at(sentence - 1, candidate.type),
            "near.model.after": self._strongest_at(sentence + 1, candidate.type),
            "near.model.report": math.log1p(max(0.0, self._model[candidate.type] - (candidate.model or 0.0))),
            "near.frame.same": float(any(item.match for item in same)),
            "near.frame.report": math.log1p(self._framed[candidate.type] - (candidate.match is not None)),
        }

    def _strongest_at(self, sentence: int, event: str) -> float:
        return _strongest(item for item in self._there.get(sentence, ()) if item.type == event)


def _strongest(items: Iterable[Candidate]) -> float:
    return max((item.model or 0.0 for item in items), default=0.0)
