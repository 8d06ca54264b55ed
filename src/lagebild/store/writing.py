"""Putting a reading into the store: report, version, claims with their words, entities."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from lagebild.records import Claim, Reading, Report
from lagebild.store import rows, tables
from lagebild.store.database import NUMBERS
from lagebild.store.folding import folded
from lagebild.store.loading import WANTED

Outcome = Literal["new", "changed", "same"]


@dataclass(slots=True)
class Put:
    """What putting a reading did. ``claims`` are the numbers of the new claims, in the reading's order."""

    outcome: Outcome
    version: int
    claims: list[int] = field(default_factory=list)
    previous: int | None = None
    """The version that this one replaces."""


def now() -> dt.datetime:
    """The present moment, UTC, without zone, in whole milliseconds as both databases keep it."""
    moment = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def next_id(connection: Connection, table: Table, count: int = 1) -> int:
    """The first of ``count`` free numbers of a table; only the writer may ask. They are taken from then on."""
    taken: dict[str, int] = connection.info.setdefault(NUMBERS, {})
    if not taken:
        columns = [
            select(func.coalesce(func.max(each.c.id), 0)).scalar_subquery().label(each.name) for each in _NUMBERED
        ]
        taken |= connection.execute(select(*columns)).mappings().one()
    first = taken[table.name] + 1
    taken[table.name] += count
    return first


_NUMBERED = tuple(table for table in tables.TABLES if "id" in table.c)


def is_known(connection: Connection, report: Report) -> bool:
    """Whether this very text of the report is its newest version already, so that it need not be read again."""
    current = _current(connection, report.id)
    return current is not None and current.digest == rows.digest(report)


def put(
    connection: Connection,
    reading: Reading,
    features: list[dict[str, Any]],
    *,
    cites: list[list[object]] | None = None,
    added: dt.datetime | None = None,
) -> Put:
    """Store a reading with the features of its claims (one each, in order). The same text again changes nothing."""
    moment = added or now()
    report = reading.report
    current = _current(connection, report.id)
    if current is not None and current.digest == rows.digest(report):
        return Put("same", current.id)
    number = current.number + 1 if current else 1
    report_id = current.report_id if current else _new_report(connection, report, moment)
    known = report.published or moment.date()
    if current and known <= current.known:
        known = max(moment.date(), current.known) if report.published != current.published else moment.date()
    version_id = next_id(connection, tables.version)
    connection.execute(
        insert(tables.version),
        rows.version_row(report)
        | {"id": version_id, "report_id": report_id, "number": number, "added": moment, "known": known}
        | {"cites": cites or [], "notes": list(reading.notes), "vector": rows.pack(reading.vector)},
    )
    if current:
        connection.execute(update(tables.version).where(tables.version.c.id == current.id).values(until=known))
    claims = _put_claims(connection, version_id, f"{report.id}#{number}", reading.claims, features)
    return Put("changed" if current else "new", version_id, claims, current.id if current else None)


def _current(connection: Connection, key: str) -> Any:
    """The newest version's row of the report with this key, or None."""
    return connection.execute(_NEWEST, {"report": key}).first()


_NEWEST = (
    select(*(tables.version.c[name] for name in ("id", "report_id", "number", "digest", "known", "published")))
    .join(tables.report)
    .where(tables.report.c.key == bindparam("report"))
    .order_by(tables.version.c.number.desc())
    .limit(1)
)


def _new_report(connection: Connection, report: Report, moment: dt.datetime) -> int:
    number = next_id(connection, tables.report)
    values = {"id": number, "key": report.id, "publisher": report.publisher, "url": report.url, "first_added": moment}
    connection.execute(insert(tables.report), values)
    return number


def _put_claims(
    connection: Connection, version_id: int, prefix: str, claims: list[Claim], features: list[dict[str, Any]]
) -> list[int]:
    if not claims:
        return []
    first = next_id(connection, tables.claim, len(claims))
    entities = _Entities(connection)
    party_rows: list[rows.Row] = []
    source_rows: list[rows.Row] = []
    evidence_rows: list[rows.Row] = []
    claim_rows: list[rows.Row] = []
    for number, (claim, feature) in enumerate(zip(claims, features, strict=True)):
        mine = {"claim_id": first + number}
        numbering = {"id": first + number, "key": f"{prefix}/{number + 1}", "version_id": version_id}
        claim_rows.append(rows.claim_row(claim) | numbering | {"features": feature})
        for role, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
            party_rows += [rows.party_row(party, role, place) | mine for place, party in enumerate(parties)]
        source_rows += [rows.source_row(source, place) | mine for place, source in enumerate(claim.sources)]
        evidence_rows += [row | mine for row in rows.evidence_rows(claim)]
    entities.fill(party_rows + source_rows)
    for table, values in ((tables.party, party_rows), (tables.source, source_rows)):
        start = next_id(connection, table, len(values))
        for place, row in enumerate(values):
            row["id"] = start + place
    pairs = [(tables.claim, claim_rows), (tables.party, party_rows)]
    pairs += [(tables.source, source_rows), (tables.evidence, evidence_rows)]
    for table, values in pairs:
        if values:
            connection.execute(insert(table), values)
    if source_rows:
        _count_speakers(connection, source_rows)
    return list(range(first, first + len(claims)))


def entity_key(identifier: str | None, name: str, code: str | None) -> str:
    """What makes two mentions one entity: an identifier, else the name as it sounds together with the code."""
    return identifier or f"{code or '-'}:{folded(name)}"


_BY_KEY = select(tables.entity.c.key, tables.entity.c.id).where(
    tables.entity.c.key.in_(bindparam("keys", expanding=True))
)
_SPELLINGS = select(tables.entity_name.c.entity_id, tables.entity_name.c.name).where(
    tables.entity_name.c.entity_id.in_(WANTED)
)


class _Entities:
    """Finds or makes the entities of rows of parties and sources."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def fill(self, values: list[rows.Row]) -> None:
        """Set ``entity_id`` in every row."""
        keys = [entity_key(row["identifier"], row["name"], row["code"]) for row in values]
        known = self._known(set(keys))
        fresh: dict[str, rows.Row] = {}
        for key, row in zip(keys, values, strict=True):
            if key not in known and key not in fresh:
                identity = {"id": next_id(self.connection, tables.entity), "key": key, "name": row["name"]}
                fresh[key] = identity | {"code": row["code"], "sector": row["sector"]}
        if fresh:
            self.connection.execute(insert(tables.entity), list(fresh.values()))
        known |= {key: row["id"] for key, row in fresh.items()}
        for key, row in zip(keys, values, strict=True):
            row["entity_id"] = known[key]
        self._names({(row["entity_id"], name) for row in values for name in (row["name"], row.get("text"))})

    def _known(self, keys: set[str]) -> dict[str, int]:
        return {row.key: row.id for row in self.connection.execute(_BY_KEY, {"keys": sorted(keys)})}

    def _names(self, pairs: set[tuple[int, str | None]]) -> None:
        numbers = sorted({number for number, _ in pairs})
        seen = {(number, name) for number, name in self.connection.execute(_SPELLINGS, {"numbers": numbers})}
        put_names(self.connection, {(number, name) for number, name in pairs if name} - seen)


def put_names(connection: Connection, pairs: set[tuple[int, str]]) -> None:
    """Keep new spellings of entities, as (entity, name), with the words by which they are found."""
    if not pairs:
        return
    values: list[rows.Row] = [
        {"entity_id": number, "name": name, "folded": folded(name)} for number, name in sorted(pairs)
    ]
    connection.execute(insert(tables.entity_name), values)
    words = {(word, row["entity_id"]) for row in values for word in str(row["folded"]).split()}
    wanted = {"words": sorted({word for word, _ in words}), "entities": sorted({who for _, who in words})}
    fresh = sorted(words - {(word, who) for word, who in connection.execute(_WORDS, wanted)})
    if fresh:
        connection.execute(insert(tables.entity_word), [{"word": word, "entity_id": who} for word, who in fresh])


_WORDS = select(tables.entity_word.c.word, tables.entity_word.c.entity_id).where(
    tables.entity_word.c.word.in_(bindparam("words", expanding=True)),
    tables.entity_word.c.entity_id.in_(bindparam("entities", expanding=True)),
)
_SPEAKERS = select(tables.speaker.c.name).where(tables.speaker.c.name.in_(bindparam("names", expanding=True)))


def _count_speakers(connection: Connection, source_rows: list[rows.Row]) -> None:
    """Add a version's claims to the totals of those who speak in it."""
    claims = Counter(name for name, _ in {(row["name"], row["claim_id"]) for row in source_rows})
    column = tables.speaker.c
    known = set(connection.scalars(_SPEAKERS, {"names": sorted(claims)}))
    fresh = [{"name": name, "reports": 1, "claims": claims[name]} for name in sorted(claims.keys() - known)]
    if fresh:
        connection.execute(insert(tables.speaker), fresh)
    if known:
        more = update(tables.speaker).where(column.name == bindparam("who"))
        more = more.values(reports=column.reports + 1, claims=column.claims + bindparam("more"))
        connection.execute(more, [{"who": name, "more": claims[name]} for name in sorted(known)])
