"""The watcher: polls what is due, fetches what waits, delivers, and remembers; may be stopped or killed at any time."""

from __future__ import annotations

import datetime as dt
import logging
import random
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from threading import Event
from typing import Any, TypeVar

from lagebild.records import Report
from lagebild.wire.addresses import host_of
from lagebild.wire.clock import Clock, SystemClock
from lagebild.wire.crew import Crew
from lagebild.wire.delivery import Delivered, Delivery
from lagebild.wire.errors import FetchError, StoppedError
from lagebild.wire.fetch import Fetcher, Page
from lagebild.wire.metrics import Metrics
from lagebild.wire.pages import Skipped, report_of, report_of_text
from lagebild.wire.polling import Poll, poll
from lagebild.wire.sources import Source, SourceList
from lagebild.wire.state import Item, State
from lagebild.wire.warcs import PageArchive

_log = logging.getLogger(__name__)

BATCH = 64
"""Articles fetched and delivered together."""
ATTEMPTS = 12
"""Tries at an article whose server fails, over about two days."""
_PATIENCE = 2
"""Articles in a row for which a host gives no answer, after which it is not asked for others in this round."""
LASTING_ATTEMPTS = 4
"""Tries where the server says that the article is not there or that it is none: servers err in that too."""
SUSPECT, DEADLY = 2, 4
"""Deaths of the process after which a report that was in hand is read by itself, and after which it is left."""
_FIRST_WAIT, _LONGEST_WAIT = 60.0, 6 * 3600.0
_IDLE = 30.0
"""Seconds to sleep at most: a stop is noticed at once, a changed clock soon."""

T = TypeVar("T")


@dataclass(slots=True, frozen=True)
class Later:
    """Nobody was asked, since the host was in trouble: how many seconds to wait at least."""

    seconds: float


Found = Report | Skipped | FetchError | Delivered | Later
"""What became of an article that waits; :class:`Delivered` where it failed for good by a fault of ours."""
Got = tuple[Item, Found]


class Watcher:
    """Watches a list of sources. One process a state file.

    Once ``stop`` is set, the report that is being read is finished, nothing is asked for any more, and what is being
    fetched is dropped: it still waits in the state file.
    """

    def __init__(
        self,
        sources: SourceList,
        delivery: Delivery,
        *,
        clock: Clock | None = None,
        stop: Event | None = None,
        metrics: Metrics | None = None,
        seed: int | None = None,
    ) -> None:
        self._settings = sources.settings
        self._sources = {source.name: source for source in sources.sources}
        self._delivery = delivery
        self._stop = stop or Event()
        self._clock = clock or SystemClock(self._stop)
        self.metrics = metrics or Metrics()
        self.state = State(sources.settings.state)
        self._fetcher = Fetcher(sources.settings, self._clock, stop=self._stop)
        self._archive = PageArchive(sources.settings.keep_pages) if sources.settings.keep_pages else None
        self._crew = Crew(sources.settings.threads, self._stop)
        self._random = random.Random(seed)
        self._store_failures = 0
        self._last_round: dt.datetime | None = None

    def close(self) -> None:
        """Give everything back; connections of fetches that were dropped end with the process."""
        if not self._crew.busy:
            self._fetcher.close()
        self.state.close()

    def run(self) -> None:
        """Watch until stopped."""
        while not self._stop.is_set():
            try:
                self.step()
                wait = self.wait()
            except (sqlite3.Error, OSError) as error:  # disk full under the state file: what was noted is whole
                _log.error("round failed", extra={"problem": str(error)})
                wait = _IDLE
            self._clock.sleep(min(_IDLE, wait))

    def step(self) -> None:
        """One round: every source that is due, then every article that waits."""
        self._poll_due()
        while not self._stop.is_set() and self._deliver_waiting():
            pass
        self._last_round = self._clock.now()
        self.metrics.last_round.set(self._last_round.timestamp())
        self.metrics.waiting.set(self.state.counts().get("waiting", 0))

    def wait(self) -> float:
        """Seconds until there is something to do."""
        times = [self.state.source(source.name, source.url).due for source in self._sources.values()]
        item = self.state.next_due()
        if item is not None:
            times.append(item)
        return max(0.0, min(times) - self._now()) if times else _IDLE

    def health(self) -> dict[str, Any]:
        """``alive`` and ``ready`` (a round was finished lately and the store takes reports), with the reasons."""
        last = self._last_round
        late = last is None or (self._clock.now() - last).total_seconds() > 3600
        ready = not late and not self._store_failures and not self._stop.is_set()
        return {
            "alive": True,
            "ready": ready,
            "last_round": last.isoformat() if last else None,
            "store_failures": self._store_failures,
            "stopping": self._stop.is_set(),
        }

    def _now(self) -> float:
        return self._clock.now().timestamp()

    # --- sources

    def _poll_due(self) -> None:
        now = self._clock.now()
        states = {name: self.state.source(name, source.url) for name, source in self._sources.items()}
        due = [source for name, source in self._sources.items() if states[name].due <= now.timestamp()]
        work = _by_host(due, lambda source: source.url)
        for group in self._crew.map(lambda each: self._poll_host(each, states, now), work):
            for source, found in group:
                self._keep_poll(source, found)
        failing = sum(self.state.source(name, source.url).failures > 0 for name, source in self._sources.items())
        self.metrics.failing.set(failing)

    def _poll_host(self, sources: list[Source], states: dict[str, Any], now: dt.datetime) -> list[tuple[Source, Poll]]:
        return [(source, poll(source, states[source.name], self._fetcher, now)) for source in sources]

    def _keep_poll(self, source: Source, found: Poll) -> None:
        now, state = self._now(), self.state.source(source.name, source.url)
        interval = source.interval or self._settings.interval
        if found.problem:
            wait = self._wait(state.failures, interval, found.problem.retry_after)
            problem = str(found.problem)
            self.state.keep(source.name, replace(state, failures=state.failures + 1, due=now + wait, problem=problem))
            self.metrics.polls.labels("failed").inc()
            _log.warning("source failed", extra={"source": source.name, "problem": problem, "retry_in": round(wait)})
            return
        self.metrics.fetch.observe(found.seconds)
        fresh = replace(
            state,
            due=now + interval * self._random.uniform(0.95, 1.05),
            failures=0,
            problem=None if found.whole else "the feed breaks off",
            etag=found.etag,
            modified=found.modified,
            moved=found.moved or state.moved,
            unchanged=state.unchanged + 1 if found.unchanged else 0,
            last_ok=now,
        )
        if found.unchanged:
            self.state.keep(source.name, fresh)
            self.metrics.polls.labels("unchanged").inc()
            return
        noted = self.state.note(source.name, fresh, found.entries, now)
        self.metrics.polls.labels("read" if found.whole else "broken").inc()
        self.metrics.entries.labels("new").inc(noted.new)
        self.metrics.entries.labels("changed").inc(noted.changed)
        if noted.gap and state.last_ok is not None:
            self.metrics.gaps.inc()
            self.state.keep(source.name, replace(fresh, gaps=state.gaps + 1, last_new=now, due=now + interval / 2))
            _log.warning("all entries are new: shorten its interval", extra={"source": source.name})
        elif noted.new or noted.changed:
            self.state.keep(source.name, replace(fresh, last_new=now))
            _log.info("source read", extra={"source": source.name, "new": noted.new, "changed": noted.changed})

    def _wait(self, failures: int, first: float, asked: float | None = None) -> float:
        """Exponential back-off with jitter (a fifth either way), never sooner than the server asks."""
        wait = min(first * 2.0 ** min(failures, 20), max(_LONGEST_WAIT, first)) * self._random.uniform(0.8, 1.2)
        return max(wait, asked or 0.0)

    # --- articles

    def _deliver_waiting(self) -> bool:
        """Fetch and deliver one batch; whether there may be more to do now."""
        items = self.state.waiting(self._now(), BATCH)
        if not items:
            return False
        ready: list[tuple[Item, Report]] = []
        work = _by_host(items, lambda item: item.entry.url)
        for group in self._crew.map(self._get_host, work):
            for item, found in group:
                if isinstance(found, Report):
                    ready.append((item, found))
                elif isinstance(found, Delivered):
                    self._finish(item, found)
                elif isinstance(found, Later):
                    until = self._now() + self._wait(0, _FIRST_WAIT, found.seconds)
                    self.state.postpone(item.entry.key, until, "its host gave others no answer")
                else:
                    self._not_now(item, found)
        if self._stop.is_set():
            return False
        # What may have killed the process comes last and alone: it must not keep the others from being stored.
        plain = [pair for pair in ready if pair[0].begun < SUSPECT]
        batches = [plain] if plain else []
        batches += [[pair] for pair in ready if pair[0].begun >= SUSPECT]
        return all(self._deliver(batch) for batch in batches)

    def _get_host(self, items: list[Item]) -> list[Got]:
        """One host's articles; once it is down or asks for a pause, the rest is left for later."""
        got: list[Got] = []
        silent = 0
        for place, item in enumerate(items):
            found = self._get(item)
            got.append((item, found))
            asked = found.retry_after if isinstance(found, FetchError) else None
            silent = silent + 1 if isinstance(found, FetchError) and found.silent else 0
            if asked or silent == _PATIENCE:
                return got + [(rest, Later(asked or 0.0)) for rest in items[place + 1 :]]
        return got

    def _get(self, item: Item) -> Found:
        source = self._sources.get(item.source) or Source(item.source, item.entry.url)
        moment = self._clock.now()
        try:
            if item.entry.text:
                return report_of_text(item.entry, source, moment)
            page = self._fetcher.get(item.entry.url)
            if self._archive:
                self._keep(self._archive, page, moment, item.entry.key)
            return report_of(page, item.entry, source, moment)
        except FetchError as error:
            return error
        except StoppedError:
            raise
        except Exception as error:  # a fault of ours in one page must not stop the watcher
            _log.exception("page failed", extra={"url": item.entry.url})
            return Delivered("failed", f"reading the page failed ({type(error).__name__}: {error})")

    @staticmethod
    def _keep(archive: PageArchive, page: Page, moment: dt.datetime, key: str) -> None:
        try:
            archive.keep(page, moment, key)
        except OSError as error:  # disk full: the article waits, with its page
            raise FetchError(f"its page could not be kept ({error.strerror or error})") from error

    def _not_now(self, item: Item, found: Skipped | FetchError) -> None:
        """Later, or never."""
        reason = found.reason if isinstance(found, Skipped) else str(found)
        brief = isinstance(found, FetchError) and not found.lasting
        # Counted apart: after a server was down for hours, its first odd answer must not be believed at once.
        often, limit = (item.attempts, ATTEMPTS) if brief else (item.refusals, LASTING_ATTEMPTS)
        final = (isinstance(found, Skipped) and not found.again) or often + 1 >= limit
        if final:
            status = "failed" if brief else "skipped"
            self.state.finish(item.entry.key, item.entry.mark, status, self._now(), reason)
            self.metrics.items.labels(status).inc()
            _log.warning("article " + status, extra={"url": item.entry.url, "reason": reason})
            return
        first = _FIRST_WAIT if brief else 10 * _FIRST_WAIT
        asked = found.retry_after if isinstance(found, FetchError) else None
        until = self._now() + self._wait(often, first, asked)
        self.state.postpone(item.entry.key, until, reason, failed=int(brief), refused=int(not brief))
        extra = {"url": item.entry.url, "reason": reason, "retry_in": round(until - self._now())}
        _log.info("article put off", extra=extra)

    def _deliver(self, ready: list[tuple[Item, Report]]) -> bool:
        """Deliver a batch, one report after the other; whether there may be more to do now."""
        if ready[0][0].begun >= DEADLY:
            ((item, _),) = ready
            self._finish(item, Delivered("failed", f"the process died {item.begun} times while reading it"))
            return True
        keys = [item.entry.key for item, _ in ready]
        self.state.begin(keys)
        try:
            return self._deliver_begun(ready)
        finally:
            self.state.end(keys)

    def _deliver_begun(self, ready: list[tuple[Item, Report]]) -> bool:
        with self.metrics.delivery.time():
            results = self._results([report for _, report in ready])
            for place, (item, _) in enumerate(ready):
                if self._stop.is_set():
                    return False
                try:
                    result = next(results)
                except Exception as error:  # database gone, disk full: the rest waits and comes again
                    return self._failed(ready[place:], error)
                self._finish(item, result)
        self._store_failures = 0
        return True

    def _results(self, reports: list[Report]) -> Iterator[Delivered]:
        yield from self._delivery.deliver(reports)

    def _failed(self, ready: list[tuple[Item, Report]], error: Exception) -> bool:
        if len(ready) > 1 and self._store_failures:
            return self._deliver_singly(ready)
        self._hold([item for item, _ in ready], error)
        return False

    def _deliver_singly(self, ready: list[tuple[Item, Report]]) -> bool:
        """After batches failed twice: if others get through, it is the report that fails and not the store.

        Whether others get through is known at the end, so those that failed have a second try there: the connection
        may have been lost just at their turn.
        """
        failed: list[tuple[Item, Report, Exception]] = []
        for item, report in ready:
            if self._stop.is_set():
                return False
            error = self._deliver_one(item, report)
            if error:
                failed.append((item, report, error))
        if len(failed) == len(ready):
            self._hold([item for item, _, _ in failed], failed[-1][2])
            return False
        self._store_failures = 0
        for item, report, _ in failed:
            error = self._deliver_one(item, report)
            if error:
                reason = f"storing it failed ({type(error).__name__}: {error})"
                self._finish(item, Delivered("failed", reason))
        return True

    def _deliver_one(self, item: Item, report: Report) -> Exception | None:
        """Deliver one report; the error if that fails."""
        try:
            (result,) = self._delivery.deliver([report])
        except Exception as error:
            return error
        self._finish(item, result)
        return None

    def _hold(self, items: list[Item], error: Exception) -> None:
        """Set reports waiting until the store takes them again."""
        self._store_failures += 1
        wait = self._wait(self._store_failures - 1, 10.0)
        for item in items:
            reason = f"the store failed ({type(error).__name__})"
            self.state.postpone(item.entry.key, self._now() + wait, reason)
        _log.error("delivery failed", extra={"reports": len(items), "retry_in": round(wait), "problem": str(error)})

    def _finish(self, item: Item, result: Delivered) -> None:
        status = "failed" if result.outcome == "failed" else "done"
        self.state.finish(item.entry.key, item.entry.mark, status, self._now(), result.reason)
        self.metrics.items.labels(result.outcome).inc()
        extra = {"url": item.entry.url, "source": item.source, "outcome": result.outcome}
        if result.reason:
            _log.warning("report failed", extra=extra | {"reason": result.reason})
        else:
            _log.debug("report delivered", extra=extra)


def _by_host(items: list[T], url: Callable[[T], str]) -> list[list[T]]:
    """Items in groups of one host each, so that one slow host never holds up two threads."""
    groups: dict[str, list[T]] = defaultdict(list)
    for item in items:
        try:
            groups[host_of(url(item))].append(item)
        except FetchError:
            groups[""].append(item)
    return list(groups.values())
