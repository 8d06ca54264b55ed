"""The decision: how likely a word states an event of a type, from frames, the model's signal and context together.

A logistic regression over the features of :mod:`lagebild.coding.features`, fitted on the training gold by
``python -m training.coding`` and stored in ``data/combiner.json``: readable weights, no hidden layer. It has two sets
of weights, one for documents with the model's event signals and one for documents without (frames alone).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from lagebild.coding.features import Candidate, Counts
from lagebild.coding.odds import weighed

FLOOR = 0.15
"""Triggers below this probability do not even support an event that has a better one."""
BARE_FLOOR = 0.3
"""The same for words that no frame knows; they are evidence shown to people, so they must be likely themselves."""


@dataclass(slots=True)
class Combiner:
    """Weights by feature name, counts of the training gold, and the calibration of events."""

    weights: dict[str, dict[str, float]] = field(default_factory=dict)
    """``joint`` and ``frames``, each feature name to weight (``bias`` among them)."""
    counts: dict[str, Counts] = field(default_factory=dict)
    """By language: lemma to type to (right, wrong)."""
    calibration: dict[str, dict[str, float]] = field(default_factory=dict)
    """``joint`` and ``frames``: weights of an event's features for its confidence."""
    threshold: dict[str, float] = field(default_factory=dict)
    """The confidence from which on an event is kept, by the set of weights."""
    roles: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    """By the set of weights: ``actor`` and ``recipient``, the weights of :mod:`lagebild.coding.assign`."""

    modes: dict[str, dict[str, float]] = field(default_factory=dict)
    """Counts of modes in the training gold, see :mod:`lagebild.coding.modes`."""
    mode_weights: dict[str, float] = field(default_factory=dict)
    merging: dict[str, float] = field(default_factory=dict)
    """Weights of :func:`lagebild.coding.merge.pair_features`."""

    def probability(self, features: Mapping[str, float], variant: str) -> float:
        """Probability that the candidate with these features is an event."""
        return weighed(features, self.weights[variant])

    def confidence(self, features: Mapping[str, float], variant: str) -> float:
        """Calibrated probability that a whole event is right, by :func:`lagebild.coding.confidence.event_features`."""
        return weighed(features, self.calibration[variant])


@cache
def combiner() -> Combiner:
    """The shipped combiner."""
    text = (files(__package__) / "data" / "combiner.json").read_text(encoding="utf-8")
    return from_data(json.loads(text))


def from_data(data: Mapping[str, Any]) -> Combiner:
    """A combiner from its stored form."""
    counts: dict[str, Counts] = {
        language: {
            lemma: {event: (pair[0], pair[1]) for event, pair in table.items()} for lemma, table in lemmas.items()
        }
        for language, lemmas in data["counts"].items()
    }
    return Combiner(
        data["weights"],
        counts,
        data["calibration"],
        data["threshold"],
        data["roles"],
        data.get("modes", {}),
        data.get("mode_weights", {}),
        data.get("merging", {}),
    )


def choose(
    items: Iterable[Candidate],
    model: Combiner,
    variant: str,
    own: frozenset[str] = frozenset(),
    floor: float = FLOOR,
) -> list[Candidate]:
    """Score all candidates; keep the best type of each word, if it is likely enough to matter.

    Types in ``own`` (a user's) have no training gold: they are judged by :func:`own_score` and stand beside others.
    """
    best: dict[tuple[int, str], Candidate] = {}
    for item in items:
        is_own = item.type in own
        item.score = own_score(item) if is_own else model.probability(item.features, variant)
        key = (item.word, item.type if is_own else "")
        least = floor if item.match or floor < FLOOR else BARE_FLOOR
        if item.score >= least and (key not in best or item.score > best[key].score):
            best[key] = item
    return sorted(best.values(), key=lambda item: item.word)


def own_score(item: Candidate) -> float:
    """Belief in a user's own type: by the frame's flag and whether its roles are filled; no gold to learn from."""
    if item.match is None:
        return 0.0
    filled = bool(item.actors) + bool(item.recipients)
    if item.match.frame.strong:
        return 0.9
    if item.match.frame.weak:
        return (0.2, 0.4, 0.7)[filled]
    return (0.3, 0.7, 0.85)[filled]
