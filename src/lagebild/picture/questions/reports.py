"""A report with everything that is known of it, and how much there is in the store."""

from __future__ import annotations

from sqlalchemy import Connection, func, or_, select

from lagebild.picture import items
from lagebild.picture.questions.events import claim_view
from lagebild.picture.questions.lines import event_lines, report_lines
from lagebild.picture.views import CopyView, Overview, ReportView
from lagebild.store import Store, loading, tables

version = tables.version.c


def report(store: Store, key: str | int) -> ReportView | None:
    """A report by its key (its newest version) or by version number; None if there is none."""
    with store.reading() as connection:
        number = _find(connection, key)
        if number is None:
            return None
        record = loading.reports(connection, [number])[number]
        siblings = connection.scalars(
            select(version.id)
            .where(version.report_id == select(version.report_id).where(version.id == number).scalar_subquery())
            .order_by(version.number)
        ).all()
        lines = report_lines(connection, siblings)
        ids = connection.scalars(select(tables.claim.c.id).where(tables.claim.c.version_id == number)).all()
        found = items.by_claim(connection, ids)
        events = list(dict.fromkeys(item.stored.row["event_id"] for item in found))
        return ReportView(
            lines[number],
            record,
            [lines[sibling] for sibling in siblings],
            [claim_view(item) for item in found],
            _copies(connection, number),
            _origin(connection, number) or record.publisher or record.id,
            event_lines(connection, [event for event in events if event is not None]),
        )


def _find(connection: Connection, key: str | int) -> int | None:
    if isinstance(key, int) or key.isdigit():
        number = connection.scalar(select(version.id).where(version.id == int(key)))
        if number is not None or isinstance(key, int):
            return number
    query = (
        select(version.id)
        .join(tables.report, tables.report.c.id == version.report_id)
        .where(or_(tables.report.c.key == key, tables.report.c.url == key))
        .order_by(version.number.desc())
    )
    return connection.scalar(query.limit(1))


def _copies(connection: Connection, number: int) -> list[CopyView]:
    """Texts that share words with it, and reports that share its origin on some event."""
    copy, told = tables.copy.c, tables.event_report
    rows = connection.execute(select(tables.copy).where(or_(copy.version_id == number, copy.of_id == number))).all()
    found = {(row.of_id if row.version_id == number else row.version_id): row for row in rows}
    other = told.alias()
    query = (
        select(other.c.version_id, other.c.why, told.c.why.label("mine"))
        .join(other, (other.c.event_id == told.c.event_id) & (other.c.origin == told.c.origin))
        .where(told.c.version_id == number, other.c.version_id != number)
    )
    shared = {row.version_id: row.why or row.mine for row in connection.execute(query)}
    lines = report_lines(connection, {*found, *shared})
    views = [CopyView(lines[one], row.kind, row.score, row.why) for one, row in sorted(found.items())]
    views += [CopyView(lines[one], "origin", 1.0, why) for one, why in sorted(shared.items()) if one not in found]
    return views


def _origin(connection: Connection, number: int) -> str | None:
    """The origin that it has on most of its events."""
    told = tables.event_report.c
    query = select(told.origin_name).where(told.version_id == number).group_by(told.origin_name)
    return connection.scalar(query.order_by(func.count().desc(), told.origin_name).limit(1))


def overview(store: Store) -> Overview:
    """How much there is in the store."""
    event = tables.event.c
    with store.reading() as connection:
        reports, versions, claims = (
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (tables.report, tables.version, tables.claim)
        )
        shown = connection.scalar(select(func.count()).select_from(tables.event).where(event.is_shown)) or 0
        entities = connection.scalar(select(func.count()).select_from(tables.entity)) or 0
        publishers = connection.scalar(select(func.count(tables.report.c.publisher.distinct()))) or 0
        first, last = (connection.scalar(select(end(version.known))) for end in (func.min, func.max))
        return Overview(reports, versions, claims, shown, entities, publishers, first, last)
