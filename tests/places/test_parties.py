from __future__ import annotations

from lagebild.places import place_of, resolve
from lagebild.records import Party, PlaceMention, Report, Span
from tests.parses import parse


def _place(text: str, actors: list[Party], recipients: list[Party]) -> PlaceMention | None:
    lines = [f"{form} {form} NOUN {0 if number == 2 else 2} {'root' if number == 2 else 'dep'}"
             for number, form in enumerate(text.split(), 1)]  # fmt: skip
    document = parse("\n".join(lines))
    places = resolve(document, Report("r", document.text, "de"))
    return place_of(document, places, 1, actors, recipients)


def test_without_a_place_in_the_text_the_recipients_country_is_it() -> None:
    words = "Soldaten beschossen Bauern"
    found = _place(words, [Party("Soldaten", Span(0, 8), "TCD")], [Party("Bauern", Span(20, 26), "SDN")])
    assert found is not None
    assert (found.country, found.kind, found.text) == ("SDN", "country", "Bauern")
    assert found.lat is not None
    assert "assumed" in found.why


def test_bodies_of_several_states_are_nowhere() -> None:
    found = _place("Soldaten beschossen Bauern", [Party("Soldaten", Span(0, 8), "UNO")], [])
    assert found is None


def test_both_parties_of_one_country_overrule_the_texts_main_country() -> None:
    words = "Polizei beschoss Studenten , Chile und Chile und Peru schwiegen"
    both = [Party("Polizei", Span(0, 7), "PER")], [Party("Studenten", Span(17, 26), "PER")]
    one = [Party("Polizei", Span(0, 7), "PER")], [Party("Studenten", Span(17, 26), "CHL")]
    found, other = _place(words, *both), _place(words, *one)
    assert found is not None
    assert found.country == "PER"
    assert other is not None
    assert other.country == "CHL"


def _among(names: dict[str, str], others: str, actor: str) -> str | None:
    """Country of an event with one actor in a text that goes on with other words, some of them places."""
    event = "Polizei Polizei NOUN 2 nsubj\nschoss schießen VERB 0 root"
    rest = [f"{form} {form} NOUN {int(number > 1)} dep" for number, form in enumerate(others.split(), 1)]
    document = parse(event, "\n".join(rest))
    places = [
        PlaceMention(Span(found.start, found.end), found.text, found.text, 0.0, 0.0, names[found.text], kind="country")
        for found in document.words
        if found.text in names
    ]
    place = place_of(document, places, 1, [Party("Polizei", Span(0, 7), actor)], [])
    return place.country if place else None


def test_where_the_text_speaks_of_many_states_the_parties_are_asked_first() -> None:
    names = {"Chile": "CHL", "Peru": "PER", "Ghana": "GHA"}
    assert _among(names, "Chile Peru Ghana", "TCD") == "TCD"
    assert _among(names, "Chile Chile Ghana", "TCD") == "CHL"


def test_a_state_told_by_adjectives_alone_weighs_against_a_city_named_once() -> None:
    assert _among({"Brüssel": "BEL"}, "georgisch georgisch Brüssel", "GEO") == "GEO"
