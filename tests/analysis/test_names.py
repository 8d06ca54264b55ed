from __future__ import annotations

import numpy as np

from lagebild.analysis.names import decode_names

TAGS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]


def rows(*tags: str) -> np.ndarray:
    return np.array([[0.9 if t == tag else 0.025 for t in TAGS] for tag in tags], np.float32)


def test_spans_and_scores() -> None:
    found = decode_names(rows("O", "B-PER", "I-PER", "O", "B-ORG"), TAGS)
    assert [f[:3] for f in found] == [(1, 3, "PER"), (4, 5, "ORG")]
    assert 0.9 < found[0][3] <= 1


def test_a_name_starts_even_with_an_inside_tag_and_keeps_one_label() -> None:
    assert [f[:3] for f in decode_names(rows("I-PER", "I-PER", "I-ORG"), TAGS)] == [(0, 3, "PER")]


def test_two_names_side_by_side() -> None:
    assert [f[:3] for f in decode_names(rows("B-PER", "B-PER"), TAGS)] == [(0, 1, "PER"), (1, 2, "PER")]
