"""The map of events."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from lagebild.picture import questions as ask
from lagebild.web.pages import query
from lagebild.web.plots import worldmap
from lagebild.web.render import desk_of, fresh

router = APIRouter()


@router.get("/map")
def drawn(request: Request) -> Response:
    """Events by place on outlines that come with the program."""
    desk, wanted = desk_of(request), query.wanted(request)
    region = query.text(request, "region") or "world"
    if region not in worldmap.REGIONS:
        raise HTTPException(422)
    points, when = desk.kept_at(("map", wanted), lambda: ask.map_points(desk.store, wanted, limit=400))

    def build() -> dict[str, Any]:
        return {
            "points": points,
            "drawing": worldmap.draw(points, region),
            "outlines": worldmap.outlines(),
            "regions": list(worldmap.REGIONS),
            "region": region,
            "given": query.given(request),
        }

    return fresh(request, "map.html.j2", build, when)
