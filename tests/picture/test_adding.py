"""Several reports in one transaction give the same picture; what a writer remembers never outlives a change."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from lagebild.picture import add, add_all, links
from lagebild.picture import questions as ask
from lagebild.records import Claim, Party, Reading, Report, Span
from lagebild.store import Store
from lagebild.store.database import MEMORY
from tests.stories import reading as story

DAY = dt.date(2031, 5, 6)
TEXT = "Die Außenministerin von Nordland hat am Dienstag den Botschafter von Südland getroffen."


def reading(number: int, event: str = "CONSULT") -> Reading:
    report = Report(f"r{number}", f"{TEXT} Das war Treffen {number}.", "de", DAY, publisher=f"Blatt {number}")
    parties = [Party("Nordland", Span(24, 32), code="NLD"), Party("Südland", Span(69, 76), code="SLD")]
    claim = Claim(
        id=f"c{number}", report_id=report.id, event=event, actors=parties[:1], recipients=parties[1:],
        triggers=[Span(77, 86)], sentences=[Span(0, len(TEXT))], confidence=0.9,
    )  # fmt: skip
    return Reading(report, [claim])


def seen(store: Store) -> list[tuple[object, ...]]:
    events = ask.events(store, facets=False).events
    return sorted((event.type, event.reports, event.claims) for event in events)


def test_together_is_the_same_as_one_by_one(tmp_path: Path) -> None:
    given = [reading(1), reading(2), reading(3, "ACCUSE"), reading(1)]
    with Store.open(tmp_path / "one.db") as one, Store.open(tmp_path / "many.db") as many:
        alone = [add(one, item) for item in given]
        together = add_all(many, given)
        assert [item.outcome for item in together] == ["new", "new", "new", "same"] == [item.outcome for item in alone]
        assert seen(one) == seen(many) != []


def test_a_translation_that_tells_two_events_is_kept_once(tmp_path: Path) -> None:
    texts = {
        "de": "Ingrid Solvang traf am 6. Mai 2031 in Oslo Mikko Lehtinen, Pavel Orlow und Carla Brun aus Turku. "
        "Ingrid Solvang beschuldigte Kestrel, 340 Fässer nach Bergen gebracht zu haben.",
        "en": "Ingrid Solvang met on 6 May 2031 in Oslo Mikko Lehtinen, Pavel Orlow and Carla Brun from Turku. "
        "Ingrid Solvang accused Kestrel of having brought 340 barrels to Bergen.",
    }
    words = {"de": ("traf", "beschuldigte"), "en": ("met", "accused")}
    who, whom = [("Ingrid Solvang", "NOR", "GOV")], [("Mikko Lehtinen", "FIN", "GOV")]
    given = [
        story(
            language, text,
            ("CONSULT", words[language][0], who, whom, {"date": "2031-05-06"}),
            ("ACCUSE", words[language][1], who, [("Kestrel", None, "BUS")], {"date": "2031-05-06"}),
            language=language, published="2031-05-06", publisher=f"Blatt {language}",
        )
        for language, text in texts.items()
    ]  # fmt: skip
    for name, adding in (("one", [[item] for item in given]), ("many", [given])):
        with Store.open(tmp_path / f"{name}.db") as store:
            for part in adding:
                add_all(store, part)
            assert seen(store) == [("ACCUSE", 2, 2), ("CONSULT", 2, 2)]
            assert {event.origins for event in ask.events(store, facets=False).events} == {1}
            with store.reading() as connection:
                assert connection.exec_driver_sql("SELECT kind FROM copy").fetchall() == [("translation",)]


def test_all_or_nothing(tmp_path: Path) -> None:
    broken = replace(reading(2), claims=[replace(reading(2).claims[0], triggers=None)])  # type: ignore[arg-type]
    with Store.open(tmp_path / "x.db") as store:
        with pytest.raises(TypeError):
            add_all(store, [reading(1), broken])
        assert ask.overview(store).reports == 0
        assert add(store, reading(1)).outcome == "new"


def test_nothing_to_add(tmp_path: Path) -> None:
    with Store.open(tmp_path / "x.db") as store:
        assert add_all(store, []) == []


def test_memory_is_forgotten_when_another_writes(tmp_path: Path) -> None:
    with Store.open(tmp_path / "x.db") as store, Store.open(tmp_path / "x.db") as other:
        add(store, reading(1))
        with store.writing() as connection:
            assert len(links.load(connection, [1])) == 1
            assert connection.info[MEMORY].records
        add(other, reading(2))
        with store.writing() as connection:
            assert not connection.info[MEMORY].records


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "REMEMBERED", 2)
    with Store.open(tmp_path / "x.db") as store:
        add_all(store, [reading(number) for number in range(5)])
        with store.writing() as connection:
            assert len(links.load(connection, range(1, 6))) == 5
            assert len(connection.info[MEMORY].records) == 2
