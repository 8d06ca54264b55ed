"""Feeds, sitemaps, dates and pages."""

import datetime as dt
import gzip
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.records import Report
from lagebild.reports.addresses import canonical
from lagebild.wire import FetchError, Source, feeds, sitemaps
from lagebild.wire.entries import moment_of
from lagebild.wire.fetch import Page
from lagebild.wire.pages import Skipped, report_of, report_of_text

NOW = dt.datetime(2024, 10, 12, 12, tzinfo=dt.UTC)
SOURCE = Source("test", "http://example.org/feed", language="de", timezone="Europe/Berlin", publisher="Blatt")
ITEM = (
    "<item><title>Treffen in {0}</title><link>http://example.org/{0}?utm_source=rss#top</link>"
    "<pubDate>{1}</pubDate></item>"
)


def rss(*items):
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>{''.join(items)}</channel></rss>".encode()


def test_rss_entries_with_one_name_an_address():
    found, whole = feeds.read(
        rss(ITEM.format("Wien", "Sat, 12 Oct 2024 00:30:00 +0200"), ITEM.format("Wien", "")), SOURCE, NOW
    )
    assert whole
    assert [(entry.key, entry.title) for entry in found] == [("http://example.org/Wien", "Treffen in Wien")]


def test_addresses_without_a_host_start_from_the_feeds_own():
    items = "<item><title>a</title><link>/a/1</link></item>", "<item><title>b</title><link>b</link></item>"
    found, _ = feeds.read(rss(*items), SOURCE, NOW, "application/rss+xml", "http://www.example.org/news/feed")
    assert [entry.url for entry in found] == ["http://www.example.org/a/1", "http://www.example.org/news/b"]
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:1</id><link href='/a/1'/></entry></feed>"
    assert [entry.url for entry in feeds.read(atom, SOURCE, NOW)[0]] == ["http://example.org/a/1"]


def test_atom_update_changes_the_mark_but_not_the_day():
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title><entry><id>1</id><title>Lage</title>"
        "<link href='http://example.org/1'/>"
        "<published>2024-10-11T23:30:00Z</published><updated>{}</updated></entry></feed>"
    )
    (first,), _ = feeds.read(atom.format("2024-10-12T01:00:00Z").encode(), SOURCE, NOW)
    (second,), _ = feeds.read(atom.format("2024-10-12T02:00:00Z").encode(), SOURCE, NOW)
    assert first.mark != second.mark
    assert first.published == second.published == dt.datetime(2024, 10, 11, 23, 30, tzinfo=dt.UTC)


def test_a_feed_cut_off_gives_what_stood_before():
    whole_feed = rss(*(ITEM.format(number, "") for number in range(10)))
    found, whole = feeds.read(whole_feed[: len(whole_feed) // 2], SOURCE, NOW)
    assert not whole
    assert 3 <= len(found) <= 6


@pytest.mark.parametrize("data", [b"", b"<html><body>404</body></html>", b"\x00\xff\xfe", b"{}", b"<rss"])
def test_what_is_no_feed_is_told(data):
    with pytest.raises(FetchError, match="no RSS or Atom"):
        feeds.read(data, SOURCE, NOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_xml_bombs_are_refused(encoding):
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><urlset><url><loc>&b;</loc></url></urlset>"
    for read in (feeds.read, sitemaps.read):
        with pytest.raises(FetchError, match=r"entities|no sitemap"):
            read(bomb.encode(encoding), SOURCE, NOW)


def test_news_sitemap_and_index():
    data = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>http://example.org/1</loc><n:news>
    <n:publication><n:name>Blatt</n:name><n:language>de</n:language></n:publication>
    <n:publication_date>2024-10-12T08:00:00+02:00</n:publication_date><n:title>Lage</n:title></n:news></url>
    <url><loc>javascript:alert(1)</loc></url></urlset>"""
    (entry,), parts = sitemaps.read(data, Source("s", "http://example.org/map"), NOW)
    assert (entry.title, entry.language, entry.publisher, parts) == ("Lage", "de", "Blatt", [])
    assert entry.published == dt.datetime(2024, 10, 12, 6, tzinfo=dt.UTC)
    parts = "".join(f"<sitemap><loc>http://e.org/{n}</loc><lastmod>2024-0{n}-01</lastmod></sitemap>" for n in (1, 2))
    index = f"<sitemapindex>{parts}</sitemapindex>".encode()
    assert sitemaps.read(index, SOURCE, NOW) == ([], ["http://e.org/2", "http://e.org/1"])


def test_a_sitemap_may_be_a_packed_file_but_no_bomb():
    data = b"<urlset><url><loc>http://example.org/1</loc></url></urlset>"
    (entry,), _ = sitemaps.read(gzip.compress(data), SOURCE, NOW)
    assert entry.url == "http://example.org/1"
    with pytest.raises(FetchError, match="larger than 5,000,000"):
        sitemaps.read(gzip.compress(b"<urlset>" + bytes(50_000_000)), SOURCE, NOW)
    with pytest.raises(FetchError, match="no sitemap"):
        sitemaps.read(b"\x1f\x8b broken", SOURCE, NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sat, 12 Oct 2024 08:00:00 GMT", "2024-10-12T08:00"),
        ("Sat, 12 Oct 2024 08:00:00 MESZ", "2024-10-12T06:00"),
        ("2024-10-12T08:00:00", "2024-10-12T06:00"),
        ("2024-10-12T08:00:00-05:00", "2024-10-12T13:00"),
        ("Sat, 12 Oct 2024 08:00:00 EDT", "2024-10-12T12:00"),
        ("Sat, 12 Oct 2024 08:00:00 BBB", "2024-10-12T06:00"),
        ("Sat, 12 Oct 2024 08:00:00 +0300", "2024-10-12T05:00"),
        ("2031-01-01T00:00:00Z", None),
        ("1970-01-01", None),
        ("gestern", None),
        ("12.10.2024 08:00", "2024-10-12T06:00"),
        ("12. 10. 2024", "2024-10-11T22:00"),
        ("10/12/2024 08:00", "2024-10-12T06:00"),
        ("14:30", None),
        ("2024", None),
        ("Saturday", None),
        ("", None),
        ("9" * 90, None),
    ],
)
def test_dates_have_the_right_zone(text, expected):
    found = moment_of(text, ZoneInfo("Europe/Berlin"), NOW)
    assert (found.astimezone(dt.UTC).isoformat()[:16] if found else None) == expected


def test_one_name_for_an_address():
    assert canonical("HTTP://Example.org?b=1&utm_medium=x&a=2#top") == "http://example.org/?b=1&a=2"
    with pytest.raises(ValueError, match="no web address"):
        canonical("ftp://example.org")


SENTENCE = "Der Außenminister reiste nach Wien und sprach dort mit seinem Amtskollegen über den Vertrag."


def page(body, kind="text/html; charset=utf-8", encoding="utf-8"):
    markup = (
        f"<!doctype html><html lang='de'><head><title>Reise</title></head><body><article>{body}</article></body></html>"
    )
    return Page("http://example.org/1", 200, markup.encode(encoding), httpx.Headers({"content-type": kind}))


def entry(published=None):
    (found,), _ = feeds.read(rss(ITEM.format(1, published or "")), SOURCE, NOW)
    return found


def test_a_page_is_a_report_with_the_publishers_day():
    late = "Fri, 11 Oct 2024 23:30:00 GMT"
    found = report_of(
        page(f"<p>{SENTENCE} {SENTENCE}</p>" * 3, encoding="iso-8859-1", kind="text/html; charset=ISO-8859-1"),
        entry(late),
        SOURCE,
        NOW,
    )
    assert isinstance(found, Report)
    assert found.published == dt.date(2024, 10, 12), "half past eleven in London is the next day in Berlin"
    assert (found.id, found.publisher, found.language) == ("http://example.org/1", "Blatt", "de")
    assert "Außenminister" in found.text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            "<p>Wir verwenden Cookies. Mit Ihrer Einwilligung zeigen wir personalisierte Werbung.</p>",
            "consent",
        ),
        (
            f"<p>{SENTENCE}</p><p>Jetzt weiterlesen mit Digital-Abo.</p><p>Bereits Abonnent? Anmelden.</p>",
            "subscribers",
        ),
        (
            f"<script type='application/ld+json'>{{\"isAccessibleForFree\": false}}</script><p>{SENTENCE}</p>",
            "subscribers",
        ),
        ("<p>Bitte aktivieren Sie JavaScript, damit wir sehen, dass Sie kein Roboter sind.</p>", "error page"),
        ("", "no article"),
    ],
)
def test_pages_that_are_no_article_are_skipped_with_the_reason(body, reason):
    found = report_of(page(body), entry(), SOURCE, NOW)
    assert isinstance(found, Skipped)
    assert reason in found.reason


def test_a_report_on_cookies_and_subscriptions_is_one():
    text = "Das Gericht urteilte über Cookies, Tracking und die Einwilligung der Nutzer. " + SENTENCE
    assert isinstance(report_of(page(f"<p>{text * 3}</p>" * 8), entry(), SOURCE, NOW), Report)


def test_pictures_are_no_page():
    assert report_of(page("", kind="image/png"), entry(), SOURCE, NOW) == Skipped(
        "not a web page but image/png", again=False
    )


def test_text_in_the_feed_itself():
    source = Source("s", "http://example.org/feed", text="feed", language="de")
    text = f"&lt;p&gt;{SENTENCE} {SENTENCE} {SENTENCE}&lt;/p&gt;"
    item = f"<item><link>http://example.org/1</link><description>{text}</description></item>"
    (found,), _ = feeds.read(rss(item), source, NOW)
    report = report_of_text(found, source, NOW)
    assert isinstance(report, Report)
    assert report.text.count("Außenminister") == 3


NASTY = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet="<>&;![]'\"/=-?xmlrsitenk: \n\x00ü", max_size=300).map(str.encode),
    st.integers(0, 900).map(
        lambda cut: rss(*(ITEM.format(n, "Sat, 12 Oct 2024 08:00:00 GMT") for n in range(4)))[:cut]
    ),
)


@settings(max_examples=300, deadline=None)
@given(NASTY, st.sampled_from([None, "text/xml", "application/rss+xml; charset=utf-16", "text/html; charset=nonsense"]))
def test_any_bytes_give_entries_or_one_error(data, kind):
    for read in (lambda: feeds.read(data, SOURCE, NOW, kind), lambda: sitemaps.read(data, SOURCE, NOW)):
        try:
            found, _ = read()
        except FetchError:
            continue
        assert all(each.key.startswith("http") for each in found)
