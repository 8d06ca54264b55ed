"""Where the actors of a network are drawn: laid out by networkx, the same for the same network."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

from lagebild.picture.views import Edge, Network

WIDTH, HEIGHT, MARGIN = 900.0, 560.0, 60.0
MOST_NODES = 40
GAP, STEPS = 10.0, 120
"""Between circles, and how often they are pushed."""


@dataclass(slots=True)
class Dot:
    """An actor's place and size."""

    code: str
    x: float
    y: float
    radius: float
    events: int


@dataclass(slots=True)
class Line:
    """A pair's line. ``tone`` is cooperation, conflict or mixed."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    tone: str
    edge: Edge


@dataclass(slots=True)
class Drawing:
    """All that the page draws."""

    width: float
    height: float
    dots: list[Dot]
    lines: list[Line]


def layout(network: Network) -> Drawing:
    """Force-directed layout (Fruchterman and Reingold 1991) of the busiest actors, with a fixed seed."""
    import networkx as nx

    nodes = network.nodes[:MOST_NODES]
    codes = {node.code for node in nodes}
    edges = [edge for edge in network.edges if edge.source in codes and edge.target in codes]
    graph = nx.Graph()
    graph.add_nodes_from(sorted(codes))
    for edge in edges:
        weight = graph.get_edge_data(edge.source, edge.target, {"weight": 0.0})["weight"]
        graph.add_edge(edge.source, edge.target, weight=weight + math.log1p(edge.events))
    if not codes:
        return Drawing(WIDTH, HEIGHT, [], [])
    places = nx.spring_layout(graph, seed=7, iterations=80, k=2.2 / math.sqrt(len(codes)), weight="weight")
    spots = _fitted({code: (float(x), float(y)) for code, (x, y) in places.items()})
    most = max(node.events for node in nodes)
    sizes = {node.code: 14 + 14 * math.sqrt(node.events / most) for node in nodes}
    spots = _apart(spots, sizes)
    dots = [Dot(node.code, *spots[node.code], sizes[node.code], node.events) for node in nodes]
    return Drawing(WIDTH, HEIGHT, dots, [_line(edge, spots, edges) for edge in edges])


def _fitted(places: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The layout spread over the drawing's width and height."""
    axes = list(zip(*places.values(), strict=True))
    sizes = (WIDTH, HEIGHT)
    spans = [(min(axis), (max(axis) - min(axis)) or 1.0) for axis in axes]

    def scaled(value: float, axis: int) -> float:
        low, span = spans[axis]
        return round(float(MARGIN + (value - low) / span * (sizes[axis] - 2 * MARGIN)), 1)

    return {code: (scaled(x, 0), scaled(y, 1)) for code, (x, y) in places.items()}


def _apart(places: dict[str, tuple[float, float]], sizes: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Circles that cover each other are pushed apart, step by step, inside the drawing."""
    spots = {code: list(place) for code, place in sorted(places.items())}
    for _ in range(STEPS):
        for one, other in combinations(spots, 2):
            (x1, y1), (x2, y2) = spots[one], spots[other]
            distance = math.hypot(x2 - x1, y2 - y1)
            missing = sizes[one] + sizes[other] + GAP - distance
            if missing <= 0:
                continue
            right, down = ((x2 - x1) / distance, (y2 - y1) / distance) if distance else (1.0, 0.0)
            for code, way in ((one, -0.5), (other, 0.5)):
                x, y = spots[code][0] + way * missing * right, spots[code][1] + way * missing * down
                spots[code] = [
                    min(max(x, MARGIN / 2), WIDTH - MARGIN / 2),
                    min(max(y, MARGIN / 2), HEIGHT - MARGIN / 2),
                ]
    return {code: (round(x, 1), round(y, 1)) for code, (x, y) in spots.items()}


def _line(edge: Edge, spots: dict[str, tuple[float, float]], edges: list[Edge]) -> Line:
    most = max(other.events for other in edges)
    tone = "cooperation" if edge.score > 1 else "conflict" if edge.score < -1 else "mixed"
    (x1, y1), (x2, y2) = spots[edge.source], spots[edge.target]
    return Line(x1, y1, x2, y2, round(1.5 + 6 * math.sqrt(edge.events / most), 1), tone, edge)
