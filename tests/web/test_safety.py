"""Who gets in, who may judge, what is refused, what the log holds."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from lagebild.cli import main
from lagebild.store import Store
from lagebild.web import Settings, SettingsError, User, create_app, load_users, safe
from lagebild.web.access import COOKIE, cookie_for
from lagebild.web.guard import Rates
from tests.web.conftest import FAST, TEST_HOSTS

READER = User("rita", "read", "reader-token-0123456789")
JUDGE = User("vera", "review", "review-token-0123456789")
ACCEPT = {"kind": "accept", "claim": 1}


def guarded(db: Store, **more: object) -> TestClient:
    settings = Settings("", users=(READER, JUDGE), hosts=TEST_HOSTS, **{**FAST, **more})  # type: ignore[arg-type]
    return TestClient(create_app(db, settings), follow_redirects=False)


def bearer(user: User) -> dict[str, str]:
    return {"authorization": f"Bearer {user.token}"}


def test_every_answer_carries_the_policy(seen: TestClient) -> None:
    for address in ("/", "/nix", "/static/style.css", "/api/v1/overview", "/api/v1/events?limit=x"):
        headers = seen.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_without_token_nobody_gets_in(db: Store) -> None:
    client = guarded(db)
    assert client.get("/api/v1/events").status_code == 401
    page = client.get("/events?type=AID")
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?then=%2Fevents%3Ftype%3DAID")
    assert client.get("/api/v1/events", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/api/v1/openapi.json").status_code == 401
    assert client.get("/static/style.css").status_code == 200


def test_readers_read_and_reviewers_judge(db: Store) -> None:
    client = guarded(db)
    assert client.get("/api/v1/events", headers=bearer(READER)).status_code == 200
    assert client.post("/api/v1/verdicts", json=ACCEPT, headers=bearer(READER)).status_code == 403
    assert client.post("/api/v1/verdicts", json=ACCEPT, headers=bearer(JUDGE)).status_code == 201
    newest = client.get("/api/v1/verdicts", headers=bearer(READER)).json()["verdicts"][0]
    assert newest["who"] == "vera"
    assert client.delete(f"/api/v1/verdicts/{newest['id']}", headers=bearer(READER)).status_code == 403
    assert client.delete(f"/api/v1/verdicts/{newest['id']}", headers=bearer(JUDGE)).status_code == 204


def test_signing_in_gives_a_cookie_without_the_token(db: Store) -> None:
    client = guarded(db)
    assert client.post("/sign-in", data={"token": "wrong"}).status_code == 401
    answer = client.post("/sign-in", data={"token": JUDGE.token, "then": "/review"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    cookie = answer.headers["set-cookie"]
    assert JUDGE.token not in cookie
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert "vera" in client.get("/review").text
    assert client.post("/review/judge", data={"claim": "1", "verdict": "accept"}).status_code == 303
    client.post("/sign-out")
    assert client.get("/review").status_code == 303


def test_forged_and_old_cookies_are_refused(db: Store) -> None:
    client = guarded(db)
    real = cookie_for(READER)
    forged = [cookie_for(READER, now=0.0), real.replace("rita", "vera"), real[:-1], "a.b.c", "9" * 30 + ".x.rita", ""]
    for cookie in forged:
        answer = client.get("/api/v1/overview", headers={"cookie": f"{COOKIE}={cookie}"})
        assert answer.status_code == 401, cookie
    assert client.get("/api/v1/overview", headers={"cookie": f"{COOKIE}={real}"}).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
)
def test_other_sites_cannot_judge_in_our_name(client: TestClient, headers: dict[str, str]) -> None:
    fields = {"claim": "1", "verdict": "reject"}
    assert client.post("/review/judge", data=fields, headers=headers).status_code == 403
    assert client.post("/api/v1/verdicts", json=ACCEPT, headers=headers).status_code == 403
    ours = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert client.post("/review/judge", data=fields, headers=ours).status_code == 303


def test_other_host_names_are_refused(seen: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "", "[::1"):
        assert seen.get("/", headers={"host": host}).status_code == 421
    assert seen.get("/", headers={"host": "localhost:8300"}).status_code == 200


def test_a_proxy_names_who_is_signed_in(db: Store) -> None:
    settings = Settings("", user_header="X-Remote-User", reviewers=("vera",), hosts=TEST_HOSTS, **FAST)  # type: ignore[arg-type]
    client = TestClient(create_app(db, settings))
    assert client.get("/api/v1/overview").status_code == 401
    assert client.get("/", headers={}).status_code == 401
    assert client.get("/api/v1/overview", headers={"x-remote-user": "rita"}).status_code == 200
    assert client.post("/api/v1/verdicts", json=ACCEPT, headers={"x-remote-user": "rita"}).status_code == 403
    assert client.post("/api/v1/verdicts", json=ACCEPT, headers={"x-remote-user": "vera"}).status_code == 201


def test_large_bodies_are_refused_announced_or_not(client: TestClient) -> None:
    def endless() -> object:
        for _ in range(100):
            yield b"x" * 10_000

    assert client.post("/review/judge", content=b"x" * 100_000).status_code == 413
    assert client.post("/api/v1/verdicts", content=endless()).status_code == 413  # type: ignore[arg-type]


def test_too_many_requests_are_slowed(db: Store) -> None:
    client = guarded(db, rate=0.001, burst=5)
    answers = [client.get("/api/v1/overview", headers=bearer(READER)).status_code for _ in range(7)]
    assert answers == [200] * 5 + [429] * 2
    assert client.get("/api/v1/overview", headers=bearer(JUDGE)).status_code == 200


def test_tokens_cannot_be_tried_out_quickly(db: Store) -> None:
    client = guarded(db, rate=0.001, burst=60)
    answers = [client.post("/sign-in", data={"token": f"guess-{number}"}).status_code for number in range(5)]
    assert answers == [401] * 3 + [429] * 2


def test_buckets_fill_again() -> None:
    rates = Rates(2.0, 4)
    assert [rates.allows("a", now=0.0) for _ in range(5)] == [True] * 4 + [False]
    assert rates.allows("b", now=0.0)
    assert [rates.allows("a", now=1.0) for _ in range(3)] == [True, True, False]


def test_the_log_holds_neither_tokens_nor_words_searched_for(db: Store, caplog: pytest.LogCaptureFixture) -> None:
    client = guarded(db)
    with caplog.at_level(logging.DEBUG):
        client.get("/search?q=secretword", headers=bearer(JUDGE))
        client.post("/sign-in", data={"token": JUDGE.token})
        client.get("/evil%0Aforged", headers=bearer(JUDGE))
    ours = [record.getMessage() for record in caplog.records if record.name == "lagebild.web"]
    assert any(line.startswith("GET /search 200") and line.endswith("vera") for line in ours)
    for line in ours:
        assert JUDGE.token not in line
        assert "secretword" not in line
        assert "\n" not in line


def test_a_fault_of_ours_is_told_without_its_insides(db: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("inner secret")

    client = TestClient(create_app(db, Settings("", hosts=TEST_HOSTS, **FAST)), raise_server_exceptions=False)  # type: ignore[arg-type]
    monkeypatch.setattr("lagebild.picture.questions.event", broken)
    for address in ("/event/1", "/api/v1/events/1"):
        answer = client.get(address)
        assert answer.status_code == 500
        assert "inner secret" not in answer.text
        assert "content-security-policy" in answer.headers


def test_listening_elsewhere_needs_tokens(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0", "--db", str(tmp_path / "x.db")])
    assert result.exit_code == 1
    assert "--tokens" in result.output


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("rita read", "line 1"),
        ("\nrita rule a-long-enough-token", "line 2"),
        ("rita read short", "characters"),
        ("# none", "no user"),
    ],
)
def test_a_wrong_token_file_is_told_without_the_token(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "tokens"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(SettingsError, match=message) as caught:
        load_users(path)
    assert "a-long-enough-token" not in str(caught.value)


def test_a_token_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    path.write_text(f"# people\nvera review {JUDGE.token}\n", encoding="utf-8")
    assert load_users(path) == (JUDGE,)
    assert JUDGE.token not in repr(load_users(path))


@given(st.text())
def test_shown_text_hides_nothing_and_runs_nothing(text: str) -> None:
    shown = str(safe.shown(text))
    assert not safe.HIDDEN.search(shown)
    assert "<script" not in shown.lower().replace("&lt;script", "")
    assert not safe.HIDDEN.search(safe.plain(text))


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "http://", "//host", "https://a b", "http://\u202ehost", None, ""],
)
def test_only_addresses_of_the_web_are_linked(url: str | None) -> None:
    assert safe.outside(url) is None
    assert safe.outside("https://example.org/a?b=c") == "https://example.org/a?b=c"


def test_no_environment_leaks_into_pages(seen: TestClient) -> None:
    home = os.environ.get("HOME", "")
    assert not home or home not in seen.get("/about").text
