"""Drives the path on a Ray cluster; results come in input order. Needs ``lagebild[cluster]``.

Each worker is an actor with its own model. One that died is replaced, also on another machine; the batch it had is sent
once more, and halved when it kills a second time. (Ray's own restarts would not do: what is sent to an actor while it
restarts fails as if it had killed it.) The results of a batch are only taken when it is whole, so each report has
exactly one result.

Workers that have started are used; those that find no free processor are waited for and told of in the log. One that
fails to start is tried once more; without any worker left the driver ends with what Ray says of it.
"""

from __future__ import annotations

import logging
import socket
import time
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lagebild.engine.work import Item, Make, Plan, Result, halves, killed, read_batch

_log = logging.getLogger(__name__)
_TRIES = 2
"""Deaths on one batch before it is halved, and failures to start: the first can be the machine's fault."""
PATIENCE = 60.0
"""Seconds that a worker may take to start before the log tells of it, and between two such lines."""

ANSWER = 15.0
"""Seconds that the machine at ``RAY_ADDRESS`` may take to answer."""


class ClusterError(Exception):
    """The cluster cannot be used; the message says what to do."""


class Worker:
    """The actor's work. ``make`` builds the reader on the worker's machine."""

    def __init__(self, make: Make) -> None:
        self._reader = make()

    def started(self) -> None:
        """Returns once the reader is there."""

    def read(self, batch: list[Item]) -> list[Result]:
        """Read a batch."""
        return read_batch(self._reader, batch)


def on_cluster(reports: Iterator[Item], plan: Plan) -> Iterator[Result]:
    """Read on the cluster that ``RAY_ADDRESS`` names, or on one started here with ``plan.workers`` processors.

    Raises :class:`ClusterError` without Ray, without that cluster, when no worker can be started, and when the cluster
    is lost on the way.
    """
    ray = _ray()
    started = not ray.is_initialized()
    if started:
        _connect(ray, plan.workers)
    try:
        yield from _Cluster(ray, plan).read(reports)
    except ray.exceptions.RayTaskError:  # an error of ours, with its traceback
        raise
    except ray.exceptions.RayError as error:
        raise ClusterError(f"Ray failed: {_brief(error)}. See that the cluster is up and run this again.") from error
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
        _reach(address or "")
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **here)
    except Exception as error:  # Ray raises TimeoutError, errors of its own, and plain Exception when its head is late
        ray.shutdown()  # ends what has started
        if address:
            where = f"There is no Ray cluster at {address} (RAY_ADDRESS)"
            advice = "Its Ray and Python must be the versions used here; without RAY_ADDRESS one is started here"
        else:
            where = "Ray could not be started on this machine"
            advice = "It may be too busy or short of memory: try again later, or use --driver cores"
        raise ClusterError(f"{where}: {_brief(error)}. {advice}.") from error


def _reach(address: str) -> None:
    """Raise OSError if nothing listens at ``host:port``: Ray itself goes on trying for minutes."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host and port.isdecimal():  # not "auto" or "local"
        socket.create_connection((host.strip("[]"), int(port)), timeout=ANSWER).close()


def _brief(error: Exception) -> str:
    """The first line of an error; Ray's go on for pages."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".: ") if lines else type(error).__name__


class _Cluster:
    """Actors, the batches they have, and the results that wait for their turn."""

    def __init__(self, ray: Any, plan: Plan) -> None:
        self._ray = ray
        self._plan = plan
        self._actor = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(Worker)
        self._lost = (
            ray.exceptions.RayActorError,
            ray.exceptions.NodeDiedError,
            ray.exceptions.ObjectLostError,  # the machine went after its worker had answered
            ray.exceptions.OutOfMemoryError,
        )
        self._starting: dict[Any, tuple[Any, int]] = {}
        self._idle: list[Any] = []
        self._running: dict[Any, tuple[int, list[Item], Any, int]] = {}
        self._todo: deque[tuple[int, list[Item], int]] = deque()
        for _ in range(plan.workers):
            self._start()

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
            if self._running or self._todo:
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

    def _start(self, failures: int = 0) -> None:
        actor = self._actor.remote(self._plan.make)
        self._starting[actor.started.remote()] = (actor, failures)
        self._patient_until = time.monotonic() + PATIENCE

    def _collect(self, parts: dict[int, list[tuple[list[Item], list[Result] | None]]]) -> None:
        """Wait for one batch or new worker; a dead worker's batch goes to the front of the queue."""
        done = self._next()
        if done in self._starting:
            self._take(done)
            return
        number, batch, actor, deaths = self._running.pop(done)
        place = next(at for at, (part, _) in enumerate(parts[number]) if part is batch)
        try:
            parts[number][place] = (batch, self._ray.get(done))
            self._idle.append(actor)
        except self._lost:
            _log.warning("a worker died on a batch of %d reports", len(batch))
            self._start()
            self._again(parts[number], place, number, batch, deaths + 1)

    def _next(self) -> Any:
        """The next call that has ended."""
        while True:
            done, _ = self._ray.wait([*self._running, *self._starting], num_returns=1, timeout=PATIENCE)
            self._tell_of_late()
            if done:
                return done[0]

    def _tell_of_late(self) -> None:
        """Log how many workers have not started, at most once in a while."""
        if not self._starting or time.monotonic() < self._patient_until:
            return
        self._patient_until = time.monotonic() + PATIENCE
        _log.warning(
            "%d of %d workers have not started yet; each needs a processor, and the cluster has %g (%g free)",
            len(self._starting),
            self._plan.workers,
            self._ray.cluster_resources().get("CPU", 0),
            self._ray.available_resources().get("CPU", 0),
        )

    def _take(self, done: Any) -> None:
        """A worker has started, or has failed to."""
        actor, failures = self._starting.pop(done)
        try:
            self._ray.get(done)
            self._idle.append(actor)
        except self._lost as error:
            if failures + 1 < _TRIES:
                self._start(failures + 1)
            elif self._starting or self._running or self._idle:
                _log.warning("a worker cannot be started: %s", error)
            else:
                advice = "Each machine needs the same versions of Lagebild and Python, and 1 GB of memory a worker"
                raise ClusterError(f"No worker can be started. {advice}. Ray says: {error}") from error

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
