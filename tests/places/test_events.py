from __future__ import annotations

import pytest

from lagebild.analysis.document import Document
from lagebild.places import event_place, resolve
from lagebild.places.grammar import use_of
from lagebild.records import PlaceMention, Report, Span
from tests.parses import parse

ATTACK = """
Rebellen Rebell NOUN 2 nsubj
griffen greifen VERB 0 root
am an ADP 4 case
Freitag Freitag PROPN 2 obl
Soldaten Soldat NOUN 2 obj
in in ADP 7 case
Kandahar Kandahar PROPN 2 obl
an an ADP 2 compound:prt
"""
SPEECH = """
Berlin Berlin PROPN 2 nsubj
verurteilte verurteilen VERB 0 root
den der DET 4 det
Angriff Angriff NOUN 2 obj
scharf scharf ADV 2 advmod
"""


def place(document: Document, name: str, kind: str = "city", country: str = "XXX") -> PlaceMention:
    start = document.text.index(name)
    return PlaceMention(Span(start, start + len(name)), name, name, 0.0, 0.0, country, kind=kind)


def word(document: Document, text: str) -> int:
    return next(word.index for word in document.words if word.text == text)


def test_the_locative_of_the_clause() -> None:
    document = parse(ATTACK)
    kandahar = place(document, "Kandahar")
    assert event_place(document, [kandahar], word(document, "griffen")) is kandahar


def test_a_government_is_not_the_place_and_the_sentence_before_is() -> None:
    document = parse(ATTACK, SPEECH)
    places = [place(document, "Kandahar"), place(document, "Berlin", kind="metonym")]
    assert event_place(document, places, word(document, "verurteilte")) is places[0]


def test_a_noun_of_the_event_in_the_clause_of_the_place() -> None:
    document = parse(
        """
        In in ADP 2 case
        Kabul Kabul PROPN 3 obl
        kam kommen VERB 0 root
        es es PRON 3 expl
        nach nach ADP 6 case
        Berlin Berlin PROPN 3 obl
        zu zu ADP 8 case
        Protesten Protest NOUN 3 obl
        """
    )
    kabul, berlin = place(document, "Kabul"), place(document, "Berlin")
    assert event_place(document, [kabul, berlin], word(document, "Protesten")) is kabul
    assert use_of(document, berlin) == "direction"


def test_the_dateline_where_nothing_nearer_tells() -> None:
    document = parse(
        """
        Ankara Ankara PROPN 0 root
        - - PUNCT 1 punct
        Truppen Truppe NOUN 4 nsubj
        griffen greifen VERB 1 parataxis
        an an ADP 4 compound:prt
        """
    )
    ankara = place(document, "Ankara")
    assert event_place(document, [ankara], word(document, "griffen")) is ankara


@pytest.mark.parametrize("index", [-1, 99])
def test_no_such_word(index: int) -> None:
    document = parse(ATTACK)
    assert event_place(document, [place(document, "Kandahar")], index) is None


def test_no_places() -> None:
    assert event_place(parse(ATTACK), [], 1) is None


def test_with_the_places_of_the_gazetteer() -> None:
    document = parse(ATTACK, names=(("Kandahar", "LOC"),))
    found = event_place(document, resolve(document, Report("r", document.text, "de")), 1)
    assert found is not None
    assert found.country == "AFG"


def test_where_only_the_correspondent_sits_is_not_where_it_happens() -> None:
    dateline = """
        NAIROBI NAIROBI PROPN 6 dep
        ( ( PUNCT 3 punct
        Reuters Reuters PROPN 1 dep
        ) ) PUNCT 3 punct
        - - PUNCT 1 punct
        wählte wählen VERB 0 root
        {0} {0} PROPN 6 nsubj
        """
    vote = """
        Soldaten Soldat NOUN 2 nsubj
        schossen schießen VERB 0 root
        """
    for state, expected in (("Malawi", "MWI"), ("Kenia", "KEN")):
        document = parse(dateline.format(state), vote)
        document.text = document.text.replace("( Reuters )", "(Reuters)  ")
        places = [place(document, "NAIROBI", "city", "KEN"), place(document, state, "country", expected)]
        found = event_place(document, places, word(document, "schossen"))
        assert found is not None
        assert found.country == expected
