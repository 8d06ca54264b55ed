from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lagebild.analysis.trees import decode_tree, is_tree


@given(st.integers(1, 9).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-20, 20, width=32))))
def test_any_scores_give_one_tree(scores: np.ndarray) -> None:
    heads = decode_tree(scores)
    assert is_tree(heads)
    assert len(heads) == len(scores)


def test_a_cycle_is_broken_at_the_best_place() -> None:
    scores = np.array([[1, -9, 10, 0], [2, 10, -9, 0], [0, 5, 1, -9]], np.float32)
    assert decode_tree(scores).tolist() == [2, 0, 1]


def test_two_roots_become_one() -> None:
    scores = np.array([[9, -9, 1], [8, 2, -9]], np.float32)
    assert decode_tree(scores).tolist() in ([0, 1], [2, 0])


def test_is_tree_rejects_cycles_and_two_roots() -> None:
    assert not is_tree(np.array([0, 0]))
    assert not is_tree(np.array([0, 3, 2]))
    assert is_tree(np.array([2, 0, 2]))
