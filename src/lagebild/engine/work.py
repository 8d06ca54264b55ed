"""What all drivers share: the reader in a worker, batches, and the error of a report that kills its worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from lagebild.records import Reading, Report
from lagebild.reports import ReportError

Item = Report | ReportError
Result = Reading | ReportError


class Reads(Protocol):
    """What a worker runs: :class:`lagebild.pipeline.Reader`, or a stand-in in tests and simulations."""

    def read(self, reports: Iterable[Item]) -> Iterator[Result]:
        """A result for each report, in order."""


Make = Callable[[], Reads]
"""Makes the reader inside the worker; must be picklable, that is, a function of a module."""


@dataclass(slots=True, frozen=True)
class Plan:
    """How to drive: makes readers, so many workers, so many reports at a time."""

    make: Make
    """For a worker beside others."""
    alone: Make
    """For a reader that has all processors to itself."""
    workers: int
    batch: int


def reader(
    min_confidence: float | None = None,
    frames: Sequence[Path] = (),
    *,
    threads: int | None = None,
    look_first: bool = False,
) -> Make:
    """The maker of the ordinary reader; ``frames`` are files of a user's own event types, ``threads`` for the model."""
    return partial(_reader, min_confidence, tuple(frames), threads, look_first)


def _reader(min_confidence: float | None, frames: tuple[Path, ...], threads: int | None, look_first: bool) -> Reads:
    from lagebild.coding import Frames
    from lagebild.pipeline import Reader

    own = Frames.load(frames) if frames else None
    return Reader(min_confidence=min_confidence, frames=own, threads=threads, look_first=look_first)


def read_batch(reader: Reads, batch: list[Item]) -> list[Result]:
    """Read a batch; an error of ours in it must not lose the others, so it is read one by one then."""
    try:
        results = list(reader.read(batch))
        if len(results) == len(batch):
            return results
    except Exception as error:
        if len(batch) == 1:
            return [failed(batch[0], f"{type(error).__name__}: {error}")]
    return [_read_one(reader, item) for item in batch]


def _read_one(reader: Reads, item: Item) -> Result:
    if isinstance(item, ReportError):
        return item
    try:
        (result,) = reader.read([item])
    except Exception as error:
        return failed(item, f"{type(error).__name__}: {error}")
    return result


def failed(item: Item, how: str) -> ReportError:
    """The error of a report that Lagebild fails on."""
    where = item.id if isinstance(item, Report) else item.where
    advice = "Please report this with the text; the other reports are not affected"
    return ReportError(where, f"reading it failed inside Lagebild ({how})", advice)


def killed(item: Item) -> Result:
    """The error of a report that ended its worker, alone and repeatedly."""
    return item if isinstance(item, ReportError) else failed(item, "the process that read it died")


def halves(batch: list[Item]) -> tuple[list[Item], list[Item]]:
    """A batch in two."""
    middle = (len(batch) + 1) // 2
    return batch[:middle], batch[middle:]
