"""How sentences are put into batches for the network."""

from hypothesis import given
from hypothesis import strategies as st

from lagebild.analysis.network import _BATCH_PAIRS, _BATCH_PIECES, LONGEST, _batches


@given(st.lists(st.integers(2, LONGEST), max_size=300))
def test_every_sentence_is_in_one_batch_and_no_batch_needs_more_memory_than_it_may(lengths):
    batches = list(_batches(lengths))
    assert sorted(row for rows in batches for row in rows) == list(range(len(lengths)))
    for rows in batches:
        longest = max(lengths[row] for row in rows)
        assert len(rows) == 1 or len(rows) * longest <= _BATCH_PIECES
        assert len(rows) == 1 or len(rows) * longest**2 <= _BATCH_PAIRS
