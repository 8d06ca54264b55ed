"""The MCP server: an assistant gets claims with sources and spans, never bare facts."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from mcp import Client

from lagebild.picture import questions as ask
from lagebild.store import Store
from lagebild.web.assistant import INSTRUCTIONS, server
from tests.web.stories import BIDI

pytestmark = pytest.mark.filterwarnings("default")


def called(store: Store, tool: str, /, **arguments: Any) -> dict[str, Any]:
    async def ask_it() -> dict[str, Any]:
        async with Client(server(store)) as client:
            result = await client.call_tool(tool, arguments)
            answer: dict[str, Any] = json.loads(result.content[0].text)  # type: ignore[union-attr]
            return answer

    return asyncio.run(ask_it())


def test_it_says_what_it_can_and_that_claims_are_no_facts(db: Store) -> None:
    async def tools() -> set[str]:
        async with Client(server(db)) as client:
            return {tool.name for tool in (await client.list_tools()).tools}

    assert asyncio.run(tools()) >= {"find_events", "event", "report", "between", "who_says", "search_reports", "today"}
    assert "no facts" in INSTRUCTIONS


@pytest.mark.parametrize(
    ("name", "arguments", "key"),
    [
        ("find_events", {"party": "RUS", "other": "IRN"}, "events"),
        ("between", {"first": "RUS", "second": "IRN"}, "events"),
        ("today", {"day": "2023-06-06"}, "new"),
        ("entity", {"name": "Teheran"}, "was_done_to_it"),
    ],
)
def test_no_event_without_a_claim_and_its_source(db: Store, name: str, arguments: dict[str, Any], key: str) -> None:
    events = called(db, name, **arguments)[key]
    assert events
    for event in events:
        assert event["claims"][0]["said_by"]
        assert event["claims"][0]["words"]


def test_denials_and_versions_come_along(db: Store) -> None:
    number = next(line["event"] for line in called(db, "find_events", type="assault")["events"])
    found = called(db, "event", number=number)
    assert found["denied_by"] == ["der Kreml"]
    assert {field["name"] for field in found["fields"] if field["state"] == "disputed"} >= {"actor"}
    assert any(origin["state_controlled"] for origin in found["origins"])


def test_spans_are_those_of_the_report(db: Store) -> None:
    found = called(db, "report", version=1)
    view = ask.report(db, 1)
    assert view
    for claim in found["claims"]:
        for words in claim["words"]:
            assert view.report.text[words["start"] : words["end"]] == words["quotation"]


def test_hidden_characters_are_shown(db: Store) -> None:
    text = json.dumps(called(db, "find_events", party="SWE"), ensure_ascii=False)
    assert BIDI not in text
    assert "U+202E" in text


def test_what_is_not_there_is_told(db: Store) -> None:
    assert "no event 999" in called(db, "event", number=999)["error"]
    assert "no report 999" in called(db, "report", version=999)["error"]
    assert "Nobody" in called(db, "entity", name="Nobody Known")["error"]
    assert called(db, "search_reports", words="Staudamm")["total"] == 2
    assert called(db, "who_says", name="Teheran")["says"][0]["stance"] == "denies"
