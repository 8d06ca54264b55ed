"""Predicates and phrases of no event that users missed, read with the shipped frames."""

from __future__ import annotations

import pytest

from lagebild.coding.frames import lexicon
from lagebild.coding.match import find, look
from tests.parses import parse


def types(text: str, language: str) -> list[tuple[str, str | None]]:
    """Types and modes of the frames found."""
    return [(match.frame.type, match.mode) for match in find(parse(text, language=language), lexicon(language))]


@pytest.mark.parametrize(
    ("thing", "lemma", "wanted"),
    [("Raketen", "Rakete", ("AID", None)), ("Geiseln", "Geisel", ("RETREAT", "release"))],
)
def test_what_is_handed_over_tells_the_type(thing: str, lemma: str, wanted: tuple[str, str | None]):
    text = f"""
Kenia Kenia PROPN 6 nsubj
hat haben AUX 6 aux
{thing} {lemma} NOUN 6 obj
an an ADP 5 case
Uganda Uganda PROPN 6 obl
übergeben übergeben VERB 0 root VerbForm=Part"""
    assert types(text, "de") == [wanted]


@pytest.mark.parametrize(
    ("thing", "lemma", "wanted"),
    [("tanks", "tank", ("AID", None)), ("captives", "captive", ("RETREAT", "release"))],
)
def test_what_is_handed_over_tells_the_type_in_english(thing: str, lemma: str, wanted: tuple[str, str | None]):
    text = f"""
Kenya Kenya PROPN 2 nsubj
handed hand VERB 0 root VerbForm=Fin
over over ADP 2 compound:prt
{thing} {lemma} NOUN 2 obj
to to ADP 6 case
Uganda Uganda PROPN 2 obl"""
    assert types(text, "en") == [wanted]


def test_a_weapons_plant_abroad_is_cooperation():
    text = """
Kenya Kenya PROPN 2 nsubj
opened open VERB 0 root VerbForm=Fin
a a DET 5 det
drone drone NOUN 5 compound
plant plant NOUN 2 obj
in in ADP 7 case
Uganda Uganda PROPN 2 obl"""
    assert types(text, "en") == [("COOPERATE", None)]


def test_who_will_not_be_intimidated_is_not_threatened():
    document = parse(
        """
Kenya Kenya PROPN 5 nsubj:pass
would would AUX 5 aux
not not PART 5 advmod
be be AUX 5 aux:pass
intimidated intimidate VERB 0 root VerbForm=Part""",
        language="en",
    )
    found, silent = look(document, lexicon("en"))
    assert found == []
    assert 4 in silent


def test_who_is_not_intimidated_in_german_is_not_threatened():
    document = parse("""
Kenia Kenia PROPN 2 nsubj
lasse lassen VERB 0 root VerbForm=Fin
sich sich PRON 5 obj Reflex=Yes
nicht nicht PART 5 advmod
einschüchtern einschüchtern VERB 2 xcomp VerbForm=Inf""")
    found, silent = look(document, lexicon("de"))
    assert found == []
    assert {1, 4} <= silent


def test_a_plea_not_to_be_named_is_no_request():
    document = parse("""
Er er PRON 2 nsubj
bat bitten VERB 0 root VerbForm=Fin
darum darum ADV 2 advmod
nicht nicht PART 5 advmod
genannt nennen VERB 3 acl VerbForm=Part
zu zu PART 5 mark
werden werden AUX 5 aux:pass""")
    found, silent = look(document, lexicon("de"))
    assert found == []
    assert {1, 4} <= silent


@pytest.mark.parametrize("noun", ["Schutzvereinigung", "Rücklage", "Vertragsgrundlage", "Unternehmensberatung"])
def test_a_longer_end_that_only_looks_like_an_event_states_none(noun: str):
    assert types(f"{noun} {noun} NOUN 0 root", "de") == []
