"""CSV: one row a claim, UTF-8, with a header."""

from __future__ import annotations

import csv
from pathlib import Path

from lagebild.export.flat import COLUMNS, rows
from lagebild.store import Store


def write(store: Store, path: Path) -> int:
    """Write all claims of events that stand. Returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, COLUMNS)
        table.writeheader()
        for row in rows(store):
            table.writerow(row)
            count += 1
    return count
