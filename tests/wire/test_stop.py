"""A stop: what is in hand is finished, nothing is begun, what a server holds up is dropped and comes again.

Servers here stall until the test lets them go, so that the watcher ended is told by its having ended at all.
"""

import ipaddress
import signal
import sys
import threading
import time
from contextlib import ExitStack

import pytest

from lagebild.wire import Settings, Source
from lagebild.wire.clock import SystemClock
from lagebild.wire.crew import Crew
from lagebild.wire.delivery import Delivered
from lagebild.wire.sources import SourceList
from lagebild.wire.stopping import stopping
from lagebild.wire.watch import Watcher
from tests.wire.serving import answers, feed, server

NEVER = 120.0
"""Seconds after which a test gives up; nothing that works comes near."""


class Host:
    """A server of two articles that notes what it is asked, and may stall at a path."""

    def __init__(self, stack, stalls_at=()):
        self.asked, self.stalled, self.go_on = [], threading.Event(), threading.Event()
        found = {path: self._noting(path, answer, path in stalls_at) for path, answer in answers().items()}
        self.base = stack.enter_context(server(found))
        rss = (200, {"Content-Type": "application/rss+xml"}, feed(self.base))
        found["/feed"] = self._noting("/feed", rss, "/feed" in stalls_at)
        stack.callback(self.go_on.set)

    def _noting(self, path, answer, stalls):
        status, headers, body = answer

        def respond(handler):
            self.asked.append(path)
            if stalls:
                self.stalled.set()
                self.go_on.wait(NEVER)
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        return respond


class Deliveries:
    """Takes reports one by one; the first is only done when the watcher has been told to stop."""

    def __init__(self, stop, waits=True):
        self.stop, self.waits, self.begun, self.in_hand = stop, waits, [], threading.Event()

    def deliver(self, reports):
        for report in reports:
            self.begun.append(report.url)
            self.in_hand.set()
            if self.waits:
                assert self.stop.wait(NEVER)
            yield Delivered("new")


@pytest.fixture
def stack():
    with ExitStack() as found:
        yield found


def watcher_of(tmp_path, stop, deliveries, *hosts, delay=0.0):
    settings = Settings(
        state=tmp_path / "wire.db", delay=delay, timeout=NEVER, allow_addresses=(ipaddress.ip_network("127.0.0.1/32"),)
    )
    sources = [Source(host.base, f"{host.base}/feed", language="de") for host in hosts]
    return Watcher(SourceList(settings, sources), deliveries, clock=SystemClock(stop), stop=stop)


def counts_after_stop(tmp_path, stop, deliveries, *hosts, when, delay=0.0):
    """Watch in a thread, stop at ``when``; what is in the state file then. Nothing may be asked for after the stop."""
    counts = {}

    def watch():
        watcher = watcher_of(tmp_path, stop, deliveries, *hosts, delay=delay)
        try:
            watcher.run()
            counts.update(watcher.state.counts())
        finally:
            watcher.close()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    when()
    asked = [list(host.asked) for host in hosts]
    stop.set()
    thread.join(NEVER)
    assert not thread.is_alive()
    assert [host.asked for host in hosts] == asked
    return counts


def test_servers_that_stall_hold_up_no_stop_and_are_asked_again(stack, tmp_path):
    host, other = Host(stack, stalls_at=["/1"]), Host(stack, stalls_at=["/2"])
    stop = threading.Event()

    def when():
        assert host.stalled.wait(NEVER)
        assert other.stalled.wait(NEVER)

    counts = counts_after_stop(tmp_path, stop, Deliveries(stop), host, other, when=when)
    assert counts == {"waiting": 4}
    host.go_on.set()
    other.go_on.set()
    again = Deliveries(stop := threading.Event(), waits=False)
    watcher = watcher_of(tmp_path, stop, again, host, other)
    watcher.step()
    watcher.close()
    assert sorted(again.begun) == sorted(f"{each.base}/{number}" for each in (host, other) for number in (1, 2))


def test_a_feed_that_stalls_is_no_failure_of_that_feed(stack, tmp_path):
    host = Host(stack, stalls_at=["/feed"])
    stop = threading.Event()
    counts = counts_after_stop(tmp_path, stop, Deliveries(stop), host, when=lambda: host.stalled.wait(NEVER))
    watcher = watcher_of(tmp_path, stop, Deliveries(stop), host)
    assert (counts, watcher.state.source(host.base, f"{host.base}/feed").failures) == ({}, 0)
    watcher.close()


def test_a_wait_for_ones_turn_ends_in_no_request(stack, tmp_path):
    host = Host(stack)
    stop = threading.Event()

    class Deliver(Deliveries):
        def deliver(self, reports):
            raise AssertionError("nothing was fetched")

    def when():
        while "/feed" not in host.asked:
            time.sleep(0.01)

    counts = counts_after_stop(tmp_path, stop, Deliver(stop), host, when=when, delay=NEVER)
    assert counts in ({}, {"waiting": 2})  # stopped before or after the feed's entries were noted
    assert host.asked == ["/robots.txt", "/feed"]


def test_the_report_in_hand_is_finished_and_no_other_is_begun(stack, tmp_path):
    host = Host(stack)
    stop = threading.Event()
    deliveries = Deliveries(stop)
    counts = counts_after_stop(tmp_path, stop, deliveries, host, when=lambda: deliveries.in_hand.wait(NEVER))
    assert counts == {"done": 1, "waiting": 1}
    assert len(deliveries.begun) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_a_signal_that_another_thread_gets_is_noticed_while_the_main_thread_waits():
    before = signal.getsignal(signal.SIGTERM)
    with stopping() as stop:
        other = threading.Timer(0.2, signal.raise_signal, [signal.SIGTERM])  # to the very thread that calls it
        other.start()
        assert stop.wait(NEVER)
        other.join()
    assert signal.getsignal(signal.SIGTERM) == before


def test_the_second_ctrl_c_ends_at_once():
    with stopping() as stop:
        signal.raise_signal(signal.SIGINT)
        assert stop.wait(NEVER)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_a_crew_gives_all_results_raises_what_was_raised_and_begins_nothing_after_the_end():
    crew = Crew(3, threading.Event())
    assert sorted(crew.map(lambda number: number * 2, range(10))) == [number * 2 for number in range(10)]
    assert list(crew.map(str, [])) == []
    with pytest.raises(ZeroDivisionError):
        list(crew.map(lambda number: 1 // number, [1, 0, 2]))
    begun, gate = [], threading.Event()

    def work(number):
        begun.append(number)
        return number if number == 0 else gate.wait(NEVER)

    results = crew.map(work, range(50))
    assert next(results) == 0
    results.close()
    gate.set()
    while crew.busy:
        time.sleep(0.01)
    assert len(begun) < 10
