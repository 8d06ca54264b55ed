"""Fetching: addresses refused, limits, conditions, robots.txt, retries. Servers on 127.0.0.1 only."""

import datetime as dt
import gzip
import ipaddress
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import pytest

from lagebild.wire import FetchError, Settings, Source
from lagebild.wire.clock import SimulatedClock
from lagebild.wire.fetch import Fetcher, Pacer
from lagebild.wire.guard import check_address
from lagebild.wire.polling import poll
from lagebild.wire.state import SourceState

NOW = dt.datetime(2024, 10, 12, tzinfo=dt.UTC)
LOOPBACK = (ipaddress.ip_network("127.0.0.1/32"),)


@contextmanager
def server(answers):
    """A server whose answers are ``path: (status, headers, body)`` or a function of the handler."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found = answers.get(self.path, (404, {}, b""))
            try:
                if callable(found):
                    found(self)
                    return
                status, headers, body = found
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except ConnectionError:
                pass

        def log_message(self, *_):
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}"
    finally:
        running.shutdown()
        running.server_close()


@contextmanager
def fetcher(clock=None, **settings):
    values = {"delay": 0.0, "timeout": 30.0, "allow_addresses": LOOPBACK} | settings
    found = Fetcher(Settings(**values), clock or SimulatedClock(NOW))
    try:
        yield found
    finally:
        found.close()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "fec0::1",
        "192.0.0.8",
        "192.88.99.1",
        "3fff::1",
        "64:ff9b:1::7f00:1",
        "::ffff:0:7f00:1",
        "::7f00:1",
        "2001:0:7f00:1::",
    ],
)
def test_private_addresses_are_refused(address):
    with pytest.raises(FetchError, match="allow_addresses") as caught:
        check_address(address)
    assert caught.value.lasting


@pytest.mark.parametrize(
    "address", ["::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "100.64.0.1", "255.255.255.255"]
)
def test_disguised_addresses_are_refused(address):
    with pytest.raises(FetchError, match="allow_addresses"):
        check_address(address)


def test_public_and_allowed_addresses_pass():
    check_address("93.184.215.14")
    check_address("2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    check_address("127.0.0.1", LOOPBACK)
    with pytest.raises(FetchError):
        check_address("127.0.0.2", LOOPBACK)


def test_a_name_that_resolves_to_loopback_is_refused():
    with fetcher(allow_addresses=(), robots=False) as found, pytest.raises(FetchError, match="private or local"):
        found.get("http://localhost:1/feed")


INWARD = [
    "http://127.0.0.2/x", "http://2130706434/", "http://0x7f.2/", "http://127.2/", "http://[::1]/", "http://0.0.0.0/",
    "http://[::ffff:127.0.0.2]/", "http://[64:ff9b::7f00:2]/", "http://169.254.169.254/latest", "http://[fe80::1]/",
    "http://10.0.0.1/", "http://user:word@192.168.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("target", INWARD)
def test_redirects_inward_are_refused(target):
    with server({"/": (302, {"Location": target}, b"")}) as url, fetcher() as found:
        with pytest.raises(FetchError, match="private or local") as caught:
            found.get(url + "/")
        assert caught.value.lasting


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://e.org/", "gopher://e.org/", "http://", "//["])
def test_redirects_out_of_the_web_are_refused(target):
    with server({"/": (302, {"Location": target}, b"")}) as url, fetcher() as found, pytest.raises(FetchError):
        found.get(url + "/")


def test_a_name_that_changes_its_address_is_connected_to_only_where_it_was_checked(monkeypatch):
    """DNS rebinding: a public address at the first look, a private one at the second."""
    looks = [["93.184.215.14"], ["127.0.0.1"], ["93.184.215.14", "127.0.0.1"]]
    connected = []

    def resolve(_host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in looks.pop(0)]

    def connect(_self, host, *_, **__):
        connected.append(host)
        raise httpcore.ConnectError("nobody is asked in a test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with fetcher(allow_addresses=(), robots=False) as found:
        with pytest.raises(FetchError, match="private or local"):
            found.get("http://rebinding.example/")  # the retry looks the name up anew
        with pytest.raises(FetchError, match="private or local"):
            found.get("http://rebinding.example/")
    assert connected == ["93.184.215.14"]


def test_lasting_redirects_are_told_and_brief_ones_are_not():
    answers = {
        "/new": (200, {}, b"here"),
        "/old": (301, {"Location": "/new"}, b""),
        "/tmp": (302, {"Location": "/new"}, b""),
    }
    with server(answers) as url, fetcher() as found:
        assert found.get(url + "/old").moved == url + "/new"
        assert found.get(url + "/tmp").moved is None


def test_redirects_in_circles_end():
    answers = {"/a": (302, {"Location": "/b"}, b""), "/b": (302, {"Location": "/a"}, b"")}
    with server(answers) as url, fetcher() as found, pytest.raises(FetchError, match="redirects"):
        found.get(url + "/a")


def test_conditional_request():
    seen = []

    def answer(handler):
        seen.append((handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")))
        handler.send_response(304)
        handler.end_headers()

    with server({"/": answer}) as url, fetcher() as found:
        assert found.get(url + "/", etag='"1"', modified="Sat, 12 Oct 2024 08:00:00 GMT").unchanged
    assert seen == [('"1"', "Sat, 12 Oct 2024 08:00:00 GMT")]


def test_a_bomb_of_zeros_is_stopped_before_it_is_unpacked():
    packed = gzip.compress(bytes(50_000_000))
    answers = {"/": (200, {"Content-Encoding": "gzip"}, packed)}
    with server(answers) as url, fetcher(max_bytes=100_000) as found, pytest.raises(FetchError, match="100,000"):
        found.get(url + "/")


def test_packed_answers_are_unpacked():
    with server({"/": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"text"))}) as url, fetcher() as found:
        assert found.get(url + "/").body == b"text"


def test_endless_answers_are_stopped_by_size_and_by_time():
    clock = SimulatedClock(NOW)

    def endless(handler, wait=0.0):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"<item/>" * 1000)
            clock.sleep(wait)

    answers = {"/e": endless, "/d": lambda handler: endless(handler, wait=0.5)}
    with server(answers) as url, fetcher(clock, timeout=30, max_bytes=1_000_000) as found:
        with pytest.raises(FetchError, match=r"larger than 1,000,000"):
            found.get(url + "/e")
        with pytest.raises(FetchError, match="did not end in time"):
            found.get(url + "/d")


def test_a_server_that_never_answers_is_left():
    gate = threading.Event()
    answers = {"/": lambda _: gate.wait(60)}
    with server(answers) as url, fetcher(timeout=0.1, robots=False) as found:
        with pytest.raises(FetchError, match=r"no answer within 0\.1 s"):
            found.get(url + "/")
        gate.set()


def test_robots_txt_is_kept_to_and_delay_taken():
    answers = {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\nCrawl-delay: 7"),
        "/private": (200, {}, b""),
        "/open": (200, {}, b""),
    }
    clock = SimulatedClock(NOW)
    with server(answers) as url:
        found = Fetcher(Settings(delay=1.0, allow_addresses=LOOPBACK), clock)
        with pytest.raises(FetchError, match=r"robots\.txt does not allow"):
            found.get(url + "/private")
        for _ in range(3):
            found.get(url + "/open")
        found.close()
    assert clock.now() - NOW == dt.timedelta(seconds=14)


def test_robots_txt_that_cannot_be_had_means_not_now():
    with server({"/robots.txt": (503, {}, b""), "/a": (200, {}, b"")}) as url, fetcher() as found:
        with pytest.raises(FetchError, match="at the moment") as caught:
            found.get(url + "/a")
        assert not caught.value.lasting


def test_a_brief_failure_is_retried_and_a_long_one_told():
    seen = []

    def once(handler):
        seen.append(1)
        handler.send_response(503 if len(seen) == 1 else 200)
        handler.end_headers()

    answers = {"/once": once, "/busy": (429, {"Retry-After": "90"}, b""), "/gone": (410, {}, b"")}
    with server(answers) as url, fetcher() as found:
        assert found.get(url + "/once").status == 200
        with pytest.raises(FetchError) as busy:
            found.get(url + "/busy")
        with pytest.raises(FetchError) as gone:
            found.get(url + "/gone")
    assert busy.value.retry_after == 90
    assert (gone.value.status, gone.value.lasting, busy.value.lasting) == (410, True, False)


def test_pacing_is_per_host():
    clock = SimulatedClock(NOW)
    pacer = Pacer(clock, 5.0)
    for host in ("a", "b", "a", "b"):
        pacer.wait(host)
    assert clock.now() - NOW == dt.timedelta(seconds=5)


def test_of_a_long_robots_txt_the_beginning_counts():
    rules = b"User-agent: *\nDisallow: /private\n" + b"# and so on\n" * 100_000
    answers = {"/robots.txt": (200, {"Content-Length": str(len(rules))}, rules), "/open": (200, {}, b"here")}
    with server(answers) as url, fetcher() as found:
        assert found.get(url + "/open").body == b"here"
        with pytest.raises(FetchError, match=r"robots\.txt does not allow"):
            found.get(url + "/private")


def test_a_source_took_what_its_server_took_not_what_was_waited_for_its_turn():
    clock = SimulatedClock(NOW)

    def slow(handler):
        clock.sleep(3.0)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"here")

    answers = {"/quick": (301, {"Location": "/slow"}, b""), "/slow": slow}
    with server(answers) as url, fetcher(clock, delay=20.0) as found:
        assert [round(found.get(url + path).seconds) for path in ("/slow", "/quick")] == [3, 3]


def test_nothing_new_in_an_index_of_sitemaps_says_nothing_of_its_parts():
    answers = {"/part": (200, {"ETag": '"2"'}, b"<urlset><url><loc>http://e.org/1</loc></url></urlset>")}
    with server(answers) as url, fetcher() as found:
        index = f"<sitemapindex><sitemap><loc>{url}/part</loc></sitemap></sitemapindex>".encode()
        answers["/map"] = (200, {"ETag": '"1"'}, index)
        for path, tag in (("/map", None), ("/part", '"2"')):
            source = Source("s", url + path, kind="sitemap")
            answer = poll(source, SourceState(source.url), found, NOW)
            assert [entry.url for entry in answer.entries] == ["http://e.org/1"]
            assert answer.etag == tag
