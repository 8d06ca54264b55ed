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

from lagebild.engine.work import Item, Result
from lagebild.records import Report
from lagebild.reports import ReportError

_FIELDS = ("id", "text", "language", "publisher", "url", "title")


class Quarantine:
    """A file of reports that failed; made with the first one."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, report: Report, error: ReportError) -> None:
        """Append a report; on the disk when this returns."""
        record = {name: getattr(report, name) for name in _FIELDS}
        record["published"] = report.published.isoformat() if report.published else None
        record |= {"error": error.problem, "failed": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def take(self) -> list[Report]:
        """All reports in it, each id's newest text once; lines that are cut off by a crash are left out."""
        from lagebild.reports import load

        if not self.path.exists() or not self.path.stat().st_size:
            return []
        found = load([self.path])
        return list({item.id: item for item in found if isinstance(item, Report)}.values())

    def replace(self, failed: Iterable[tuple[Report, ReportError]]) -> None:
        """Keep only these, in one step: a crash leaves the old file or the new one."""
        fresh = Quarantine(self.path.with_name(self.path.name + ".new"))
        fresh.path.unlink(missing_ok=True)
        for report, error in failed:
            fresh.put(report, error)
        if fresh.path.exists():
            fresh.path.replace(self.path)
        else:
            self.path.unlink(missing_ok=True)


def paired(items: Iterable[Item], read: Callable[[Iterable[Item]], Iterator[Result]]) -> Iterator[tuple[Item, Result]]:
    """Each item with its result; ``read`` may look ahead but keeps the order."""
    waiting: deque[Item] = deque()

    def watched() -> Iterator[Item]:
        for item in items:
            waiting.append(item)
            yield item

    for result in read(watched()):
        yield waiting.popleft(), result
