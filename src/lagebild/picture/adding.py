"""Adds a reading to the picture: stored, compared with its neighbours, merged, summed up; all in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from lagebild.picture import copies, items, links, merging
from lagebild.picture.features import features
from lagebild.picture.origins import Copies
from lagebild.picture.outlets import cited
from lagebild.picture.summary import Summary, summarise
from lagebild.picture.voices import voices
from lagebild.records import Reading, Report
from lagebild.store import Store, tables, writing
from lagebild.store.loading import chunks
from lagebild.store.writing import Outcome


@dataclass(slots=True)
class Added:
    """What adding a reading did. ``events`` are the numbers of the events that changed, sorted."""

    outcome: Outcome
    version: int
    events: list[int]


def add(store: Store, reading: Reading, *, at: dt.datetime | None = None) -> Added:
    """Add a reading to the picture; the same text of the same report again changes nothing.

    ``at`` is the moment of adding (UTC, default now). Either all of it is in the store afterwards, or nothing.
    """
    return add_all(store, [reading], at=at)[0]


def add_all(store: Store, readings: Sequence[Reading], *, at: dt.datetime | None = None) -> list[Added]:
    """Add several readings in one transaction: all are in the store afterwards, or none.

    The picture is the same as if each were added by itself. It is cheaper since an event that several of them tell of
    is summed up once.
    """
    moment = at or writing.now()
    with store.writing() as connection:
        added = [_enter(connection, reading, moment) for reading in readings]
        refresh(connection, {event for one in added for event in one.events}, moment)
    return added


def _enter(connection: Connection, reading: Reading, moment: dt.datetime) -> Added:
    """Store a reading and merge its claims into events; those that changed are still to be summed up."""
    report = reading.report
    if writing.is_known(connection, report):
        return Added("same", writing.put(connection, reading, []).version, [])
    known = report.published or moment.date()
    compared = [features(claim, report, known, reading.claims) for claim in reading.claims]
    cites: list[list[object]] = [list(pair) for pair in cited(report.text, report.language)]
    put = writing.put(connection, reading, compared, cites=cites, added=moment)
    copies.find_copies(connection, put.version, body(report), known.toordinal())
    links.link(connection, put.claims)
    changed = merging.merge(connection, put.claims, moment) if put.claims else set()
    if put.previous is not None:
        changed |= _events_of(connection, put.previous, moment)
    return Added(put.outcome, put.version, sorted(changed))


def is_known(store: Store, report: Report) -> bool:
    """Whether this very text is the report's newest version in the store already, so that it need not be read."""
    with store.reading() as connection:
        return writing.is_known(connection, report)


def body(report: Report) -> str:
    """The text without what is layout: copies are found by what reports say, not by their footers."""
    pieces, position = [], 0
    for part in sorted(report.furniture, key=lambda item: item.span):
        if part.span.start >= position and part.kind != "heading":
            pieces.append(report.text[position : part.span.start])
            position = part.span.end
    return "".join(pieces) + report.text[position:]


def _events_of(connection: Connection, version: int, moment: dt.datetime) -> set[int]:
    """Events of a version that was replaced; the change is written down with each."""
    query = select(tables.claim.c.event_id).where(tables.claim.c.version_id == version).distinct()
    events = {event for event in connection.scalars(query) if event is not None}
    first = writing.next_id(connection, tables.change, len(events))
    rows = [
        {"id": first + place, "event_id": event, "at": moment, "kind": "corrected", "detail": {"version": version}}
        for place, event in enumerate(sorted(events))
    ]
    if rows:
        connection.execute(insert(tables.change), rows)
    return events


def refresh(connection: Connection, events: Iterable[int], moment: dt.datetime) -> None:
    """Sum events up anew and keep that in their rows."""
    numbers = sorted(set(events))
    if not numbers:
        return
    found = items.by_event(connection, numbers)
    for chunk in chunks(numbers):
        for table in (tables.event_party, tables.event_report, tables.event_voice):
            connection.execute(delete(table).where(table.c.event_id.in_(chunk)))
    pairs = copies.KnownCopies(connection, {item.version.id for claims in found.values() for item in claims})
    summaries = {number: summarise(found[number], _copies(pairs, found[number])) for number in numbers}
    _keep(connection, {number: summary for number, summary in summaries.items() if summary}, moment)


def _copies(pairs: copies.KnownCopies, claims: list[items.Item]) -> Copies:
    """Pairs among the reports of an event's claims where one copies or translates the other; new ones are kept."""
    versions = {item.version.id: item.version for item in claims}
    return copies.find_translations(pairs, list(versions.values())) if len(versions) > 1 else {}


def _keep(connection: Connection, summaries: dict[int, Summary], moment: dt.datetime) -> None:
    """Write summaries to the events' rows, a statement a table."""
    if not summaries:
        return
    rows = [summary.row | {"number": number, "changed": moment} for number, summary in summaries.items()]
    connection.execute(update(tables.event).where(tables.event.c.id == bindparam("number")), rows)
    parties = [row for number, summary in summaries.items() for row in _party_rows(number, summary)]
    reports = [row for number, summary in summaries.items() for row in _report_rows(number, summary)]
    told = [row for number, summary in summaries.items() for row in voices(number, summary)]
    filled = ((tables.event_party, parties), (tables.event_report, reports), (tables.event_voice, told))
    for table, values in filled:
        if values:
            connection.execute(insert(table), values)


def _party_rows(number: int, summary: Summary) -> list[dict[str, object]]:
    day = summary.row["day"].toordinal()
    return [
        {"event_id": number, "role": role, "entity_id": entity, "code": code, "sector": sector, "day": day}
        for role, entity, code, sector in summary.parties
    ]


def _report_rows(number: int, summary: Summary) -> list[dict[str, object]]:
    return [
        {
            "event_id": number,
            "version_id": version,
            "origin": place,
            "origin_name": origin.name,
            "state_controlled": origin.state_controlled,
            "why": origin.why.get(version, ""),
        }
        for place, origin in enumerate(summary.origins)
        for version in origin.versions
    ]
