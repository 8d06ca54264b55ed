"""What the same sentence, the sentences beside it and the report say of a type."""

from __future__ import annotations

import pytest

from lagebild.analysis.document import EventSignal
from lagebild.coding.features import Candidate
from lagebild.coding.neighbours import Neighbours
from tests.parses import parse

SENTENCE = """
Polizei Polizei NOUN 2 nsubj
handelte handeln VERB 0 root"""


def candidate(word: int, event: str, probability: float) -> Candidate:
    return Candidate(word, event, signal=EventSignal(word, {event: probability}))


def test_a_type_told_again_nearby_speaks_for_it_another_beside_it_does_not():
    here, same, other = candidate(0, "COERCE", 0.2), candidate(1, "COERCE", 0.7), candidate(1, "ASSAULT", 0.5)
    after = candidate(3, "COERCE", 0.4)
    values = Neighbours(parse(SENTENCE, SENTENCE), [here, same, other, after]).features(here)
    assert (values["near.model.same"], values["near.model.other"]) == (0.7, 0.5)
    assert (values["near.model.before"], values["near.model.after"]) == (0.0, 0.4)
    assert values["near.model.report"] == pytest.approx(0.7419, abs=0.001)
    assert values["near.frame.same"] == values["near.frame.report"] == 0.0
