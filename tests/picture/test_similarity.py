from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lagebild.picture.features import Features, features, from_row
from lagebild.picture.similarity import Comparison, compare, kilometres
from tests.stories import reading

PUTIN = [("Wladimir Putin", "RUS", "GOV"), ("Massud Peseschkian", "IRN", "GOV")]
ENGLISH = [("Vladimir Putin", "RUS", "GOV"), ("Masoud Pezeshkian", "IRN", "GOV")]
DE = "Wladimir Putin traf Massud Peseschkian."
EN = "Vladimir Putin met Masoud Pezeshkian."


def feature(text: str, *claim: Any, number: int, language: str = "de", published: str = "2024-10-12") -> Features:
    told = reading(f"r{number}", text, claim, language=language, published=published)
    data = features(told.claims[0], told.report, told.report.published or dt.date.min)
    return from_row(data, claim=number, version=number, report=number)


def german(number: int = 1, **more: Any) -> Features:
    published = more.pop("published", "2024-10-12")
    return feature(DE, "CONSULT", "traf", PUTIN, [], more, number=number, published=published)


def english(number: int = 2, **more: Any) -> Features:
    published = more.pop("published", "2024-10-12")
    return feature(EN, "CONSULT", "met", ENGLISH, [], more, number=number, language="en", published=published)


def test_one_meeting_in_two_languages() -> None:
    result = compare(german(date="2024-10-11"), english(date="2024-10-11"))
    assert result.score > 0.9
    assert any("same day" in reason for reason in result.why)


def test_a_week_apart_is_another_meeting() -> None:
    result = compare(german(date="2024-10-11"), german(2, date="2024-10-18", published="2024-10-18"))
    assert result.score == 0.0


def test_a_day_apart_may_be_one_that_is_dated_differently() -> None:
    near, same = (compare(german(date="2024-10-11"), english(date=day)).score for day in ("2024-10-12", "2024-10-11"))
    assert 0.5 < near < same


def test_places_far_apart_speak_against_it() -> None:
    here = compare(german(place="Wien", country="AUT"), german(2, place="Wien", country="AUT"))
    there = compare(german(place="Wien", country="AUT"), german(2, place="Graz", country="AUT"))
    assert there.score < here.score


def test_other_types_are_other_events() -> None:
    attack = feature("Wladimir Putin griff an.", "ASSAULT", "griff an", PUTIN[:1], number=3)
    assert compare(german(), attack).score == 0.0


def test_versions_of_one_report_fit_even_with_another_date() -> None:
    one, other = german(date="2024-10-11"), german(2, date="2024-10-18")
    other.report = one.report
    assert compare(one, other).score > 0.5


def test_comparison_is_symmetric() -> None:
    one, other = german(date="2024-10-11"), english(place="Ashgabat", country="TKM")
    assert compare(one, other).points == pytest.approx(compare(other, one).points)


def test_reasons_add_up_to_the_points() -> None:
    result = Comparison()
    result.add(1.5, "one")
    result.add(-0.5, "two")
    assert result.points == 1.0
    assert result.why == ["one (+1.5)", "two (-0.5)"]


def test_kilometres() -> None:
    assert kilometres((52.52, 13.40), (48.21, 16.37)) == pytest.approx(523, abs=5)  # Berlin to Vienna
