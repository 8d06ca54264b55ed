"""Doubles a store of ``benchmarks.store``: every row once more with numbers, days, names and keys shifted.

A quick way to a store of a size that would take an hour to add report by report; its questions cost what they would
cost then. The copied names are spelt backwards, so that they are other entities.

``python -m benchmarks.doubling FILE`` (a copy: the store is changed).
"""

from __future__ import annotations

import argparse
import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, Integer, Table

from benchmarks.synthetic import START
from lagebild.store import Store, tables
from lagebild.store.folding import folded

LEFT = ("entity_word", "speaker", "verdict", "verdict_claim")
"""Tables that are made from others, or that synthetic stores do not fill."""
RENAMED = {("entity", "name"), ("entity_name", "name"), ("party", "name")}


def double(path: Path) -> int:
    """Double the store in this file; the number of reports then."""
    Store.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    days = (dt.date.fromisoformat(_one(connection, "SELECT max(known) FROM version")) - START).days + 1
    connection.create_function("later", 1, lambda day: day and _later(day, days), deterministic=True)
    connection.create_function("backwards", 1, lambda name: name and name[::-1].capitalize(), deterministic=True)
    connection.create_function("folded", 1, folded, deterministic=True)
    numbered = [table.name for table in tables.TABLES if "id" in table.c]
    last = {name: _one(connection, f"SELECT coalesce(max(id), 0) FROM {name}") for name in numbered}
    for table in (table for table in tables.TABLES if table.name not in LEFT):
        names = ", ".join(f'"{column.name}"' for column in table.c)
        values = ", ".join(_value(table, column, last, days) for column in table.c)
        connection.execute(f"INSERT OR IGNORE INTO {table.name} ({names}) SELECT {values} FROM {table.name}")
    connection.execute("UPDATE speaker SET reports = 2 * reports, claims = 2 * claims")
    rows = connection.execute("SELECT folded, entity_id FROM entity_name WHERE entity_id > ?", (last["entity"],))
    words = sorted({(word, entity) for name, entity in rows for word in name.split()})
    connection.executemany("INSERT OR IGNORE INTO entity_word (word, entity_id) VALUES (?, ?)", words)
    connection.commit()
    reports: int = _one(connection, "SELECT count(*) FROM report")
    connection.close()
    return reports


def _value(table: Table, column: Column[Any], last: dict[str, int], days: int) -> str:
    """SQL for a column of a copied row."""
    quoted = f'"{column.name}"'
    key = next(iter(column.foreign_keys), None)
    if column.name == "id":
        return f"{quoted} + {last[table.name]}"
    if key is not None:
        return f"{quoted} + {last[key.column.table.name]}"
    if isinstance(column.type, Date):
        return f"later({quoted})"
    if column.name == "day" and isinstance(column.type, Integer):
        return f"{quoted} + {days}"
    if (table.name, column.name) == ("report", "key"):
        return f"'s' || (substr(key, 2) + {last['report']})"
    if (table.name, column.name) == ("entity_name", "folded"):
        return "folded(backwards(name))"
    if (table.name, column.name) in RENAMED:
        return f"backwards({quoted})"
    return {"hash": "hash + 1", "key": "'z' || key"}.get(column.name, quoted) if table.name != "block" else quoted


def _later(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def _one(connection: sqlite3.Connection, query: str) -> Any:
    return connection.execute(query).fetchone()[0]


def main() -> None:
    """Double the store given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    print(double(parser.parse_args().file), "reports")


if __name__ == "__main__":
    main()
