"""Drives the path on one machine: in this process, or on all cores with results in input order.

A worker that dies (out of memory, a fault in native code) loses nothing: the batches that were on their way are read
again one at a time, and a batch that kills its worker alone is halved until the one report that does it is found.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context

from lagebild.engine.work import Item, Make, Plan, Reads, Result, halves, killed, read_batch

_log = logging.getLogger(__name__)
_reader: Reads | None = None


def in_process(reports: Iterator[Item], plan: Plan) -> Iterator[Result]:
    """Read here."""
    reader = plan.alone()
    while batch := list(islice(reports, plan.batch)):
        yield from read_batch(reader, batch)


def on_cores(reports: Iterator[Item], plan: Plan) -> Iterator[Result]:
    """Read in ``plan.workers`` processes; what fits one batch is read here.

    At most two batches a worker wait at a time, so memory stays flat however long the input is.
    """
    first = list(islice(reports, plan.batch))
    if plan.workers == 1 or len(first) < plan.batch:
        yield from in_process(chain(first, reports), plan)
        return
    yield from _Cores(plan).read(chain(first, reports))


class _Cores:
    """A pool that is made anew when a worker dies."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._pool = self._new(plan.workers)

    def read(self, reports: Iterator[Item]) -> Iterator[Result]:
        running: deque[tuple[list[Item], Future[list[Result]]]] = deque()
        batch = list(islice(reports, self._plan.batch))
        try:
            while batch or running:
                while batch and len(running) < 2 * self._plan.workers:
                    running.append((batch, self._submit(batch)))
                    batch = list(islice(reports, self._plan.batch))
                try:
                    results = running[0][1].result()
                except BrokenProcessPool:
                    yield from self._recover(running)
                    continue
                running.popleft()
                yield from results
        finally:
            self._pool.shutdown(cancel_futures=True)

    def _submit(self, batch: list[Item]) -> Future[list[Result]]:
        try:
            return self._pool.submit(_read, batch)
        except BrokenProcessPool as error:  # died between two results: found when its turn comes
            future: Future[list[Result]] = Future()
            future.set_exception(error)
            return future

    def _recover(self, running: deque[tuple[list[Item], Future[list[Result]]]]) -> Iterator[Result]:
        """Which of the batches on their way did it is unknown: each is read alone, in order."""
        _log.warning("a worker died; %d batches are read again", len(running))
        self._pool.shutdown(cancel_futures=True)
        while running:
            batch, future = running.popleft()
            done = future.done() and not future.cancelled() and future.exception() is None
            yield from future.result() if done else self._alone(batch)
        self._pool = self._new(self._plan.workers)

    def _alone(self, batch: list[Item]) -> list[Result]:
        with self._new(1) as pool:
            try:
                return pool.submit(_read, batch).result()
            except BrokenProcessPool:
                _log.warning("a worker died on a batch of %d reports", len(batch))
        if len(batch) == 1:
            return [killed(batch[0])]
        return [result for half in halves(batch) for result in self._alone(half)]

    def _new(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, get_context("spawn"), _start, (self._plan.make,))


def _start(make: Make) -> None:
    global _reader
    _reader = make()


def _read(batch: list[Item]) -> list[Result]:
    if _reader is None:
        raise RuntimeError("a worker was asked to read before it was started")
    return read_batch(_reader, batch)
