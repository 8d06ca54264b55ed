"""GraphML for Gephi: entities as nodes, their dealings as weighted edges. Needs the extra ``exports``.

An edge runs from actor to recipient; a mutual event (no recipient) has one between each two of its actors, with
``mutual`` true. ``weight`` counts events, ``score`` is their mean on PLOVER's scale from -10 to +10.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

from lagebild.export._store import MissingExtra, event_claims
from lagebild.picture.views import EventLine, PartyLine
from lagebild.store import Store

Key = tuple[int, int, str, bool]


def write(store: Store, path: Path) -> int:
    """Write the network of all events that stand. Returns the number of edges. Raises MissingExtra."""
    try:
        import networkx as nx
    except ImportError as error:
        raise MissingExtra("graphml", "exports") from error
    parties: dict[int, PartyLine] = {}
    edges: dict[Key, list[EventLine]] = defaultdict(list)
    for event in event_claims(store):
        for party in event.line.actors + event.line.recipients:
            parties[party.entity] = party
        for key in _edges(event.line):
            edges[key].append(event.line)
    graph = nx.MultiDiGraph()
    for number, party in sorted(parties.items()):
        graph.add_node(number, label=party.name, code=party.code or "", sector=party.sector or "")
    for (one, other, kind, mutual), lines in sorted(edges.items()):
        score = round(sum(line.scale for line in lines) / len(lines), 3)
        disputed = sum(bool(line.disputed) for line in lines)
        values = {"type": kind, "mutual": mutual, "weight": len(lines), "score": score, "disputed": disputed}
        graph.add_edge(one, other, **values)
    nx.write_graphml(graph, path)
    return len(edges)


def _edges(line: EventLine) -> list[Key]:
    actors = [party.entity for party in line.actors]
    recipients = [party.entity for party in line.recipients]
    if recipients:
        return [(one, other, line.type, False) for one in actors for other in recipients if one != other]
    return [(one, other, line.type, True) for one, other in combinations(actors, 2)]
