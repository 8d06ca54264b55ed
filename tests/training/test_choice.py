from __future__ import annotations

import random

import pytest

from training.choice import LEAST, conditional, logistic
from training.regression import regression


def rows(number: int) -> list[dict[str, float]]:
    chance = random.Random(3)
    return [{name: chance.random() for name in "abc" if chance.random() < 0.7} for _ in range(number)]


def test_logistic_finds_what_newton_finds():
    data = rows(200)
    labels = [row.get("a", 0.0) > row.get("b", 0.0) for row in data]
    fast, slow = logistic(data, labels, [1.0] * len(data)), regression(data, labels)
    assert fast.keys() == slow.keys()
    assert all(fast[name] == pytest.approx(slow[name], abs=0.05) for name in slow)


def test_conditional_learns_which_alternative_is_right():
    data = rows(120)
    groups = []
    for start in range(0, 120, 3):
        best = max(data[start : start + 3], key=lambda row: row.get("c", 0.0))
        groups.append([(row, row is best) for row in data[start : start + 3]])
    weights = conditional(groups)
    assert weights["c"] > 2
    assert abs(weights["a"]) < weights["c"] / 2
    assert conditional([[(data[0], False)]]) == {}


def test_rare_features_get_no_weight():
    data = [*rows(40), *({"rare": 1.0} for _ in range(LEAST - 1))]
    weights = logistic(data, [number % 2 == 0 for number in range(len(data))], [1.0] * len(data))
    assert "rare" not in weights
