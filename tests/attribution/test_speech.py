from __future__ import annotations

import numpy as np
import pytest

from lagebild.analysis.document import ArcSignal, CueSignal, Document
from lagebild.attribution import speech
from lagebild.attribution.speech_model import Table, key, weights
from lagebild.attribution.speech_signs import View, cue_of, of_cue, of_stretch
from lagebild.attribution.speech_stretches import stretches
from tests.parses import parse

SAYS = """
Der der DET 2 det
Minister Minister NOUN 3 nsubj
sagt sagen VERB 0 root VerbForm=Fin|Mood=Ind
dem der DET 5 det Case=Dat
Ausschuss Ausschuss NOUN 3 iobj Case=Dat
, , PUNCT 11 punct
dass dass SCONJ 11 mark
die der DET 9 det
Brücke Brücke NOUN 11 nsubj
bald bald ADV 11 advmod
öffnet öffnen VERB 3 ccomp VerbForm=Fin|Mood=Ind
. . PUNCT 3 punct
"""
ASKS = """
Wir wir PRON 2 nsubj Case=Nom|PronType=Prs
stellen stellen VERB 0 root VerbForm=Fin|Mood=Ind
die der DET 4 det
Frage Frage NOUN 2 obj Case=Acc
, , PUNCT 8 punct
ob ob SCONJ 8 mark
es es PRON 8 nsubj
reicht reichen VERB 4 acl VerbForm=Fin|Mood=Ind
. . PUNCT 2 punct
"""


@pytest.fixture
def says() -> Document:
    document = parse(SAYS)
    document.cues = [CueSignal(2, 0.95)]
    document.arcs = [ArcSignal(2, i, "source", 0.9) for i in (0, 1)]
    document.arcs += [ArcSignal(2, i, "addressee", 0.8) for i in (3, 4)]
    document.arcs += [ArcSignal(2, i, "message", 0.9) for i in range(6, 11)]
    return document


def test_who_says_what_to_whom(says: Document) -> None:
    found = speech.read(says)
    assert [one["cue"] for one in found] == [{2}]
    assert found[0]["Source"] == {0, 1}
    assert found[0]["Message"] == set(range(6, 11))
    assert found[0].get("Addr") == {3, 4}


def test_a_noun_and_its_verb_are_one_cue() -> None:
    document = parse(ASKS)
    document.cues = [CueSignal(1, 0.7), CueSignal(3, 0.9)]
    document.arcs = [ArcSignal(3, i, "message", 0.9) for i in (5, 6, 7)]
    found = speech.read(document)
    assert found[0]["cue"] == {1, 3}
    assert found[0]["Source"] == {0}
    assert found[0]["Message"] == {5, 6, 7}


def test_a_compound_of_a_known_cue_may_be_one() -> None:
    document = parse("Der der DET 2 det\nPrüfantrag Prüfantrag NOUN 3 nsubj\nkommt kommen VERB 0 root VerbForm=Fin")
    learned = weights("de")
    assert learned is not None
    found = speech.candidates(speech.View(document), {}, learned.known)
    assert [word.text for word in found] == ["Prüfantrag", "kommt"]


def test_without_weights_nothing_is_read() -> None:
    assert weights("xx") is None
    assert speech.read(parse(SAYS, language="xx")) == []


@pytest.mark.parametrize("cue", [{2}, {10}, {4, 10}])
def test_stretches_hold_each_other_word_of_the_sentence_once(cue: set[int]) -> None:
    document = parse(SAYS, ASKS)
    here = [stretch for stretch in stretches(document, cue) if stretch.kind in ("below", "aside", "above")]
    words = [index for stretch in here for index in stretch.words]
    assert sorted(words) == [i for i in range(12) if i not in cue]


def test_sentences_around_a_cue_are_stretches() -> None:
    document = parse(SAYS, ASKS, SAYS)
    around = {(s.kind, s.steps): s.words for s in stretches(document, {13}) if s.kind in ("next", "previous")}
    assert around == {("next", 1): tuple(range(21, 33)), ("previous", 1): tuple(range(12))}


def test_signs_do_not_depend_on_order(says: Document) -> None:
    view = View(says)
    common = cue_of(view, {2})
    assert common.beliefs["source"] == {0: 0.9, 1: 0.9}
    for stretch in stretches(says, {2}):
        assert of_stretch(view, common, stretch) == of_stretch(View(says), common, stretch)
    assert "L=sagen" in of_cue(view, says.words[2], None)


def test_unseen_signs_count_nothing() -> None:
    table = Table({key("seen"): 0}, np.array([[2.0, -1.0]], np.float32), np.array([0.5, 0.25], np.float32))
    assert table.scores(["seen", "new"]).tolist() == [2.5, -0.75]
    assert table.scores([]).tolist() == [0.5, 0.25]
