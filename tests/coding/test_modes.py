from __future__ import annotations

from lagebild.analysis.document import EventSignal
from lagebild.coding.features import Candidate
from lagebild.coding.match import Match
from lagebild.coding.modes import choose_mode, key, shares
from tests.coding import mini

WEIGHTS = {"prior": 1.0, "frame": 1.0, "silent": 0.2, "model": 1.0, "lemma": 1.0}
FRAMES = mini("type: ASSAULT\nverbs:\n  bombardieren: subj > obj [aerial]\n  angreifen: subj > obj\n").verbs


def candidate(verb: str, modes: dict[str, float] | None = None) -> Candidate:
    (frame,) = FRAMES[verb]
    signal = EventSignal(0, {"ASSAULT": 0.9}, modes) if modes else None
    return Candidate(0, "ASSAULT", Match(frame, 0, 0, (0,), frame.mode), signal, lemma=verb, score=0.9)


def test_frame_gives_the_mode_where_nothing_else_is_known():
    assert choose_mode([candidate("bombardieren")], {}, {}, "de") == "aerial"
    assert choose_mode([candidate("angreifen")], {}, {}, "de") is None


def test_model_and_gold_speak_where_the_frame_is_silent():
    assert choose_mode([candidate("angreifen", {"drone": 0.8})], {}, WEIGHTS, "de") == "drone"
    table = {key("de", "angreifen", "ASSAULT"): {"beat": 5, "none": 1}}
    assert choose_mode([candidate("angreifen")], table, WEIGHTS, "de") == "beat"


def test_usual_mode_of_a_type_yields_to_the_frame():
    table = {"ASSAULT": {"firearms": 6, "none": 4}}
    assert choose_mode([candidate("bombardieren")], table, WEIGHTS, "de") == "aerial"
    assert shares({}) == {}
