"""Makes the map's outlines from Natural Earth (public domain), as the npm package ``world-atlas`` carries them.

    npm pack world-atlas@2 && tar xzf world-atlas-*.tgz
    python scripts/outlines.py package/countries-110m.json src/lagebild/web/data/outlines.json

Output: ISO 3166-1 alpha-3 code to ``path`` (SVG path data in tenths of a degree; x is longitude, y is minus
latitude) and ``middle`` (longitude and latitude of the middle of the largest part). TopoJSON's arcs are delta-coded
integers: https://github.com/topojson/topojson-specification
"""

from __future__ import annotations

import json
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any

import pycountry

Point = tuple[float, float]
SPLIT = 180.0
"""A jump of more degrees than this between two points crosses the date line: the ring is cut there."""
NAMED = {"Kosovo": "KOS"}
"""Territories without an ISO number that PLOVER has a code for."""


def main(source: Path, target: Path) -> None:
    """Read TopoJSON, write the outlines."""
    atlas = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_arc(arc, atlas["transform"]) for arc in atlas["arcs"]]
    result = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        rings = [_ring(ring, arcs) for polygon in _polygons(shape) for ring in polygon]
        result[_code(shape)] = {"path": "".join(map(_path, rings)), "middle": _middle(max(rings, key=_area))}
    lines = [f"{json.dumps(code)}: {json.dumps(shape)}" for code, shape in sorted(result.items())]
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _code(shape: dict[str, Any]) -> str:
    country = pycountry.countries.get(numeric=shape.get("id", ""))
    name = str(shape["properties"]["name"])
    return country.alpha_3 if country else NAMED.get(name, name)


def _arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    xs, ys = accumulate(point[0] for point in arc), accumulate(point[1] for point in arc)
    return [(x * kx + dx, y * ky + dy) for x, y in zip(xs, ys, strict=True)]


def _polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    found: list[list[list[int]]] = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return found


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _path(ring: list[Point]) -> str:
    parts, last = [], None
    for x, y in ((round(10 * point[0]), round(-10 * point[1])) for point in ring):
        if last is None or abs(x - last[0]) > 10 * SPLIT:
            parts.append(f"M{x},{y}")
        elif (x, y) != last:
            parts.append(f"l{x - last[0]},{y - last[1]}")
        last = (x, y)
    return "".join(parts) + "Z"


def _area(ring: list[Point]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(one[0] * two[1] - two[0] * one[1] for one, two in pairs)) / 2


def _middle(ring: list[Point]) -> list[float]:
    xs, ys = [point[0] for point in ring], [point[1] for point in ring]
    return [round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
