from __future__ import annotations

import pytest

from lagebild.places.gazetteer import Gazetteer, Place, gazetteer


def biggest(table: Gazetteer, name: str) -> Place:
    places = [table.place(number) for number in table.find(name).main]
    return max(places, key=lambda place: (place.kind == "country", place.population))


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_row_of_the_lists_of_names_is_a_place(language: str) -> None:
    assert gazetteer(language).unknown == []


@pytest.mark.parametrize(
    ("name", "english", "country"),
    [
        ("Aschgabat", "Ashgabat", "TKM"),
        ("Peking", "Beijing", "CHN"),
        ("Mailand", "Milan", "ITA"),
        ("Kiew", "Kyiv", "UKR"),
        ("Pjöngjang", "Pyongyang", "PRK"),
        ("Tiflis", "Tbilisi", "GEO"),
        ("Teheran", "Tehran", "IRN"),
        ("Elfenbeinküste", "Côte d’Ivoire", "CIV"),
        ("Kosovo", "Kosovo", "KOS"),
    ],
)
def test_german_names(name: str, english: str, country: str) -> None:
    place = biggest(gazetteer("de"), name)
    assert (place.name, place.country) == (english, country)


def test_names_with_an_adjective_are_found_in_every_case() -> None:
    table = gazetteer("de")
    forms = ["Rotes Meer", "Roten Meer", "Rote Meer"]
    assert {table.find(form).main for form in forms} == {table.find("Rotes Meer").main}
    assert table.place(table.find("Rotes Meer").main[0]).kind == "water"


def test_names_of_one_language_are_not_those_of_another() -> None:
    assert "water" not in {gazetteer("en").place(n).kind for n in gazetteer("en").find("Main").all}
    assert "water" in {gazetteer("de").place(n).kind for n in gazetteer("de").find("Main").all}


def test_a_city_knows_its_region_and_country() -> None:
    table = gazetteer("en")
    lexington = next(
        place
        for place in map(table.place, table.find("Lexington").main)
        if (region := table.region(place)) and region.name == "Kentucky"
    )
    assert lexington.parents[-1] == biggest(table, "United States").id
    assert lexington.lat == pytest.approx(38.0, abs=0.1)
    assert lexington.lon == pytest.approx(-84.5, abs=0.1)
    assert lexington.geonames == 4297983


def test_capitals_are_marked() -> None:
    assert biggest(gazetteer("en"), "Cairo").capital
    assert not biggest(gazetteer("en"), "Munich").capital


def test_nothing_is_found_for_no_name() -> None:
    found = gazetteer("en").find("Xyzzyplugh")
    assert not found.all


@pytest.mark.parametrize(("domain", "code"), [("ie", "IRL"), ("uk", "GBR"), ("de", "DEU"), ("com", None), ("", None)])
def test_top_level_domains(domain: str, code: str | None) -> None:
    assert gazetteer("en").by_domain(domain) == code


def test_an_unknown_language_has_the_names_of_geonames() -> None:
    table = Gazetteer("xx")
    assert table.find("Toulouse").main
    assert table.unknown == []
