"""What a cheap look leaves out, and how that is marked."""

from __future__ import annotations

import numpy as np
import pytest

from lagebild import pipeline
from lagebild.analysis.first_look import BEFORE, LOOKED_AT, PARTLY, SIZE, FirstLook, first_look, pair_place, places
from lagebild.coding import Frames
from lagebild.engine import read_all
from lagebild.pipeline import Reader
from lagebild.records import Reading, Report

POLITICS = "Der Präsident von Frankreich hat am Montag Sanktionen gegen Russland verhängt."
COOKING = "Die Kartoffeln in Scheiben schneiden und mit etwas Salz in die Pfanne geben."


def look(**weights: float) -> FirstLook:
    table = np.zeros(SIZE, np.float32)
    for word, weight in weights.items():
        table[places(word)[0]] = weight
    return FirstLook(table, bias=-1.0, threshold=0.0)


def test_a_sentence_is_what_its_words_weigh() -> None:
    given = look(strike=3.0)
    given.weights[pair_place("no", "strike")] = -2.5
    assert given.score(["Strike", "today"]) == pytest.approx(2.0)
    assert given.score(["no", "Strike"]) == pytest.approx(-0.5)
    assert given.score([]) == pytest.approx(-1.0)


def test_figures_are_all_alike() -> None:
    given = look()
    assert given.score(["12", "men"]) == given.score(["507", "men"])


@pytest.mark.parametrize(
    ("counts", "read"),
    [("....", "...."), ("", ""), ("x...", "x..."), ("......x.", "o...oox."), (".x..x.", "oxoox."), ("..x", "oox")],
)
def test_sentences_before_one_that_counts_and_the_first_are_read_too(counts: str, read: str) -> None:
    chosen = look(strike=3.0).to_read([["strike"] if mark == "x" else ["soup"] for mark in counts])
    assert chosen == [mark != "." for mark in read]
    assert BEFORE == 2


@pytest.mark.parametrize("language", ["de", "en"])
def test_shipped_weights(language: str) -> None:
    given = first_look(language)
    assert given is not None
    assert given.weights.shape == (SIZE,)
    assert given.threshold < 0
    assert any(
        given.to_read([["Präsident", "verurteilte", "den", "Angriff"], ["president", "condemned", "the", "attack"]])
    )


def test_a_language_without_weights_is_read_in_full() -> None:
    assert first_look("xx") is None


@pytest.fixture
def only_sanctions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "first_look", lambda language: look(sanktionen=5.0))


@pytest.mark.usefixtures("only_sanctions")
def test_what_has_nothing_is_marked_as_looked_at_only() -> None:
    reader = Reader(threads=1, look_first=True)
    found = list(reader.read([Report("a", COOKING, "de"), Report("b", POLITICS, "de")]))
    assert [item.report.id for item in found if isinstance(item, Reading)] == ["a", "b"]
    cooking, politics = (item for item in found if isinstance(item, Reading))
    assert cooking.notes == [LOOKED_AT]
    assert cooking.claims == []
    assert politics.notes == []
    assert [claim.event for claim in politics.claims] == ["SANCTION"]


@pytest.mark.usefixtures("only_sanctions")
def test_sentences_left_out_are_noted_and_places_in_the_text_stay() -> None:
    text = f"{COOKING} {POLITICS} {COOKING}"
    (full,) = Reader(threads=1).read([Report("a", text, "de")])
    (partly,) = Reader(threads=1, look_first=True).read([Report("a", text, "de")])
    assert isinstance(full, Reading)
    assert isinstance(partly, Reading)
    assert partly.notes == [PARTLY]
    assert [claim.triggers for claim in partly.claims] == [claim.triggers for claim in full.claims] != []


def test_the_look_is_off_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(language: str) -> FirstLook:
        raise AssertionError(language)

    monkeypatch.setattr(pipeline, "first_look", never)
    own = Frames()
    for reader in (Reader(threads=1), Reader(threads=1, look_first=True, frames=own)):
        (found,) = reader.read([Report("a", COOKING, "de")])
        assert isinstance(found, Reading)
        assert found.notes == []


@pytest.mark.usefixtures("only_sanctions")
def test_the_engine_hands_it_on() -> None:
    (found,) = read_all([Report("a", COOKING, "de")], driver="here", look_first=True)
    assert isinstance(found, Reading)
    assert found.notes == [LOOKED_AT]
