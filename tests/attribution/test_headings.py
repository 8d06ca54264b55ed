from __future__ import annotations

from lagebild.attribution import attribute
from lagebild.attribution.model import Quote
from lagebild.records import Report
from tests.parses import parse

POLICE = """
Polizei_ Polizei NOUN 4 nsubj
: : PUNCT 1 punct
Demonstranten Demonstrant NOUN 4 nsubj:pass
festgenommen festnehmen VERB 0 root VerbForm=Part
"""
TOPIC = """
Ukraine_ Ukraine PROPN 4 nsubj
: : PUNCT 1 punct
Dorf Dorf NOUN 4 nsubj
beschossen beschießen VERB 0 root VerbForm=Part
"""
ARMY = """
Rebels rebel NOUN 2 nsubj
seize seize VERB 0 root VerbForm=Fin
airport_ airport NOUN 2 obj
: : PUNCT 5 punct
army army NOUN 2 parataxis
"""
STATEMENT = """
Rebels rebel NOUN 2 nsubj
fight fight VERB 0 root VerbForm=Fin
one one NUM 4 nummod
enemy_ enemy NOUN 2 obj
: : PUNCT 7 punct
the the DET 7 det
army_ army NOUN 2 parataxis
. . PUNCT 2 punct
"""
PERSON = """
Scholz_ Scholz PROPN 3 nsubj
: : PUNCT 1 punct
liefern liefern VERB 0 root VerbForm=Fin
Panzer Panzer NOUN 3 obj
"""


def quotes(text: str, language: str, *names: tuple[str, str]) -> list[Quote]:
    document = parse(text, language=language, names=names)
    found = attribute(document, Report("r", document.text, language)).quotes
    return [quote for quote in found if quote.form == "attribution"]


def test_who_stands_before_a_colon_speaks_what_follows() -> None:
    (quote,) = quotes(POLICE, "de")
    assert (quote.name, quote.words) == ("Polizei", {2, 3})


def test_a_topic_before_a_colon_says_nothing() -> None:
    assert quotes(TOPIC, "de", ("Ukraine", "LOC")) == []


def test_a_person_before_a_colon_speaks() -> None:
    (quote,) = quotes(PERSON, "de", ("Scholz", "PER"))
    assert quote.name == "Scholz"


def test_who_stands_at_the_end_of_a_headline_speaks_what_comes_before() -> None:
    (quote,) = quotes(ARMY, "en")
    assert (quote.name, quote.words) == ("army", {0, 1, 2})


def test_what_a_full_sentence_ends_in_is_no_source() -> None:
    assert quotes(STATEMENT, "en") == []
