"""Origins of whole reports, over all events: which reports of a store are one text or one source's news."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, func, select

from lagebild.store import Store, tables


def report_origins(store: Store) -> dict[str, int]:
    """A number for each report's key; reports with the same number are one origin.

    Reports are joined where one copies the other's text, or where they are one origin of the event that both lead with.
    """
    with store.reading() as connection:
        keys = _keys(connection)
        parent = {version: version for version in keys}

        def root(version: int) -> int:
            while parent[version] != version:
                parent[version] = parent[parent[version]]
                version = parent[version]
            return version

        for one, other in _pairs(connection):
            if one in parent and other in parent:
                first, second = sorted((root(one), root(other)))
                parent[second] = first
        return {key: root(version) for version, key in keys.items()}


def _keys(connection: Connection) -> dict[int, str]:
    query = select(tables.version.c.id, tables.report.c.key).join(tables.report)
    rows = connection.execute(query.where(tables.version.c.until.is_(None)))
    return {number: key for number, key in rows}  # noqa: C416 - rows are no pairs to mypy


def _pairs(connection: Connection) -> list[tuple[int, int]]:
    pairs = [(row.of_id, row.version_id) for row in connection.execute(select(tables.copy))]
    claim, told = tables.claim.c, tables.event_report.c
    first = select(func.min(claim.id)).group_by(claim.version_id)
    leads = select(claim.version_id, claim.event_id).where(claim.id.in_(first)).subquery()
    query = select(told.event_id, told.origin, told.version_id).join(
        leads, (leads.c.version_id == told.version_id) & (leads.c.event_id == told.event_id)
    )
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for event, origin, version in connection.execute(query):
        groups[event, origin].append(version)
    pairs += [(group[0], other) for group in groups.values() for other in group[1:]]
    return pairs
