"""Drives the path on a Ray cluster; results come in input order. Needs ``lagebild[cluster]``.

Each worker is an actor with its own model. One that died is replaced, also on another machine; the batch it had is sent
once more, and halved when it kills a second time. (Ray's own restarts would not do: what is sent to an actor while it
restarts fails as if it had killed it.) The results of a batch are only taken when it is whole, so each report has
exactly one result.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lagebild.engine.work import Item, Make, Plan, Result, halves, killed, read_batch

_log = logging.getLogger(__name__)
_TRIES = 2
"""Deaths on one batch before it is halved: the first can be the machine's fault."""


class ClusterError(Exception):
    """The cluster cannot be used; the message says what to do."""


class Worker:
    """The actor's work. ``make`` builds the reader on the worker's machine."""

    def __init__(self, make: Make) -> None:
        self._reader = make()

    def read(self, batch: list[Item]) -> list[Result]:
        """Read a batch."""
        return read_batch(self._reader, batch)


def on_cluster(reports: Iterator[Item], plan: Plan) -> Iterator[Result]:
    """Read on the cluster that ``RAY_ADDRESS`` names, or on one started here with ``plan.workers`` processors.

    Raises :class:`ClusterError` without Ray or without that cluster.
    """
    ray = _ray()
    started = not ray.is_initialized()
    if started:
        _connect(ray, plan.workers)
    try:
        yield from _Cluster(ray, plan).read(reports)
    finally:
        if started:
            ray.shutdown()


def _ray() -> Any:
    try:
        import ray
    except ImportError as error:
        raise ClusterError("The cluster needs Ray: pip install 'lagebild[cluster]'.") from error
    return ray


def _connect(ray: Any, workers: int) -> None:
    import os

    address = os.environ.get("RAY_ADDRESS")
    here = {} if address else {"num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **here)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise ClusterError(f"There is no Ray cluster at {address or 'this machine'}: {error}") from error


class _Cluster:
    """Actors, the batches they have, and the results that wait for their turn."""

    def __init__(self, ray: Any, plan: Plan) -> None:
        self._ray = ray
        self._plan = plan
        self._actor = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(Worker)
        self._idle = [self._actor.remote(plan.make) for _ in range(plan.workers)]
        self._running: dict[Any, tuple[int, list[Item], Any, int]] = {}
        self._todo: deque[tuple[int, list[Item], int]] = deque()

    def read(self, reports: Iterator[Item]) -> Iterator[Result]:
        parts: dict[int, list[tuple[list[Item], list[Result] | None]]] = {}
        begun = ended = 0
        more = True
        while more or begun > ended:
            while more and begun - ended < 3 * self._plan.workers:
                batch = list(islice(reports, self._plan.batch))
                more = bool(batch)
                if batch:
                    self._todo.append((begun, batch, 0))
                    parts[begun] = [(batch, None)]
                    begun += 1
            self._send()
            if self._running:
                self._collect(parts)
            while ended in parts and all(results is not None for _, results in parts[ended]):
                for _, results in parts.pop(ended):
                    yield from results or []
                ended += 1

    def _send(self) -> None:
        while self._idle and self._todo:
            actor = self._idle.pop()
            number, batch, deaths = self._todo.popleft()
            self._running[actor.read.remote(batch)] = (number, batch, actor, deaths)

    def _collect(self, parts: dict[int, list[tuple[list[Item], list[Result] | None]]]) -> None:
        """Wait for one batch; a dead worker's batch goes to the front of the queue."""
        (done,), _ = self._ray.wait(list(self._running), num_returns=1)
        number, batch, actor, deaths = self._running.pop(done)
        place = next(at for at, (part, _) in enumerate(parts[number]) if part is batch)
        try:
            parts[number][place] = (batch, self._ray.get(done))
            self._idle.append(actor)
        except self._ray.exceptions.RayActorError:
            _log.warning("a worker died on a batch of %d reports", len(batch))
            self._idle.append(self._actor.remote(self._plan.make))
            self._again(parts[number], place, number, batch, deaths + 1)

    def _again(
        self,
        parts: list[tuple[list[Item], list[Result] | None]],
        place: int,
        number: int,
        batch: list[Item],
        deaths: int,
    ) -> None:
        if deaths < _TRIES:
            self._todo.appendleft((number, batch, deaths))
        elif len(batch) == 1:
            parts[place] = (batch, [killed(batch[0])])
        else:
            pieces = halves(batch)
            parts[place : place + 1] = [(piece, None) for piece in pieces]
            for piece in reversed(pieces):
                self._todo.appendleft((number, piece, _TRIES - 1))
