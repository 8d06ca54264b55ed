from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from sqlalchemy import select

from lagebild.picture import add, merging
from lagebild.picture import questions as ask
from lagebild.records import Reading
from lagebild.store import Store, tables
from tests.stories import dam, meeting, reading


def partition(store: Store) -> set[frozenset[str]]:
    with store.reading() as connection:
        rows = connection.execute(select(tables.claim.c.key, tables.claim.c.event_id)).all()
    events: dict[int, set[str]] = {}
    for key, event in rows:
        events.setdefault(event, set()).add(key)
    return {frozenset(keys) for keys in events.values()}


def test_one_story_is_one_event(told: Store) -> None:
    assert {len(group) for group in partition(told)} == {5, 1}


@pytest.mark.parametrize("seed", range(4))
def test_order_of_adding_does_not_matter(told: Store, tmp_path: Path, seed: int) -> None:
    readings = dam()
    random.Random(seed).shuffle(readings)
    with Store.open(tmp_path / "other.db") as store:
        for item in readings:
            add(store, item)
        assert partition(store) == partition(told)
        flags = {line.label: (line.origins, line.disputed) for line in ask.events(store).events}
    assert flags == {line.label: (line.origins, line.disputed) for line in ask.events(told).events}


def test_look_alike_a_week_later_is_another_event(store: Store) -> None:
    add(store, meeting())
    add(store, meeting("2023-06-13", identity="meeting-2"))
    assert ask.events(store).total == 2


def test_adding_twice_changes_nothing(store: Store) -> None:
    first = add(store, meeting())
    before = counts(store)
    again = add(store, meeting())
    assert (first.outcome, again.outcome, again.events) == ("new", "same", [])
    assert counts(store) == before


def test_in_a_large_piece_an_event_takes_in_one_claim_of_a_report_and_keeps_its_own() -> None:
    before = {1: 5, 2: 5, 3: 6}
    scores = {(1, 10): 0.8, (2, 10): 0.7, (1, 11): 0.9, (2, 11): 0.9, (3, 11): 0.6, (3, 12): 0.4}
    assert merging._joined([10, 11, 12], before, scores) == [[10], [1, 2, 11], [12]]


def test_reports_that_tell_much_alike_keep_their_events_apart_in_a_large_piece(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "LARGEST", 2)
    for number in range(3):
        twice = meeting(identity=f"m{number}", publisher=f"Blatt {number}")
        other = meeting().claims[0]
        other.id = f"m{number}-2"
        twice.claims.append(other)
        add(store, twice)
    for keys in partition(store):
        assert len({key.partition("/")[0] for key in keys}) == len(keys)
    assert sorted(map(len, partition(store)))[-1] == 3


def counts(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {table.name: len(connection.execute(select(table)).all()) for table in tables.TABLES}


def test_changed_text_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    add(store, meeting())
    changed = meeting(identity="meeting-1")
    changed.report.text += " Das Treffen dauerte zwei Stunden."
    changed.report.published = dt.date(2023, 6, 8)
    assert add(store, changed).outcome == "changed"
    view = ask.report(store, "meeting-1")
    assert view is not None
    assert [line.until for line in view.versions] == [dt.date(2023, 6, 8), None]
    event = ask.event(store, 1)
    assert event is not None
    assert (event.line.claims, len(event.earlier), event.line.reports) == (1, 1, 1)


def test_claim_that_a_new_version_drops_is_withdrawn_but_was_known(store: Store) -> None:
    add(store, meeting())
    retracted = Reading(meeting().report)
    retracted.report.text = "Korrektur: Das Treffen hat nicht stattgefunden."
    retracted.report.published = dt.date(2023, 6, 9)
    add(store, retracted)
    assert ask.events(store).total == 0
    assert ask.events(store, ask.Filter(withdrawn=True)).total == 1
    before = ask.event(store, 1, as_of=dt.date(2023, 6, 8))
    assert before is not None
    assert not before.line.withdrawn
    assert [line.id for line in ask.diff(store, dt.date(2023, 6, 9)).withdrawn] == [1]


def test_two_claims_of_one_text_are_two_events(store: Store) -> None:
    text = "Norwegen verurteilte Belarus. Am Abend verurteilte Norwegen Belarus noch einmal."
    who, to = [("Norwegen", "NOR", "GOV")], [("Belarus", "BLR", "GOV")]
    add(store, reading("r", text, ("ACCUSE", "verurteilte", who, to), ("ACCUSE", "verurteilte", who, to)))
    assert ask.events(store).total == 2


def test_merge_explains_itself(told: Store) -> None:
    view = ask.event(told, 1)
    assert view is not None
    assert len(view.links) >= 4
    assert all(link.why and 0 < link.score <= 1 for link in view.links)
    assert view.history[0].kind == "opened"


def test_event_that_two_become_leads_on(store: Store) -> None:
    for item in dam()[2:4]:
        add(store, item)
    numbers = {line.id for line in ask.events(store).events}
    for item in (*dam()[:2], *dam()[4:5]):
        add(store, item)
    assert {view.line.id for view in (ask.event(store, number) for number in numbers) if view} == {1}
