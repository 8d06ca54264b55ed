"""Threads that fetch: their work is dropped, not waited for, when the watcher is told to stop."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import TypeVar

from lagebild.wire.errors import StoppedError

_LOOK = 0.1
"""Seconds after which a stop is noticed while results are waited for."""

Task = TypeVar("Task")
Result = TypeVar("Result")


class Crew:
    """A few threads at a time. They are daemons: a name that does not resolve holds up neither a stop nor the end."""

    def __init__(self, threads: int, stop: threading.Event) -> None:
        self._threads = threads
        self._stop = stop
        self._running: list[threading.Thread] = []

    @property
    def busy(self) -> bool:
        """Whether work that was dropped still goes on."""
        return any(thread.is_alive() for thread in self._running)

    def map(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """Results as they come, in no certain order; none after a stop. An exception is raised here."""
        todo: queue.SimpleQueue[Task] = queue.SimpleQueue()
        done: queue.SimpleQueue[Future[Result]] = queue.SimpleQueue()
        for task in tasks:
            todo.put(task)
        self._running = [
            threading.Thread(target=self._run, args=(work, todo, done), name="fetch", daemon=True)
            for _ in range(min(self._threads, len(tasks)))
        ]
        for thread in self._running:
            thread.start()
        try:
            for _ in tasks:
                found = self._next(done)
                if found is None:
                    return
                yield found.result()
        finally:
            _emptied(todo)

    def _next(self, done: queue.SimpleQueue[Future[Result]]) -> Future[Result] | None:
        while not self._stop.is_set():
            with contextlib.suppress(queue.Empty):
                return done.get(timeout=_LOOK)
        return None

    def _run(
        self,
        work: Callable[[Task], Result],
        todo: queue.SimpleQueue[Task],
        done: queue.SimpleQueue[Future[Result]],
    ) -> None:
        while not self._stop.is_set():
            found: Future[Result] = Future()
            try:
                found.set_result(work(todo.get_nowait()))
            except (queue.Empty, StoppedError):
                return
            except BaseException as error:
                found.set_exception(error)
            done.put(found)


def _emptied(tasks: queue.SimpleQueue[Task]) -> None:
    """So that nothing more is begun where nobody waits any longer."""
    with contextlib.suppress(queue.Empty):
        while True:
            tasks.get_nowait()
