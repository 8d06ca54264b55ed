"""Parquet: one row a claim, with types. Needs the extra ``exports``."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from pathlib import Path

from lagebild.export._store import MissingExtra
from lagebild.export.flat import COLUMNS, rows
from lagebild.store import Store

PIECE = 10_000
"""Rows a row group."""


def write(store: Store, path: Path) -> int:
    """Write all claims of events that stand. Returns how many. Raises MissingExtra without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtra("parquet", "exports") from error
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), dt.date: pa.date32()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
    count, waiting = 0, rows(store)
    with pq.ParquetWriter(path, schema) as writer:
        while piece := list(islice(waiting, PIECE)):
            writer.write_table(pa.Table.from_pylist(piece, schema=schema))
            count += len(piece)
    return count
