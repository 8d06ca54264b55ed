from __future__ import annotations

from lagebild.attribution import attribute
from lagebild.records import Report
from tests.parses import parse

RESIDENTS = """
Soldaten Soldat NOUN 3 nsubj
hätten haben AUX 3 aux VerbForm=Fin
geschossen schießen VERB 0 root VerbForm=Part
, , PUNCT 5 punct
sagten sagen VERB 3 parataxis VerbForm=Fin
{who} {who} NOUN 5 nsubj
der der DET 8 det Case=Gen|Gender=Fem|Number=Sing
{whom} {whom} NOUN 6 nmod
{name} {name} PROPN 8 appos
. . PUNCT 3 punct
"""


def source(who: str, whom: str, name: str) -> str:
    document = parse(RESIDENTS.format(who=who, whom=whom, name=name))
    return attribute(document, Report("r", document.text, "de")).quotes[0].name


def test_a_medium_behind_a_speaker_is_spoken_to() -> None:
    assert source("Anwohner", "Nachrichtenagentur", "Reuters") == "Anwohner"


def test_staff_and_members_keep_what_they_belong_to() -> None:
    assert source("Reporter", "Nachrichtenagentur", "Reuters") == "Reporter der Nachrichtenagentur Reuters"
    assert source("Anwohner", "Siedlung", "Taq") == "Anwohner der Siedlung Taq"
