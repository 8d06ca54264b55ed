from __future__ import annotations

import numpy as np

from lagebild.analysis.document import Name, Word
from lagebild.analysis.names import decode_names, harmonise

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


def test_a_surname_follows_the_full_name_of_the_text() -> None:
    words = [
        Word(i, i, i + 1, t, t, "PROPN", {}, -1, "root", 0) for i, t in enumerate(["Masoud", "Pez", "Pez", "russische"])
    ]
    names = [Name(0, 2, "PER", 0.99, 0, 2), Name(2, 3, "LOC", 0.5, 2, 3), Name(3, 4, "LOC", 0.5, 3, 4)]
    found = harmonise(names, words)
    assert [(n.first, n.last, n.label) for n in found] == [(0, 2, "PER"), (2, 3, "PER")]
    assert 0 < found[1].score < 1
