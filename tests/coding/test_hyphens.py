"""Compounds written with a hyphen, which the tokeniser takes apart."""

from __future__ import annotations

from lagebild.coding.match import find
from tests.coding import mini
from tests.parses import parse

FRAMES = mini("""
type: ASSAULT
nouns:
  Kampf: gen > gegen
heads:
  -angriff: gen|mod > auf|gegen
""")


def found(text: str) -> list[str]:
    document = parse(text)
    return [document.words[match.trigger].text for match in find(document, FRAMES)]


def test_the_first_part_states_no_event():
    assert (
        found("""
Kampf_ Kampf NOUN 3 compound
-_ - PUNCT 1 punct
Drohnen Drohne NOUN 0 root""")
        == []
    )


def test_the_second_part_does():
    assert found("""
Drohnen_ Drohne NOUN 3 compound
-_ - PUNCT 1 punct
Angriff Angriff NOUN 0 root""") == ["Angriff"]


def test_a_dash_between_words_joins_nothing():
    assert found("""
Kampf Kampf NOUN 3 compound
- - PUNCT 1 punct
Drohnen Drohne NOUN 0 root""") == ["Kampf"]
