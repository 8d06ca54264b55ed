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
