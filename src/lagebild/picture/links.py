"""Finds the claims that a new claim may share an event with, and keeps how well they fit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select

from lagebild.picture import features
from lagebild.picture.copies import known_copies
from lagebild.picture.features import Features
from lagebild.picture.similarity import WINDOW, compare, related_types
from lagebild.store import tables
from lagebild.store.loading import chunks

MOST = 150
"""Claims that one new claim is compared with: those that share most keys. Above that, ties fall to older claims."""
KEPT = 0.25
"""Score from which on a link is kept; weaker ones count as 0."""


def load(connection: Connection, claims: Iterable[int]) -> dict[int, Features]:
    """Features of claims by number."""
    column = tables.claim.c
    result: dict[int, Features] = {}
    for chunk in chunks(claims):
        query = (
            select(column.id, column.features, column.version_id, tables.version.c.report_id)
            .join(tables.version, tables.version.c.id == column.version_id)
            .where(column.id.in_(chunk))
        )
        for number, data, version, report in connection.execute(query):
            result[number] = features.from_row(data, claim=number, version=version, report=report)
    return result


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
    column = tables.block.c
    keys = [f"{kind} {key}" for kind in sorted(related_types(feature.type)) for key in sorted(feature.keys())]
    shared = func.count().label("shared")
    query = (
        select(column.claim_id, shared)
        .where(column.key.in_(keys), column.day.between(feature.day - WINDOW, feature.day + WINDOW))
        .where(column.claim_id != feature.claim)
        .group_by(column.claim_id)
        .order_by(shared.desc(), column.claim_id)
        .limit(MOST)
    )
    return [number for number, _ in connection.execute(query)]
