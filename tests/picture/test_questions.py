from __future__ import annotations

import datetime as dt
import json

import pytest

from lagebild.picture import questions as ask
from lagebild.picture.views import plain
from lagebild.store import Store


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (ask.Filter(), 2),
        (ask.Filter(actor="RUS"), 1),
        (ask.Filter(actor="RUS:MIL", with_="UKR"), 1),
        (ask.Filter(actor="RUS:GOV"), 0),
        (ask.Filter(recipient="UKR"), 1),
        (ask.Filter(type="CONSULT"), 1),
        (ask.Filter(country="NOR"), 1),
        (ask.Filter(disputed=True), 1),
        (ask.Filter(denied=False), 1),
        (ask.Filter(confirmed=True), 0),
        (ask.Filter(publisher="TASS"), 1),
        (ask.Filter(text="Staudamm"), 1),
        (ask.Filter(min_origins=3), 1),
        (ask.Filter(since=dt.date(2023, 6, 7)), 0),
        (ask.Filter(until=dt.date(2023, 6, 6)), 2),
        (ask.Filter(actor="Solvang"), 1),
    ],
)
def test_filters(told: Store, wanted: ask.Filter, count: int) -> None:
    assert ask.events(told, wanted).total == count


def test_facets_count_all_events_whatever_is_shown(told: Store) -> None:
    page = ask.events(told, limit=1)
    assert (page.total, len(page.events)) == (2, 1)
    assert {count.value: count.count for count in page.facets["type"]} == {"ASSAULT": 1, "CONSULT": 1}
    assert page.facets["month"][0].value == "2023-06"


def test_entity_in_any_spelling(told: Store) -> None:
    view = ask.entity(told, "Ингрид Солванг")
    assert view is not None
    assert view.line.name == "Ingrid Solvang"
    assert view.did.total == 1
    assert ask.entity(told, "Nobody Known") is None
    assert ask.entity(told, "\u2028 - !") is None, "signs are nobody's name"


def test_entities_listed_by_events(told: Store) -> None:
    assert {line.name for line in ask.entities(told, "Solvang")} == {"Ingrid Solvang"}
    assert len(ask.entities(told)) > 3


def test_between(told: Store) -> None:
    view = ask.between(told, "RUS", "UKR")
    assert view.page.total == 1
    (month,) = view.months
    assert (month.month, month.events, month.conflict, month.disputed) == ("2023-06", 1, 1, 1)
    assert month.score < 0
    assert view.forth >= 1


def test_network_and_map(told: Store) -> None:
    network = ask.network(told)
    assert {(edge.source, edge.target, edge.directed) for edge in network.edges} >= {("FIN", "NOR", False)}
    points = {point.country: point for point in ask.map_points(told)}
    assert set(points) == {"UKR", "NOR"}


def test_who_says_and_against_whom(told: Store) -> None:
    view = ask.who_says(told, "der Kreml")
    assert [count.value for count in view.by_stance] == ["denies"]
    assert view.contradicts == ["Kiew"]
    assert ask.who_says(told, "Nobody").stances == []


def test_track_records(told: Store) -> None:
    records = {record.name: record for record in ask.sources(told)}
    assert records["TASS"].state_controlled
    assert records["Daily Ledger"].first == 0
    assert records["Nordkurier"].first == 1
    speakers = {record.name: record for record in ask.sources(told, kind="source")}
    assert speakers["der Kreml"].denied == 1


def test_search_finds_words_and_counts(told: Store) -> None:
    found = ask.search(told, "staudamm")
    assert {hit.report.key for hit in found.hits} == {"dam-1", "dam-2"}
    assert "Staudamm" in found.hits[0].snippet
    assert [line.id for line in found.events] == [1]
    assert ask.search(told, "staudamm", publisher="Abendpost").total == 1
    assert ask.search(told, '"Nova Kakhovka"', language="en").total == 3
    assert ask.search(told, "kakhov*").total == 3
    assert ask.search(told, '" ?!').total == 0


def test_report_shows_words_copies_and_origin(told: Store) -> None:
    view = ask.report(told, "dam-2")
    assert view is not None
    assert view.origin == "dpa"
    assert view.copies[0].report.key == "dam-1"
    words = view.claims[0].words
    assert all(view.report.text[item.start : item.end] == item.text for item in words)
    assert ask.report(told, view.line.version) is not None
    assert ask.report(told, "nothing") is None


def test_claim_leads_to_its_report(told: Store) -> None:
    view = ask.claim(told, 1)
    assert view is not None
    assert view.report.key == "dam-1"
    assert ask.claim(told, 99) is None


def test_today_and_overview(told: Store) -> None:
    today = ask.today(told, dt.date(2023, 6, 6))
    assert {line.id for line in today.diff.new} == {1, 2}
    assert today.counts["reports"] == 4
    assert ask.today(told).day == dt.date(2023, 6, 7)
    assert ask.overview(told).events == 2


def test_diff_by_day_of_adding(told: Store) -> None:
    assert len(ask.diff(told, dt.date.today() - dt.timedelta(days=1), by="added").new) == 2
    assert ask.diff(told, dt.date.today() + dt.timedelta(days=1), by="added").new == []


def test_every_answer_is_json(told: Store) -> None:
    answers = [ask.event(told, 1), ask.report(told, "dam-1"), ask.today(told), ask.between(told, "RUS", "UKR")]
    for answer in answers:
        assert json.loads(json.dumps(plain(answer)))
