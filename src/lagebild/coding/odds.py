"""Log-odds and probabilities: what every weighing of coding is built on."""

from __future__ import annotations

import math
from collections.abc import Mapping

_CUT = 30.0
"""Log-odds beyond these are certainty; the exponential stays in range."""


def logit(probability: float) -> float:
    """Log-odds, cut at 0.5 % and 99.5 %."""
    clipped = min(0.995, max(0.005, probability))
    return math.log(clipped / (1 - clipped))


def chance(odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-max(-_CUT, min(_CUT, odds))))


def weighed(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability that a logistic regression gives: ``bias`` and the weights of the features there are, summed."""
    return chance(weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items() if value))
