from __future__ import annotations

import datetime as dt

from lagebild.picture import add
from lagebild.picture import questions as ask
from lagebild.picture.report_origins import report_origins
from lagebild.picture.views import EventView, FieldView
from lagebild.store import Store
from tests.stories import meeting, reading


def dam_event(store: Store) -> EventView:
    view = ask.event(store, 1)
    assert view is not None
    return view


def field(view: EventView, name: str) -> FieldView:
    return next(item for item in view.fields if item.name == name)


def test_origins_are_counted_not_reports(told: Store) -> None:
    view = dam_event(told)
    assert view.line.backing == "5 reports, 3 origins, 1 state-controlled"
    assert {origin.name: len(origin.reports) for origin in view.origins} == {"dpa": 2, "Daily Ledger": 1, "TASS": 2}


def test_origin_has_its_reason(told: Store) -> None:
    reasons = {origin.name: origin.why for origin in dam_event(told).origins}
    assert "shorter text" in reasons["dpa"][0]
    assert reasons["Daily Ledger"] == []


def test_report_origins_over_the_store(told: Store) -> None:
    found = report_origins(told)
    assert found["dam-1"] == found["dam-2"]
    assert len(set(found.values())) == 4


def test_who_did_it_is_disputed_with_both_versions(told: Store) -> None:
    actor = field(dam_event(told), "actor")
    assert actor.state == "disputed"
    assert {tuple(version.value): version.origins for version in actor.versions} == {
        ("RUS",): ["Daily Ledger", "dpa"],
        ("UKR",): ["TASS"],
    }


def test_numbers_that_differ_are_disputed(told: Store) -> None:
    dead = field(dam_event(told), "number of dead")
    assert (dead.state, [version.label for version in dead.versions]) == ("disputed", ["12", "17"])


def test_date_is_agreed(told: Store) -> None:
    assert field(dam_event(told), "date").state == "agreed"


def test_denial_is_kept_with_who_denies(told: Store) -> None:
    view = dam_event(told)
    assert view.denied_by == ["der Kreml"]
    assert view.line.is_denied
    assert not view.line.is_confirmed
    assert {(stance.source, stance.stance) for stance in view.stances} == {("Kiew", "asserts"), ("der Kreml", "denies")}


def test_as_known_before_the_others_came(told: Store) -> None:
    view = ask.event(told, 1, as_of=dt.date(2023, 6, 6))
    assert view is not None
    assert view.line.reports == 3
    assert all(version.since <= dt.date(2023, 6, 6) for item in view.fields for version in item.versions)
    assert ask.event(told, 1, as_of=dt.date(2023, 6, 5)) is None


def test_confirmed_by_a_second_origin(store: Store) -> None:
    add(store, meeting())
    assert not ask.events(store).events[0].is_confirmed
    add(store, meeting(identity="meeting-2", publisher="Donau Journal"))
    text = "Ingrid Solvang met Mikko Lehtinen in Oslo on Tuesday for talks."
    who = [("Ingrid Solvang", "NOR", "GOV"), ("Mikko Lehtinen", "FIN", "GOV")]
    more = {"time": "on Tuesday", "date": "2023-06-06", "place": "Oslo", "country": "NOR"}
    add(store, reading("m3", text, ("CONSULT", "met", who, [], more), language="en", published="2023-06-07"))
    (line,) = ask.events(store).events
    assert (line.reports, line.is_confirmed) == (3, True)
    assert [found.id for found in ask.diff(store, dt.date(2023, 6, 7)).confirmed] == [line.id]


def test_one_outlets_two_reports_are_one_origin(store: Store) -> None:
    add(store, meeting())
    follow_up = meeting(identity="meeting-2")
    follow_up.report.text = "Kurz: " + follow_up.report.text.replace("Kollegen", "Amtskollegen")
    for claim in follow_up.claims:
        claim.triggers = []
    add(store, follow_up)
    (line,) = ask.events(store).events
    assert (line.reports, line.origins) == (2, 1)


def test_citing_an_outlet_is_its_origin(store: Store) -> None:
    who = [("Israel", "ISR", "GOV"), ("Katar", "QAT", "GOV")]
    for number, (publisher, text) in enumerate(
        [
            (
                "CNN",
                "Israel und Katar berieten in Doha über die Geiseln und eine Feuerpause, wie zwei Eingeweihte sagten.",
            ),
            ("Tagesspur", "Gespräche zwischen Israel und Katar: Beide berieten laut CNN in Doha."),
        ]
    ):
        told = ("CONSULT", "berieten", who, [], {"date": "2023-11-18", "place": "Doha", "country": "QAT"})
        add(store, reading(f"c{number}", text, told, published="2023-11-19", publisher=publisher))
    view = ask.event(store, 1)
    assert view is not None
    assert [origin.why for origin in view.origins] == [["cites CNN"]]
