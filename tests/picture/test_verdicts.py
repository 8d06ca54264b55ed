from __future__ import annotations

import json
from pathlib import Path

import pytest

from lagebild.export import gold
from lagebild.picture import add, verdicts
from lagebild.picture import questions as ask
from lagebild.store import Store
from tests.stories import dam, meeting


@pytest.fixture
def two(store: Store) -> Store:
    add(store, meeting())
    add(store, meeting("2023-06-13", identity="meeting-2"))
    return store


def events(store: Store) -> list[tuple[int, int]]:
    return sorted((line.id, line.claims) for line in ask.events(store).events)


def test_same_and_back(two: Store) -> None:
    number = verdicts.same(two, 1, 2, who="ada")
    assert events(two) == [(1, 2)]
    verdicts.revoke(two, number, who="bob")
    assert events(two) == [(1, 1), (2, 1)]
    (kept,) = verdicts.listed(two)
    assert (kept.who, kept.kind, kept.revoked_by) == ("ada", "same", "bob")


def test_same_holds_when_more_comes(two: Store) -> None:
    verdicts.same(two, 1, 2, who="ada")
    add(two, meeting(identity="meeting-3", publisher="Morgenbote"))
    assert events(two) == [(1, 3)]


def test_different_and_back(store: Store) -> None:
    add(store, meeting())
    add(store, meeting(identity="meeting-2", publisher="Morgenbote"))
    number = verdicts.different(store, event=1, claims=[2], who="ada")
    assert events(store) == [(1, 1), (2, 1)]
    add(store, meeting(identity="meeting-3", publisher="Abendpost"))
    assert sorted(claims for _, claims in events(store)) == [1, 2]
    verdicts.revoke(store, number, who="ada")
    assert [claims for _, claims in events(store)] == [3]


def test_reject_takes_out_of_the_picture(two: Store) -> None:
    number = verdicts.reject(two, event=1, who="ada", note="a film plot")
    assert events(two) == [(2, 1)]
    assert [line.id for line in ask.events(two, ask.Filter(verdict="rejected")).events] == [1]
    verdicts.revoke(two, number, who="ada")
    assert events(two) == [(1, 1), (2, 1)]


def test_rejected_claim_does_not_count(store: Store) -> None:
    for item in dam()[:5]:
        add(store, item)
    verdicts.reject(store, claim=4, who="ada")
    verdicts.reject(store, claim=5, who="ada")
    view = ask.event(store, 1)
    assert view is not None
    assert view.line.state_controlled == 0
    assert next(item for item in view.fields if item.name == "actor").state == "agreed"


def test_wrong_entity_corrects_and_leads_to_gold(two: Store, tmp_path: Path) -> None:
    number = verdicts.wrong_entity(two, party=1, code="SWE", name="Anna Dahl", who="ada")
    assert ask.events(two, ask.Filter(actor="SWE")).total == 1
    assert ask.entity(two, "Anna Dahl") is not None
    assert gold.write(two, tmp_path / "gold.jsonl") == 1
    record = json.loads((tmp_path / "gold.jsonl").read_text(encoding="utf-8"))
    assert record["actors"][0]["country"] == "SWE"
    verdicts.revoke(two, number, who="ada")
    assert ask.events(two, ask.Filter(actor="SWE")).total == 0


def test_corrected_claim_leaves_the_event_it_does_not_fit(store: Store) -> None:
    add(store, meeting())
    add(store, meeting(identity="meeting-2", publisher="Morgenbote"))
    assert events(store) == [(1, 2)]
    first = verdicts.wrong_entity(store, party=3, code="PER", sector="REB", name="Ana Quispe", who="ada")
    second = verdicts.wrong_entity(store, party=4, code="FJI", sector="BUS", name="Tomasi Vula", who="ada")
    third = verdicts.different(store, event=1, claims=[2], who="ada") if events(store) == [(1, 2)] else None
    assert events(store) == [(1, 1), (2, 1)]
    for number in (third, second, first):
        if number is not None:
            verdicts.revoke(store, number, who="ada")
    assert events(store) == [(1, 2)]


def test_accepted_claims_are_gold(two: Store, tmp_path: Path) -> None:
    verdicts.accept(two, event=1, who="ada")
    assert gold.write(two, tmp_path / "gold.jsonl") == 1
    assert ask.events(two, ask.Filter(verdict="accepted")).total == 1


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda store: verdicts.accept(store, event=99, who="ada"), "no event 99"),
        (lambda store: verdicts.accept(store, claim=99, who="ada"), "no claim 99"),
        (lambda store: verdicts.accept(store, who="ada"), "either"),
        (lambda store: verdicts.same(store, 1, 1, who="ada"), "one already"),
        (lambda store: verdicts.different(store, event=1, claims=[2], who="ada"), "no claim 2"),
        (lambda store: verdicts.different(store, event=1, claims=[1], who="ada"), "no other claims"),
        (lambda store: verdicts.wrong_entity(store, party=99, who="ada"), "no party 99"),
        (lambda store: verdicts.revoke(store, 99, who="ada"), "no verdict 99"),
    ],
)
def test_what_is_not_there_is_told(two: Store, act: object, message: str) -> None:
    with pytest.raises(verdicts.VerdictError, match=message):
        act(two)  # type: ignore[operator]
