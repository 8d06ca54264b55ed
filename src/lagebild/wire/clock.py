"""Time as the watcher sees it; tests and simulations bring their own."""

from __future__ import annotations

import datetime as dt
import threading
import time
from typing import Protocol


class Clock(Protocol):
    """What tells the time and waits."""

    def now(self) -> dt.datetime:
        """The present moment, UTC, with zone."""

    def seconds(self) -> float:
        """Seconds since some moment, for deadlines: they never go back."""

    def sleep(self, seconds: float) -> None:
        """Wait; may come back early when the watcher is told to stop."""


class SystemClock:
    """The computer's clock. ``stop`` ends every sleep at once."""

    def __init__(self, stop: threading.Event | None = None) -> None:
        self._stop = stop or threading.Event()

    def now(self) -> dt.datetime:
        """The present moment, UTC, with zone."""
        return dt.datetime.now(dt.UTC)

    def seconds(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait for so many seconds, or until stopped."""
        if seconds > 0:
            self._stop.wait(seconds)


class SimulatedClock:
    """A clock that only moves when somebody sleeps: a day passes in seconds. Safe for several threads."""

    def __init__(self, start: dt.datetime) -> None:
        self._now = start
        self._lock = threading.Lock()

    def now(self) -> dt.datetime:
        """The simulated moment."""
        with self._lock:
            return self._now

    def seconds(self) -> float:
        """The simulated moment in seconds."""
        return self.now().timestamp()

    def sleep(self, seconds: float) -> None:
        """Move time on."""
        with self._lock:
            self._now += dt.timedelta(seconds=max(0.0, seconds))
