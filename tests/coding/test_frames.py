from __future__ import annotations

import pytest

from lagebild import lang, ontology
from lagebild.coding.frames import Frame, FramesError, Lexicon, add_data, lexicon, parse_frame, read_yaml
from tests.coding import mini


def empty(language: str = "de") -> Lexicon:
    return Lexicon(language, types=dict(ontology.event_types()))


def frame(key: str, value: str, event: str = "CONSULT", kind: str = "verb", language: str = "de") -> Frame:
    found = parse_frame(event, kind, key, value, empty(language))  # type: ignore[arg-type]
    assert isinstance(found, Frame), found
    return found


def test_light_verb_with_contraction_and_preposition():
    found = frame("zu Besuch kommen {nach}", "subj > nach [visit]")
    assert (found.lemma, found.fixed, found.needs) == ("kommen", ("zu", "besuch"), ("nach",))
    assert (found.actors, found.recipients, found.mode) == (("subj",), ("nach",), "visit")
    assert frame("zur Verfügung stellen", "subj > iobj", "AID").fixed == ("zu", "verfügung")


def test_reflexive_is_no_fixed_word_and_articles_are_dropped():
    found = frame("sich an einen Tisch setzen {mit}", "subj = mit")
    assert found.reflexive
    assert found.fixed == ("an", "tisch")
    assert found.reciprocal


def test_english_verb_stands_first():
    found = frame("carry out {against}", "subj > against !", "ASSAULT", language="en")
    assert (found.lemma, found.fixed, found.strong, found.weak) == ("carry", ("out",), True, False)


def test_english_noun_with_of_has_its_head_first():
    found = frame("declaration of war", "gen|by > on|against", "THREATEN", "noun", "en")
    assert found.lemma == "declaration"
    assert found.fixed == ("of", "war")
    assert frame("arms embargo", "gen|by > on|against", "SANCTION", "noun", "en").lemma == "embargo"


def test_empty_side_and_flag():
    found = frame("Empfang", "> gen|von [visit] ?", kind="noun")
    assert found.actors == ()
    assert found.recipients == ("gen", "von")
    assert found.weak


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("treffen", "subj, obj", "cannot read"),
        ("treffen", "sujb > obj", "unknown slot 'sujb'"),
        ("treffen", "subj > obj [aerial]", "CONSULT has no mode 'aerial'"),
        ("{mit}", "subj = mit", "names no predicate"),
        ("treffen {mit", "subj = mit", "brace is open"),
    ],
)
def test_broken_lines_say_what_is_wrong(key: str, value: str, complaint: str):
    found = parse_frame("CONSULT", "verb", key, value, empty())
    assert isinstance(found, str)
    assert complaint in found


def test_broken_files_name_file_section_and_key():
    problems = add_data(empty(), {"type": "CONSULT", "verbs": {"treffen": "nix"}, "adverbs": {}}, "x.yaml")
    assert any("x.yaml: verbs: 'treffen'" in problem for problem in problems)
    assert any("unknown section 'adverbs'" in problem for problem in problems)
    assert "unknown" in add_data(empty(), {"type": "PARTY"}, "x.yaml")[0]


def test_doubled_keys_are_refused():
    with pytest.raises(FramesError, match="doubled keys: treffen"):
        read_yaml("type: CONSULT\nverbs:\n  treffen: subj = obj\n  treffen: subj > obj\n", "x.yaml")


def test_a_file_that_is_no_mapping_is_refused():
    with pytest.raises(FramesError, match="must hold 'type:'"):
        read_yaml("- a\n", "x.yaml")


def test_unknown_mode_of_a_modifier():
    assert "no mode 'bus'" in add_data(empty(), {"type": "ASSAULT", "modifiers": {"Drohnen-": "bus"}}, "x")[0]


def test_compounds_by_longest_known_head_and_modifier():
    words = mini(
        "type: ASSAULT\nheads: {-angriff: gen > auf, -luftangriff: 'gen > auf [aerial]'}\n"
        "modifiers: {Drohnen-: drone}\n"
    )
    assert words.compound("raketenangriff")[0] == "raketen"
    assert words.compound("nachtluftangriff")[1][0].mode == "aerial"
    assert words.compound("angriff")[1][0].key == "-angriff"
    assert words.compound("vertrag") == ("", [])
    assert words.modifier_mode("ASSAULT", "us-drohnen") == "drone"


def test_copy_is_independent():
    first = mini("type: AID\nverbs:\n  helfen: subj > iobj\n")
    second = first.copy()
    second.add(frame("spenden", "subj > an", "AID"))
    assert "spenden" not in first.verbs
    assert second.verbs["helfen"] == first.verbs["helfen"]


FAMILY = """
type: ACCUSE
verbs:
  als feige bezeichnen: subj > obj
families:
- verbs:
    - als
    - [falsch, feige]
    - [bezeichnen, zum Thema machen]
  roles: subj > obj [disapprove]
"""


def test_a_family_names_every_combination_and_yields_to_a_line_of_its_own():
    words = mini(FAMILY)
    modes = {frame.key: frame.mode for frame in words.frames}
    assert modes == {
        "als feige bezeichnen": None,
        "als falsch bezeichnen": "disapprove",
        "als falsch zum Thema machen": "disapprove",
        "als feige zum Thema machen": "disapprove",
    }
    assert next(frame for frame in words.verbs["machen"]).fixed == ("als", "falsch", "zu", "thema")


def test_broken_families_say_what_is_wrong():
    data = {"type": "ACCUSE", "families": [{"verbs": ["als", ["falsch"], "sehen"], "roles": "subject > obj"}, {}]}
    problems = add_data(empty(), data, "x.yaml")
    assert "families: 'als falsch sehen': unknown slot 'subject'" in problems[0]
    assert "must hold the words" in problems[1]


def test_phrases_of_no_event_stand_apart_from_the_frames():
    words = mini("type: none\nverbs: [[eine Rolle, [spielen, haben]]]\nnouns: [mit Hilfe]\n")
    assert not words.frames
    assert {frame.key for frame in words.blocked} == {"eine Rolle spielen", "eine Rolle haben", "mit Hilfe"}
    assert words.copy().blocked == words.blocked
    assert "names no predicate" in add_data(empty(), {"type": "none", "verbs": ["{mit}"]}, "x")[0]


@pytest.mark.parametrize("language", lang.languages())
def test_shipped_frames_are_valid(language: str):
    found = lexicon(language)
    assert all(item.language == language and item.type in found.types for item in found.frames)
