"""Which events are asked for, as SQL conditions."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, String, and_, cast, func, or_, select

from lagebild.store import fulltext, tables
from lagebild.store.folding import folded

event = tables.event.c
CODE = re.compile(r"([A-Z]{3})(?::([A-Z]{3}))?")
"""A country or other actor by its code, with or without a sector: RUS, RUS:MIL."""


@dataclass(slots=True, frozen=True)
class Filter:
    """All that is given must hold. ``actor``, ``with_``, ``recipient``: a code, a code with sector, or a name."""

    actor: str | None = None
    with_: str | None = None
    recipient: str | None = None
    type: str | None = None
    mode: str | None = None
    status: str | None = None
    country: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    disputed: bool | None = None
    denied: bool | None = None
    confirmed: bool | None = None
    verdict: str | None = None
    withdrawn: bool = False
    publisher: str | None = None
    min_origins: int | None = None
    text: str | None = None

    @classmethod
    def of(cls, **given: Any) -> Filter:
        """A filter from what a command, an address or a form gives: empty is not given, codes may be small letters."""
        values: dict[str, Any] = {
            name: value.strip() or None if isinstance(value, str) else value for name, value in given.items()
        }
        for name in ("type", "country"):
            values[name] = values[name].upper() if values.get(name) else None
        return cls(**values)

    @property
    def is_narrow(self) -> bool:
        """Whether it names parties, an outlet or words, so that the events are looked up by these."""
        return any((self.actor, self.with_, self.recipient, self.publisher, self.text))

    def counting(self, connection: Connection) -> list[ColumnElement[bool]]:
        """``conditions`` for counting the events of a narrow filter: SQLite looks up those alone."""
        return [aside(event.is_shown) if found is event.is_shown else found for found in self.conditions(connection)]

    def conditions(self, connection: Connection) -> list[ColumnElement[bool]]:
        """Conditions on the table ``event``."""
        found = self._standing()
        equal = ((event.type, self.type), (event.mode, self.mode), (event.status, self.status))
        equal += ((event.country, self.country), (event.is_disputed, self.disputed))  # type: ignore[assignment]
        equal += ((event.is_denied, self.denied), (event.is_confirmed, self.confirmed))  # type: ignore[assignment]
        found += [column == value for column, value in equal if value is not None]
        found += [event.day >= self.since] if self.since else []
        found += [event.day <= self.until] if self.until else []
        found += [event.origins >= self.min_origins] if self.min_origins else []
        for who, role in ((self.actor, "actor"), (self.recipient, "recipient"), (self.with_, None)):
            if who:
                found.append(event.id.in_(_events_of(connection, who, role, self.since, self.until)))
        if self.publisher:
            found.append(event.id.in_(_events_by(self.publisher)))
        if self.text:
            found.append(event.id.in_(_events_in(connection, self.text)))
        return found

    def _standing(self) -> list[ColumnElement[bool]]:
        if self.verdict == "rejected" or self.withdrawn:
            wanted = [event.merged_into.is_(None), event.claims > 0]
            wanted += [event.verdict == self.verdict] if self.verdict else []
            return [*wanted, event.withdrawn] if self.withdrawn else wanted
        return [event.is_shown] + ([event.verdict == self.verdict] if self.verdict else [])


def aside(flag: ColumnElement[bool]) -> ColumnElement[bool]:
    """A flag that most rows have, written so that no index is used for it: SQLite takes every equality for rare."""
    return func.coalesce(flag, False)


def standing() -> ColumnElement[bool]:
    """That a version is its report's newest; written so that no index is used for it, as nearly all are."""
    return cast(tables.version.c.until, String).is_(None)


def party_condition(connection: Connection, who: str, table: FromClause = tables.event_party) -> ColumnElement[bool]:
    """Rows of ``event_party`` (or an alias of it) of a code, a code with sector, or a name in any spelling."""
    party = table.c
    code = CODE.fullmatch(who)
    if code:
        sector = code.group(2)
        return and_(party.code == code.group(1), *([party.sector == sector] if sector else []))
    return party.entity_id.in_(entities_named(connection, who))


def entities_named(connection: Connection, name: str, limit: int = 200) -> list[int]:
    """Entities with that name in any spelling or script: the whole name, else names that hold its words."""
    column, by_word = tables.entity_name.c, tables.entity_word.c
    wanted = sorted({form for form in (folded(name), folded(name.title())) if form.split()})
    exact = select(column.entity_id).where(column.folded.in_(wanted)).distinct().limit(limit)
    found = list(connection.scalars(exact))
    for form in wanted:
        holding = column.folded.like(f"% {form}"), column.folded.like(f"{form} %"), column.folded.like(f"% {form} %")
        query = select(column.entity_id).join(tables.entity_word, by_word.entity_id == column.entity_id).distinct()
        rarest = max(form.split(), key=len)
        found += connection.scalars(query.where(by_word.word == rarest, or_(*holding)).limit(limit))
    return list(dict.fromkeys(found))


def _events_of(
    connection: Connection, who: str, role: str | None, since: dt.date | None, until: dt.date | None
) -> Select[tuple[int]]:
    party = tables.event_party.c
    query: Select[tuple[int]] = select(party.event_id).where(party_condition(connection, who))
    query = query.where(party.role == role) if role else query
    query = query.where(party.day >= since.toordinal()) if since else query
    return query.where(party.day <= until.toordinal()) if until else query


def _events_by(publisher: str) -> Select[tuple[int]]:
    told = tables.event_report.c
    return (
        select(told.event_id)
        .join(tables.version, tables.version.c.id == told.version_id)
        .where(tables.version.c.publisher == publisher)
    )


def _events_in(connection: Connection, words: str) -> Select[tuple[int]]:
    versions = [number for number, _ in fulltext.search(connection, words, limit=2000)]
    return select(tables.event_report.c.event_id).where(tables.event_report.c.version_id.in_(versions))
