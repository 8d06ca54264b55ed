"""What is new since a day, and the picture of one day."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, func, select

from lagebild.picture import items
from lagebild.picture.copies import known_copies
from lagebild.picture.questions.filters import Filter, aside
from lagebild.picture.questions.lines import event_lines
from lagebild.picture.questions.pairs import network_of
from lagebild.picture.summary import summarise
from lagebild.picture.views import Diff, Knowledge, Today
from lagebild.store import Store, tables

event, version = tables.event.c, tables.version.c
MOST = 2000
"""Events of each kind that a comparison looks at, the newest first."""


def diff(store: Store, since: dt.date, *, until: dt.date | None = None, by: Knowledge = "published") -> Diff:
    """What changed from ``since`` on (through ``until``): the picture before that day compared with the one after."""
    with store.reading() as connection:
        return _diff(connection, since, until, by)


def _diff(connection: Connection, since: dt.date, until: dt.date | None, by: Knowledge) -> Diff:
    fresh = _new(connection, since, until, by)
    touched = _touched(connection, since, until, by) - set(fresh)
    result: dict[str, list[int]] = {"confirmed": [], "denied": [], "disputed": [], "corrected": [], "withdrawn": []}
    corrected = _corrected(connection, since, until, by)
    found = items.by_event(connection, touched | corrected)
    copies = known_copies(connection, {item.version.id for claims in found.values() for item in claims})
    for number in sorted(found, reverse=True):
        before = summarise(found[number], copies, as_of=since - dt.timedelta(days=1), by=by)
        after = summarise(found[number], copies, as_of=until, by=by)
        if before is None or after is None or after.row["verdict"] == "rejected":
            continue
        flags = (("confirmed", "is_confirmed"), ("denied", "is_denied"), ("disputed", "is_disputed"))
        flags += (("withdrawn", "withdrawn"),)  # type: ignore[assignment]
        for name, flag in flags:
            if after.row[flag] and not before.row[flag]:
                result[name].append(number)
        if number in corrected and not after.row["withdrawn"]:
            result["corrected"].append(number)
    lines = {name: event_lines(connection, numbers) for name, numbers in result.items()}
    return Diff(since, event_lines(connection, fresh), **lines)


def _bounds(since: dt.date, until: dt.date | None) -> tuple[dt.datetime, dt.datetime]:
    end = dt.datetime.combine(until + dt.timedelta(days=1), dt.time()) if until else dt.datetime(9999, 1, 1)
    return dt.datetime.combine(since, dt.time()), end


def _new(connection: Connection, since: dt.date, until: dt.date | None, by: Knowledge) -> list[int]:
    start, end = _bounds(since, until)
    query = select(event.id, event.day).where(aside(event.is_shown))
    if by == "added":
        query = query.where(event.opened >= start, event.opened < end)
    else:
        query = query.where(event.first_known >= since)
        query = query.where(event.first_known <= until) if until else query
    found = sorted(((day, number) for number, day in connection.execute(query)), reverse=True)
    return [number for _, number in found[:MOST]]


def _touched(connection: Connection, since: dt.date, until: dt.date | None, by: Knowledge) -> set[int]:
    """Events known before that are confirmed, disputed or withdrawn now and of which a report came since."""
    start, _ = _bounds(since, until)
    flagged = event.is_confirmed | event.is_disputed | event.withdrawn
    alive = func.coalesce(event.merged_into, 0) == 0  # as an expression: the index of merged_into helps nobody here
    query = select(event.id).where(alive, flagged).limit(MOST).order_by(event.id.desc())
    if by == "added":
        return set(connection.scalars(query.where(event.changed >= start, event.opened < start)))
    return set(connection.scalars(query.where(event.last_known >= since, event.first_known < since)))


def _corrected(connection: Connection, since: dt.date, until: dt.date | None, by: Knowledge) -> set[int]:
    """Events of versions that were replaced since."""
    start, end = _bounds(since, until)
    query = select(tables.claim.c.event_id).join(tables.version, version.id == tables.claim.c.version_id).distinct()
    if by == "added":
        later = version.report_id.in_(
            select(version.report_id).where(version.number > 1, version.added >= start, version.added < end)
        )
        query = query.where(later, version.until.is_not(None))
    else:
        query = query.where(version.until >= since)
        query = query.where(version.until <= until) if until else query
    return {number for number in connection.scalars(query.limit(MOST)) if number is not None}


def today(store: Store, day: dt.date | None = None) -> Today:
    """The situation picture of a day; default the last day on which something was known."""
    with store.reading() as connection:
        last = day or connection.scalar(select(func.max(version.known))) or dt.date.today()
        result = _diff(connection, last, last, "published")
        busiest = network_of(connection, Filter(since=last, until=last), 12).edges
        reports = connection.scalar(select(func.count()).select_from(tables.version).where(version.known == last))
        told = tables.event_report.c
        pairs = (
            select(told.event_id, told.origin_name)
            .join(tables.version, version.id == told.version_id)
            .where(version.known == last)
            .distinct()
            .subquery()
        )
        counts = {
            "reports": reports or 0,
            "events": connection.scalar(select(func.count(pairs.c.event_id.distinct()))) or 0,
            "origins": connection.scalar(select(func.count(pairs.c.origin_name.distinct()))) or 0,
            "disputed": sum(line.disputed != [] for line in result.new) + len(result.disputed),
        }
        earlier = connection.scalar(select(func.max(version.known)).where(version.known < last))
        later = connection.scalar(select(func.min(version.known)).where(version.known > last))
        return Today(last, result, busiest, counts, earlier, later)
