"""The application: pages, API, errors as people and programs understand them, and the guard around all."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException as StarletteError
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

from lagebild import __version__
from lagebild.store import Store
from lagebild.web.desk import Desk
from lagebild.web.guard import Guard
from lagebild.web.locale import DEFAULT, Words
from lagebild.web.pages import routers
from lagebild.web.render import link, page
from lagebild.web.settings import Settings

_log = logging.getLogger("lagebild.web")
API = "/api/v1"


def create_app(store: Store, settings: Settings) -> FastAPI:
    """The application over an open store. Its documentation page would load from elsewhere; so there is none."""
    from lagebild.web.api import router as api

    app = FastAPI(
        title="Lagebild",
        version=__version__,
        summary="Who did what to whom, and who says so",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
    )
    app.state.desk = Desk(store, settings)
    for router in routers():
        app.include_router(router, include_in_schema=False)
    app.include_router(api, prefix=API)
    app.mount("/static", StaticFiles(packages=[("lagebild.web", "static")]), name="static")
    _errors(app)
    app.add_middleware(GZipMiddleware, minimum_size=1500, compresslevel=5)

    async def refuse(scope: Scope, receive: Receive, send: Send, status: int) -> None:
        scope.setdefault("app", app)
        await problem(Request(scope, receive), status)(scope, receive, send)

    app.add_middleware(Guard, settings=settings, refuse=refuse)
    return app


def problem(request: Request, status: int, detail: str | None = None) -> Response:
    """What is wrong: JSON for programs, a page for people."""
    headers = {"Retry-After": "5"} if status in (429, 503) else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if request.url.path.startswith("/api/"):
        text = detail or Words(DEFAULT)(f"error.{status}")
        return JSONResponse({"detail": text}, status, headers)
    if status == 401 and request.method == "GET" and request.app.state.desk.settings.users:
        then = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return Response(status_code=303, headers={"Location": link("/sign-in", then=then)})
    answer = page(request, "error.html.j2", status=status, code=status, detail=detail)
    answer.headers.update(headers)
    return answer


def _errors(app: FastAPI) -> None:
    @app.exception_handler(StarletteError)
    async def http(request: Request, error: StarletteError) -> Response:
        told = None if error.detail == HTTPStatus(error.status_code).phrase else error.detail
        status = error.status_code if error.status_code in _KNOWN else 400
        return problem(request, status, told)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        if not request.url.path.startswith("/api/"):
            return problem(request, 422)
        found = [{"where": [str(part) for part in item["loc"]], "what": item["msg"]} for item in error.errors()]
        return JSONResponse({"detail": Words(DEFAULT)("error.422"), "errors": found}, 422)

    @app.exception_handler(OperationalError)
    @app.exception_handler(PoolTimeout)
    async def busy(request: Request, error: Exception) -> Response:
        _log.exception("the store does not answer", exc_info=error)
        return problem(request, 503)


_KNOWN = frozenset({400, 401, 403, 404, 405, 413, 414, 421, 422, 429, 500, 503})
