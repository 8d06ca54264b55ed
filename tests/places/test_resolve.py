from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.analysis.document import Document, Name
from lagebild.places import resolve
from lagebild.records import PlaceMention, Report
from tests.parses import parse


def places_of(text: str, language: str = "en", url: str | None = None) -> list[PlaceMention]:
    return resolve(Document(text, language), Report("r", text, language, url=url))


def brief(text: str, language: str = "en", url: str | None = None) -> list[tuple[str, str | None, str | None]]:
    return [(place.text, place.country, place.admin1) for place in places_of(text, language, url)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fair in Paris, Texas, opens on Monday.", [("Paris", "USA", "Texas"), ("Texas", "USA", "Texas")]),
        ("The talks in Paris went on.", [("Paris", "FRA", "Île-de-France")]),
        ("A judge in Lexington, Ky., agreed.", [("Lexington", "USA", "Kentucky"), ("Ky.", "USA", "Kentucky")]),
        ("A bridge in Lexington County was closed.", [("Lexington County", "USA", "South Carolina")]),
        ("The U.S. and China met in Doha.",
         [("U.S.", "USA", None), ("China", "CHN", None), ("Doha", "QAT", "Ad Dawḩah")]),
        ("Athens, GA is a college town.", [("Athens", "USA", "Georgia"), ("GA", "USA", "Georgia")]),
    ],
)  # fmt: skip
def test_english_places(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Tripoli im Libanon wurde geschossen.", [("Tripoli", "LBN"), ("Libanon", "LBN")]),
        ("Das Gipfeltreffen fand in Aschgabat statt.", [("Aschgabat", "TKM")]),
        ("Ein Schiff sank im Roten Meer.", [("Roten Meer", None)]),
        ("Die Vertreter Irans reisten nach Peking.", [("Irans", "IRN"), ("Peking", "CHN")]),
        ("Der US-Präsident sprach in Kiew.", [("Kiew", "UKR")]),
        ("Die Regierung will das Essen verteilen.", []),
    ],
)
def test_german_places(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(name, country) for name, country, _ in brief(text, "de")] == expected


def test_adjectives_and_peoples_are_no_places() -> None:
    assert places_of("Iranian officials met American diplomats and Germans.") == []
    assert places_of("Die iranische Regierung und die Deutschen verhandelten.", "de") == []


def test_persons_are_no_places() -> None:
    assert places_of("Jack London wrote it. Mr. Lancaster agreed. Sheriff Austin said no.") == []


def test_other_places_of_the_text_decide() -> None:
    text = "Storms hit Salem on Friday. Roads in Rolla, Cuba and Steelville, Missouri, were closed."
    assert brief(text)[0] == ("Salem", "USA", "Missouri")
    assert places_of(text)[0].why.startswith("fits the other places")


def test_a_list_of_states_is_no_nesting() -> None:
    text = "Delegates from Niger, Nigeria and Chad met."
    assert [country for _, country, _ in brief(text)] == ["NER", "NGA", "TCD"]


def test_the_home_of_the_publisher_counts() -> None:
    text = "A man was arrested in Durham on Sunday."
    assert brief(text, url="https://example.com/news")[0][1] == "USA"
    assert brief(text, url="https://example.co.uk/news")[0][1] == "GBR"


def test_a_thing_that_no_gazetteer_has_is_a_place_without_a_point() -> None:
    [place] = places_of("They swam in Quoggle Creek yesterday.")
    assert (place.text, place.kind, place.lat, place.geonames) == ("Quoggle Creek", "water", None, None)


def test_the_model_names_places_and_persons() -> None:
    text = "Yesterday Jordan won the match."
    start = text.index("Jordan")
    word = Name(1, 2, "PER", 0.9, start, start + 6)
    assert resolve(Document(text, "en", names=[word]), Report("r", text)) == []
    word.label = "LOC"
    assert [place.country for place in resolve(Document(text, "en", names=[word]), Report("r", text))] == ["JOR"]


def test_a_state_that_speaks_is_a_metonym() -> None:
    document = parse(
        """
        Moskau Moskau PROPN 2 nsubj Case=Nom
        warf werfen VERB 0 root
        Kiew Kiew PROPN 2 iobj
        Verrat Verrat NOUN 2 obj
        vor vor ADP 2 compound:prt
        """,
        names=(("Moskau", "LOC"), ("Kiew", "LOC")),
    )
    places = resolve(document, Report("r", document.text, "de"))
    assert [(place.text, place.kind) for place in places] == [("Moskau", "metonym"), ("Kiew", "city")]
    assert "stands for its government" in places[0].why


@given(st.text(alphabet="AbParis Texas,.-'\n Kairo in Ü", max_size=80), st.sampled_from(["de", "en", "xx"]))
def test_spans_are_the_words_of_the_text(text: str, language: str) -> None:
    found = places_of(text, language)
    assert all(text[place.span.start : place.span.end] == place.text for place in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_an_empty_text_has_no_places() -> None:
    assert places_of("") == []
