from __future__ import annotations

import pytest

from lagebild.analysis.document import Document, EventSignal
from lagebild.coding import Frames, code
from lagebild.coding.assign import assign, people
from lagebild.coding.decide import Combiner, choose, own_score
from lagebild.coding.events import Event, Role, Trigger
from lagebild.coding.features import Candidate, candidates, quoted_words
from lagebild.coding.frames import read_yaml
from lagebild.coding.match import find, look
from lagebild.coding.roles import Cast
from lagebild.records import Party, Report
from tests.coding import mini
from tests.coding.people import grounding, mention
from tests.parses import parse

FRAMES = mini("type: COERCE\nverbs:\n  verhaften: subj > obj [arrest]\n")
SENTENCE = """
Die der DET 2 det
Polizei Polizei NOUN 3 nsubj
verhaftete verhaften VERB 0 root
Reporter Reporter NOUN 3 obj"""
SIDE = {"bias": -2.0, "slot": 4.0, "here": 1.0, "slot.other": -4.0}
ROLES = {
    "actor": SIDE,
    "recipient": SIDE,
    "pair": {"actor.fit": 1.0, "actor.some": 1.5, "recipient.fit": 1.0, "recipient.some": 1.5},
}
MODEL = Combiner(
    weights={
        "joint": {"bias": -2.0, "frame.verb": 3.0, "model.logit": 1.0},
        "frames": {"bias": -2.0, "frame.verb": 3.0, "role.none": -2.0},
    },
    calibration={kind: {"bias": 0.0, "best": 1.0} for kind in ("joint", "frames")},
    threshold={"joint": 0.4, "frames": 0.4},
    roles=dict.fromkeys(("joint", "frames"), ROLES),
)


def cast(document: Document) -> Cast:
    found = [
        mention(document, "Polizei", "TUR", "COP", kind="group", cluster=0),
        mention(document, "Reporter", "TUR", "JRN", kind="group", cluster=1),
    ]
    return Cast(document, Report("r", document.text, "de"), grounding(*found))


def spotted(document: Document) -> list[Candidate]:
    return candidates(document, find(document, FRAMES), cast(document), {"polizei": {"MOBILIZE": (5.0, 1.0)}})


def test_candidates_come_from_frames_model_and_training_counts():
    document = parse(SENTENCE)
    document.events = [EventSignal(2, {"COERCE": 0.6, "ASSAULT": 0.2, "AID": 0.01})]
    found = {(item.word, item.type): item for item in spotted(document)}
    assert set(found) == {(2, "COERCE"), (2, "ASSAULT"), (1, "MOBILIZE")}
    assert found[2, "COERCE"].features["role.both"] == 1.0
    assert found[2, "COERCE"].features["model.best"] == 1.0
    assert found[2, "ASSAULT"].features["frame.none"] == 1.0
    assert found[1, "MOBILIZE"].features["model.silent"] == 1.0
    assert found[1, "MOBILIZE"].features["lemma.odds"] > 0


def test_one_type_a_word_the_likelier():
    document = parse(SENTENCE)
    document.events = [EventSignal(2, {"COERCE": 0.6, "ASSAULT": 0.5})]
    (best,) = choose(spotted(document), MODEL, "joint")
    assert best.type == "COERCE"
    assert best.score == pytest.approx(MODEL.probability(best.features, "joint"))


def test_confidence_grows_with_the_score():
    low, high = (MODEL.confidence({"best": score}, "joint") for score in (-1.0, 1.4))
    assert 0 < low < high < 1


def test_code_finds_the_event_with_and_without_the_model():
    document = parse(SENTENCE)
    frames = Frames()
    frames._lexicons["de"] = FRAMES
    report, found = Report("r", document.text, "de"), grounding(*cast(document).mentions)
    (event,) = code(document, report, found, frames, model=MODEL)
    assert (event.type, event.mode, event.word) == ("COERCE", "arrest", 2)
    assert [role.party.text for role in event.actors] == ["Polizei"]
    assert [role.party.text for role in event.recipients] == ["Reporter"]
    assert event.why
    document.events = [EventSignal(2, {"COERCE": 0.01})]
    assert code(document, report, found, frames, model=MODEL) == []
    assert len(code(document, report, found, frames, model=MODEL, min_confidence=0.0)) == 1


def test_own_type_needs_no_gold():
    document = parse("""
Norwegen Norwegen PROPN 2 nsubj
trat treten VERB 0 root
der der DET 4 det
Nato Nato PROPN 2 iobj
bei bei ADP 2 compound:prt""")
    frames = Frames()
    data = read_yaml("type: JOIN\nquad: verbal_cooperation\nframes: {de: {verbs: {beitreten: subj > iobj}}}", "x")
    assert frames.add(data, "x") == []
    found = grounding(mention(document, "Norwegen", "NOR"), mention(document, "Nato", "IGO"))
    events = code(document, Report("r", document.text, "de"), found, frames, model=MODEL)
    events = [event for event in events if event.type == "JOIN"]
    assert [(event.type, event.confidence) for event in events] == [("JOIN", 0.85)]
    assert events[0].own is not None
    assert events[0].own.quad == "verbal_cooperation"
    assert own_score(Candidate(0, "JOIN")) == 0.0


def test_quotation_ends_with_its_paragraph():
    document = parse(
        "„ „ PUNCT 2 punct\nNein nein INTJ 0 root\n“ “ PUNCT 2 punct\nsagte sagen VERB 2 parataxis\ner er PRON 4 nsubj"
    )
    assert quoted_words(document) == {1}


def test_roles_move_to_the_likelier_side_and_open_ones_are_filled():
    document = parse(SENTENCE)
    persons = cast(document)
    first = persons.mentions[0]
    event = Event("COERCE", [Trigger(2, 2, (2,), 0.9)], actors=[Role(Party("Polizei"), 1, first, "subj")])
    assign(event, persons, people(persons), ROLES)
    assert [role.party.text for role in event.actors] == ["Polizei"]
    assert [(role.party.text, role.via) for role in event.recipients] == [("Reporter", "context")]


def test_names_are_no_triggers_without_a_frame():
    document = parse("Reporter Reporter PROPN 0 root")
    document.events = [EventSignal(0, {"COERCE": 0.9})]
    persons = Cast(document, Report("r", document.text, "de"), grounding())
    assert candidates(document, [], persons, {"reporter": {"ASSAULT": (9.0, 0.0)}}) == []


def test_a_particle_states_nothing_that_its_verb_does_not():
    document = parse("""
Russland Russland PROPN 2 nsubj
griff greifen VERB 0 root
an an ADP 2 compound:prt""")
    document.events = [EventSignal(1, {"ASSAULT": 0.9}), EventSignal(2, {"MOBILIZE": 0.9})]
    persons = Cast(document, Report("r", document.text, "de"), grounding())
    assert [(item.word, item.type) for item in candidates(document, [], persons, {})] == [(1, "ASSAULT")]


def test_a_phrase_of_no_event_silences_the_model_too():
    lexicon = mini("type: none\nverbs: [Stellung nehmen]\n")
    document = parse("""
Kenia Kenia PROPN 2 nsubj
nahm nehmen VERB 0 root
keine kein DET 4 det
Stellung Stellung NOUN 2 obj""")
    document.events = [EventSignal(1, {"REJECT": 0.9}), EventSignal(3, {"REJECT": 0.9})]
    persons = Cast(document, Report("r", document.text, "de"), grounding())
    counts = {"stellung": {"MOBILIZE": (9.0, 1.0)}}
    assert {item.word for item in candidates(document, [], persons, counts)} == {1, 3}
    matches, silent = look(document, lexicon)
    assert candidates(document, matches, persons, counts, silent) == []
