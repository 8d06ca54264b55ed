"""Parquet tables with the columns of the JSON lines: ``id, language, published, publisher, url, title, text``."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from lagebild.records import Report
from lagebild.reports.errors import ReportError
from lagebild.reports.formats.jsonl import article_from

SUFFIXES = (".parquet",)

_COLUMNS = ("id", "language", "published", "publisher", "url", "title", "text")
_ROWS = 1000
"""Rows held in memory at a time."""
_BOMB_BYTES, _BOMB_RATIO = 256_000_000, 500
"""A column of more bytes than this that unpacks to more times its size than this is no text that somebody wrote."""


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
        table = pq.ParquetFile(file, read_dictionary=["text"])  # one text on a million rows stays one text
        columns = [name for name in table.schema_arrow.names if name in _COLUMNS]
        _check_unpacked(table.metadata, where)
        number = 0
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
            for place in range(batch.num_rows):
                number += 1
                yield _report(batch.slice(place, 1), f"{where}:{number}")
    except (pa.ArrowException, OSError) as error:
        raise ReportError(where, f"this is no Parquet table ({error})", "Give a file written by Parquet") from error


def _check_unpacked(metadata: Any, where: str) -> None:
    """Refuse a small file that claims to hold gigabytes."""
    for group in range(metadata.num_row_groups):
        for place in range(metadata.num_columns):
            column = metadata.row_group(group).column(place)
            size = column.total_uncompressed_size
            if size > _BOMB_BYTES and size > _BOMB_RATIO * column.total_compressed_size:
                raise ReportError(where, f"a column unpacks to {size / 1e6:,.0f} MB", "This does not look like texts")


def _report(one: Any, where: str) -> Report | ReportError:
    """The report of a table of one row."""
    try:
        (row,) = one.to_pylist()
    except (ValueError, OverflowError) as error:  # bytes that are no UTF-8, days that no calendar has
        return ReportError(where, f"the row is broken ({error})", "The other rows are not affected")
    published = row.get("published")
    if isinstance(published, dt.date):
        row["published"] = published.isoformat()
    try:
        return article_from(row, where)
    except ReportError as error:
        return error
