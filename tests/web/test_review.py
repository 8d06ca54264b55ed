"""Verdicts from the pages, without JavaScript."""

from __future__ import annotations

from fastapi.testclient import TestClient
from lxml import html


def first(client: TestClient) -> tuple[html.HtmlElement, dict[str, str]]:
    page = html.fromstring(client.get("/review").text)
    (form,) = page.xpath("//form[contains(@class, 'verdicts')]")
    return page, dict(form.form_values())


def test_judging_goes_on_to_the_next_and_can_be_undone(client: TestClient) -> None:
    _, fields = first(client)
    answer = client.post("/review/judge", data={**fields, "verdict": "reject", "note": "a film"})
    assert answer.status_code == 303
    page = html.fromstring(client.get(answer.headers["location"]).text)
    shown = page.xpath("//form[contains(@class, 'verdicts')]//input[@name='event']/@value")
    assert shown == [fields["then"]]
    assert client.get("/api/v1/events", params={"disputed": True}).json()["total"] >= 1
    assert fields["event"] not in str(client.get("/review").text.split("<h2>")[1][:60])
    (undo,) = page.xpath("//button[@id='undo']/ancestor::form")
    back = client.post("/review/undo", data=dict(undo.form_values()))
    assert f"at={fields['event']}" in back.headers["location"]
    assert client.get("/api/v1/verdicts").json()["verdicts"][0]["revoked_by"]


def test_claims_are_judged_from_the_event_page(client: TestClient) -> None:
    answer = client.post("/review/judge", data={"claim": "1", "verdict": "accept", "back": "/event/1"})
    assert answer.headers["location"] == "/event/1"
    newest = client.get("/api/v1/verdicts").json()["verdicts"][0]
    assert (newest["kind"], newest["claims"]) == ("accept", [1])


def test_the_way_back_is_never_another_site(client: TestClient) -> None:
    answer = client.post("/review/judge", data={"claim": "1", "verdict": "accept", "back": "//evil.example"})
    assert answer.headers["location"].startswith("/review?")


def test_wrong_parties_and_events_are_put_right(client: TestClient) -> None:
    claim = client.get("/api/v1/claims/1").json()
    fields = {"event": str(claim["event"]), "party": str(claim["parties"][0]), "code": "tur:gov", "name": "Ankara"}
    assert client.post("/review/entity", data=fields).status_code == 303
    actors = client.get(f"/api/v1/events/{claim['event']}").json()["line"]["actors"]
    assert "TUR" in [party["code"] for party in actors]
    assert client.post("/review/entity", data={**fields, "code": "", "name": ""}).status_code == 422


def test_events_are_joined_and_parted(client: TestClient) -> None:
    events = [line["id"] for line in client.get("/api/v1/events").json()["events"][:2]]
    both = {"event": str(events[0]), "other": str(events[1])}
    assert client.post("/review/same", data=both).status_code == 303
    joined = client.get(client.get(f"/event/{events[1]}").headers.get("location", f"/event/{events[1]}"))
    assert joined.status_code == 200
    claims = client.get(f"/api/v1/events/{events[0]}").json()["claims"]
    parted = {"event": str(claims[0]["event"]), "claims": str(claims[-1]["id"])}
    assert client.post("/review/different", data=parted).status_code == 303
    kinds = [verdict["kind"] for verdict in client.get("/api/v1/verdicts").json()["verdicts"]]
    assert kinds[:2] == ["different", "same"]


def test_what_cannot_be_judged_is_told(client: TestClient) -> None:
    answer = client.post("/review/judge", data={"event": "999", "verdict": "accept"})
    assert answer.status_code == 422
    assert "There is no event 999" in answer.text
    assert client.post("/review/judge", data={"event": "1", "verdict": "burn"}).status_code == 422
