from __future__ import annotations

from lagebild.attribution import Attribution, attribute
from lagebild.records import Party, Report
from tests.parses import parse

ALLEGED = """
Laut laut ADP 2 case
Reuters Reuters PROPN 3 obl
beschoss beschießen VERB 0 root VerbForm=Fin|Tense=Past
die der DET 5 det
Armee Armee NOUN 3 nsubj
ein ein DET 7 det
Lager_ Lager NOUN 3 obj
. . PUNCT 3 punct
"""
DENIED = """
Moskau Moskau PROPN 2 nsubj
weist weisen VERB 0 root VerbForm=Fin|Tense=Pres
den der DET 4 det
Vorwurf Vorwurf NOUN 2 obj Number=Sing
zurück_ zurück ADP 2 compound:prt
. . PUNCT 2 punct
"""
REFUSED = """
Moskau Moskau PROPN 2 nsubj
weist weisen VERB 0 root VerbForm=Fin|Tense=Pres
das der DET 4 det
Angebot Angebot NOUN 2 obj Number=Sing
zurück_ zurück ADP 2 compound:prt
. . PUNCT 2 punct
"""


def read(*sentences: str) -> Attribution:
    document = parse(*sentences)
    return attribute(document, Report("r", document.text, "de"))


def test_a_denial_finds_its_claim_in_the_sentence_before() -> None:
    found = read(ALLEGED, DENIED)
    found.link([2])
    assert [(s.name, s.stance) for s in found.sources_of(2)] == [("Reuters", "asserts"), ("Moskau", "denies")]
    assert found.status_of(2)[0] == "possible"


def test_a_refused_offer_denies_nothing() -> None:
    found = read(ALLEGED, REFUSED)
    assert found.link([2]) == {}
    assert found.status_of(2)[0] == "occurred"


def test_a_denial_does_not_go_to_the_accusation_itself() -> None:
    found = read(ALLEGED, DENIED)
    assert found.link({2: "ACCUSE"}) == {}


def test_who_demands_is_no_source_of_the_demand() -> None:
    found = read(ALLEGED)
    assert found.sources_of(2, "REQUEST", [Party("Reuters")]) == []
    assert found.sources_of(2, "ASSAULT", [Party("Reuters")])[0].name == "Reuters"
