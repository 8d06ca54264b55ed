"""Who says so: what sources say over all reports, and how publishers and sources have fared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Integer, and_, case, cast, func, or_, select

from lagebild.picture import items
from lagebild.picture.outlets import controlled
from lagebild.picture.questions.filters import entities_named
from lagebild.picture.summary import AGAINST
from lagebild.picture.views import Count, StanceView, Statements, TrackRecord
from lagebild.store import Store, tables

source, claim, event, told = tables.source.c, tables.claim.c, tables.event.c, tables.event_report.c


NEWEST = 500
"""Statements of a source that are looked through for those who contradict it: the newest."""


def stances_of(connection: Connection, condition: ColumnElement[bool], limit: int) -> list[StanceView]:
    """Stances of the sources that meet a condition, newest report first."""
    query = (
        select(source.claim_id, source.number)
        .join(tables.claim, claim.id == source.claim_id)
        .join(tables.version, tables.version.c.id == claim.version_id)
        .where(condition, tables.version.c.until.is_(None))
        .order_by(tables.version.c.known.desc(), source.id)
        .limit(limit)
    )
    wanted = [(row.claim_id, row.number) for row in connection.execute(query)]
    found = {item.id: item for item in items.by_claim(connection, {number for number, _ in wanted})}
    return [_stance(found[number], place) for number, place in wanted]


def _stance(item: items.Item, place: int) -> StanceView:
    said = item.claim.sources[place]
    words = item.text(said.content[0]) if said.content else item.sentence()
    return StanceView(
        said.name,
        said.stance,
        said.form,
        said.commitment,
        list(said.chain),
        said.country,
        said.sector,
        item.id,
        item.version.line(),
        words,
    )


def who_says(store: Store, name: str, *, limit: int = 100) -> Statements:
    """What a source says, by name in any spelling; without stances if nobody of that name says anything."""
    with store.reading() as connection:
        entities = entities_named(connection, name)
        mine = or_(source.name == name, source.entity_id.in_(entities))
        views = stances_of(connection, mine, limit)
        return Statements(
            name,
            views,
            _count(view.stance for view in views),
            _count(view.report.publisher or "" for view in views),
            _contradicts(connection, mine),
        )


def _count(values: Iterable[str]) -> list[Count]:
    return [Count(value, count) for value, count in Counter(values).most_common()]


def _contradicts(connection: Connection, mine: ColumnElement[bool]) -> list[str]:
    """Sources that deny what these assert or assert what these deny, on the same events."""
    query = select(claim.event_id, source.name, source.stance).join(tables.claim, claim.id == source.claim_id)
    sides: dict[int, set[bool]] = defaultdict(set)
    own: set[str] = set()
    for number, name, stance in connection.execute(query.where(mine).order_by(claim.id.desc()).limit(NEWEST)):
        sides[number].add(stance in AGAINST)
        own.add(name)
    found: Counter[str] = Counter()
    numbers = sorted(number for number in sides if number is not None)
    for number, name, stance in connection.execute(query.where(claim.event_id.in_(numbers))):
        if name not in own and (stance in AGAINST) not in sides[number]:
            found[name] += 1
    return [name for name, _ in found.most_common(20)]


def sources(store: Store, *, kind: str = "publisher", limit: int = 100) -> list[TrackRecord]:
    """How publishers (or, with ``kind="source"``, speakers) have fared, those with most events first."""
    with store.reading() as connection:
        return _publishers(connection, limit) if kind == "publisher" else _speakers(connection, limit)


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _publishers(connection: Connection, limit: int) -> list[TrackRecord]:
    version = tables.version.c
    pair = (
        select(
            version.publisher,
            told.event_id,
            func.min(version.known).label("known"),
        )
        .join(tables.version, version.id == told.version_id)
        .where(version.publisher.is_not(None))
        .group_by(version.publisher, told.event_id)
        .subquery()
    )
    query = (
        select(
            pair.c.publisher,
            func.count().label("events"),
            _flag(event.is_confirmed).label("confirmed"),
            _flag(event.is_denied).label("denied"),
            _flag(event.origins == 1).label("alone"),
            _flag(pair.c.known <= event.first_known).label("first"),
        )
        .join(tables.event, and_(event.id == pair.c.event_id, event.is_shown))
        .group_by(pair.c.publisher)
        .order_by(func.count().desc(), pair.c.publisher)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    names = [row.publisher for row in rows]
    reports = _reports(connection, names)
    counted = (
        select(version.publisher, func.count().label("claims"))
        .join(tables.claim, claim.version_id == version.id)
        .where(version.publisher.in_(names), version.until.is_(None))
        .group_by(version.publisher)
    )
    claims = {row.publisher: int(row.claims) for row in connection.execute(counted)}
    return [
        TrackRecord(
            row.publisher,
            "publisher",
            controlled(row.publisher),
            reports[row.publisher][0],
            claims.get(row.publisher, 0),
            row.events,
            row.confirmed,
            row.denied,
            row.alone,
            row.first,
            reports[row.publisher][1],
        )
        for row in rows
    ]


def _reports(connection: Connection, names: list[str]) -> dict[str, tuple[int, int]]:
    """Number of reports and of those that were changed, by publisher."""
    version = tables.version.c
    query = (
        select(
            version.publisher, func.count(version.report_id.distinct()), func.sum(cast(version.number == 2, Integer))
        )
        .where(version.publisher.in_(names))
        .group_by(version.publisher)
    )
    return {name: (reports, changed or 0) for name, reports, changed in connection.execute(query)}


def _speakers(connection: Connection, limit: int) -> list[TrackRecord]:
    version = tables.version.c
    said = (
        select(
            source.name,
            func.count(claim.version_id.distinct()).label("reports"),
            func.count(source.claim_id.distinct()).label("claims"),
        )
        .join(tables.claim, claim.id == source.claim_id)
        .group_by(source.name)
        .order_by(func.count(source.claim_id.distinct()).desc(), source.name)
        .limit(limit)
        .subquery()
    )
    pair = (
        select(source.name, claim.event_id, func.min(version.known).label("known"))
        .join(tables.claim, claim.id == source.claim_id)
        .join(tables.version, version.id == claim.version_id)
        .where(source.name.in_(select(said.c.name)))
        .group_by(source.name, claim.event_id)
        .subquery()
    )
    query = (
        select(
            said.c.name,
            said.c.reports,
            said.c.claims,
            func.count().label("events"),
            _flag(event.is_confirmed).label("confirmed"),
            _flag(event.is_denied).label("denied"),
            _flag(event.origins == 1).label("alone"),
            _flag(pair.c.known <= event.first_known).label("first"),
        )
        .join(pair, pair.c.name == said.c.name)
        .join(tables.event, and_(event.id == pair.c.event_id, event.is_shown))
        .group_by(said.c.name, said.c.reports, said.c.claims)
        .order_by(said.c.claims.desc(), said.c.name)
    )
    return [
        TrackRecord(
            row.name,
            "source",
            controlled(row.name),
            row.reports,
            row.claims,
            row.events,
            row.confirmed,
            row.denied,
            row.alone,
            row.first,
            0,
        )
        for row in connection.execute(query)
    ]
