"""Search with facets."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from lagebild.picture import questions as ask
from lagebild.picture.views import SearchResult
from lagebild.web.pages import query
from lagebild.web.render import desk_of, fresh

router = APIRouter()
EACH = 20


@router.get("/search")
def search(request: Request) -> Response:
    """Reports that hold the words."""
    desk, words = desk_of(request), query.text(request, "q")
    place = min(query.number(request, "from") or 0, 1000)
    chosen = {name: query.text(request, name) for name in ("publisher", "language")}
    since, until = query.day(request, "since"), query.day(request, "until")

    def build() -> dict[str, Any]:
        found = (
            ask.search(desk.store, words, since=since, until=until, limit=EACH, offset=place, **chosen)
            if words
            else SearchResult(0, [], [], {})
        )
        return {"found": found, "words": words or "", "place": place, "each": EACH, "given": query.given(request)}

    return fresh(request, "search.html.j2", build)
