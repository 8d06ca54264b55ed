"""Reports that could not be read are kept with their error, and can be read again by ``lagebild retry``.

The file is JSON lines in the format of the loaders, with the fields ``error`` and ``failed`` (when) besides, so it can
also be looked at, mended by hand, or given to ``lagebild add``.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from lagebild.engine.work import Item, Result
from lagebild.records import Report
from lagebild.reports import ReportError
from lagebild.reports.formats.jsonl import report_from

_FIELDS = ("id", "text", "language", "publisher", "url", "title")


class Quarantine:
    """A file of reports that failed; made with the first one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unreadable: list[bytes] = []
        """Lines that :meth:`take` could not read: cut off by a crash, or changed by hand. They stay in the file."""
        self._taken = 0

    def put(self, report: Report, error: ReportError) -> None:
        """Append a report; on the disk when this returns."""
        with self.path.open("a+b") as file:
            if _is_cut_off(file):
                file.write(b"\n")  # what a crash left half written must not spoil this line too
            file.write(_line(report, error))
            file.flush()
            os.fsync(file.fileno())

    def take(self) -> list[Report]:
        """All reports in it, each id's newest text once; lines that are none go to :attr:`unreadable`."""
        self.unreadable, self._taken = [], 0
        found: dict[str, Report] = {}
        if not self.path.exists():
            return []
        with self.path.open("rb") as file:
            for line in file:
                report = _report(line, f"{self.path}")
                if report:
                    found[report.id] = report
                elif line.strip():
                    self.unreadable.append(line.rstrip(b"\n") + b"\n")
            self._taken = file.tell()
        return list(found.values())

    def replace(self, failed: Iterable[tuple[Report, ReportError]]) -> None:
        """Keep of what was taken only these, in one step: a crash leaves the old file or the new one.

        What could not be read, and what somebody else has put there since, stays.
        """
        lines = [*self.unreadable, *(_line(report, error) for report, error in failed)]
        with self.path.open("rb") as file:
            file.seek(self._taken)
            lines.append(file.read())
        fresh = self.path.with_name(self.path.name + ".new")
        if not any(lines):
            self.path.unlink()
            return
        with fresh.open("wb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)


def _is_cut_off(file: BinaryIO) -> bool:
    """Whether the file's last line has no end."""
    if not file.seek(0, os.SEEK_END):
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def _line(report: Report, error: ReportError) -> bytes:
    record = {name: getattr(report, name) for name in _FIELDS}
    record["published"] = report.published.isoformat() if report.published else None
    record |= {"error": error.problem, "failed": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}
    return json.dumps(record, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n"


def _report(line: bytes, where: str) -> Report | None:
    try:
        return report_from(json.loads(line), where)
    except (ReportError, ValueError, RecursionError):
        return None


def paired(items: Iterable[Item], read: Callable[[Iterable[Item]], Iterator[Result]]) -> Iterator[tuple[Item, Result]]:
    """Each item with its result; ``read`` may look ahead but keeps the order."""
    waiting: deque[Item] = deque()

    def watched() -> Iterator[Item]:
        for item in items:
            waiting.append(item)
            yield item

    for result in read(watched()):
        yield waiting.popleft(), result
