"""The API: everything that the pages show, cursors, ETags, streams; fuzzed against its own description."""

from __future__ import annotations

import csv
import io
import json
import os

import pytest
import schemathesis
import schemathesis.specs.openapi.checks as described_as
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from lagebild.picture import add
from lagebild.store import Store
from lagebild.web import Settings, create_app
from tests.stories import reading
from tests.web.conftest import FAST, TEST_HOSTS

FUZZED = int(os.environ.get("LAGEBILD_FUZZED", "15"))
"""Random requests an operation."""


def test_cursors_give_each_event_once_while_others_add(client: TestClient) -> None:
    store = client.app.state.desk.store
    wanted = {line["id"] for line in client.get("/api/v1/events", params={"limit": 200}).json()["events"]}
    found: list[int] = []
    after = None
    while True:
        params = {"limit": 4} | ({"after": after} if after else {})
        page = client.get("/api/v1/events", params=params).json()
        found += [line["id"] for line in page["events"]]
        after = page["next"]
        add(store, late(len(found)))
        if after is None:
            break
    assert wanted <= set(found)
    assert len(found) == len(set(found))
    assert found == sorted(found, key=lambda number: found.index(number))


def late(number: int) -> object:
    who = [("Lima", "PER", "GOV"), ("Quito", "ECU", "GOV")]
    more = {"time": "heute", "date": "2023-06-06", "place": "Lima", "country": "PER"}
    text = f"Lima und Quito haben heute in Lima über Frage {number} beraten."
    return reading(f"late-{number}", text, ("CONSULT", "beraten", who, [], more), published="2023-06-06")


def test_answers_have_etags(client: TestClient) -> None:
    first = client.get("/api/v1/events/1")
    tag = {"if-none-match": f'"other", {first.headers["etag"]}'}
    assert client.get("/api/v1/events/1", headers=tag).status_code == 304
    assert client.get("/api/v1/events/2", headers=tag).status_code == 200
    client.post("/api/v1/verdicts", json={"kind": "reject", "event": 1})
    assert client.get("/api/v1/events/1", headers=tag).status_code == 200


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("overview", {"reports", "events"}),
        ("today", {"day", "diff", "busiest"}),
        ("diff?since=2023-06-01", {"new", "denied", "disputed"}),
        ("events?with=RUS&facets=1", {"total", "events", "facets", "next"}),
        ("events/1", {"fields", "stances", "origins", "claims"}),
        ("events/1?as_of=2024-12-31", {"as_of"}),
        ("reports/1", {"report", "claims", "copies"}),
        ("reports?key=dam-1", {"report"}),
        ("claims/1", {"claim", "words"}),
        ("entities/1", {"names", "did", "partners"}),
        ("pairs/RUS/IRN", {"months", "forth", "back"}),
        ("network?since=2023-01-01", {"nodes", "edges"}),
        ("sources/statements?name=Teheran", {"stances", "contradicts"}),
        ("search?q=Staudamm", {"hits", "facets"}),
        ("verdicts", {"verdicts"}),
    ],
)
def test_everything_is_to_be_had(seen: TestClient, path: str, keys: set[str]) -> None:
    answer = seen.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    assert keys <= set(answer.json())


def test_lists_are_to_be_had(seen: TestClient) -> None:
    for path in ("entities?q=Teheran", "map", "sources", "sources?kind=source"):
        assert seen.get(f"/api/v1/{path}").json()


def test_spans_are_those_of_the_text(seen: TestClient) -> None:
    for version in range(1, 8):
        report = seen.get(f"/api/v1/reports/{version}").json()
        for claim in report["claims"]:
            for words in claim["words"]:
                assert report["report"]["text"][words["start"] : words["end"]] == words["text"]


def test_exports_stream_everything(seen: TestClient) -> None:
    events = [json.loads(line) for line in seen.get("/api/v1/export/events.jsonl").text.splitlines()]
    assert len(events) == seen.get("/api/v1/events").json()["total"]
    claims = [json.loads(line) for line in seen.get("/api/v1/export/claims.jsonl").text.splitlines()]
    assert {claim["event_id"] for claim in claims} == {event["id"] for event in events}
    rows = list(csv.DictReader(io.StringIO(seen.get("/api/v1/export/claims.csv").text)))
    assert len(rows) == len(claims)


def test_cells_are_no_formulas(client: TestClient) -> None:
    bad = reading(
        "formula",
        "Rom hat am Montag Paris unterstützt.",
        ("AID", "unterstützt", [("Rom", "ITA", "GOV")], [("Paris", "FRA", "GOV")], {}),
        publisher="=HYPERLINK(1)",
    )
    add(client.app.state.desk.store, bad)
    assert ",'=HYPERLINK(1)," in client.get("/api/v1/export/claims.csv").text


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "accept"},
        {"kind": "same", "event": 1},
        {"kind": "different", "event": 1, "claims": []},
        {"kind": "wrong-entity", "party": 1},
        {"kind": "accept", "event": 1, "surplus": 1},
        {"kind": "accept", "event": 99999},
        [],
    ],
)
def test_verdicts_that_make_no_sense_are_told(client: TestClient, body: object) -> None:
    answer = client.post("/api/v1/verdicts", json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_verdicts_come_and_go(client: TestClient) -> None:
    number = client.post("/api/v1/verdicts", json={"kind": "reject", "event": 1, "note": "film"}).json()["verdict"]
    assert client.get("/api/v1/events/1").json()["line"]["verdict"] == "rejected"
    assert client.delete(f"/api/v1/verdicts/{number}").status_code == 204
    assert client.delete(f"/api/v1/verdicts/{number}").status_code == 404


CHECKS = [
    schemathesis.checks.not_a_server_error,
    described_as.status_code_conformance,
    described_as.content_type_conformance,
    described_as.response_schema_conformance,
]


@pytest.mark.filterwarnings("default")
def test_fuzzed_against_its_own_description(db: Store) -> None:
    """No failure of the server, and every answer is as described: random requests to each operation."""
    app = create_app(db, Settings("", hosts=TEST_HOSTS, **FAST))  # type: ignore[arg-type]
    local = {"host": "localhost"}
    described = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=local)
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 20

    for operation in operations:

        @given(operation.as_strategy())
        @settings(max_examples=FUZZED, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case) -> None:
            answer = case.call(headers=local)
            case.validate_response(answer, checks=CHECKS)

        ask()
