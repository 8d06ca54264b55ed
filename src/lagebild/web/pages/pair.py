"""Two parties over time: plot of cooperation and conflict, events, what each side says."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from lagebild.picture import questions as ask
from lagebild.picture.views import PairView, StanceView
from lagebild.web.pages import query
from lagebild.web.plots import timeline
from lagebild.web.render import desk_of, fresh, link, words_for

router = APIRouter()
LONGEST_NAME = 120
MOST_EVENTS, MOST_SAID = 25, 12
"""What each side says of how many of the newest events, and how much of it."""


@router.get("/pair")
def choose(request: Request) -> Response:
    """The form to choose two; leads on to the pair's lasting address."""
    first, second = query.text(request, "first"), query.text(request, "second")
    if first and second:
        return RedirectResponse(f"/pair/{quote(first, safe='')}/{quote(second, safe='')}", 302)
    return fresh(request, "choose_pair.html.j2", lambda: {"first": first, "second": second}, "form")


@router.get("/pair/{first}/{second}")
def pair(request: Request, first: str, second: str) -> Response:
    """The pair's page."""
    if max(len(first), len(second)) > LONGEST_NAME or "\x00" in first + second:
        raise HTTPException(404)
    desk, words = desk_of(request), words_for(request)
    since, until = query.day(request, "since"), query.day(request, "until")
    key = ("pair", first, second, since, until)

    def asked() -> tuple[PairView, list[list[StanceView]]]:
        view = ask.between(desk.store, first, second, since=since, until=until, limit=40)
        newest = [line.id for line in view.page.events[:MOST_EVENTS]]
        return view, [ask.said_of(desk.store, newest, party, limit=MOST_SAID) for party in (first, second)]

    (view, said), when = desk.kept_at(key, asked)

    def build() -> dict[str, Any]:
        names = [words.country(code) if code.isupper() and len(code) == 3 else code for code in (first, second)]
        periods = timeline.periods(view.months)
        plot = Markup(timeline.svg(periods, words)) if periods else None
        says = list(zip(names, said, strict=True))
        more = link("/events", **{"with": first, "other": second})
        return {
            "view": view,
            "names": names,
            "periods": periods,
            "plot": plot,
            "says": says,
            "since": since,
            "until": until,
            "more": more,
        }

    return fresh(request, "pair.html.j2", build, when)
