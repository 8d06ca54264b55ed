from __future__ import annotations

import datetime as dt

import pytest

from lagebild.records import Report
from lagebild.times import resolve
from lagebild.times.context import tree_tense
from tests.parses import parse

MEETS = """
Der der DET 2 det
Rat Rat NOUN 3 nsubj
berät beraten VERB 0 root VerbForm=Fin|Tense=Pres
am an ADP 5 case
Montag Montag PROPN 3 obl
"""
MET = """
Der der DET 2 det
Rat Rat NOUN 3 nsubj
beriet beraten VERB 0 root VerbForm=Fin|Tense=Past
am an ADP 5 case
Montag Montag PROPN 3 obl
"""
HAS_MET = """
Der der DET 2 det
Rat Rat NOUN 6 nsubj
hat haben AUX 6 aux VerbForm=Fin|Tense=Pres
am an ADP 5 case
Montag Montag PROPN 6 obl
beraten beraten VERB 0 root VerbForm=Part
"""
WILL_MEET = """
Der der DET 2 det
Rat Rat NOUN 6 nsubj
wird werden AUX 6 aux VerbForm=Fin|Tense=Pres
am an ADP 5 case
Montag Montag PROPN 6 obl
beraten beraten VERB 0 root VerbForm=Inf
"""
IS_TO_BE_ELECTED = """
Der der DET 2 det
Rat Rat NOUN 6 nsubj:pass
soll sollen AUX 6 aux VerbForm=Fin|Tense=Pres
am an ADP 5 case
Montag Montag PROPN 6 obl
gewählt wählen VERB 0 root VerbForm=Part
werden werden AUX 6 aux:pass VerbForm=Inf
"""
IS_SAID_TO_HAVE_MET = """
Der der DET 2 det
Rat Rat NOUN 6 nsubj
soll sollen AUX 6 aux VerbForm=Fin|Tense=Pres
am an ADP 5 case
Montag Montag PROPN 6 obl
getagt tagen VERB 0 root VerbForm=Part
haben haben AUX 6 aux VerbForm=Inf
"""
IS_TO_BE_READY = """
Der der DET 2 det
Rat Rat NOUN 6 nsubj
soll sollen AUX 6 aux VerbForm=Fin|Tense=Pres
am an ADP 5 case
Montag Montag PROPN 6 obl
bereit bereit ADJ 0 root
sein sein AUX 6 cop VerbForm=Inf
"""
IS_BEING_ELECTED = """
Der der DET 2 det
Rat Rat NOUN 6 nsubj:pass
wird werden AUX 6 aux:pass VerbForm=Fin|Tense=Pres
am an ADP 5 case
Montag Montag PROPN 6 obl
gewählt wählen VERB 0 root VerbForm=Part
"""


@pytest.mark.parametrize(
    ("block", "sign"),
    [
        (MEETS, 1),
        (MET, -1),
        (HAS_MET, -1),
        (WILL_MEET, 1),
        (IS_TO_BE_ELECTED, 1),
        (IS_SAID_TO_HAVE_MET, -1),
        (IS_TO_BE_READY, 1),
        (IS_BEING_ELECTED, 1),
    ],
)
def test_tense_of_the_clause_decides_the_weekday(block: str, sign: int) -> None:
    document = parse(block)
    start = document.text.index("Montag")
    assert tree_tense(document, start, start + 6) == sign
    (mention,) = resolve(document, Report("r", document.text, "de", dt.date(2024, 10, 11)))
    assert mention.start == (dt.date(2024, 10, 14) if sign > 0 else dt.date(2024, 10, 7))


def test_names_of_persons_are_no_times() -> None:
    block = """
Im in ADP 2 case
August August PROPN 3 obl
starb sterben VERB 0 root VerbForm=Fin|Tense=Past
August August PROPN 3 nsubj
Bebel Bebel PROPN 4 flat
"""
    document = parse(block, names=(("August Bebel", "PER"),))
    mentions = resolve(document, Report("r", document.text, "de", dt.date(1913, 9, 1)))
    assert [(mention.span.start, mention.value) for mention in mentions] == [(3, "1913-08")]
