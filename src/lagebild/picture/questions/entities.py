"""Entities asked for by name, in any spelling or script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, desc, func, select

from lagebild.picture.offices import offices
from lagebild.picture.questions.events import event_table, page
from lagebild.picture.questions.filters import aside, entities_named
from lagebild.picture.questions.stances import stances_of
from lagebild.picture.views import Count, Described, EntityLine, EntityView
from lagebild.store import Store, tables

entity_table, party = tables.entity.c, tables.event_party.c


def entities(store: Store, words: str = "", *, limit: int = 50) -> list[EntityLine]:
    """Entities whose names hold the words, those in most events first."""
    with store.reading() as connection:
        numbers = entities_named(connection, words) if words else None
        return _lines(connection, numbers, limit)


def _lines(connection: Connection, numbers: Sequence[int] | None, limit: int) -> list[EntityLine]:
    count = func.count(party.event_id.distinct()).label("events")
    if numbers is None:
        busiest = select(party.entity_id, func.count().label("events")).group_by(party.entity_id)
        top = busiest.order_by(desc("events"), party.entity_id).limit(limit).subquery()
        query = select(tables.entity, top.c.events).join(top, top.c.entity_id == entity_table.id)
        rows = connection.execute(query.order_by(top.c.events.desc(), entity_table.id))
        return [EntityLine(row.id, row.name, row.code, row.sector, row.events) for row in rows]
    grouped = (
        select(tables.entity, count)
        .outerjoin(tables.event_party, party.entity_id == entity_table.id)
        .where(entity_table.id.in_(numbers))
        .group_by(*tables.entity.c)
        .order_by(count.desc(), entity_table.id)
        .limit(limit)
    )
    return [EntityLine(row.id, row.name, row.code, row.sector, row.events) for row in connection.execute(grouped)]


def entity(store: Store, name: str | int, *, limit: int = 50) -> EntityView | None:
    """An entity by number, or the one with that name in most events; None if there is none."""
    with store.reading() as connection:
        numbers = [name] if isinstance(name, int) else entities_named(connection, name)
        found = _lines(connection, numbers, 50)
        if not found:
            return None
        best = found[0]
        alike = found[1:] if not isinstance(name, int) else _alike(connection, best)
        return EntityView(
            best,
            _names(connection, best.id),
            alike,
            page(connection, _role(best, "actor"), limit, 0, False),
            page(connection, _role(best, "recipient"), limit, 0, False),
            _types(connection, best),
            _partners(connection, best),
            stances_of(connection, tables.source.c.entity_id == best.id, limit),
            offices(connection.scalar(select(entity_table.key).where(entity_table.id == best.id)) or ""),
            _described(connection, best.id),
        )


def _alike(connection: Connection, best: EntityLine) -> list[EntityLine]:
    others = [number for number in entities_named(connection, best.name) if number != best.id]
    return _lines(connection, others, 20) if others else []


def _names(connection: Connection, number: int) -> list[str]:
    query = select(tables.entity_name.c.name).where(tables.entity_name.c.entity_id == number)
    return sorted(connection.scalars(query))


FEW = 5000
"""Events of an entity up to which they are looked up one by one; of more, all events are gone through in an index."""


def _shown(line: EntityLine) -> ColumnElement[bool]:
    return aside(event_table.is_shown) if line.events <= FEW else event_table.is_shown


def _role(line: EntityLine, role: str) -> list[ColumnElement[bool]]:
    events = select(party.event_id).where(party.entity_id == line.id, party.role == role)
    return [_shown(line), event_table.id.in_(events)]


def _types(connection: Connection, line: EntityLine) -> list[Count]:
    events = select(party.event_id).where(party.entity_id == line.id)
    query = select(event_table.type, func.count()).where(_shown(line), event_table.id.in_(events))
    counts = connection.execute(query.group_by(event_table.type))
    return [Count(kind, count) for kind, count in sorted(counts, key=lambda row: (-row[1], row[0]))]


def _partners(connection: Connection, line: EntityLine) -> list[Count]:
    events = select(party.event_id).where(party.entity_id == line.id)
    query = select(party.code, func.count(party.event_id.distinct())).where(
        party.event_id.in_(events), party.code.is_not(None), party.entity_id != line.id
    )
    counts: Counter[str] = Counter()
    for code, count in connection.execute(query.group_by(party.code)):
        counts[code] = count
    counts.pop(line.code or "", None)
    return [Count(code, count) for code, count in counts.most_common(15)]


def _described(connection: Connection, number: int, limit: int = 20) -> list[Described]:
    """Phrases of several words that stand for the entity, the most frequent ones, the earliest first."""
    row, version, claim = tables.party.c, tables.version.c, tables.claim.c
    query = (
        select(row.text, func.min(version.known), func.max(version.known), func.count())
        .join(tables.claim, claim.id == row.claim_id)
        .join(tables.version, version.id == claim.version_id)
        .where(row.entity_id == number, row.text.like("% %"))
        .group_by(row.text)
        .order_by(func.count().desc(), row.text)
        .limit(limit)
    )
    found = [Described(*values) for values in connection.execute(query)]
    return sorted(found, key=lambda item: (item.first, item.words))
