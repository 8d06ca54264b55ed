"""Parquet tables with the columns of the JSON lines: ``id, language, published, publisher, url, title, text``."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from lagebild.records import Report
from lagebild.reports.errors import ReportError
from lagebild.reports.formats.jsonl import report_from

SUFFIXES = (".parquet",)

_COLUMNS = ("id", "language", "published", "publisher", "url", "title", "text")
_ROWS = 1000
"""Rows held in memory at a time."""


def read(data: bytes, where: str) -> Iterator[Report | ReportError]:
    """Reports of a table in memory, see :func:`stream`."""
    yield from stream(io.BytesIO(data), where)


def stream(file: BinaryIO, where: str) -> Iterator[Report | ReportError]:
    """One report a row, some rows in memory at a time; a bad row is an error, the others go on.

    Needs ``lagebild[exports]``. Raises :class:`ReportError` where it is no Parquet table.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ReportError(
            where, "reading Parquet needs pyarrow", "Install it: pip install 'lagebild[exports]'"
        ) from error
    try:
        table = pq.ParquetFile(file)
        columns = [name for name in table.schema_arrow.names if name in _COLUMNS]
        number = 0
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _report(row, f"{where}:{number}")
    except (pa.ArrowException, OSError) as error:
        raise ReportError(where, f"this is no Parquet table ({error})", "Give a file written by Parquet") from error


def _report(row: dict[str, Any], where: str) -> Report | ReportError:
    published = row.get("published")
    if isinstance(published, dt.date):
        row["published"] = published.isoformat()
    try:
        return report_from(row, where)
    except ReportError as error:
        return error
