"""From scores to what the model believes about events, reported speech and their parts, kept sparse."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lagebild.analysis.document import ArcSignal, CueSignal, EventSignal
from lagebild.analysis.network import Scores

Array = NDArray[np.float32]
EVENT_FLOOR = 0.08
"""Words with less belief in any event are left out."""
CUE_FLOOR = 0.15
SHOWN = 0.04
"""Types, modes and statuses below this are left out."""
ARC_FLOOR = 0.15
_EVENT_ARCS = frozenset({"actor", "recipient"})


def softmax(scores: Array) -> Array:
    """Probabilities along the last axis."""
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    result: Array = shifted / shifted.sum(-1, keepdims=True)
    return result


def sigmoid(scores: Array) -> Array:
    """Probabilities of independent yes-no scores."""
    result: Array = (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
    return result


class SignalReader:
    """Reads events, cues and arcs out of scores."""

    def __init__(self, labels: dict[str, list[str]], role: Array) -> None:
        """``role``: (labels, size + 1, size + 1), the bilinear tables of the arc labels."""
        self._events = labels["events"]
        self._modes = labels["modes"]
        self._statuses = labels["statuses"]
        self._arcs = labels["arcs"]
        count, size, _ = role.shape
        self._role = np.ascontiguousarray(role.transpose(1, 0, 2).reshape(size, count * size))

    def read(self, scores: Scores, first: int) -> tuple[list[EventSignal], list[CueSignal], list[ArcSignal]]:
        """Signals of one sentence whose first word has index ``first`` in the document."""
        types = softmax(scores.event)
        event_words = np.flatnonzero(1 - types[:, 0] >= EVENT_FLOOR)
        cue = sigmoid(scores.cue[:, 0])
        cue_words = np.flatnonzero(cue >= CUE_FLOOR)
        events = [self._event(scores, types, int(w), first) for w in event_words]
        cues = [CueSignal(first + int(w), float(cue[w])) for w in cue_words]
        heads = sorted({*event_words.tolist(), *cue_words.tolist()})
        arcs = (
            self._read_arcs(scores, heads, set(event_words.tolist()), set(cue_words.tolist()), first) if heads else []
        )
        return events, cues, arcs

    def _event(self, scores: Scores, types: Array, word: int, first: int) -> EventSignal:
        return EventSignal(
            first + word,
            _named(types[word, 1:], self._events[1:]),
            _named(softmax(scores.mode[word])[1:], self._modes[1:]),
            _named(softmax(scores.status[word]), self._statuses),
        )

    def _read_arcs(
        self, scores: Scores, heads: list[int], events: set[int], cues: set[int], first: int
    ) -> list[ArcSignal]:
        one = np.ones((len(scores.role_dep), 1), np.float32)
        head = np.concatenate([scores.role_head[heads], one[: len(heads)]], 1)
        dep = np.concatenate([scores.role_dep, one], 1)
        found = sigmoid((head @ self._role).reshape(len(heads), len(self._arcs), -1) @ dep.T)
        arcs = []
        for n, k, word in zip(*np.nonzero(found >= ARC_FLOOR), strict=True):
            label, at = self._arcs[k], heads[n]
            if word != at and at in (events if label in _EVENT_ARCS else cues):
                arcs.append(ArcSignal(first + at, first + int(word), label, float(found[n, k, word])))
        return arcs


def _named(probabilities: Array, names: list[str]) -> dict[str, float]:
    return {names[i]: float(probabilities[i]) for i in np.argsort(-probabilities)[:6] if probabilities[i] >= SHOWN}
