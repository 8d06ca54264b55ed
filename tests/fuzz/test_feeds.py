"""What a source answers: feeds, sitemaps, robots.txt, pages; entries, a reason, or a failure that is told."""

import datetime as dt

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.records import Report
from lagebild.wire import FetchError, Source, feeds, sitemaps
from lagebild.wire.clock import SimulatedClock
from lagebild.wire.entries import Entry
from lagebild.wire.fetch import Page
from lagebild.wire.pages import Skipped, report_of, report_of_text
from lagebild.wire.robots import Robots
from tests.fuzz.cases import TEXTS, hostile, spoils
from tests.reports.test_archives import page
from tests.wire.serving import feed

NOW = dt.datetime(2024, 10, 12, 12, tzinfo=dt.UTC)
SOURCE = Source("x", "http://example.org/feed", language="de", timezone="Europe/Berlin")
ENTRY = Entry("http://example.org/1", "http://example.org/1", "m", published=NOW)
ATOM = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title><entry><id>1</id><title>Lage</title>"
    b"<link href='http://example.org/1'/><published>2024-10-11T23:30:00Z</published>"
    b"<updated>2024-10-12T02:00:00Z</updated><content type='html'>&lt;p&gt;Text</content></entry></feed>"
)
MAP = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/'
    b'0.9"><url><loc>http://example.org/1</loc><n:news><n:publication_date>2024-10-12T08:00:00+02:00'
    b"</n:publication_date><n:title>Lage</n:title></n:news></url></urlset>"
)
SEEDS = {"rss": (feeds, feed("http://example.org")), "atom": (feeds, ATOM), "sitemap": (sitemaps, MAP)}


@pytest.mark.parametrize("name", SEEDS)
def test_spoiled_lists_give_entries_or_a_failure(name):
    module, seed = SEEDS[name]

    @hostile(60)
    @given(spoils(seed))
    def check(data):
        try:
            entries = module.read(data, SOURCE, NOW)[0]
        except FetchError:
            return
        for entry in entries:
            assert entry.key.startswith("http")
            assert entry.published is None or entry.published.tzinfo

    check()


def test_half_a_pair_of_utf_16_costs_no_entry():
    data = feed("http://example.org", {"/1": ("Reise &amp;#xD83D; nach &amp;#55357; Oslo", "")})
    (entry,), _ = feeds.read(data, SOURCE, NOW)
    assert entry.title.encode()


@hostile(60)
@given(spoils(page(1).encode()), st.text(max_size=30))
def test_spoiled_pages_give_a_report_or_a_reason(data, kind):
    headers = httpx.Headers([(b"Content-Type", f"text/html; charset={kind}".encode())])
    found = report_of(Page("http://example.org/1", 200, data, headers), ENTRY, SOURCE, NOW)
    assert isinstance(found, Report | Skipped)


@hostile(60)
@given(TEXTS)
def test_any_text_in_a_feed_gives_a_report_or_a_reason(text):
    entry = Entry("http://example.org/1", "http://example.org/1", "m", text=text)
    assert isinstance(report_of_text(entry, SOURCE, NOW), Report | Skipped)


@hostile(60)
@given(spoils(b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\nSitemap: http://example.org/map\n"))
def test_any_robots_txt_gives_an_answer(data):
    robots = Robots(lambda url: Page(url, 200, data, httpx.Headers()), "Lagebild", SimulatedClock(NOW))
    allowed, delay = robots.ask("http://example.org/1")
    assert isinstance(allowed, bool)
    assert delay is None or 0 <= delay <= 120
