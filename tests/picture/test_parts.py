"""Names, numbers, copies, outlets: the parts that merging compares."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.entities.store import Position, Record
from lagebild.entities.store import Store as Imported
from lagebild.picture import outlets, shingles
from lagebild.picture.copies import translated
from lagebild.picture.offices import offices
from lagebild.picture.quantities import quantities
from lagebild.store.folding import folded, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peseschkian", "Pezeshkian"),
        ("Selenskyj", "Зеленський"),
        ("Aschgabat", "Ashgabat"),
        ("Chamenei", "Khamenei"),
        ("Erdoğan", "Erdogan"),
        ("Wladimir", "Владимир"),
    ],
)
def test_spellings_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("Iran", "Irak"), ("Austria", "Australia"), ("Mali", "Malawi")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_particles_are_no_names() -> None:
    assert folded("Frank von der Berg") == folded("Frank Berg")


@given(st.text())
def test_folding_takes_any_text(text: str) -> None:
    assert folded(folded(text)) is not None


@pytest.mark.parametrize(
    ("sentence", "language", "found"),
    [
        ("Mindestens zwölf Menschen wurden getötet, 30 verletzt.", "de", {"dead": [12.0], "injured": [30.0]}),
        ("At least 1,200 protesters marched.", "en", {"participants": [1200.0]}),
        ("Berlin gibt 40 Millionen Euro.", "de", {"money": [40e6]}),
        ("Am 12. Mai sprach er.", "de", {}),
        ("Douze morts.", "fr", {}),
    ],
)
def test_quantities(sentence: str, language: str, found: dict[str, list[float]]) -> None:
    assert quantities(sentence, language) == found


WORDS = " ".join(f"wort{number}" for number in range(60))


def test_text_cut_short_is_contained() -> None:
    assert shingles.containment(shingles.runs(WORDS), shingles.runs(WORDS.rsplit(" ", 25)[0])) == 1.0


def test_other_text_is_not() -> None:
    other = " ".join(f"wort{number * 7 % 61}" for number in range(60))
    assert shingles.containment(shingles.runs(WORDS), shingles.runs(other)) == 0.0


def test_too_short_to_tell() -> None:
    assert shingles.containment(shingles.runs("eins zwei drei vier fünf"), shingles.runs(WORDS)) == 0.0


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g"]), min_size=20, max_size=60), st.integers(0, 30))
def test_long_shared_stretch_leaves_a_common_fingerprint(words: list[str], before: int) -> None:
    shared = " ".join(words)
    longer = " ".join(f"x{number}" for number in range(before)) + " " + shared
    ours, theirs = (shingles.fingerprints(shingles.runs(text)) for text in (shared, longer))
    assert ours & theirs


def test_translation_keeps_names_and_numbers_in_order() -> None:
    german = (
        "In Oslo traf Ingrid Solvang am 3. Mai Mikko Lehtinen aus Helsinki. Sie sprachen über 14 Streifen bei Kirkenes."
    )
    english = (
        "In Oslo, Ingrid Solvang met Mikko Lehtinen of Helsinki on 3 May. They discussed 14 patrols near Kirkenes."
    )
    other = (
        "Near Helsinki, Mikko Lehtinen opened 2 barracks; in June he will fly to Oslo, where Anna Dahl waits for him."
    )
    assert translated(german, english) >= 0.7
    assert translated(german, other) < 0.5


def test_outlets_go_by_many_names() -> None:
    assert outlets.canonical("ITAR-TASS") == outlets.canonical("Tass") == "TASS"
    assert outlets.controlled("Xinhua")
    assert not outlets.controlled("Der Spiegel")
    assert outlets.find("Nordkurier") is None


def test_outlets_are_cited_not_only_named() -> None:
    cited = dict(outlets.cited("Wie CNN berichtete, kam er. Die BBC feierte ein Fest im großen Saal des Hauses.", "de"))
    assert "CNN" in cited
    assert "BBC" not in cited


def test_offices_over_time() -> None:
    held = offices("person/angela-merkel")
    assert [(office.office, office.country, office.first, office.last) for office in held][-1:] == [
        ("chancellor", "DEU", "2005-11-22", "2021-12-07")
    ]
    assert offices("state/DEU") == []
    assert offices("RUS:nbd") == []


def test_offices_of_an_imported_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "entities.db"
    term = Position("Mayor of Exampleville", "DEU", "2017", "2021-03-01")
    with Imported(path, write=True) as store:
        store.add(
            [Record("Q1", "Ada Example", positions=[Position("Senator", "DEU", "2022"), term], source="list.json")]
        )
    monkeypatch.setenv("LAGEBILD_ENTITIES", str(path))
    assert [(office.office, office.first, office.last, office.source) for office in offices("Q1")] == [
        ("Mayor of Exampleville", "2017", "2021-03-01", "list.json"),
        ("Senator", "2022", None, "list.json"),
    ]
    assert offices("Q2") == []
