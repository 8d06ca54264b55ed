"""One way to read many reports, whatever drives it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from lagebild.engine.work import Item, Make, Plan, Result, reader

BATCH = 32
"""Reports a worker gets at a time; the pipeline fills the model's batches from them."""


def _here(reports: Iterator[Item], plan: Plan) -> Iterator[Result]:
    from lagebild.engine.local import in_process

    return in_process(reports, plan)


def _cores(reports: Iterator[Item], plan: Plan) -> Iterator[Result]:
    from lagebild.engine.local import on_cores

    return on_cores(reports, plan)


def _ray(reports: Iterator[Item], plan: Plan) -> Iterator[Result]:
    from lagebild.engine.cluster import on_cluster

    return on_cluster(reports, plan)


DRIVERS: dict[str, Callable[[Iterator[Item], Plan], Iterator[Result]]] = {"here": _here, "cores": _cores, "ray": _ray}
"""Drivers by name: this process, all cores, a Ray cluster."""


def read_all(
    reports: Iterable[Item],
    *,
    workers: int | None = None,
    min_confidence: float | None = None,
    frames: Sequence[Path] = (),
    driver: str = "cores",
    make: Make | None = None,
    batch: int = BATCH,
    look_first: bool = False,
) -> Iterator[Result]:
    """Readings in input order, exactly one result a report. ``workers``: processes, by default one a core.

    ``frames`` are files of a user's own event types; ``make`` builds the reader in each worker, by default the
    ordinary one; ``look_first`` leaves out what a cheap look finds no event in. Raises KeyError for an unknown driver.
    """
    # Workers side by side have one thread each: more would wait for each other's processors.
    beside = make or reader(min_confidence, frames, threads=1, look_first=look_first)
    alone = make or reader(min_confidence, frames, look_first=look_first)
    plan = Plan(beside, alone, workers or os.cpu_count() or 1, batch)
    return DRIVERS[driver](iter(reports), plan)
