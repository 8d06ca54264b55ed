"""Counts of the training gold: what is stored stays, what new frames bring in is added."""

from __future__ import annotations

from training.coding import with_new


def test_stored_counts_stay_and_new_pairs_come_in():
    stored = {"de": {"angreifen": {"ASSAULT": [9.0, 2.0]}}}
    found = {
        "de": {"angreifen": {"ASSAULT": [3.0, 1.0], "ACCUSE": [4.0, 0.0]}},
        "en": {"attack": {"ASSAULT": [1.0, 0.0]}},
    }
    assert with_new(stored, found) == {
        "de": {"angreifen": {"ASSAULT": [9.0, 2.0], "ACCUSE": [4.0, 0.0]}},
        "en": {"attack": {"ASSAULT": [1.0, 0.0]}},
    }
