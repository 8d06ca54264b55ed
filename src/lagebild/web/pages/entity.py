"""An entity: names and spellings, offices, events, partners and opponents, what it says."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from lagebild.picture import questions as ask
from lagebild.picture.views import EntityView
from lagebild.web.pages import query
from lagebild.web.render import desk_of, fresh

router = APIRouter()


@router.get("/entities")
def entities(request: Request) -> Response:
    """Entities by name in any spelling; those in most events where no name is given."""
    desk, words = desk_of(request), query.text(request, "q") or ""
    found, when = desk.kept_at(("entities", words), lambda: ask.entities(desk.store, words, limit=60))
    return fresh(request, "entities.html.j2", lambda: {"found": found, "words": words}, when)


@router.get("/entity")
def by_name(request: Request) -> Response:
    """The entity of that name in most events, at its lasting address."""
    view = ask.entity(desk_of(request).store, query.text(request, "name") or "", limit=1)
    if view is None:
        raise HTTPException(404)
    return RedirectResponse(f"/entity/{view.line.id}", 302)


@router.get("/entity/{number:int}")
def entity(request: Request, number: int) -> Response:
    """One entity."""
    desk = desk_of(request)
    key = ("entity", number)
    view, when = desk.kept_at(key, lambda: ask.entity(desk.store, number, limit=25) if number < 2**31 else None)
    if view is None:
        raise HTTPException(404)

    def build() -> dict[str, Any]:
        return {"view": view, "ties": _ties(view)}

    return fresh(request, "entity.html.j2", build, when)


def _ties(view: EntityView) -> dict[str, list[tuple[str, float, int]]]:
    """Codes it deals with by mean score over the events shown: the closest partners and the strongest opponents."""
    scores: dict[str, list[float]] = defaultdict(list)
    for page in (view.did, view.suffered):
        for line in page.events:
            others = {party.code for party in line.actors + line.recipients if party.entity != view.line.id}
            for code in others - {None, view.line.code}:
                scores[str(code)].append(line.scale)
    means = [(code, sum(found) / len(found), len(found)) for code, found in scores.items()]
    friends = sorted((tie for tie in means if tie[1] > 0), key=lambda tie: (-tie[1] * tie[2], tie[0]))
    foes = sorted((tie for tie in means if tie[1] < 0), key=lambda tie: (tie[1] * tie[2], tie[0]))
    return {"friends": friends[:8], "foes": foes[:8]}
