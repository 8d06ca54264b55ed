"""How outlets and speakers have fared, and what one of them says."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response

from lagebild.picture import questions as ask
from lagebild.web.pages import query
from lagebild.web.render import desk_of, fresh

router = APIRouter()


@router.get("/sources")
def sources(request: Request) -> Response:
    """Track records of publishers, or of speakers inside reports."""
    desk = desk_of(request)
    kind = "source" if query.text(request, "kind") == "source" else "publisher"
    found, when = desk.kept_at(("sources", kind), lambda: ask.sources(desk.store, kind=kind, limit=100))
    return fresh(request, "sources.html.j2", lambda: {"found": found, "kind": kind, "when": when}, when)


@router.get("/source/{name:path}")
def source(request: Request, name: str) -> Response:
    """What a speaker says over all reports."""
    if len(name) > query.LONGEST or "\x00" in name:
        raise HTTPException(404)
    desk = desk_of(request)
    found, when = desk.kept_at(("says", name), lambda: ask.who_says(desk.store, name, limit=60))
    return fresh(request, "source.html.j2", lambda: {"found": found}, when)
