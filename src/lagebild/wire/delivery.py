"""Hands reports on: read, and put into the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal, Protocol

from lagebild.records import Reading, Report
from lagebild.reports.errors import ReportError

if TYPE_CHECKING:
    from lagebild.picture import Added
    from lagebild.store import Store

_TOGETHER = 8
"""Reports analysed and stored together: a stop waits for them."""

Read = Callable[[Iterable[Report | ReportError]], Iterator[Reading | ReportError]]


@dataclass(slots=True, frozen=True)
class Delivered:
    """What became of a report. ``failed`` ones are kept with their reason and retried by ``lagebild retry``."""

    outcome: Literal["new", "changed", "same", "failed"]
    reason: str | None = None


class Delivery(Protocol):
    """Where reports go. May raise for trouble that passes (database gone, disk full): what came before it is done."""

    def deliver(self, reports: list[Report]) -> Iterable[Delivered]:
        """What became of each, in order and best one by one: the watcher may stop after any."""


class PictureDelivery:
    """Reads reports with the pipeline and adds them to a picture, those that were read together in one transaction."""

    def __init__(self, store: Store, read: Read) -> None:
        self._store = store
        self._read = read

    def deliver(self, reports: list[Report]) -> Iterator[Delivered]:
        """Read what the store does not have yet; the same text again does nothing."""
        from lagebild.picture import is_known

        known = [is_known(self._store, report) for report in reports]
        fresh = [report for report, old in zip(reports, known, strict=True) if not old]
        slices = (fresh[start : start + _TOGETHER] for start in range(0, len(fresh), _TOGETHER))
        added = chain.from_iterable(self._added(part) for part in slices)
        for old in known:
            yield Delivered("same") if old else next(added)

    def _added(self, reports: list[Report]) -> list[Delivered]:
        """Read some reports and store them; what the store cannot take has failed, a store in trouble raises."""
        from lagebild.engine.storing import store_all

        results = list(self._read(reports))
        stored = iter(store_all(self._store, [result for result in results if isinstance(result, Reading)]))
        return [_delivered(result if isinstance(result, ReportError) else next(stored)) for result in results]


def _delivered(outcome: Added | ReportError) -> Delivered:
    return Delivered("failed", outcome.problem) if isinstance(outcome, ReportError) else Delivered(outcome.outcome)
