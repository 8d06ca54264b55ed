"""Each export is opened by the library that its users would use."""

from __future__ import annotations

import csv
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import jsonschema
import pytest

from lagebild.picture import add
from lagebild.picture import questions as ask
from lagebild.store import Store
from tests.stories import dam

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "plover.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("told") / "lage.db") as store:
        for item in dam():
            add(store, item)
        yield store


def written(told: Store, form: str, path: Path) -> int:
    count: int = import_module(f"lagebild.export.{form}").write(told, path)
    return count


def test_plover_lines_fit_the_schema(told: Store, tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    assert written(told, "plover", path) == 6
    for line in path.read_text(encoding="utf-8").splitlines():
        jsonschema.validate(json.loads(line), SCHEMA)


def test_csv_by_csv(told: Store, tmp_path: Path) -> None:
    assert written(told, "csv", tmp_path / "claims.csv") == 6
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["type"] for row in rows} == {"ASSAULT", "CONSULT"}
    assert rows[0]["stances"] == "asserts|denies"


def test_parquet_by_pyarrow(told: Store, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="needs lagebild[exports]")
    assert written(told, "parquet", tmp_path / "claims.parquet") == 6
    table = pq.read_table(tmp_path / "claims.parquet")
    assert table.column("first_day")[0].as_py() == dt.date(2023, 6, 6)
    assert table.num_rows == 6


def test_gdelt_has_its_columns(told: Store, tmp_path: Path) -> None:
    from lagebild.export.gdelt import COLUMNS

    assert written(told, "gdelt", tmp_path / "events.tsv") == 1  # the denied event is left out
    with (tmp_path / "events.tsv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.reader(stream, delimiter="\t")
    assert len(row) == COLUMNS
    assert (row[1], row[5], row[15], row[28], row[29], row[33]) == ("20230606", "NORGOV", "FINGOV", "04", "1", "1")
    assert row[52] == "Oslo, NOR"


def test_followthemoney_validates(told: Store, tmp_path: Path) -> None:
    ftm = pytest.importorskip("followthemoney", reason="needs lagebild[ftm]")
    count = written(told, "ftm", tmp_path / "entities.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "entities.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == count
    entities = {row["id"]: ftm.model.get_proxy(row, cleaned=False) for row in rows}
    command = [str(Path(sys.executable).with_name("ftm")), "validate", "-i", str(tmp_path / "entities.jsonl")]
    checked = subprocess.run(command, capture_output=True, text=True, check=True)
    assert len(checked.stdout.splitlines()) == count
    for proxy in entities.values():
        assert proxy.schema.validate(proxy.to_dict()) is None
    events = [proxy for proxy in entities.values() if proxy.schema.name == "Event"]
    assert len(events) == 2
    assert all(entities[other] for event in events for other in event.get("involved") + event.get("proof"))
    assert any("ru" in proxy.get("country") for proxy in entities.values())


def test_rdf_by_rdflib(told: Store, tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason="needs lagebild[exports]")
    count = written(told, "rdf", tmp_path / "picture.ttl")
    graph = rdflib.Graph().parse(tmp_path / "picture.ttl")
    assert len(graph) == count
    query = """PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX lb: <urn:lagebild:terms#>
        SELECT ?speaker WHERE { ?claim prov:qualifiedAttribution ?a . ?a lb:stance "denies" ; lb:speaker ?speaker }"""
    assert {str(row.speaker) for row in graph.query(query)} == {"der Kreml"}


def test_graphml_by_networkx(told: Store, tmp_path: Path) -> None:
    nx = pytest.importorskip("networkx", reason="needs lagebild[exports]")
    written(told, "graphml", tmp_path / "network.graphml")
    graph = nx.read_graphml(tmp_path / "network.graphml")
    labels = nx.get_node_attributes(graph, "label")
    assert "Ingrid Solvang" in labels.values()
    mutual = [values for _, _, values in graph.edges(data=True) if values["mutual"]]
    assert [(edge["type"], edge["weight"], edge["score"]) for edge in mutual] == [("CONSULT", 1, 2.5)]


def test_timeline_has_what_timelinejs_asks_for(told: Store, tmp_path: Path) -> None:
    assert written(told, "timeline", tmp_path / "timeline.json") == 2
    data = json.loads((tmp_path / "timeline.json").read_text(encoding="utf-8"))
    assert data["events"][0]["start_date"] == {"year": 2023, "month": 6, "day": 6}
    assert len({slide["unique_id"] for slide in data["events"]}) == 2


@pytest.mark.parametrize(("name", "start"), [("pair.svg", b"<?xml"), ("pair.png", b"\x89PNG")])
def test_plot_is_a_picture(told: Store, tmp_path: Path, name: str, start: bytes) -> None:
    pytest.importorskip("matplotlib", reason="needs lagebild[plots]")
    from lagebild.export.plot import timeline

    timeline(ask.between(told, "RUS", "UKR"), tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_plot_of_another_kind_is_refused(told: Store, tmp_path: Path) -> None:
    from lagebild.export.plot import timeline

    with pytest.raises(ValueError, match=r"\.svg or \.png"):
        timeline(ask.between(told, "RUS", "UKR"), tmp_path / "pair.gif")
