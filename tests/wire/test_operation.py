"""What whoever runs the watcher sees: figures, health, logs, kept pages."""

import datetime as dt
import gzip
import io
import ipaddress
import json
import logging
import urllib.error
import urllib.request

import httpx
import pytest

from lagebild.records import Report
from lagebild.reports import load
from lagebild.wire import Settings, Source
from lagebild.wire.clock import SimulatedClock
from lagebild.wire.delivery import Delivered
from lagebild.wire.fetch import Page
from lagebild.wire.logs import JsonFormatter, TextFormatter, set_up
from lagebild.wire.metrics import serve
from lagebild.wire.sources import SourceList
from lagebild.wire.warcs import PageArchive
from lagebild.wire.watch import Watcher
from tests.wire.serving import answers, feed, page, server

NOW = dt.datetime(2024, 10, 12, 12, tzinfo=dt.UTC)


class Deliveries:
    """A store that takes everything, or nothing while ``broken``."""

    def __init__(self):
        self.broken = False
        self.reports = []

    def deliver(self, reports):
        if self.broken:
            raise OSError("no space left on device")
        self.reports += reports
        return [Delivered("new") for _ in reports]


@pytest.fixture
def world(tmp_path):
    found = answers()
    with server(found) as base:
        found["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed(base))
        settings = Settings(
            state=tmp_path / "wire.db",
            delay=0.0,
            allow_addresses=(ipaddress.ip_network("127.0.0.1/32"),),
            keep_pages=tmp_path / "pages",
        )
        deliveries = Deliveries()
        sources = [Source("Blatt", f"{base}/feed", language="de"), Source("gone", f"{base}/gone")]
        watcher = Watcher(SourceList(settings, sources), deliveries, clock=SimulatedClock(NOW))
        yield watcher, deliveries
        watcher.close()


def value(watcher, name, **labels):
    return watcher.metrics.registry.get_sample_value(name, labels)


def test_figures_tell_what_happened(world):
    watcher, deliveries = world
    watcher.step()
    assert len(deliveries.reports) == 2
    assert value(watcher, "lagebild_polls_total", result="read") == 1
    assert value(watcher, "lagebild_polls_total", result="failed") == 1
    assert value(watcher, "lagebild_entries_total", kind="new") == 2
    assert value(watcher, "lagebild_items_total", result="new") == 2
    assert value(watcher, "lagebild_sources_failing") == 1
    assert value(watcher, "lagebild_items_waiting") == 0
    assert value(watcher, "lagebild_last_round_seconds") == pytest.approx(NOW.timestamp(), abs=60)


def test_a_store_that_fails_shows_in_waiting_and_readiness_and_passes(world):
    watcher, deliveries = world
    assert not watcher.health()["ready"]  # no round yet
    deliveries.broken = True
    watcher.step()
    assert value(watcher, "lagebild_items_waiting") == 2
    assert watcher.health() | {"last_round": None} == {
        "alive": True, "ready": False, "last_round": None, "store_failures": 1, "stopping": False,
    }  # fmt: skip
    deliveries.broken = False
    watcher._clock.sleep(60)
    watcher.step()
    assert watcher.health()["ready"]
    assert value(watcher, "lagebild_items_waiting") == 0
    watcher._clock.sleep(7200)
    assert not watcher.health()["ready"]  # no round for two hours


def test_a_fault_of_ours_in_one_source_does_not_stop_the_others(world, monkeypatch):
    def read(data, source, *_):
        if source.name == "gone":
            raise KeyError("a fault")
        return [], True

    watcher, _ = world
    monkeypatch.setattr("lagebild.wire.feeds.read", read)
    monkeypatch.setattr("lagebild.wire.fetch.Fetcher._checked", staticmethod(lambda page, _: page))
    watcher.step()
    assert value(watcher, "lagebild_polls_total", result="failed") == 1
    assert value(watcher, "lagebild_polls_total", result="read") == 1


def test_figures_and_health_are_served(world):
    watcher, _ = world
    running = serve("127.0.0.1", 0, watcher.metrics, watcher.health)
    address = f"http://127.0.0.1:{running.server_address[1]}"
    try:
        with urllib.request.urlopen(f"{address}/health") as answer:
            assert json.load(answer)["alive"]
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(f"{address}/ready")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address}/else")
        watcher.step()
        with urllib.request.urlopen(f"{address}/ready") as answer:
            assert json.load(answer)["ready"]
        with urllib.request.urlopen(f"{address}/metrics") as answer:
            text = answer.read().decode()
        assert 'lagebild_items_total{result="new"} 2.0' in text
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
    finally:
        running.shutdown()
        running.server_close()


@pytest.fixture
def log():
    stream = io.StringIO()
    logger = logging.getLogger("lagebild")
    before = (list(logger.handlers), logger.level, logger.propagate)
    set_up(as_json=True, verbose=True, stream=stream)
    yield stream
    logger.handlers, logger.level, logger.propagate = before


def test_each_line_of_the_log_is_an_object(world, log):
    watcher, _ = world
    watcher.step()
    try:
        raise ValueError("Grüße\nin zwei Zeilen")
    except ValueError:
        logging.getLogger("lagebild.test").exception("it %s", "broke", extra={"url": "http://e.org", "path": object})
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    by_message = {line["message"]: line for line in lines}
    assert by_message["source failed"]["source"] == "gone"
    assert by_message["source failed"]["level"] == "warning"
    assert by_message["source read"]["new"] == 2
    assert by_message["report delivered"]["outcome"] == "new"
    assert "Grüße\nin zwei Zeilen" in by_message["it broke"]["trace"]
    assert all(dt.datetime.fromisoformat(line["time"]).tzinfo for line in lines)


def test_the_log_for_people_says_which_source_and_why(world):
    stream = io.StringIO()
    logger = logging.getLogger("lagebild")
    before = (list(logger.handlers), logger.level, logger.propagate)
    set_up(as_json=False, stream=stream)
    try:
        watcher, _ = world
        watcher.step()
        logger.warning("plain")
    finally:
        logger.handlers, logger.level, logger.propagate = before
    lines = stream.getvalue().splitlines()
    failed = next(line for line in lines if "failed" in line)
    assert "WARNING source failed: source=gone, problem=the server answered 404, retry_in=" in failed
    assert lines[-1].endswith("WARNING plain")


def test_what_other_libraries_stamp_on_a_record_is_not_logged():
    record = logging.makeLogRecord({"msg": "source failed", "source": "gone", "_ray_timestamp_ns": 1})
    assert TextFormatter().format(record).endswith("source failed: source=gone")
    assert "_ray_timestamp_ns" not in JsonFormatter().format(record)


def test_kept_pages_can_be_read_again(world, tmp_path):
    watcher, deliveries = world
    watcher.step()
    (path,) = (tmp_path / "pages").iterdir()
    assert path.name == "pages-2024-10-12.warc.gz"
    again = {each.id: each.text for each in load([path]) if isinstance(each, Report)}
    assert again == {each.id: each.text for each in deliveries.reports}


def test_a_page_that_was_redirected_keeps_the_name_of_its_report(tmp_path):
    body = page("Titel", "Die Ministerin reiste nach Oslo und sprach dort über das Abkommen zur Fischerei. " * 3)
    moved = Page("http://e.org/new?utm_source=rss", 200, body.encode(), httpx.Headers({"Content-Type": "text/html"}))
    archive = PageArchive(tmp_path)
    archive.keep(moved, NOW, "http://feed.example/1")
    path = archive.keep(moved, NOW)
    assert [each.id for each in load([path])] == ["http://feed.example/1", "http://e.org/new"]


def test_a_kept_page_survives_what_the_server_said_of_its_packing(tmp_path):
    headers = httpx.Headers(
        {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip", "Set-Cookie": "who=you", "Date": "x"}
    )
    body = page(
        "Titel", "Die Ministerin reiste nach Oslo und sprach dort über das Abkommen zur Fischerei. " * 3
    ).encode()
    kept = PageArchive(tmp_path / "new" / "pages")
    for number in range(3):
        path = kept.keep(Page(f"http://e.org/{number}", 200, body, headers), NOW)
    raw = gzip.decompress(path.read_bytes())
    assert b"who=you" not in raw
    assert raw.count(b"WARC-Type: response") == 3
    spoiled = path.read_bytes()[:-20]  # a crash in the middle of the last record
    path.write_bytes(spoiled)
    kept = PageArchive(tmp_path / "new" / "pages")
    assert {kept.keep(Page(f"http://e.org/{number}", 200, body, headers), NOW).name for number in (3, 4)} == {
        "pages-2024-10-12-2.warc.gz"
    }
    assert path.read_bytes() == spoiled
    found = [each for each in load([tmp_path / "new"]) if isinstance(each, Report)]
    assert [each.url for each in found][:4] == [f"http://e.org/{number}" for number in (3, 4, 0, 1)]


def test_a_disk_without_room_for_pages_costs_no_article(world, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    watcher, deliveries = world
    with monkeypatch.context() as patch:
        patch.setattr(PageArchive, "keep", full)
        watcher.step()
    assert watcher.state.counts() == {"waiting": 2}
    watcher._clock.sleep(120)
    watcher.step()
    assert len(deliveries.reports) == 2


def test_an_article_that_we_fail_on_is_kept_for_retry(world, monkeypatch):
    def broken(*_):
        raise KeyError("a fault")

    watcher, deliveries = world
    with monkeypatch.context() as patch:
        patch.setattr("lagebild.wire.watch.report_of", broken)
        watcher.step()
    assert watcher.state.counts() == {"failed": 2}
    assert watcher.state.reasons() == [("failed", "reading the page failed (KeyError: 'a fault')", 2)]
    assert watcher.state.retry(watcher._now()) == 2
    watcher.step()
    assert len(deliveries.reports) == 2


@pytest.mark.parametrize("busy", [True, False])
def test_a_host_in_trouble_is_not_asked_for_all_its_articles(tmp_path, busy):
    """One that asks for a pause gets it; one that answers nothing would hold up all other sources."""
    asked = []

    def trouble(handler):
        asked.append(handler.path)
        if busy:
            handler.send_response(429)
            handler.send_header("Retry-After", "600")
            handler.end_headers()
        else:
            clock.sleep(100)
            handler.send_response(200)
            handler.end_headers()
            handler.wfile.write(b"late")

    clock = SimulatedClock(NOW)
    names = {f"/{number}": (f"Meldung {number}", "Text. " * 40) for number in range(40)}
    found = answers({}) | dict.fromkeys(names, trouble)
    with server(found) as base:
        found["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed(base, names))
        settings = Settings(
            state=tmp_path / "wire.db", delay=0.0, allow_addresses=(ipaddress.ip_network("127.0.0.1/32"),)
        )
        watcher = Watcher(SourceList(settings, [Source("Blatt", f"{base}/feed")]), Deliveries(), clock=clock)
        watcher.step()
        assert len(asked) == (1 if busy else 2)
        items = watcher.state.waiting(watcher._now() + 86400, 100)
        assert sum(item.attempts for item in items) == len(asked)
        assert watcher.wait() > (500 if busy else 40)
        watcher.close()


def test_a_report_that_kills_the_process_is_found_and_costs_only_itself(world):
    """Each start that ends in a death leaves behind what was in hand then."""
    watcher, deliveries = world
    together = []
    deliver = deliveries.deliver
    deliveries.deliver = lambda reports: together.append([each.id for each in reports]) or deliver(reports)
    watcher._poll_due()
    bad, good = (item.entry.key for item in watcher.state.waiting(watcher._now(), 9))
    watcher.state.begin([bad, good])
    watcher.state.begin([bad])
    watcher.step()
    assert together == [[good], [bad]]
    assert watcher.state.counts() == {"done": 2}
    watcher.state._db.execute("UPDATE item SET status = 'waiting'")
    assert [item.begun for item in watcher.state.waiting(watcher._now(), 9)] == [0, 0]  # it has survived them
    for _ in range(4):
        watcher.state.begin([bad])
    watcher.step()
    assert together[2:] == [[good]]
    assert watcher.state.reasons() == [("failed", "the process died 4 times while reading it", 1)]
    assert watcher.state.retry(watcher._now()) == 1
    watcher.step()
    assert together[3:] == [[bad]]
