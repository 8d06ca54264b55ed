from __future__ import annotations

import datetime as dt

import pytest

from lagebild.entities import code

DAY = dt.date(2024, 6, 1)


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("Tunisian police in Sfax", "TUN", "COP"),
        ("der kenianische Generalstabschef", "KEN", "MIL"),
        ("Sprecher des polnischen Außenministeriums", "POL", "GOV"),
        ("Polish Foreign Ministry spokesman", "POL", "GOV"),
        ("Norwegian ambassador to Chile", "NOR", "GOV"),
        ("der japanische Botschafter in Kairo", "JPN", "GOV"),
        ("Dortmunder Polizei", "DEU", "COP"),
        ("US-Beamte", "USA", "GOV"),
        ("vermummte Männer", None, "UAF"),
        ("rebels in Chad", "TCD", "REB"),
        ("Hisbollah-Kommandeur", "LBN", "REB"),
        ("Mexikaner", "MEX", "CVL"),
        ("Oppositionspolitiker in Sambia", "ZMB", "OPP"),
        ("der frühere peruanische Präsident", "PER", "ELI"),
        ("Downing Street", "GBR", "GOV"),
        ("die hessische Polizei", "DEU", "COP"),
        ("römische Ermittler", "ITA", "COP"),
        ("römisch-katholische Priester", None, "REL"),
        ("der nordrhein-westfälische Innenminister", "DEU", "GOV"),
        ("Tuscan farmers", "ITA", "AGR"),
        ("in Mali stationierte dänische Soldaten", "DNK", "MIL"),
        ("christliche bewaffnete Gruppe", None, "UAF"),
        ("ein Vertreter Sambias", "ZMB", "GOV"),
        ("Armeegeneral", None, "MIL"),
        ("Regierungskreise", None, "GOV"),
        ("Punjab teachers in India", "IND", "EDU"),
        ("Jagdflugzeuge", None, None),
    ],
)
def test_country_and_sector_of_descriptions(phrase: str, country: str | None, sector: str) -> None:
    found = code(phrase, DAY)
    assert (found.country, found.sector) == (country, sector), found.why


def test_an_office_means_its_holder_on_that_day() -> None:
    assert code("der Bundeskanzler", dt.date(2003, 1, 1)).name == "Gerhard Schröder"
    assert code("der Bundeskanzler", dt.date(2010, 1, 1)).name == "Angela Merkel"


def test_a_person_is_coded_by_the_office_held_on_that_day() -> None:
    assert code("Barack Obama", dt.date(2012, 1, 1)).sector == "GOV"
    assert code("Barack Obama", dt.date(2022, 1, 1)).sector == "ELI"


def test_context_gives_the_country_that_the_phrase_lacks() -> None:
    assert code("the defence ministry", DAY).country is None
    assert code("the defence ministry", DAY, "Soldiers marched through Lima, in Peru.").country == "PER"


def test_nothing_known_means_no_code() -> None:
    found = code("a quiet afternoon", DAY)
    assert (found.country, found.sector) == (None, None)


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("the People's Republic of China", "CHN"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Zairean troops", "COD"),
        ("Kampuchean guerrillas", "KHM"),
        ("the EEC", "EUR"),
    ],
)
def test_old_and_official_names_of_states(phrase: str, country: str) -> None:
    assert code(phrase, language="en").country == country


def test_blue_helmets_are_the_united_nations_unless_a_state_is_named() -> None:
    assert code("die Blauhelme", language="de").country == "UNO"
    assert code("österreichische Blauhelme", language="de").country == "AUT"
