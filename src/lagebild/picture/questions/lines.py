"""Rows to events and reports in short, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, select

from lagebild.picture.items import versions
from lagebild.picture.views import EventLine, PartyLine, ReportLine
from lagebild.store import tables
from lagebild.store.loading import chunks

_COPIED = [item.name for item in fields(EventLine) if item.name not in ("actors", "recipients")]


def event_lines(connection: Connection, numbers: Iterable[int]) -> list[EventLine]:
    """Events in the order of ``numbers``, those that are not there left out."""
    wanted = list(numbers)
    rows: dict[int, Mapping[str, Any]] = {}
    for chunk in chunks(wanted):
        for row in connection.execute(select(tables.event).where(tables.event.c.id.in_(chunk))).mappings():
            rows[row["id"]] = dict(row)
    parties = _parties(connection, rows)
    return [line(rows[number], parties[number]) for number in wanted if number in rows]


def line(row: Mapping[str, Any], parties: dict[str, list[PartyLine]]) -> EventLine:
    """An event's row and parties by role as a line."""
    values = {name: row[name] for name in _COPIED}
    return EventLine(**values, actors=parties.get("actor", []), recipients=parties.get("recipient", []))


def _parties(connection: Connection, events: Iterable[int]) -> dict[int, dict[str, list[PartyLine]]]:
    party, entity = tables.event_party.c, tables.entity.c
    result: dict[int, dict[str, list[PartyLine]]] = defaultdict(lambda: defaultdict(list))
    for chunk in chunks(events):
        query = (
            select(party.event_id, party.role, entity.id, entity.name, party.code, party.sector)
            .join(tables.entity, entity.id == party.entity_id)
            .where(party.event_id.in_(chunk))
            .order_by(party.event_id, entity.id)
        )
        for event, role, number, name, code, sector in connection.execute(query):
            result[event][role].append(PartyLine(number, name, code, sector))
    return result


def report_lines(connection: Connection, numbers: Iterable[int]) -> dict[int, ReportLine]:
    """Versions of reports in short, by number."""
    return {number: version.line() for number, version in versions(connection, numbers).items()}
