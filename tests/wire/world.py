"""A small world of news servers on 127.0.0.1 that lie, stall, repeat, change and die, by a simulated clock.

What is published when is fixed by a seed; how a server answers, by the seed, the path and how often it was asked for.
No real second counts: a server that stalls lets simulated time pass before the rest of its answer. So a day goes the
same way on a busy machine.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

from lagebild.wire.clock import SimulatedClock

START = dt.datetime(2024, 10, 12, 0, 0, tzinfo=dt.UTC)
_LISTED = 60
_MOODS = ("error", "drop", "cut", "rubbish", "busy", "stale", "lie", "cookies", "inward", "bomb")
_DENIALS = ("rubbish", "cookies", "inward", "bomb")
"""Answers that say: there is no article here."""
_MOST_DENIALS = 3
"""For one path in all: a watcher must believe such a server at some time."""
_WORDS = (
    "Minister",
    "Regierung",
    "Vertrag",
    "Grenze",
    "Treffen",
    "Hauptstadt",
    "Delegation",
    "Abkommen",
    "Hafen",
    "Brücke",
)


@dataclass
class Article:
    """One article: when it appears, and when its text changes."""

    number: int
    feed: int
    published: dt.datetime
    changes: list[dt.datetime] = field(default_factory=list)
    paywalled: bool = False

    def version(self, now: dt.datetime) -> int:
        """Which version is out."""
        return sum(change <= now for change in self.changes)

    def text(self, version: int) -> str:
        """Its paragraphs: other words in each article, one sentence of them new with each version."""
        draw = random.Random(self.number)
        lines = [_sentence(draw) for _ in range(8)]
        return "\n".join([f"Meldung {self.number}, Fassung {version}. " + lines[0], *lines[1:]])


def _sentence(draw: random.Random) -> str:
    words = " und ".join(f"{draw.choice(_WORDS)} {draw.randrange(10**6)}" for _ in range(3))
    return f"Am Samstag ging es in {draw.choice(_WORDS)}stadt {draw.randrange(1000)} um {words}, wie es dort hieß."


@dataclass
class World:
    """All feeds and articles, and the servers for them (several: hosts are paced and polled one by one)."""

    clock: SimulatedClock
    feeds: int
    hosts: int
    hours: float = 24.0
    per_feed: int = 12
    misbehave: float = 0.1
    stall: float = 90.0
    """Simulated seconds that a stalling server takes."""
    seed: int = 1
    articles: list[Article] = field(default_factory=list)
    servers: list[ThreadingHTTPServer] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    down: dict[int, tuple[dt.datetime, dt.datetime]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        draw = random.Random(self.seed)
        self._lock = threading.Lock()
        self._asked: Counter[str] = Counter()
        self._denied: Counter[str] = Counter()
        span = self.hours * 3600
        for feed in range(self.feeds):
            for _ in range(self.per_feed):
                published = START + dt.timedelta(seconds=draw.uniform(0, span * 0.95))
                count = draw.choice((0, 0, 0, 1, 2))
                changes = sorted(published + dt.timedelta(seconds=draw.uniform(60, span / 4)) for _ in range(count))
                self.articles.append(Article(len(self.articles), feed, published, changes, draw.random() < 0.03))
        for host in range(self.hosts):
            begin = START + dt.timedelta(seconds=draw.uniform(0.1, 0.7) * span)
            self.down[host] = (begin, begin + dt.timedelta(seconds=span / 8))
        self._by_feed = {feed: [a for a in self.articles if a.feed == feed] for feed in range(self.feeds)}

    def __enter__(self) -> World:
        for number in range(self.hosts):
            server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, number))
            server.daemon_threads = True
            server.handle_error = lambda *_: None  # clients that hang up are part of it
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            self.servers.append(server)
        return self

    def __exit__(self, *_: object) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def address(self, feed: int) -> str:
        """The server a feed lives on."""
        return f"http://127.0.0.1:{self.servers[feed % self.hosts].server_address[1]}"

    def feed_url(self, feed: int) -> str:
        """A feed's address; every fifth is a news sitemap."""
        return f"{self.address(feed)}/{'map' if feed % 5 == 4 else 'feed'}/{feed}"

    def article_url(self, article: Article) -> str:
        """An article's address."""
        return f"{self.address(article.feed)}/a/{article.number}"

    def count(self, what: str) -> None:
        """Count an answer."""
        with self._lock:
            self.answers[what] = self.answers.get(what, 0) + 1

    def mood(self, host: int, path: str) -> str:
        """How the server answers this time."""
        begin, end = self.down[host]
        if begin <= self.clock.now() < end:
            return "dead"
        with self._lock:
            self._asked[path] += 1
            draw = random.Random(f"{self.seed} {path} {self._asked[path]}")
            if draw.random() >= self.misbehave:
                return "well"
            mood = "stall" if draw.random() < 0.1 else draw.choice(_MOODS)
            if mood in _DENIALS:
                self._denied[path] += 1
                return mood if self._denied[path] <= _MOST_DENIALS else "well"
            return mood

    def feed_body(self, feed: int, now: dt.datetime) -> bytes:
        """The feed as it stands at a moment; entries come twice and with tracking parameters."""
        listed = sorted((a for a in self._by_feed[feed] if a.published <= now), key=lambda a: a.published)[-_LISTED:]
        lines = [self._item(article, now, feed) for article in reversed(listed)]
        lines += lines[:1]
        if feed % 5 == 4:
            spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
            return f"<?xml version='1.0'?><urlset {spaces}>{''.join(lines)}</urlset>".encode()
        head = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Feed {feed}</title>"
        return (head + "".join(lines) + "</channel></rss>").encode()

    def _item(self, article: Article, now: dt.datetime, feed: int) -> str:
        version = article.version(now)
        url = escape(self.article_url(article) + (f"?utm_source=rss&utm_term={version}" if article.number % 2 else ""))
        date = format_datetime(article.published.astimezone(dt.timezone(dt.timedelta(hours=2))))
        if feed % 5 == 4:
            changed = article.changes[version - 1] if version else article.published
            return (
                f"<url><loc>{url}</loc><lastmod>{changed.isoformat()}</lastmod><news:news>"
                f"<news:publication_date>{article.published.isoformat()}</news:publication_date>"
                f"<news:title>Meldung {article.number}</news:title></news:news></url>"
            )
        title = f"Meldung {article.number}" + (f" (Fassung {version})" if version else "")
        return f"<item><title>{title}</title><link>{url}</link><pubDate>{date}</pubDate></item>"

    def page(self, number: int, now: dt.datetime) -> bytes | None:
        """The page of an article."""
        article = self.articles[number]
        if article.published > now:
            return None
        if article.paywalled:
            text = "Der Beginn des Artikels. Jetzt weiterlesen mit Probeabo. Bereits Abonnent? Alle Artikel lesen."
        else:
            text = article.text(article.version(now))
        body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        head = f"<title>Meldung {number}</title>"
        return (
            f"<!doctype html><html lang='de'><head>{head}</head><body><article>{body}</article></body></html>".encode()
        )


COOKIES = (
    "<!doctype html><html lang='de'><body><article><p>Wir und unsere Werbepartner verwenden Cookies. Mit Ihrer "
    "Einwilligung zeigen wir personalisierte Werbung. Alle akzeptieren oder Datenschutz-Einstellungen öffnen."
    "</p></article></body></html>"
)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<rss><channel>&b;</channel></rss>"
)


def _handler(world: World, host: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for the acknowledgement of its head

        def do_GET(self) -> None:
            try:
                self._get()
            except (ConnectionError, BrokenPipeError, TimeoutError):
                self.close_connection = True

        def _get(self) -> None:
            path = self.path.partition("?")[0]
            now, mood = world.clock.now(), world.mood(host, path)
            if path == "/robots.txt" and mood != "dead":
                self._send(200, b"User-agent: *\nDisallow: /private\n")
                return
            world.count(mood)
            if mood in ("dead", "drop"):
                self._hang_up()
            elif mood in ("error", "busy"):
                self._send(500 if mood == "error" else 429, b"no", {} if mood == "error" else {"Retry-After": "120"})
            elif mood == "rubbish":
                self._send(200, b"\x00\xff<html><p>oops" * 10)
            elif mood == "cookies":
                self._send(200, COOKIES.encode(), {"Content-Type": "text/html; charset=utf-8"})
            elif mood == "inward":
                self._send(302, b"", {"Location": f"http://127.0.0.2:{self.server.server_address[1]}{path}"})
            elif mood == "bomb":
                self._send(200, BOMB.encode(), {"Content-Type": "application/xml"})
            else:
                self._content(path, now, mood)

        def _content(self, path: str, now: dt.datetime, mood: str) -> None:
            if mood == "lie" and self.headers.get("If-None-Match"):
                self._send(304, b"")
                return
            if mood == "stale" and not path.startswith("/a/"):
                now -= dt.timedelta(hours=1)
            body = self._body(path, now)
            if body is None:
                self._send(404, b"no such page")
                return
            if mood == "stall":
                self._send(200, b"", length=len(body))
                world.clock.sleep(world.stall)
                self.wfile.write(body)
                return
            tag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
            if self.headers.get("If-None-Match") == tag:
                self._send(304, b"", {"ETag": tag})
                return
            if mood == "cut":
                self._send(200, body[: len(body) // 2], {"ETag": tag}, length=len(body))
                self._hang_up()
                return
            kind = "text/html; charset=utf-8" if path.startswith("/a/") else "application/xml"
            self._send(200, body, {"ETag": tag, "Content-Type": kind})

        @staticmethod
        def _body(path: str, now: dt.datetime) -> bytes | None:
            kind, _, number = path.strip("/").partition("/")
            return world.page(int(number), now) if kind == "a" else world.feed_body(int(number), now)

        def _send(
            self, status: int, body: bytes, headers: dict[str, str] | None = None, length: int | None = None
        ) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)

        def _hang_up(self) -> None:
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    return Handler
