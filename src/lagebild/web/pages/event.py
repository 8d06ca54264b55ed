"""One event with all versions side by side."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from lagebild.picture import questions as ask
from lagebild.web.pages import query
from lagebild.web.render import desk_of, fresh, link

router = APIRouter()
MOST_CLAIMS = 60
MOST_LINKS = 40


@router.get("/event/{number:int}")
def event(request: Request, number: int) -> Response:
    """The event, now or as known on a day. A merged number leads on to the event it lives on in."""
    desk, as_of = desk_of(request), query.day(request, "as_of")
    view = ask.event(desk.store, number, as_of=as_of) if number < 2**31 else None
    if view is None:
        raise HTTPException(404)
    if view.line.id != number:
        return RedirectResponse(link(f"/event/{view.line.id}", as_of=as_of), 302)

    def build() -> dict[str, Any]:
        return {"view": view, "as_of": as_of, "most": MOST_CLAIMS, "links": view.links[:MOST_LINKS]}

    return fresh(request, "event.html.j2", build)
