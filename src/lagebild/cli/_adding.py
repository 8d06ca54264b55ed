"""How `add` and `retry` put readings into the store: some in one transaction, and each failure told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lagebild.records import Reading, Report
    from lagebild.reports import ReportError
    from lagebild.store import Store


class Adding:
    """Readings on their way into the store. ``failed`` is told which report the store cannot take, and why."""

    def __init__(self, store: Store, failed: Callable[[Report, ReportError], None]) -> None:
        self.counts: Counter[str] = Counter()
        """Reports by outcome, and ``events`` touched."""
        self._store = store
        self._failed = failed
        self._waiting: list[Reading] = []

    def take(self, reading: Reading) -> None:
        """Add a reading, when enough wait or at :meth:`flush`."""
        from lagebild.engine.storing import A_TRANSACTION

        self._waiting.append(reading)
        if len(self._waiting) == A_TRANSACTION:
            self.flush()

    def flush(self) -> None:
        """Add what waits."""
        from lagebild.engine.storing import patiently, store_all
        from lagebild.reports import ReportError

        readings, self._waiting = self._waiting, []
        outcomes = patiently(partial(store_all, self._store, readings))
        for reading, outcome in zip(readings, outcomes, strict=True):
            if isinstance(outcome, ReportError):
                self._failed(reading.report, outcome)
                continue
            self.counts[outcome.outcome] += 1
            self.counts["events"] += len(outcome.events)


@contextmanager
def trouble_told() -> Iterator[None]:
    """A store in trouble ends the command with what to do, without a traceback."""
    from lagebild.engine.storing import is_trouble, words_of

    try:
        yield
    except Exception as error:
        if not is_trouble(error):
            raise
        raise click.ClickException(
            f"The database failed: {words_of(error)}. What was added before is whole; the same command goes on where "
            "it ended."
        ) from error
