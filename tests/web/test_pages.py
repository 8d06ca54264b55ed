"""Pages as they come from the server: what is on them, safe, in two languages, with lasting addresses."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from lxml import html

from lagebild.picture import add
from lagebild.store import Store
from lagebild.web.locale import Words, keys
from lagebild.web.render import environment
from tests.stories import reading
from tests.web.stories import BIDI

PAGES = {
    "today": "/day/2023-06-06",
    "events": "/events",
    "disputed": "/events?disputed=1",
    "event": "/event/{dam}",
    "report": "/report/{dam_report}",
    "entities": "/entities",
    "entity": "/entity/{tehran}",
    "choose": "/pair",
    "pair": "/pair/RUS/IRN",
    "network": "/network?since=2023-01-01&until=2023-12-31",
    "map": "/map",
    "search": "/search?q=Teheran",
    "sources": "/sources",
    "speakers": "/sources?kind=source",
    "source": "/source/Teheran",
    "review": "/review",
    "about": "/about",
    "sign-in": "/sign-in",
}


def places(client: TestClient) -> dict[str, int]:
    """Numbers that the addresses need."""
    dam = client.get("/api/v1/events", params={"type": "ASSAULT"}).json()["events"][0]["id"]
    report = client.get("/api/v1/reports", params={"key": "dam-1"}).json()["line"]["version"]
    tehran = client.get("/api/v1/entities", params={"q": "Teheran"}).json()[0]["id"]
    return {"dam": dam, "dam_report": report, "tehran": tehran}


@pytest.fixture(scope="module")
def numbers(seen: TestClient) -> dict[str, int]:
    return places(seen)


def tree(client: TestClient, address: str, **headers: str) -> html.HtmlElement:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_opens_in_both_languages(
    seen: TestClient, numbers: dict[str, int], name: str, language: str
) -> None:
    page = tree(seen, PAGES[name].format(**numbers), **{"accept-language": f"{language};q=0.9, fr"})
    assert page.get("lang") == language
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//h1")[0].text_content().strip()
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for field in page.xpath("//input[not(@type='hidden')] | //select"):
        assert page.xpath(f"//label[@for='{field.get('id')}']") or field.xpath("ancestor::label")


@pytest.mark.parametrize("name", PAGES)
def test_pages_load_nothing_from_elsewhere_and_run_nothing_inline(
    seen: TestClient, numbers: dict[str, int], name: str
) -> None:
    page = tree(seen, PAGES[name].format(**numbers))
    for address in page.xpath("//link/@href | //script/@src | //img/@src | //*[local-name()='use']/@href"):
        assert address.startswith("/static/")
    assert not page.xpath("//script[not(@src)] | //style | //*[@style] | //iframe | //object")
    assert not [name for name in page.xpath("//@*") if getattr(name, "attrname", "").startswith("on")]


@pytest.mark.parametrize("name", PAGES)
def test_links_on_pages_lead_somewhere(seen: TestClient, numbers: dict[str, int], name: str) -> None:
    page = tree(seen, PAGES[name].format(**numbers))
    targets = {target.partition("#")[0] for target in page.xpath("//a/@href") if target.startswith("/")}
    for target in sorted(targets)[:25]:
        assert seen.get(target).status_code in (200, 302, 303, 304), target
    seen.cookies.clear()  # the choice of language is among the links


def test_event_shows_all_versions_who_denies_and_where_it_comes_from(seen: TestClient, numbers: dict[str, int]) -> None:
    text = tree(seen, f"/event/{numbers['dam']}").text_content()
    for words in (
        "Denied or doubted by",
        "der Kreml",
        "Kiew",
        "state-controlled",
        "dpa",
        "TASS",
        "12",
        "17",
        "disputed",
    ):
        assert words in text


@pytest.mark.parametrize(("language", "words"), [("en", "itself a party to it"), ("de", "selbst Partei")])
def test_a_source_that_is_a_party_is_marked(language: str, words: str) -> None:
    parts = environment().get_template("parts.html.j2").make_module()
    assert words in parts.sided(Words(language), "party")
    assert not parts.sided(Words(language), None).strip()


def test_offices_over_time_are_shown_apart_from_what_reports_call_somebody(client: TestClient, db: Store) -> None:
    name = "Außenminister Frank-Walter Steinmeier"
    claim = ("CONSULT", "reist", [(name, "DEU", "GOV")], [], {})
    told = reading("visit", f"{name} reist nach Wien.", claim, published="2014-03-03", publisher="Küstenblatt")
    told.claims[0].actors[0].entity = "person/frank-walter-steinmeier"
    add(db, told)
    found = client.get("/entity?name=Steinmeier").headers["location"]
    text = " ".join(tree(client, found, **{"accept-language": "de"}).text_content().split())
    assert "Außenministerium, Deutschland 22. Nov. 2005 – 27. Okt. 2009" in text
    assert "Präsidentenamt, Deutschland seit 19. März 2017" in text
    assert f"Bezeichnet als{name} 3. März 2014" in text


def test_report_text_is_unchanged_and_evidence_is_linked(seen: TestClient, numbers: dict[str, int]) -> None:
    page = tree(seen, f"/report/{numbers['dam_report']}")
    (text,) = page.xpath("//section[@class='text']")
    report = seen.get(f"/api/v1/reports/{numbers['dam_report']}").json()["report"]
    assert text.text_content() == report["text"]
    targets = {target[1:] for target in page.xpath("//section[@class='text']//a/@href")}
    assert targets
    assert targets <= set(page.xpath("//article/@id"))


def test_hostile_reports_do_no_harm(seen: TestClient) -> None:
    version = seen.get("/api/v1/reports", params={"key": "hostile"}).json()["line"]["version"]
    line = seen.get("/api/v1/events", params={"with": "SWE"}).json()["events"][0]
    for address in (f"/report/{version}", f"/event/{line['id']}", "/day/2023-06-08", "/sources", "/search?q=empfangen"):
        answer = seen.get(address)
        assert answer.status_code == 200
        assert BIDI not in answer.text
        assert "U+202E" in answer.text or address == "/sources"
        page = html.fromstring(answer.text)
        assert not page.xpath("//script[not(@src)] | //main//img")
        assert not [target for target in page.xpath("//a/@href") if not re.match(r"[/#]", target)]


def test_giant_reports_are_cut_with_a_way_to_the_rest(client: TestClient) -> None:
    from lagebild.picture import add
    from tests.stories import reading

    store = client.app.state.desk.store
    add(store, reading("giant", "Wort " * 20_000))
    version = client.get("/api/v1/reports", params={"key": "giant"}).json()["line"]["version"]
    cut, whole = (client.get(f"/report/{version}{query}").text for query in ("", "?all=1"))
    assert "?all=1" in cut
    assert len(whole) - len(cut) > 30_000


def test_languages_have_the_same_keys_and_are_remembered(seen: TestClient) -> None:
    assert keys("de") == keys("en")
    answer = seen.get("/language/de", params={"then": "/events?type=AID"})
    assert answer.headers["location"] == "/events?type=AID"
    assert "lagebild_language=de" in answer.headers["set-cookie"]
    for elsewhere in ("//evil.example", "/\\evil.example", "https://evil.example"):
        assert seen.get("/language/de", params={"then": elsewhere}).headers["location"] == "/"
    seen.cookies.clear()


def test_addresses_last(client: TestClient) -> None:
    """A merged event's number, a report's key and a claim's number lead on."""
    events = [line["id"] for line in client.get("/api/v1/events").json()["events"][:2]]
    body = {"kind": "same", "event": events[0], "other": events[1]}
    assert client.post("/api/v1/verdicts", json=body).status_code == 201
    answers = [client.get(f"/event/{number}") for number in events]
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert client.get("/report", params={"key": "dam-1"}).headers["location"].startswith("/report/")
    assert "#c-1" in client.get("/claim/1").headers["location"]


def test_pages_are_not_sent_again_unless_something_changed(client: TestClient) -> None:
    first = client.get("/event/1")
    again = client.get("/event/1", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    client.post("/api/v1/verdicts", json={"kind": "reject", "claim": 2})
    assert client.get("/event/1", headers={"if-none-match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/event/99999", 404),
        ("/event/99999999999999999999", 404),
        ("/report/99999", 404),
        ("/day/never", 404),
        ("/events?since=never", 422),
        ("/events?after=xx", 422),
        ("/events?text=%00", 422),
        ("/source/%00", 404),
        ("/map?region=moon", 422),
        ("/entity?name=Nobody+Known", 404),
        ("/no-such-page", 404),
        ("/events?text=" + "x" * 5000, 414),
    ],
)
def test_what_is_wrong_is_told_on_a_page(seen: TestClient, address: str, status: int) -> None:
    answer = seen.get(address)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert "Traceback" not in answer.text


def test_facets_and_pages_of_events_add_up(seen: TestClient) -> None:
    total = seen.get("/api/v1/events").json()["total"]
    page = tree(seen, "/events")
    assert str(total) in page.xpath("//h1")[0].text_content()
    kinds = [int(count.text) for count in page.xpath("(//section[@class='facets']//ul)[1]//span[@class='count']")]
    assert sum(kinds) == total


def test_pair_plot_has_bars_for_both_sides(seen: TestClient) -> None:
    page = tree(seen, "/pair/RUS/IRN")
    (plot,) = page.xpath("//*[local-name()='svg' and contains(@class, 'plot')]")
    assert plot.get("role") == "img"
    for side in ("color-0", "color-1"):
        assert plot.xpath(f".//*[contains(@class, '{side}')]//*[local-name()='rect']")
    assert "What Iran says" in page.text_content()
    assert page.xpath("//li[contains(@class, 'denies')]")
