"""Finds the claims that a new claim may share an event with, and keeps how well they fit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

from lagebild.picture import features
from lagebild.picture.copies import known_copies
from lagebild.picture.features import Features
from lagebild.picture.similarity import WINDOW, compare, related_types
from lagebild.store import tables
from lagebild.store.database import MEMORY
from lagebild.store.loading import WANTED, chunks

MOST = 150
"""Claims that one new claim is compared with: those that share most keys. Above that, ties fall to older claims."""
KEPT = 0.25
"""Score from which on a link is kept; weaker ones count as 0."""


REMEMBERED = 6000
"""Claims whose features a writer keeps in memory, some 2 KB each: new claims meet the same neighbours again."""
_FEATURES = (
    select(tables.claim.c.id, tables.claim.c.features, tables.claim.c.version_id, tables.version.c.report_id)
    .join(tables.version, tables.version.c.id == tables.claim.c.version_id)
    .where(tables.claim.c.id.in_(WANTED))
)


def load(connection: Connection, claims: Iterable[int]) -> dict[int, Features]:
    """Features of claims by number, in the order of the numbers."""
    memory = connection.info.get(MEMORY)
    known: OrderedDict[int, Features] = memory.records if memory else OrderedDict()
    wanted = sorted(set(claims))
    found = {number: known[number] for number in wanted if number in known}
    for chunk in chunks(number for number in wanted if number not in found):
        for number, data, version, report in connection.execute(_FEATURES, {"numbers": chunk}):
            found[number] = features.from_row(data, claim=number, version=version, report=report)
    known.update(found)
    for number in found:
        known.move_to_end(number)
    while len(known) > REMEMBERED:
        known.popitem(last=False)
    return {number: found[number] for number in wanted if number in found}


def link(connection: Connection, new: list[int]) -> None:
    """Compare new claims with their neighbours, keep the links, and make the claims findable for later ones."""
    mine = load(connection, new)
    candidates = {number: _candidates(connection, feature) for number, feature in mine.items()}
    others = load(connection, {number for found in candidates.values() for number in found})
    versions = {feature.version for feature in (*mine.values(), *others.values())}
    copies = known_copies(connection, versions)
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    for number, found in candidates.items():
        one = mine[number]
        for candidate in found:
            other = others[candidate]
            if other.version == one.version:
                continue
            pair = (min(one.version, other.version), max(one.version, other.version))
            result = compare(one, other, copies=pair in copies)
            if result.score >= KEPT:
                key = (min(number, candidate), max(number, candidate))
                rows[key] = {"claim_id": key[0], "other_id": key[1], "score": result.score, "why": result.why}
    if rows:
        connection.execute(insert(tables.link), list(rows.values()))
    _make_findable(connection, mine.values())


def unlink(connection: Connection, claims: list[int]) -> None:
    """Forget links and keys of claims whose features have changed."""
    column = tables.link.c
    connection.execute(delete(tables.link).where(or_(column.claim_id.in_(claims), column.other_id.in_(claims))))
    connection.execute(delete(tables.block).where(tables.block.c.claim_id.in_(claims)))
    connection.info.pop(MEMORY, None)


def _make_findable(connection: Connection, claims: Iterable[Features]) -> None:
    rows = [
        {"key": f"{feature.type} {key}", "day": feature.day, "claim_id": feature.claim}
        for feature in claims
        for key in sorted(feature.keys())
    ]
    if rows:
        connection.execute(insert(tables.block), rows)


def _candidates(connection: Connection, feature: Features) -> list[int]:
    """Claims of related types that share a party or place within a few days, those that share most first."""
    keys = [f"{kind} {key}" for kind in sorted(related_types(feature.type)) for key in sorted(feature.keys())]
    wanted = {"keys": keys, "first": feature.day - WINDOW, "last": feature.day + WINDOW, "own": feature.claim}
    return [number for number, _ in connection.execute(_NEIGHBOURS, wanted)]


_SHARED = func.count().label("shared")
_NEIGHBOURS = (
    select(tables.block.c.claim_id, _SHARED)
    .where(tables.block.c.key.in_(bindparam("keys", expanding=True)))
    .where(tables.block.c.day.between(bindparam("first"), bindparam("last")))
    .where(tables.block.c.claim_id != bindparam("own"))
    .group_by(tables.block.c.claim_id)
    .order_by(_SHARED.desc(), tables.block.c.claim_id)
    .limit(MOST)
)
