from __future__ import annotations

import sys

import pytest

from lagebild.coding.assign import assign, people
from lagebild.coding.events import Event, Trigger
from lagebild.coding.roles import Cast
from lagebild.coding.trees import Trees, shipped
from lagebild.records import Report
from tests.coding.people import grounding, mention
from tests.parses import parse

TWO = {
    "signs": ["subject", "noun"],
    "trees": [
        {"nodes": [[0, 0.5, -1, 1], [1, 0.5, -2, -3]], "leaves": [-2.0, 1.5, 0.25]},
        {"nodes": [[1, 0.5, -1, -2]], "leaves": [0.5, -0.5]},
    ],
}


def test_trees_ask_for_signs_together() -> None:
    rows = [{"subject": 1.0}, {"subject": 1.0, "noun": 1.0}, {"noun": 1.0, "unknown": 7.0}, {}]
    assert Trees(TWO).odds(rows) == pytest.approx([2.0, -0.25, -2.5, -1.5])


def test_no_rows_give_no_odds() -> None:
    assert Trees(TWO).odds([]) == []


def test_trees_of_both_sides_are_shipped() -> None:
    for side in ("actor", "recipient"):
        likely, unlikely = shipped(side).odds([{"slot": 1.0, "here": 1.0, "tie.path": 0.5, "arc": 5.0}, {"far": 1.0}])
        assert likely > unlikely
    assert shipped("pair").odds([{}]) != []


def test_trees_have_the_last_word_on_the_likeliest(monkeypatch: pytest.MonkeyPatch) -> None:
    subject = {"signs": ["tie.subject"], "trees": [{"nodes": [[0, 0.5, -1, -2]], "leaves": [-4.0, 4.0]}]}
    monkeypatch.setattr(sys.modules[assign.__module__], "shipped", lambda side: Trees(subject))
    document = parse("Kenia Kenia PROPN 2 nsubj\nwarnt warnen VERB 0 root\nUganda Uganda PROPN 2 obj")
    cast = Cast(
        document,
        Report("r", document.text, "de"),
        grounding(mention(document, "Kenia", "KEN"), mention(document, "Uganda", "UGA")),
    )
    pair = {"actor.fit": 1.0, "actor.none.best": -1.0, "recipient.fit": 1.0}
    weights = {"actor": {"bias": -3.0, "trees": 1.0}, "recipient": {"bias": -3.0}, "pair": pair}
    event = Event("THREATEN", [Trigger(1, 1, (1,), 0.9)])
    assign(event, cast, people(cast), weights)
    assert [role.party.code for role in event.actors] == ["KEN"]
