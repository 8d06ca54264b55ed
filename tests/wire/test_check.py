"""`lagebild sources`: what is dead, changed, slow or silent, and what the watcher has met."""

import datetime as dt
import ipaddress
import json

import pytest
from click.testing import CliRunner

from lagebild.cli import main
from lagebild.wire import FetchError, Settings, Source
from lagebild.wire.check import check
from lagebild.wire.clock import SimulatedClock
from lagebild.wire.delivery import Delivered
from lagebild.wire.polling import Poll
from lagebild.wire.sources import SourceList, load_sources
from lagebild.wire.watch import Watcher
from tests.wire.serving import answers, feed, page, server, source_list

NOW = dt.datetime(2024, 10, 12, 12, tzinfo=dt.UTC)
RSS = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def base():
    found = answers()
    article = page("Titel", "Der Minister reiste nach Oslo. " * 9)
    with server(found) as address:
        whole = feed(address)
        found |= {
            **dict.fromkeys(("/feed", "/feed2", "/feed3"), (200, RSS, whole)),
            "/cut": (200, RSS, whole[: len(whole) * 2 // 3]),
            "/old": (301, {"Location": "/feed"}, b""),
            "/empty": (200, RSS, b"<rss version='2.0'><channel><title>x</title></channel></rss>"),
            "/page": (200, {"Content-Type": "text/html"}, article.encode()),
        }
        yield address


def listed(base, folder, *paths, **settings):
    values = {"state": folder / "wire.db", "allow_addresses": (ipaddress.ip_network("127.0.0.1/32"),)} | settings
    return SourceList(Settings(**values), [Source(path.strip("/"), base + path) for path in paths])


def test_each_state_with_what_to_do(base, tmp_path):
    paths = ("/feed", "/cut", "/old", "/empty", "/page", "/gone")
    found = check(listed(base, tmp_path, *paths, delay=0.0), SimulatedClock(NOW))
    assert [finding.state for finding in found] == ["ok", "broken", "moved", "silent", "dead", "dead"]
    advice = {finding.source.name: finding.advice for finding in found}
    assert advice["old"] == f"write {base}/feed into the list"
    assert "look for its new address" in advice["gone"]
    assert "no RSS or Atom feed" in advice["page"]
    later = SimulatedClock(NOW + dt.timedelta(days=9))
    (silent,) = check(listed(base, tmp_path, "/feed", delay=0.0), later)
    assert (silent.state, silent.advice) == ("silent", "nothing new since 2024-10-12")


def test_waiting_for_ones_turn_is_not_being_slow(base, tmp_path):
    clock = SimulatedClock(NOW)
    found = check(listed(base, tmp_path, "/feed", "/feed2", "/feed3", delay=20.0, robots=False, threads=1), clock)
    assert clock.now() - NOW >= dt.timedelta(seconds=40)
    assert [finding.state for finding in found] == ["ok"] * 3


def run(*words):
    return CliRunner().invoke(main, ["sources", *map(str, words)])


def test_times_are_told_in_utc_and_the_exit_code_tells_of_the_dead(base, tmp_path):
    path = source_list(tmp_path, base)
    found = run("check", path)
    assert found.exit_code == 0, found.output
    assert "2024-10-12 08:00" in found.output  # 10:00 +0200
    path.write_text(path.read_text().replace("/feed", "/gone"))
    found = run("check", path, "--json")
    assert found.exit_code == 1
    assert json.loads(found.output)[0]["state"] == "dead"


class Store:
    def deliver(self, reports):
        return [Delivered("new") for _ in reports]


def test_status_tells_what_the_watcher_has_met(base, tmp_path):
    path = source_list(tmp_path, base)
    found = run("status", path)
    assert found.exit_code == 1
    assert "has not run with this list yet" in found.output
    watcher = Watcher(load_sources(path), Store(), clock=SimulatedClock(NOW))
    watcher.step()
    (first, *_) = watcher.state._db.execute("SELECT key FROM item").fetchone()
    watcher.state.postpone(first, NOW.timestamp(), "a consent page")
    watcher.state._db.execute("UPDATE item SET status = 'skipped' WHERE key = ?", (first,))
    (source,) = watcher._sources.values()
    watcher._keep_poll(source, Poll(problem=FetchError("the server answered 404", status=404)))
    watcher.close()
    lines = run("status", path).output.splitlines()
    assert lines[1].split()[:6] == ["Blatt", "2024-10-12", "12:00", "2024-10-12", "12:00", "1"]
    assert "the server answered 404" in lines[1]
    assert lines[2:] == ["Articles: 1 done, 1 skipped", "  1 skipped: a consent page"]
    told = json.loads(run("status", path, "--json").output)
    assert told["reasons"] == [{"status": "skipped", "reason": "a consent page", "articles": 1}]
    assert told["sources"][0]["failures"] == 1
