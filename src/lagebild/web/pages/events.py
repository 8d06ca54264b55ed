"""Events with facets; the same address with another cursor goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from lagebild.picture import questions as ask
from lagebild.web.cursors import Cursor, CursorError, events_after
from lagebild.web.pages import query
from lagebild.web.render import desk_of, fresh

router = APIRouter()
EACH = 40
"""Events a page."""


@router.get("/events")
def events(request: Request) -> Response:
    """Events that fit, newest first."""
    desk, wanted = desk_of(request), query.wanted(request)
    other = query.text(request, "other")
    if other and wanted.with_:
        wanted = replace(wanted, actor=wanted.actor or other)
    cursor = query.text(request, "after")
    try:
        after = Cursor.parse(cursor) if cursor else None
    except CursorError as error:
        raise HTTPException(422) from error
    counts, when = desk.kept_at(("facets", wanted), lambda: ask.events(desk.store, wanted, limit=0))

    def build() -> dict[str, Any]:
        found, behind = events_after(desk.store, wanted, after, EACH)
        return {"found": found, "counts": counts, "behind": behind, "given": query.given(request), "after": after}

    return fresh(request, "events.html.j2", build, when, desk.state())
