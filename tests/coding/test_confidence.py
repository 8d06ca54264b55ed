"""What an event's confidence rests on beside its best word: the other events of the report."""

from __future__ import annotations

import pytest

from lagebild.coding.confidence import event_features
from lagebild.coding.features import Candidate
from lagebild.coding.odds import logit
from tests.parses import parse

SENTENCE = """
Polizei Polizei NOUN 2 nsubj
handelte handeln VERB 0 root
hart hart ADV 2 advmod"""
DOCUMENT = parse(SENTENCE, SENTENCE)


def candidate(word: int, event: str, lemma: str, score: float) -> Candidate:
    return Candidate(word, event, lemma=lemma, score=score)


def test_an_event_alone():
    group = [candidate(1, "COERCE", "handeln", 0.8), candidate(0, "COERCE", "polizei", 0.4)]
    (values,) = event_features([group], DOCUMENT)
    assert values["best"] == pytest.approx(logit(0.8))
    assert (values["more"], values["second"]) == (1.0, 0.4)
    assert values["told"] == values["told.close"] == values["beside"] == values["sentence"] == 0.0


def test_a_weaker_telling_knows_the_clearer_one():
    clear, weak = candidate(1, "COERCE", "handeln", 0.8), candidate(4, "COERCE", "handeln", 0.3)
    first, second = event_features([[clear], [weak]], DOCUMENT)
    assert first["told"] == 0.0
    assert second["told"] > 0.0
    assert second["told.close"] == 1.0
    assert second["told.beside"] == 1.0


def test_a_clearer_event_of_another_type_beside_it():
    clear, weak = candidate(1, "COERCE", "handeln", 0.8), candidate(0, "ASSAULT", "polizei", 0.3)
    first, second = event_features([[clear], [weak]], DOCUMENT)
    assert (first["beside"], second["beside"]) == (0.0, 0.8)
    assert second["told"] == 0.0
    assert first["sentence"] == second["sentence"] > 0.0
