"""Lists of entities from elsewhere: records or one error that a person understands."""

import gzip
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given

from lagebild.entities import importers
from tests.fuzz.cases import hostile, spoils, trees

PERSON = json.dumps(
    {"id": "a", "schema": "Person", "properties": {"name": ["Jo Doe"], "country": ["de"], "topics": ["role.pep"]}}
)
START = {"P580": [{"datavalue": {"value": {"time": "+2009-01-20T00:00:00Z", "precision": 11}}}]}
ITEM = {
    "type": "item", "id": "Q1", "labels": {"en": {"language": "en", "value": "Jo"}},
    "aliases": {"de": [{"language": "de", "value": "J."}]},
    "claims": {
        "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}],
        "P39": [{"mainsnak": {"datavalue": {"value": {"id": "Q30"}}}, "qualifiers": START}],
    },
}  # fmt: skip
SEEDS = {
    "ftm.json": PERSON + "\n" + PERSON.replace('"a"', '"b"'),
    "dump.json": "[\n" + json.dumps(ITEM, separators=(",", ":")) + ",\n]",
    "list.csv": "name,kind,country,aliases,office,from,to\nJo Doe,person,DEU,Jo|J. Doe,president,2020-01-01,\n",
    "list2.csv": 'Name;Country;Sector;id\r\n"Doe; Jo";DE;GOV;7\r\n"Roe ""R."" Jane";Frankreich;;8\r\n',
}


def imported(data, name="x.json"):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return list(importers.read(path))
        except importers.EntityFileError:
            return []


@pytest.mark.parametrize("name", SEEDS)
def test_a_good_list_is_read(name):
    assert imported(SEEDS[name].encode(), name)


@pytest.mark.parametrize("name", SEEDS)
def test_spoiled_lists_give_records_or_one_error(name):
    @hostile(60)
    @given(spoils(SEEDS[name].encode()))
    def check(data):
        for record in imported(data, name):
            assert isinstance(record, importers.Record)
            assert isinstance(record.name, str)
            assert record.name

    check()


@hostile(60)
@given(trees("id", "schema", "properties", "name", "labels", "claims", "value", "mainsnak", "type", "country"))
def test_any_json_gives_records_or_one_error(value):
    imported(json.dumps(value).encode() + b"\n")


@hostile(60)
@given(trees("name", "alias", "country", "topics", "position", "positionOccupancies", "caption", "post"))
def test_any_properties_give_records_or_one_error(value):
    imported(json.dumps({"id": "a", "schema": "Person", "properties": value}).encode() + b"\n")


@hostile(60)
@given(trees("P31", "P27", "P39", "P580", "mainsnak", "datavalue", "value", "qualifiers", "id", "time", "precision"))
def test_any_statements_give_records_or_one_error(value):
    row = {"type": "item", "id": "Q1", "labels": {"en": {"value": "Jo"}}, "claims": value}
    imported(json.dumps(row, separators=(",", ":")).encode() + b"\n")


def test_a_list_that_is_packed_but_broken_is_told(tmp_path):
    path = tmp_path / "list.csv.gz"
    path.write_bytes(b"\x1f\x8b\x08\x00nonsense")
    with pytest.raises(importers.EntityFileError):
        list(importers.read(path))


def test_half_a_pair_of_utf_16_in_a_name_is_replaced():
    (record,) = imported(PERSON.replace("Jo Doe", "Jo \\ud83d Doe").encode())
    assert record.name == "Jo \ufffd Doe"


def test_a_list_from_a_spreadsheet_begins_with_a_mark():
    (record,) = imported("\ufeffName;Country\r\nJo Doe;DE\r\n".encode(), "list.csv")
    assert (record.name, record.country) == ("Jo Doe", "DEU")


@pytest.mark.parametrize("start", ["", PERSON + "\n", "name\nJo\n", "[\n"])
def test_a_line_without_end_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch, start):
    monkeypatch.setattr(importers, "MAX_LINE", 1000)
    path = tmp_path / "list.gz"
    path.write_bytes(gzip.compress(start.encode() + b"x" * 5000))
    with pytest.raises(importers.EntityFileError, match="longer than 1,000 characters"):
        list(importers.read(path))
