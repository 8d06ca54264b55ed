"""What is new, newly disputed and newly denied on a day; the strongest movements; what is in the store."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from lagebild.picture import questions as ask
from lagebild.web.pages import query
from lagebild.web.render import desk_of, fresh

router = APIRouter()
SHOWN = 30
"""Events of each kind on the page; the rest behind a link."""


@router.get("/")
def today(request: Request) -> Response:
    """The last day on which something became known."""
    return _page(request, None)


@router.get("/day")
def chosen(request: Request) -> Response:
    """The day chosen in the form, at its lasting address."""
    day = query.day(request, "day")
    return RedirectResponse(f"/day/{day}" if day else "/", 303)


@router.get("/day/{day}")
def of_day(request: Request, day: str) -> Response:
    """One day."""
    try:
        return _page(request, dt.date.fromisoformat(day))
    except ValueError as error:
        raise HTTPException(404) from error


def _page(request: Request, day: dt.date | None) -> Response:
    desk = desk_of(request)
    view, when = desk.kept_at(("today", day), lambda: ask.today(desk.store, day))
    overview = desk.kept("overview", lambda: ask.overview(desk.store))

    def build() -> dict[str, Any]:
        groups = [
            (name, getattr(view.diff, name))
            for name in ("new", "disputed", "denied", "confirmed", "corrected", "withdrawn")
        ]
        return {
            "view": view,
            "groups": groups,
            "shown": SHOWN,
            "earlier": view.earlier,
            "later": view.later,
            "overview": overview,
        }

    return fresh(request, "today.html.j2", build, when, overview.last)


@router.get("/about")
def about(request: Request) -> Response:
    """What is in the store, and how programs get at it."""
    desk = desk_of(request)
    overview, when = desk.kept_at("overview", lambda: ask.overview(desk.store))
    paths = sorted(path for path in request.app.openapi()["paths"])
    return fresh(request, "about.html.j2", lambda: {"overview": overview, "paths": paths}, when)
