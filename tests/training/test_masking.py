from __future__ import annotations

from types import SimpleNamespace

import pytest

torch = pytest.importorskip("torch", reason="only training needs it")


def test_only_pieces_of_event_sentences_are_hidden():
    from training.batches import MASK
    from training.train import _masked

    batch = SimpleNamespace(
        pieces=torch.tensor([[0, 9, 8, 2, 1], [0, 9, 8, 7, 2]]), sources=torch.tensor([0, 1])
    )  # two sentences with their end signs, the first padded
    found = _masked(batch, torch.tensor([True, False]), 1.0)
    assert found.tolist() == [[0, MASK, MASK, 2, 1], [0, 9, 8, 7, 2]]
    assert torch.equal(_masked(batch, torch.tensor([True, True]), 0.0), batch.pieces)
