"""The network of actors in a period."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from lagebild.picture import questions as ask
from lagebild.web.pages import query
from lagebild.web.plots import network
from lagebild.web.render import desk_of, fresh

router = APIRouter()
MOST_EDGES = 60


@router.get("/network")
def graph(request: Request) -> Response:
    """Who deals with whom; without a period the last 90 days known."""
    desk, wanted = desk_of(request), query.wanted(request)

    def asked() -> tuple[Any, Any]:
        found = ask.network(desk.store, wanted, limit=MOST_EDGES)
        return found, network.layout(found)

    (found, drawing), when = desk.kept_at(("network", wanted), asked)
    values = {"found": found, "drawing": drawing, "given": query.given(request)}
    return fresh(request, "network.html.j2", lambda: values, when)
