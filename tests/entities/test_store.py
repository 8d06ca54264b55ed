from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lagebild.cli import main
from lagebild.entities.importers import EntityFileError, read
from lagebild.entities.store import Position, Record, Store, default_path

FTM = [
    {"id": "T-1", "schema": "Person", "caption": "Volodymyr Koval", "properties": {
        "name": ["Volodymyr Koval", "Володимир Коваль"], "country": ["ua"], "topics": ["role.pep"],
        "position": ["Minister of Roads"]}},
    {"id": "T-2", "schema": "Organization", "properties": {
        "name": ["Harbour Union"], "country": ["gb"], "topics": ["pol.union"]}},
    {"id": "T-3", "schema": "Address", "properties": {"full": ["Somewhere 1"]}},
]  # fmt: skip


def _claim(value: object) -> dict[str, object]:
    return {"mainsnak": {"datavalue": {"value": value}}}


WIKIDATA = [
    {"id": "Q9001", "labels": {"en": {"value": "Ana Testova"}, "de": {"value": "Ana Testowa"}}, "aliases": {},
     "claims": {"P31": [_claim({"id": "Q5"})], "P27": [_claim({"id": "Q9002"})], "P39": [{
         **_claim({"id": "Q9003"}), "qualifiers": {
             "P580": [{"datavalue": {"value": {"time": "+2020-02-00T00:00:00Z", "precision": 10}}}]}}]}},
    {"id": "Q9002", "labels": {"en": {"value": "Testland"}}, "claims": {"P298": [_claim("EST")]}},
]  # fmt: skip


@pytest.fixture
def ftm(tmp_path: Path) -> Path:
    path = tmp_path / "people.json"
    path.write_text("\n".join(json.dumps(row) for row in FTM), encoding="utf-8")
    return path


def test_followthemoney_people_and_organisations(ftm: Path) -> None:
    person, union = read(ftm)
    assert (person.id, person.country, person.sector, person.kind) == ("T-1", "UKR", "GOV", "person")
    assert "Володимир Коваль" in person.aliases
    assert person.positions[0].office == "Minister of Roads"
    assert (union.country, union.sector, union.kind) == ("GBR", "LAB", "organisation")


@pytest.mark.parametrize("bracket", [True, False])
def test_wikidata_learns_states_from_the_dump_itself(tmp_path: Path, bracket: bool) -> None:
    path = tmp_path / "dump.json.gz"
    lines = [json.dumps(row) for row in WIKIDATA]
    text = "[\n" + ",\n".join(lines) + "\n]\n" if bracket else "\n".join(lines)
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write(text)
    person, state = read(path)
    assert (person.name, person.country, person.kind) == ("Ana Testova", "EST", "person")
    assert person.positions == [Position("Q9003", "EST", "2020-02", None)]
    assert state.country == "EST"


def test_csv_with_aliases_and_terms(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    header, row = "name;country;sector;aliases;office;from;to", "Jo Doe;nz;LEG;J. Doe|Joey Doe;mp;2019;2021-05"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    (record,) = read(path)
    assert (record.country, record.sector, record.aliases) == ("NZL", "LEG", ["J. Doe", "Joey Doe"])
    position = record.positions[0]
    assert position.holds(dt.date(2021, 5, 31))
    assert not position.holds(dt.date(2021, 6, 1))


def test_files_of_no_known_kind_are_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader\n", "utf-8")
    with pytest.raises(EntityFileError, match="needs a header"):
        list(read(path))
    path.write_text(json.dumps(FTM[0]) + "\n{broken\n", "utf-8")
    with pytest.raises(EntityFileError, match="line 2"):
        list(read(path))


def test_other_spellings_are_found_and_the_same_id_is_replaced(tmp_path: Path) -> None:
    with Store(tmp_path / "e.db", write=True) as store:
        store.add([Record("a", "Wolodymyr Kowal"), Record("b", "Maria Kowal")])
        (record, match), *rest = store.find("Volodymyr Koval")
        assert record.id == "a"
        assert match.score >= 0.8
        assert not rest
        store.add([Record("a", "Somebody Else")])
        assert len(store) == 2
        assert not store.find("Volodymyr Koval")
        assert store.find("Somebody Else")[0][0].id == "a"


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="entities import"):
        Store(tmp_path / "none.db")


def test_import_then_find_on_the_command_line(ftm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_ENTITIES", str(tmp_path / "mine.db"))
    assert default_path() == tmp_path / "mine.db"
    runner = CliRunner()
    assert "2 entities read" in runner.invoke(main, ["entities", "import", str(ftm)]).output
    assert "[T-1]" in runner.invoke(main, ["entities", "find", "Wolodymyr Kowal"]).output
    assert "[person/angela-merkel]" in runner.invoke(main, ["entities", "find", "Merkel", "--on", "2010-01-01"]).output


def test_code_on_the_command_line() -> None:
    runner = CliRunner()
    found = json.loads(runner.invoke(main, ["entities", "code", "Danish police", "--on", "2020-01-01"]).output)
    assert (found["country"], found["sector"]) == ("DNK", "COP")
    assert "is no day" in runner.invoke(main, ["entities", "code", "x", "--on", "soon"]).output
