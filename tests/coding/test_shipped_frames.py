"""What the shipped frames promise as a whole; single lines are checked when they are loaded."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from lagebild import ontology
from lagebild.coding.frames import lexicon

LANGUAGES = ("de", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_is_well_stocked(language):
    counts = Counter(frame.type for frame in lexicon(language).frames)
    assert set(counts) == set(ontology.event_types())
    assert min(counts.values()) >= 100, counts
    assert sum(counts.values()) >= 1500


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mode_has_predicates(language):
    found = {(frame.type, frame.mode) for frame in lexicon(language).frames}
    missing = [
        (kind.name, mode)
        for kind in ontology.event_types().values()
        for mode in kind.modes
        if (kind.name, mode) not in found
    ]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_predicate_stands_in_two_types(language):
    """Two senses of a word must differ by what they ask for, so that the more specific one can win."""
    types = defaultdict(set)
    for frame in lexicon(language).frames:
        types[frame.kind, frame.key].add(frame.type)
    assert not {key: names for key, names in types.items() if len(names) > 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_predicate_has_a_place_for_somebody(language):
    assert not [frame.id for frame in lexicon(language).frames if not frame.actors and not frame.recipients]


@pytest.mark.parametrize("language", LANGUAGES)
def test_compound_ends_are_long_enough_to_mean_something(language):
    assert not [frame.key for frame in lexicon(language).frames if frame.kind == "head" and len(frame.lemma) < 4]
