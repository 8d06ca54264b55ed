"""Getting records back out of the store, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, CursorResult, Select, Table, bindparam, select

from lagebild.records import Claim, Reading, Report
from lagebild.store import rows, tables

CHUNK = 500
"""Numbers a query asks for at once; SQLite allows some ten thousand."""


@dataclass(slots=True)
class Stored:
    """A claim with the numbers that the store gave it and its row."""

    claim: Claim
    row: dict[str, Any]
    parties: list[dict[str, Any]]
    sources: list[dict[str, Any]]

    @property
    def id(self) -> int:
        """The claim's number."""
        return int(self.row["id"])


def chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    """The numbers, sorted, without repetition, in pieces of CHUNK."""
    unique = sorted(set(numbers))
    for start in range(0, len(unique), CHUNK):
        yield unique[start : start + CHUNK]


WANTED: BindParameter[Any] = bindparam("numbers", expanding=True)
"""Stands in statements for the numbers of rows that they are run with, as ``{"numbers": [...]}``."""

# Statements that are run for every report are built once: building one takes longer than running it.
_CLAIMS = (
    select(tables.claim, tables.report.c.key.label("report_key"))
    .join(tables.version, tables.version.c.id == tables.claim.c.version_id)
    .join(tables.report, tables.report.c.id == tables.version.c.report_id)
    .where(tables.claim.c.id.in_(WANTED))
    .order_by(tables.claim.c.id)
)


def dicts(found: CursorResult[Any]) -> list[dict[str, Any]]:
    """Rows as dicts, for less than by SQLAlchemy's own mappings."""
    names = tuple(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found]


@cache
def _children_of(table: Table) -> Select[Any]:
    order = table.c.id if "id" in table.c else table.c.number
    return select(table).where(table.c.claim_id.in_(WANTED)).order_by(table.c.claim_id, order)


def claims(connection: Connection, numbers: Iterable[int]) -> list[Stored]:
    """Claims by number, in order of their numbers."""
    result: list[Stored] = []
    for chunk in chunks(numbers):
        found = dicts(connection.execute(_CLAIMS, {"numbers": chunk}))
        parties = _children(connection, tables.party, chunk)
        sources = _children(connection, tables.source, chunk)
        evidence = _children(connection, tables.evidence, chunk)
        for row in found:
            number = row["id"]
            record = rows.claim_record(row, row["report_key"], parties[number], sources[number], evidence[number])
            result.append(Stored(record, row, parties[number], sources[number]))
    return result


def reports(connection: Connection, versions: Iterable[int]) -> dict[int, Report]:
    """Reports as their versions tell them, by version number."""
    result: dict[int, Report] = {}
    for chunk in chunks(versions):
        query = (
            select(tables.version, tables.report.c.key.label("report_key"))
            .join(tables.report)
            .where(tables.version.c.id.in_(chunk))
        )
        for row in connection.execute(query).mappings():
            result[row["id"]] = rows.report_record(dict(row), row["report_key"])
    return result


def readings(connection: Connection, *, current: bool = True, batch: int = 200) -> Iterator[Reading]:
    """All reports with their claims, in the order they came; only the newest versions unless ``current`` is False."""
    query = select(tables.version.c.id).order_by(tables.version.c.id)
    if current:
        query = query.where(tables.version.c.until.is_(None))
    numbers = list(connection.scalars(query))
    for start in range(0, len(numbers), batch):
        chunk = numbers[start : start + batch]
        by_version = reports(connection, chunk)
        ids = connection.scalars(select(tables.claim.c.id).where(tables.claim.c.version_id.in_(chunk)))
        by_claim: dict[int, list[Claim]] = defaultdict(list)
        for stored in claims(connection, ids):
            by_claim[stored.row["version_id"]].append(stored.claim)
        for number in chunk:
            yield Reading(by_version[number], by_claim[number])


def _children(connection: Connection, table: Table, numbers: list[int]) -> dict[int, list[dict[str, Any]]]:
    result: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in dicts(connection.execute(_children_of(table), {"numbers": numbers})):
        result[row["claim_id"]].append(row)
    return result
