"""What the API answers, as types for its OpenAPI description, and how an answer is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from fastapi import Path, Query, Request, Response
from pydantic import TypeAdapter

from lagebild.picture.questions import Filter
from lagebild.picture.verdicts import Verdict
from lagebild.picture.views import Count, EventLine
from lagebild.web.render import desk_of, unchanged

Number = Annotated[int, Path(ge=1, lt=2**31)]


def _text(what: str, longest: int = 300) -> Any:
    return Query(max_length=longest, description=what)


@dataclass(slots=True)
class Problem:
    """What is wrong with a request."""

    detail: str


@dataclass(slots=True)
class Events:
    """A page of events, newest first. ``next`` is the cursor for ``after``; null on the last page."""

    total: int
    events: list[EventLine]
    facets: dict[str, list[Count]]
    next: str | None


@dataclass(slots=True)
class Kept:
    """A verdict that was kept."""

    verdict: int


@dataclass(slots=True)
class Verdicts:
    """Verdicts, newest first, those taken back included."""

    verdicts: list[Verdict]


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "Cannot be read"},
    401: {"model": Problem, "description": "Sign in first"},
    403: {"model": Problem, "description": "Not allowed"},
    404: {"model": Problem, "description": "Not there"},
    413: {"model": Problem, "description": "Too large"},
    414: {"model": Problem, "description": "Address too long"},
    421: {"model": Problem, "description": "Not known under this host name"},
    422: {"model": Problem, "description": "Cannot be asked like this"},
    429: {"model": Problem, "description": "Too many requests"},
    503: {"model": Problem, "description": "Busy"},
}


def wanted(
    actor: Annotated[str | None, _text("code (RUS), code with sector (RUS:MIL) or name")] = None,
    with_: Annotated[str | None, Query(alias="with", max_length=300, description="a party in any role")] = None,
    recipient: Annotated[str | None, _text("as actor")] = None,
    type: Annotated[str | None, _text("PLOVER event type", 16)] = None,
    mode: Annotated[str | None, _text("PLOVER mode", 24)] = None,
    status: Annotated[str | None, _text("occurred, ongoing, planned, possible, hypothetical, negated", 16)] = None,
    country: Annotated[str | None, _text("ISO 3166-1 alpha-3 code of the place", 8)] = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    disputed: bool | None = None,
    denied: bool | None = None,
    confirmed: bool | None = None,
    publisher: Annotated[str | None, _text("who published a report of it")] = None,
    min_origins: Annotated[int | None, Query(ge=1, le=1000)] = None,
    text: Annotated[str | None, _text("words in a report of it")] = None,
) -> Filter:
    """The filter that the query gives; all must hold."""
    values = {name: _clean(value) for name, value in locals().items()}
    return Filter.of(**values)


def _clean(value: Any) -> Any:
    """Without NUL and lone surrogates, which no database takes; empty text counts as not given."""
    if not isinstance(value, str):
        return value
    return value.replace("\x00", "").encode("utf-8", "ignore").decode() or None


clean = _clean


def utc(moment: dt.datetime | None) -> dt.datetime | None:
    """The store's moments are UTC without saying so; JSON's date-time says so."""
    return moment.replace(tzinfo=dt.UTC) if moment else None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def answer(request: Request, kind: Any, ask: Callable[[], Any], *, state: str | None = None) -> Response:
    """An answer as JSON with an ETag; 304 where the asker has it already. None becomes 404."""
    desk = desk_of(request)
    mark = desk.mark(request.url.path, request.url.query, state=state)
    headers = {"ETag": mark, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
    if unchanged(request, mark):
        return Response(status_code=304, headers=headers)
    found = ask()
    if found is None:
        from fastapi import HTTPException

        raise HTTPException(404)
    return Response(_adapter(kind).dump_json(found), media_type="application/json", headers=headers)
