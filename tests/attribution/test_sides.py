from __future__ import annotations

import pytest

from lagebild.attribution.sides import Side, side
from lagebild.export import wording
from lagebild.records import Claim, Party, Source, Span


def claim(*actors: Party, to: tuple[Party, ...] = (), quad: str = "material conflict") -> Claim:
    return Claim("c", "r", "ASSAULT", actors=list(actors), recipients=list(to), triggers=[Span(0, 1)], quad=quad)


ARMY = Party("die Armee", code="UKR", sector="MIL")
ENEMY = Party("Truppen", code="RUS", sector="MIL")
CROWD = Party("Demonstranten", code="DEU", sector="CVL")


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (Source("Kiew", country="UKR", sector="GOV"), "party"),
        (Source("der Generalstab", country="RUS", sector="MIL"), "party"),
        (Source("ein Sprecher", country="RUS", kind="government"), "party"),
        (Source("Tass", country="RUS", kind="state-controlled medium"), "medium of a party"),
        (Source("Reuters", country="GBR", kind="news agency"), None),
        (Source("Anwohner", country="UKR", sector="CVL"), None),
        (Source("Paris", country="FRA", sector="GOV"), None),
        (Source("Augenzeugen"), None),
    ],
)
def test_who_speaks_for_a_party(source: Source, wanted: Side | None) -> None:
    assert side(claim(ARMY, to=(ENEMY,)), source) == wanted


def test_the_party_itself_by_its_words_in_the_text() -> None:
    crowd = Party("Demonstranten", span=Span(4, 16))
    assert side(claim(crowd), Source("Demonstranten", span=Span(0, 16))) == "party"


def test_courts_and_prosecutors_are_no_party_unless_they_act_themselves() -> None:
    police = Party("die Polizei", code="DEU", sector="COP")
    court = Source("das Gericht", country="DEU", sector="JUD", span=Span(10, 21))
    assert side(claim(police), court) is None
    assert side(claim(police, to=(CROWD,)), court) is None
    prosecutor = Source("die Staatsanwaltschaft", country="DEU", kind="judiciary")
    assert side(claim(police, to=(CROWD,)), prosecutor) is None
    itself = Party("das Gericht", code="DEU", sector="JUD", span=Span(10, 21))
    assert side(claim(itself, to=(CROWD,)), court) == "party"


def test_many_actors_share_the_code_of_an_international_body() -> None:
    body = Party("UNICEF", code="UNO", sector="GOV")
    assert side(claim(body), Source("WHO", country="UNO", sector="GOV")) is None


def test_shown_beside_the_claim_with_where_it_is_known_from() -> None:
    source = Source(
        "Tass", country="RUS", kind="state-controlled medium", why="cue; Tass: state-controlled medium (its imprint)"
    )
    line = wording.source(source, claim(ENEMY))
    assert "speaks for a party to the conflict" in line
    assert "party" not in wording.source(source)
    assert wording.known_from(source) == "its imprint"
    assert wording.known_from(Source("Anwohner", kind="witness", why="cue “sagten” (speech)")) == ""
