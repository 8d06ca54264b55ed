"""Events asked for: lists with counts, one event with everything, a claim."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, null, or_, select, union_all

from lagebild.picture import items
from lagebild.picture.copies import known_copies
from lagebild.picture.items import Item
from lagebild.picture.origins import Copies
from lagebild.picture.questions.filters import Filter
from lagebild.picture.questions.lines import event_lines, line
from lagebild.picture.summary import Summary, summarise
from lagebild.picture.views import (
    ChangeView,
    ClaimView,
    Count,
    EventLine,
    EventPage,
    EventView,
    Knowledge,
    LinkView,
    OriginView,
    PartyLine,
)
from lagebild.store import Store, tables

event_table = tables.event.c
MOST_FACETS = 12


def events(
    store: Store, wanted: Filter | None = None, *, limit: int = 50, offset: int = 0, facets: bool = True
) -> EventPage:
    """Events that fit, newest first, with counts over all of them."""
    wanted = wanted or Filter()
    with store.reading() as connection:
        found = page(connection, wanted.conditions(connection), limit, offset, facets and not wanted.is_narrow)
        return with_counts(connection, found, wanted.counting(connection)) if facets and wanted.is_narrow else found


def disputed(store: Store, wanted: Filter | None = None, *, limit: int = 50, offset: int = 0) -> EventPage:
    """Events on which origins or sources differ, newest first."""
    return events(store, replace(wanted or Filter(), disputed=True), limit=limit, offset=offset)


def page(
    connection: Connection, conditions: list[ColumnElement[bool]], limit: int, offset: int, facets: bool
) -> EventPage:
    """A part of the events that meet the conditions."""
    query = select(event_table.id).where(*conditions).order_by(event_table.day.desc(), event_table.id.desc())
    numbers = connection.scalars(query.limit(limit).offset(offset)).all()
    shown = event_lines(connection, numbers)
    if not facets:
        total = connection.scalar(select(func.count()).select_from(tables.event).where(*conditions)) or 0
        return EventPage(total, shown)
    counted = select(*_COUNTED, func.count()).where(*conditions).group_by(*_COUNTED)
    days = select(event_table.day, func.count()).where(*conditions).group_by(event_table.day)
    return _counted(shown, connection.execute(counted).all(), connection.execute(days).all())


_COUNTED = (event_table.type, event_table.status, event_table.country)
"""With the day, what is counted beside a list: both orders stream from an index, without sorting."""


def with_counts(connection: Connection, found: EventPage, conditions: list[ColumnElement[bool]]) -> EventPage:
    """A page with the counts of all events that meet the conditions: those of few events, looked up one by one."""
    few = select(*_COUNTED, event_table.day).where(*conditions).cte()
    columns = (few.c.type, few.c.status, few.c.country)
    query = select(*columns, null().label("day"), func.count()).group_by(*columns)
    by_day = select(null(), null(), null(), few.c.day, func.count()).group_by(few.c.day)
    rows = connection.execute(union_all(query, by_day)).all()
    return _counted(
        found.events, [(*row[:3], row[4]) for row in rows if not row[3]], [row[3:] for row in rows if row[3]]
    )


def _counted(shown: list[EventLine], rows: Sequence[Any], days: Sequence[Any]) -> EventPage:
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("type", "status", "country", "month")}
    for *values, count in rows:
        for name, value in zip(counts, values, strict=False):
            counts[name][value] += count
    for day, count in days:
        counts["month"][str(day)[:7]] += count
    found = {
        name: top(name, Counter({value: count for value, count in many.items() if value}))
        for name, many in counts.items()
    }
    return EventPage(sum(counts["type"].values()), shown, found)


def top(name: str, counts: Counter[str]) -> list[Count]:
    """Counts of a facet as shown: months in their order, of anything else the values with most events."""
    if name == "month":
        return [Count(value, counts[value]) for value in sorted(counts)]
    most = sorted(counts, key=lambda value: (-counts[value], value))[: MOST_FACETS * 2]
    return [Count(value, counts[value]) for value in most]


def event(store: Store, number: int, *, as_of: dt.date | None = None, by: Knowledge = "published") -> EventView | None:
    """An event with all versions side by side, now or as known on a day; None if there was no such event."""
    with store.reading() as connection:
        number = lives_on_in(connection, number)
        found = items.by_event(connection, [number]).get(number, [])
        summary = summarise(found, copies_among(connection, found), as_of=as_of, by=by) if found else None
        if summary is None:
            return None
        return EventView(
            line=_line(connection, number, summary),
            fields=summary.fields,
            stances=summary.stances(),
            denied_by=summary.denied_by,
            claims=[claim_view(item) for item in summary.items],
            earlier=[claim_view(item) for item in summary.earlier],
            origins=_origins(summary),
            links=links(connection, [item.id for item in found]),
            history=history(connection, number),
            as_of=as_of,
        )


def copies_among(connection: Connection, found: list[Item]) -> Copies:
    """Pairs among the claims' reports where one copies or translates the other."""
    return known_copies(connection, {item.version.id for item in found})


def lives_on_in(connection: Connection, number: int) -> int:
    """The number under which an event is found now."""
    heir = connection.scalar(select(event_table.merged_into).where(event_table.id == number))
    return heir or number


def _line(connection: Connection, number: int, summary: Summary) -> EventLine:
    entities = {entity for _, entity, _, _ in summary.parties}
    query = select(tables.entity.c.id, tables.entity.c.name).where(tables.entity.c.id.in_(entities))
    names = {entity: name for entity, name in connection.execute(query)}  # noqa: C416 - rows are no pairs to mypy
    parties: dict[str, list[PartyLine]] = {}
    for role, entity, code, sector in summary.parties:
        parties.setdefault(role, []).append(PartyLine(entity, names[entity], code, sector))
    return line(summary.row | {"id": number}, parties)


def _origins(summary: Summary) -> list[OriginView]:
    lines = {item.version.id: item.version.line() for item in summary.items}
    return [
        OriginView(
            place + 1,
            origin.name,
            origin.state_controlled,
            [lines[version] for version in origin.versions],
            [reason for reason in origin.why.values() if reason],
        )
        for place, origin in enumerate(summary.origins)
    ]


def claim_view(item: Item) -> ClaimView:
    """A claim as shown: the record, its report in short, its words."""
    return ClaimView(
        item.id,
        item.stored.row["key"],
        item.stored.row["event_id"],
        item.version.line(),
        item.claim,
        item.words(),
        [row["id"] for row in item.stored.parties],
        item.verdict,
    )


def claim(store: Store, number: int) -> ClaimView | None:
    """One claim with its words; None if there is none of that number."""
    with store.reading() as connection:
        found = items.by_claim(connection, [number])
        return claim_view(found[0]) if found else None


def links(connection: Connection, claims: Iterable[int]) -> list[LinkView]:
    """Why claims count as one event: the links among them, the strongest first."""
    numbers = set(claims)
    column = tables.link.c
    query = select(tables.link).where(or_(column.claim_id.in_(numbers), column.other_id.in_(numbers)))
    rows = [row for row in connection.execute(query) if row.claim_id in numbers and row.other_id in numbers]
    rows.sort(key=lambda row: (-row.score, row.claim_id, row.other_id))
    return [LinkView(row.claim_id, row.other_id, row.score, row.why) for row in rows]


def history(connection: Connection, number: int) -> list[ChangeView]:
    """What happened to an event in this store, the earliest first; of the events that were merged into it too."""
    column = tables.change.c
    merged = select(event_table.id).where(event_table.merged_into == number)
    query = select(tables.change).where(or_(column.event_id == number, column.event_id.in_(merged)))
    rows = connection.execute(query.order_by(column.at, column.id))
    return [ChangeView(row.event_id, row.at, row.kind, row.detail) for row in rows]
