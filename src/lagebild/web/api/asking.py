"""Questions to the picture over HTTP. All answers carry an ETag."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response

from lagebild.picture import questions as ask
from lagebild.picture import views
from lagebild.picture.questions import Filter
from lagebild.web.api.shapes import PROBLEMS, Events, Number, answer, clean, utc, wanted
from lagebild.web.cursors import Cursor, CursorError, events_after
from lagebild.web.render import desk_of

router = APIRouter(tags=["picture"], responses=PROBLEMS)
Wanted = Annotated[Filter, Depends(wanted)]
Limit = Annotated[int, Query(ge=1, le=200)]
Name = Annotated[str, Path(min_length=1, max_length=300)]


def _kept(request: Request, key: tuple[Any, ...], kind: Any, question: Any) -> Response:
    """An answer over the whole store, which may lag for a few seconds while others add."""
    value, when = desk_of(request).kept_at(("api", *key), question)
    return answer(request, kind, lambda: value, state=when.isoformat())


@router.get("/overview", response_model=views.Overview)
def overview(request: Request) -> Response:
    """How much there is."""
    store = desk_of(request).store
    return _kept(request, ("overview",), views.Overview, lambda: ask.overview(store))


@router.get("/today", response_model=views.Today)
def today(request: Request, day: dt.date | None = None) -> Response:
    """The picture of a day; default the last day known."""
    store = desk_of(request).store
    return _kept(request, ("today", day), views.Today, lambda: ask.today(store, day))


@router.get("/diff", response_model=views.Diff)
def diff(
    request: Request, since: dt.date, until: dt.date | None = None, by: Literal["published", "added"] = "published"
) -> Response:
    """What changed since a day."""
    store = desk_of(request).store
    if since == dt.date.min or (until and until == dt.date.max):
        raise HTTPException(422, "This day is beyond the calendar.")
    return _kept(request, ("diff", since, until, by), views.Diff, lambda: ask.diff(store, since, until=until, by=by))


@router.get("/events", response_model=Events)
def events(
    request: Request,
    wanted: Wanted,
    limit: Limit = 50,
    after: Annotated[str | None, Query(max_length=60, description="cursor from ``next``")] = None,
) -> Response:
    """Events that fit, newest first. ``total`` and ``facets`` are over all of them."""
    desk = desk_of(request)
    try:
        cursor = Cursor.parse(after) if after else None
    except CursorError as error:
        raise HTTPException(422, str(error)) from error

    def question() -> Events:
        counts = desk.kept(("facets", wanted), lambda: ask.events(desk.store, wanted, limit=0))
        found, behind = events_after(desk.store, wanted, cursor, limit)
        return Events(counts.total, found.events, counts.facets, str(behind) if behind else None)

    return answer(request, Events, question)


@router.get("/events/{number}", response_model=views.EventView)
def event(request: Request, number: Number, as_of: dt.date | None = None) -> Response:
    """An event with all versions side by side, now or as known on a day."""
    store = desk_of(request).store

    def question() -> views.EventView | None:
        found = ask.event(store, number, as_of=as_of)
        for change in found.history if found else []:
            change.at = utc(change.at) or change.at
        return found

    return answer(request, views.EventView, question)


@router.get("/reports", response_model=views.ReportView)
def report_by_key(request: Request, key: Annotated[str, Query(min_length=1, max_length=2000)]) -> Response:
    """The newest version of a report, by its key or address."""
    store = desk_of(request).store
    return answer(request, views.ReportView, lambda: ask.report(store, _key(key)))


def _key(key: str) -> str:
    """Long numbers are no version numbers, and some signs no database takes."""
    text = str(clean(key) or "")
    if text.isdigit() and (not text.isascii() or len(text) > 9):
        raise HTTPException(404)
    return text


@router.get("/reports/{version}", response_model=views.ReportView)
def report(request: Request, version: Number) -> Response:
    """One version of a report: text, claims with exact spans, copies, events."""
    store = desk_of(request).store
    return answer(request, views.ReportView, lambda: ask.report(store, version))


@router.get("/claims/{number}", response_model=views.ClaimView)
def claim(request: Request, number: Number) -> Response:
    """One claim with its words."""
    store = desk_of(request).store
    return answer(request, views.ClaimView, lambda: ask.claim(store, number))


@router.get("/entities", response_model=list[views.EntityLine])
def entities(request: Request, q: Annotated[str, Query(max_length=300)] = "", limit: Limit = 50) -> Response:
    """Entities by name in any spelling; those in most events first."""
    store, words = desk_of(request).store, str(clean(q) or "")
    kind = list[views.EntityLine]
    return _kept(request, ("entities", words, limit), kind, lambda: ask.entities(store, words, limit=limit))


@router.get("/entities/{number}", response_model=views.EntityView)
def entity(request: Request, number: Number, limit: Limit = 50) -> Response:
    """One entity."""
    store = desk_of(request).store
    return answer(request, views.EntityView, lambda: ask.entity(store, number, limit=limit))


@router.get("/pairs/{first}/{second}", response_model=views.PairView)
def pair(
    request: Request,
    first: Name,
    second: Name,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: Limit = 50,
) -> Response:
    """Two parties (codes or names) by month, and their events."""
    store, one, two = desk_of(request).store, str(clean(first) or ""), str(clean(second) or "")
    key = ("pair", one, two, since, until, limit)
    return _kept(
        request,
        key,
        views.PairView,
        lambda: ask.between(store, one, two, since=since, until=until, limit=limit),
    )


@router.get("/network", response_model=views.Network)
def network(request: Request, wanted: Wanted, limit: Limit = 100) -> Response:
    """Codes that deal with each other; without a filter over the last 90 days."""
    store = desk_of(request).store
    key = ("network", wanted, limit)
    return _kept(request, key, views.Network, lambda: ask.network(store, wanted, limit=limit))


@router.get("/map", response_model=list[views.MapPoint])
def places(request: Request, wanted: Wanted, limit: Annotated[int, Query(ge=1, le=2000)] = 500) -> Response:
    """Events by place."""
    store, kind = desk_of(request).store, list[views.MapPoint]
    return _kept(request, ("map", wanted, limit), kind, lambda: ask.map_points(store, wanted, limit=limit))


@router.get("/sources", response_model=list[views.TrackRecord])
def sources(request: Request, kind: Literal["publisher", "source"] = "publisher", limit: Limit = 100) -> Response:
    """How publishers or speakers have fared."""
    store = desk_of(request).store
    shape = list[views.TrackRecord]
    return _kept(request, ("sources", kind, limit), shape, lambda: ask.sources(store, kind=kind, limit=limit))


@router.get("/sources/statements", response_model=views.Statements)
def statements(
    request: Request, name: Annotated[str, Query(min_length=1, max_length=300)], limit: Limit = 50
) -> Response:
    """What a source says over all reports."""
    store, who = desk_of(request).store, str(clean(name) or "")
    return _kept(request, ("says", who, limit), views.Statements, lambda: ask.who_says(store, who, limit=limit))


@router.get("/search", response_model=views.SearchResult)
def search(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=300)],
    since: dt.date | None = None,
    until: dt.date | None = None,
    publisher: Annotated[str | None, Query(max_length=300)] = None,
    language: Annotated[str | None, Query(max_length=8)] = None,
    limit: Limit = 20,
    offset: Annotated[int, Query(ge=0, le=1000)] = 0,
) -> Response:
    """Reports that hold all the words, best first."""
    store, words = desk_of(request).store, str(clean(q) or "")
    narrowed = {"since": since, "until": until, "publisher": clean(publisher), "language": clean(language)}
    return answer(
        request,
        views.SearchResult,
        lambda: ask.search(store, words, limit=limit, offset=offset, **narrowed),
    )
