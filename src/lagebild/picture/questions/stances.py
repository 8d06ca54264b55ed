"""Who says so: what sources say over all reports, and how publishers and sources have fared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, cast, func, select

from lagebild.picture import items
from lagebild.picture.outlets import controlled
from lagebild.picture.questions.filters import CODE, entities_named, standing
from lagebild.picture.summary import AGAINST, stance_view
from lagebild.picture.views import Count, StanceView, Statements, TrackRecord
from lagebild.store import Store, tables

source, claim, voice = tables.source.c, tables.claim.c, tables.event_voice.c


NEWEST = 500
"""Statements of a source that are looked through for those who contradict it: the newest."""


def stances_of(connection: Connection, condition: ColumnElement[bool], limit: int) -> list[StanceView]:
    """Stances of the sources that meet a condition, newest report first."""
    rows = connection.execute(_newest_first(condition).limit(limit))
    return _views(connection, [(row.claim_id, row.number) for row in rows])


def said_of(store: Store, events: Iterable[int], party: str, *, limit: int = 12) -> list[StanceView]:
    """What a party says of these events, newest report first, each source's stance once an event.

    The party is a code, a code with sector, or a source's name in any spelling.
    """
    with store.reading() as connection:
        code = CODE.fullmatch(party)
        mine = source.entity_id.in_(entities_named(connection, party)) if not code else source.code == code.group(1)
        mine = and_(mine, source.sector == code.group(2)) if code and code.group(2) else mine
        found: dict[tuple[int, str, str], tuple[int, int]] = {}
        for row in connection.execute(_newest_first(and_(mine, claim.event_id.in_(list(events))))):
            found.setdefault((row.event_id, row.name, row.stance), (row.claim_id, row.number))
        return _views(connection, list(found.values())[:limit])


def _newest_first(condition: ColumnElement[bool]) -> Select[tuple[int, int, int | None, str, str]]:
    """Sources of newest versions that meet a condition."""
    return (
        select(source.claim_id, source.number, claim.event_id, source.name, source.stance)
        .join(tables.claim, claim.id == source.claim_id)
        .join(tables.version, tables.version.c.id == claim.version_id)
        .where(condition, standing())
        .order_by(tables.version.c.known.desc(), source.id)
    )


def _views(connection: Connection, wanted: list[tuple[int, int]]) -> list[StanceView]:
    found = {item.id: item for item in items.by_claim(connection, {number for number, _ in wanted})}
    return [stance_view(found[number], found[number].claim.sources[place]) for number, place in wanted]


def who_says(store: Store, name: str, *, limit: int = 100) -> Statements:
    """What a source says, by name in any spelling; without stances if nobody of that name says anything."""
    with store.reading() as connection:
        entities = entities_named(connection, name)
        mine = source.entity_id.in_(entities)
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


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(cast(condition, Integer)), 0)


def _told(kind: str) -> Select[tuple[Any, ...]]:
    """Sums over events by name, all from one index."""
    flags = (voice.is_confirmed, voice.is_denied, voice.is_alone, voice.is_first)
    sums = [_sum(flag).label(flag.name.removeprefix("is_")) for flag in flags]
    counted = func.count().label("events"), func.sum(voice.claims).label("claims")
    return select(voice.name, *counted, *sums).where(voice.kind == kind).group_by(voice.name)


def _publishers(connection: Connection, limit: int) -> list[TrackRecord]:
    told = _told("publisher")
    rows = connection.execute(told.order_by(told.selected_columns.events.desc(), voice.name).limit(limit)).all()
    version = tables.version.c
    query = (
        select(version.publisher, _sum(version.number == 1), _sum(version.number == 2))
        .where(version.publisher.in_([row.name for row in rows]))
        .group_by(version.publisher)
    )
    reports = {name: (count, changed) for name, count, changed in connection.execute(query)}
    return [_record(row, "publisher", *reports[row.name]) for row in rows]


def _speakers(connection: Connection, limit: int) -> list[TrackRecord]:
    """Those with most claims first."""
    speaker = tables.speaker.c
    query = select(speaker.name, speaker.reports).order_by(speaker.claims.desc(), speaker.name).limit(limit)
    reports = {row.name: row.reports for row in connection.execute(query)}
    told = {row.name: row for row in connection.execute(_told("source").where(voice.name.in_(reports)))}
    return [_record(told[name], "source", reports[name], 0) for name in reports if name in told]


def _record(row: Any, kind: Literal["publisher", "source"], reports: int, corrected: int) -> TrackRecord:
    return TrackRecord(
        row.name,
        kind,
        controlled(row.name),
        reports,
        row.claims,
        row.events,
        row.confirmed,
        row.denied,
        row.alone,
        row.first,
        corrected,
    )
