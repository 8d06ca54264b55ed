"""Who deals with whom: a pair over time, the network, the map."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, select

from lagebild.picture.questions.events import event_table, top
from lagebild.picture.questions.filters import Filter, aside, party_condition
from lagebild.picture.questions.lines import event_lines
from lagebild.picture.views import Count, Edge, EventPage, MapPoint, Month, Network, Node, PairView
from lagebild.store import Store, tables
from lagebild.store.loading import chunks


def between(
    store: Store,
    first: str,
    second: str,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 100,
) -> PairView:
    """What two parties (codes, codes with sector, or names) did with or to each other."""
    with store.reading() as connection:
        roles = _roles(connection, first, second, since, until)
        facts = _facts(connection, {number for number, _, _ in roles})
        shown = {fact.id for fact in facts}
        return PairView(
            first,
            second,
            _months(facts),
            EventPage(len(facts), event_lines(connection, [fact.id for fact in facts[:limit]]), _facets(facts)),
            len({number for number, *ways in roles if ways == ["actor", "recipient"]} & shown),
            len({number for number, *ways in roles if ways == ["recipient", "actor"]} & shown),
        )


def _roles(
    connection: Connection, first: str, second: str, since: dt.date | None, until: dt.date | None
) -> list[tuple[int, str, str]]:
    """Events that both have a part in, with the role of each."""
    one, other = tables.event_party.alias("one"), tables.event_party.alias("other")
    query = select(one.c.event_id, one.c.role, other.c.role).join(other, other.c.event_id == one.c.event_id)
    query = query.where(party_condition(connection, first, one), party_condition(connection, second, other))
    query = query.where(one.c.day >= since.toordinal()) if since else query
    query = query.where(one.c.day <= until.toordinal()) if until else query
    return [(number, role, its) for number, role, its in connection.execute(query.distinct())]


def _facts(connection: Connection, events: set[int]) -> list[Any]:
    """What the counts need of the events that are shown, newest first: one pass, the counts are made here."""
    columns = (event_table.id, event_table.day, event_table.type, event_table.status, event_table.country)
    query = select(*columns, event_table.scale, event_table.is_disputed).where(aside(event_table.is_shown))
    found = [fact for chunk in chunks(events) for fact in connection.execute(query.where(event_table.id.in_(chunk)))]
    return sorted(found, key=lambda fact: (fact.day, fact.id), reverse=True)


def _months(facts: Sequence[Any]) -> list[Month]:
    by_month: dict[str, list[Any]] = defaultdict(list)
    for fact in facts:
        by_month[fact.day.isoformat()[:7]].append(fact)
    return [
        Month(
            month,
            len(found),
            round(sum(fact.scale for fact in found) / len(found), 3),
            sum(fact.scale > 0 for fact in found),
            sum(fact.scale < 0 for fact in found),
            sum(fact.is_disputed for fact in found),
        )
        for month, found in sorted(by_month.items())
    ]


def _facets(facts: Sequence[Any]) -> dict[str, list[Count]]:
    counts = {name: Counter(getattr(fact, name) for fact in facts) for name in ("type", "status", "country")}
    counts["month"] = Counter(fact.day.isoformat()[:7] for fact in facts)
    return {
        name: top(name, Counter({key: value for key, value in found.items() if key})) for name, found in counts.items()
    }


def network(store: Store, wanted: Filter | None = None, *, limit: int = 200) -> Network:
    """Codes that deal with each other, the pairs with most events first. Without ``since``: the last 90 days known."""
    with store.reading() as connection:
        wanted = wanted or Filter()
        if wanted.since is None and wanted.until is None:
            last = connection.scalar(select(func.max(event_table.day)).where(event_table.is_shown))
            wanted = Filter(since=last - dt.timedelta(days=90)) if last and wanted == Filter() else wanted
        return network_of(connection, wanted, limit)


def network_of(connection: Connection, wanted: Filter, limit: int) -> Network:
    """The network of the events that fit."""
    party = tables.event_party.c
    query = (
        select(party.event_id, party.role, party.code, event_table.scale, event_table.is_disputed)
        .join(tables.event, event_table.id == party.event_id)
        .where(*wanted.conditions(connection), party.code.is_not(None))
        .distinct()
    )
    if wanted.since:
        query = query.where(party.day >= wanted.since.toordinal())
    sides: dict[int, dict[str, set[str]]] = defaultdict(lambda: {"actor": set(), "recipient": set()})
    facts: dict[int, tuple[float, bool]] = {}
    for number, role, code, scale, unsure in connection.execute(query):
        sides[number][role].add(code)
        facts[number] = (scale, unsure)
    return _graph(sides, facts, limit)


def _graph(sides: dict[int, dict[str, set[str]]], facts: dict[int, tuple[float, bool]], limit: int) -> Network:
    events: Counter[str] = Counter()
    edges: dict[tuple[str, str, bool], list[tuple[float, bool]]] = defaultdict(list)
    for number, side in sides.items():
        events.update(side["actor"] | side["recipient"])
        for key in _pairs(side):
            edges[key].append(facts[number])
    busiest = sorted(edges, key=lambda key: (-len(edges[key]), key))[:limit]
    found = [
        Edge(
            one,
            other,
            directed,
            len(edges[one, other, directed]),
            round(sum(scale for scale, _ in edges[one, other, directed]) / len(edges[one, other, directed]), 3),
            sum(unsure for _, unsure in edges[one, other, directed]),
        )
        for one, other, directed in busiest
    ]
    codes = {code for edge in found for code in (edge.source, edge.target)}
    return Network([Node(code, events[code]) for code in sorted(codes, key=lambda code: (-events[code], code))], found)


def _pairs(side: dict[str, set[str]]) -> set[tuple[str, str, bool]]:
    """Actor to recipient; among actors where there is no recipient."""
    actors, recipients = sorted(side["actor"]), side["recipient"]
    if recipients:
        return {(one, other, True) for one in actors for other in recipients if one != other}
    return {(one, other, False) for place, one in enumerate(actors) for other in actors[place + 1 :]}


MAPPED = 8000
"""Events a map is drawn from: more make it slow (20,000: 355 ms at the 95th percentile for 20 readers), not clearer."""


def map_points(store: Store, wanted: Filter | None = None, *, limit: int = 2000) -> list[MapPoint]:
    """Events by place, the places with most events first; of the newest :data:`MAPPED` events that fit."""
    with store.reading() as connection:
        column = (event_table.id, event_table.type, event_table.place, event_table.country, event_table.lat)
        query = (
            select(*column, event_table.lon)
            .where(*(wanted or Filter()).conditions(connection))
            .where(and_(event_table.country.is_not(None) | event_table.lat.is_not(None)))
            .order_by(event_table.day.desc(), event_table.id.desc())
            .limit(MAPPED)
        )
        rows = connection.execute(query).all()
    found: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    for number, kind, place, country, lat, lon in rows:
        exact = lat is not None and place is not None
        key = (place if exact else country or place, country, lat if exact else None, lon if exact else None, exact)
        found.setdefault(key, []).append((number, kind))
    points = [_point(key, told) for key, told in found.items()]
    return sorted(points, key=lambda point: (-point.events, point.place))[:limit]


def _point(key: tuple[object, ...], told: list[tuple[int, str]]) -> MapPoint:
    place, country, lat, lon, exact = key
    counts = Counter(kind for _, kind in told).most_common()
    types = [Count(kind, count) for kind, count in counts]
    return MapPoint(str(place), country, lat, lon, bool(exact), len(told), types, told[0][0])  # type: ignore[arg-type]
