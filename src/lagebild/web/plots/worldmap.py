"""Events on a map: plate carrée with the region's middle latitude as its standard parallel.

Outlines: Natural Earth 1:110m, public domain (made by ``scripts/outlines.py``).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from lagebild.picture.views import MapPoint

# West, south, east, north.
REGIONS: dict[str, tuple[float, float, float, float]] = {
    "world": (-170.0, -57.0, 180.0, 80.0),
    "europe": (-12.0, 34.0, 45.0, 68.0),
    "near-east": (24.0, 12.0, 66.0, 44.0),
    "asia": (55.0, -12.0, 150.0, 58.0),
    "africa": (-20.0, -36.0, 54.0, 38.0),
    "americas": (-130.0, -56.0, -30.0, 62.0),
}


@dataclass(slots=True)
class Circle:
    """A place on the map; units are those of the drawing."""

    x: float
    y: float
    radius: float
    point: MapPoint


@dataclass(slots=True)
class Drawing:
    """``stretch`` scales latitudes; ``box`` is the SVG's view box in tenths of a degree."""

    box: str
    stretch: float
    circles: list[Circle]


@cache
def _shapes() -> dict[str, dict[str, Any]]:
    text = (files("lagebild.web") / "data" / "outlines.json").read_text(encoding="utf-8")
    shapes: dict[str, dict[str, Any]] = json.loads(text)
    return shapes


@cache
def outlines() -> Markup:
    """All countries as one path's data."""
    return Markup("").join(Markup(str(shape["path"])) for shape in _shapes().values())


@cache
def middle(code: str) -> tuple[float, float] | None:
    """Longitude and latitude of a country's middle; None for a country that the outlines do not have."""
    shape = _shapes().get(code)
    if shape is None:
        return None
    return float(shape["middle"][0]), float(shape["middle"][1])


def draw(points: list[MapPoint], region: str) -> Drawing:
    """Circles for the places in a region, the largest beneath."""
    west, south, east, north = REGIONS[region]
    stretch = 1 / math.cos(math.radians((south + north) / 2)) if region != "world" else 1.2
    width, height = 10 * (east - west), 10 * (north - south) * stretch
    most = max((point.events for point in points), default=1)
    unit = width / 900
    circles = []
    for point in sorted(points, key=lambda item: -item.events):
        spot = _spot(point)
        if spot and west <= spot[0] <= east and south <= spot[1] <= north:
            radius = unit * (4 + 13 * math.sqrt(point.events / most))
            circles.append(Circle(round(10 * spot[0], 1), round(-10 * spot[1] * stretch, 1), round(radius, 1), point))
    box = f"{10 * west:g} {-10 * north * stretch:.1f} {width:g} {height:.1f}"
    return Drawing(box, round(stretch, 3), circles)


def _spot(point: MapPoint) -> tuple[float, float] | None:
    if point.lat is not None and point.lon is not None:
        return point.lon, point.lat
    return middle(point.country) if point.country else None
