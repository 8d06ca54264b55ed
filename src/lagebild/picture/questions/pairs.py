"""Who deals with whom: a pair over time, the network, the map."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from lagebild.picture.questions.events import event_table, top
from lagebild.picture.questions.filters import Filter, party_condition
from lagebild.picture.questions.lines import event_lines
from lagebild.picture.views import Count, Edge, EventPage, MapPoint, Month, Network, Node, PairView
from lagebild.store import Store, tables


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
        facts = _facts(connection, first, second, since, until)
        newest = [fact.id for fact in facts[:limit]]
        return PairView(
            first,
            second,
            _months(facts),
            EventPage(len(facts), event_lines(connection, newest), _facets(facts)),
            _directed(connection, facts, first, second),
            _directed(connection, facts, second, first),
        )


def _facts(
    connection: Connection, first: str, second: str, since: dt.date | None, until: dt.date | None
) -> list[Row[tuple[int, dt.date, str, str, str | None, float, bool]]]:
    """Events that both have a part in, newest first, with what the counts need: one pass, the counts are made here."""
    one, other = tables.event_party.alias("one"), tables.event_party.alias("other")
    both = select(one.c.event_id).join(other, other.c.event_id == one.c.event_id)
    both = both.where(party_condition(connection, first, one), party_condition(connection, second, other))
    both = both.where(one.c.day >= since.toordinal()) if since else both
    both = both.where(one.c.day <= until.toordinal()) if until else both
    columns = (event_table.id, event_table.day, event_table.type, event_table.status, event_table.country)
    query = (
        select(*columns, event_table.scale, event_table.is_disputed)
        .where(event_table.is_shown, event_table.id.in_(both))
        .order_by(event_table.day.desc(), event_table.id.desc())
    )
    return list(connection.execute(query))


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


def _directed(connection: Connection, facts: Sequence[Any], actor: str, recipient: str) -> int:
    """Events in which the one acts and the other is acted on."""
    did, bore = tables.event_party.alias("did"), tables.event_party.alias("bore")
    query = (
        select(did.c.event_id)
        .join(bore, bore.c.event_id == did.c.event_id)
        .where(did.c.role == "actor", party_condition(connection, actor, did))
        .where(bore.c.role == "recipient", party_condition(connection, recipient, bore))
    )
    return len({fact.id for fact in facts} & set(connection.scalars(query)))


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


def map_points(store: Store, wanted: Filter | None = None, *, limit: int = 2000) -> list[MapPoint]:
    """Events by place, the places with most events first; of the newest 20,000 events that fit."""
    with store.reading() as connection:
        column = (event_table.id, event_table.type, event_table.place, event_table.country, event_table.lat)
        query = (
            select(*column, event_table.lon)
            .where(*(wanted or Filter()).conditions(connection))
            .where(and_(event_table.country.is_not(None) | event_table.lat.is_not(None)))
            .order_by(event_table.day.desc(), event_table.id.desc())
            .limit(20000)
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
