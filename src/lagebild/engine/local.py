"""Drives the path on one machine: in this process, or on all cores with results in input order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from lagebild.pipeline import BATCH, Reader
from lagebild.records import Reading, Report
from lagebild.reports import ReportError

_reader: Reader | None = None
Item = Report | ReportError
Result = Reading | ReportError


def read_all(
    reports: Iterable[Item], *, workers: int | None = None, min_confidence: float | None = None
) -> Iterator[Result]:
    """Readings in input order. ``workers`` processes (default: all cores); one batch of reports stays in this process.

    At most two batches a worker wait at a time, so memory stays flat however long the input is.
    """
    workers = workers or os.cpu_count() or 1
    waiting = iter(reports)
    first = list(islice(waiting, BATCH))
    if workers == 1 or len(first) < BATCH:
        reader = Reader(min_confidence=min_confidence)
        yield from reader.read(first)
        yield from reader.read(waiting)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (min_confidence,)) as pool:
        yield from _in_order(pool, first, waiting, 2 * workers)


def _in_order(pool: ProcessPoolExecutor, first: list[Item], waiting: Iterator[Item], limit: int) -> Iterator[Result]:
    running: deque[Future[list[Result]]] = deque()
    batch = first
    while batch or running:
        while batch and len(running) < limit:
            running.append(pool.submit(_read, batch))
            batch = list(islice(waiting, BATCH))
        yield from running.popleft().result()


def _start(min_confidence: float | None) -> None:
    global _reader
    _reader = Reader(min_confidence=min_confidence)


def _read(batch: list[Item]) -> list[Result]:
    if _reader is None:
        raise RuntimeError("a worker was asked to read before it was started")
    return list(_reader.read(batch))
