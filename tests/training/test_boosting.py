from __future__ import annotations

import random

import pytest

from lagebild.coding.trees import Trees

pytest.importorskip("lightgbm", reason="needed to grow trees, not to use them")
from training.boosting import grow, lean, plain


def test_trees_learn_what_counts_together() -> None:
    chance = random.Random(5)
    rows = [{name: float(chance.random() < 0.5) for name in "abcd"} for _ in range(600)]
    labels = [bool(row["a"] and not row["b"]) for row in rows]
    trees = Trees(grow(rows, labels, [1.0] * len(rows)))
    right, *wrong = trees.odds([{"a": 1.0}, {"b": 1.0}, {}, {"a": 1.0, "b": 1.0}])
    assert right > 1.0
    assert max(wrong) < 0.0


def test_a_tree_without_a_question_is_its_leaf() -> None:
    tree = plain({"leaf_value": 0.5})
    (found,) = Trees({"signs": ["a"], "trees": [tree]}).odds([{"a": 1.0}])
    assert found == pytest.approx(0.5)


def test_signs_that_no_node_asks_for_are_left_out() -> None:
    tree = {"nodes": [[2, 0.5, -1, -2]], "leaves": [-1.0, 1.0]}
    found = lean({"signs": ["a", "b", "c"], "trees": [tree]})
    assert found["signs"] == ["c"]
    assert Trees(found).odds([{"c": 1.0}, {"a": 1.0}]) == pytest.approx([1.0, -1.0])
