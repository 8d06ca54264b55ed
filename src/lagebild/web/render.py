"""Templates to answers: the language, the visitor, ETags, and text made safe in one place."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from lagebild import ontology
from lagebild.attribution.sides import side
from lagebild.web import safe
from lagebild.web.desk import Desk
from lagebild.web.locale import Words, choose, languages

LANGUAGE_COOKIE = "lagebild_language"


@cache
def environment() -> Environment:
    """The templates; everything printed is escaped, and hidden characters are shown as their codes."""
    made = Environment(
        loader=PackageLoader("lagebild.web"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        finalize=safe.finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(outside=safe.outside, shown=safe.shown, segment=lambda text: quote(str(text), safe=""))
    quads = {name: kind.quad for name, kind in ontology.event_types().items()}
    made.globals.update(quads=quads, types=list(quads), languages=languages(), link=link)
    made.globals.update(event_statuses=STATUSES, month_end=month_end, side_of=side)
    return made


STATUSES = ("occurred", "ongoing", "planned", "possible", "hypothetical", "negated")


def link(path: str, **query: object) -> str:
    """An address with a query; what is None, False or empty is left out."""
    given = {name.rstrip("_"): value for name, value in query.items() if value not in (None, False, "")}
    return f"{path}?{urlencode(given)}" if given else path


def month_end(month: str) -> str:
    """The last day's number of a month given as ``2024-02``."""
    year, _, number = month.partition("-")
    return f"{monthrange(int(year), int(number))[1]:02d}"


def words_for(request: Request) -> Words:
    """The interface's language for this request: of the address, of the cookie, of the browser."""
    wanted = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return Words(choose(wanted, request.headers.get("accept-language", "")))


def desk_of(request: Request) -> Desk:
    """The desk of this application."""
    desk: Desk = request.app.state.desk
    return desk


def unchanged(request: Request, mark: str) -> bool:
    """Whether the browser has this very state already."""
    given = request.headers.get("if-none-match", "")
    return any(part.strip() == mark for part in given.split(","))


def page_mark(request: Request, *parts: object, state: str | None = None) -> str:
    """The ETag of a page: the store's state, the address, the language, who is asking."""
    visitor = request.scope.get("lagebild.visitor")
    parts += (request.url.path, request.url.query, words_for(request).language, visitor)
    return desk_of(request).mark(*parts, state=state)


def page(request: Request, template: str, *, mark: str | None = None, status: int = 200, **values: Any) -> Response:
    """A page from its template. ``t`` is the language's words, ``visitor`` who is asking."""
    words = words_for(request)
    path, query = request.url.path, request.url.query
    text = (
        environment()
        .get_template(template)
        .render(
            t=words,
            visitor=request.scope.get("lagebild.visitor"),
            is_open=desk_of(request).settings.is_open,
            needs_token=bool(desk_of(request).settings.users),
            path=path,
            address=f"{path}?{query}" if query else path,
            **values,
        )
    )
    return HTMLResponse(text, status_code=status, headers=_headers(mark))


def fresh(request: Request, template: str, build: Callable[[], dict[str, Any]], *parts: object) -> Response:
    """A page that depends on the store's state: 304 where the browser has it, else built anew.

    With ``parts`` (the moments of kept answers) it depends on those instead.
    """
    state = "kept" if parts else None
    mark = page_mark(request, *parts, state=state)
    if unchanged(request, mark):
        return Response(status_code=304, headers=_headers(mark))
    return page(request, template, mark=mark, **build())


def _headers(mark: str | None) -> dict[str, str]:
    if mark is None:
        return {}
    return {"ETag": mark, "Cache-Control": "private, no-cache", "Vary": "Accept-Language, Cookie, Authorization"}
