"""What stands before every request: host names, sizes, rates, who is asking, headers that keep pages safe, the log."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lagebild.web.access import identify, same_site
from lagebild.web.settings import Settings

_log = logging.getLogger("lagebild.web")

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LONGEST_ADDRESS = 4096
MOST_VISITORS = 10_000
"""Visitors whose rate is remembered; the longest unseen are forgotten."""
OPEN_PATHS = ("/static/", "/sign-in", "/language/", "/favicon.ico")
SIGN_IN_COST = 20.0
"""A try at signing in counts as so many requests, so that tokens are not tried out quickly."""


class Rates:
    """A bucket a visitor: filled at a steady rate, emptied by requests (token bucket)."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate, self._burst = rate, float(burst)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, who: str, cost: float = 1.0, now: float | None = None) -> bool:
        """Whether one more request of that visitor is allowed now; it is counted if so."""
        moment = time.monotonic() if now is None else now
        left, last = self._left.pop(who, (self._burst, moment))
        left = min(self._burst, left + (moment - last) * self._rate)
        allowed = left >= cost
        self._left[who] = (left - cost if allowed else left, moment)
        while len(self._left) > MOST_VISITORS:
            self._left.popitem(last=False)
        return allowed


class TooLarge(HTTPException):
    """The body goes on beyond what is allowed. An HTTP error, so that whoever reads the body lets it through."""

    def __init__(self) -> None:
        super().__init__(413)


Refuse = Callable[[Scope, Receive, Send, int], Awaitable[None]]


class Guard:
    """ASGI middleware around the whole application. ``refuse`` writes the answer to what is not let through."""

    def __init__(self, app: ASGIApp, settings: Settings, refuse: Refuse) -> None:
        self.app, self.settings, self.refuse = app, settings, refuse
        self.rates = Rates(settings.rate, settings.burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self._through(scope, receive, answer)
        finally:
            took = 1000 * (time.perf_counter() - started)
            visitor = scope.get("lagebild.visitor")
            # The query is left out: it may hold words somebody searched for. Control characters cannot forge lines.
            path = scope["path"].encode("unicode_escape").decode()[:200]
            who = visitor.name.encode("unicode_escape").decode() if visitor else "-"
            _log.info("%s %s %d %.0f ms %s", scope["method"], path, status, took, who)

    async def _through(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = self._problem(scope)
        if problem:
            await self.refuse(scope, receive, send, problem)
            return
        limited, begun = self._limited(receive), False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, limited, noting)
        except TooLarge:
            if not begun:
                await self.refuse(scope, receive, send, 413)
        except Exception:
            _log.exception("a page failed")
            if begun:
                raise
            await self.refuse(scope, receive, send, 500)

    def _problem(self, scope: Scope) -> int:
        """The status with which a request is refused, or 0. Sets the visitor."""
        request = HTTPConnection(scope)
        if _host(request) not in self.settings.hosts and "*" not in self.settings.hosts:
            return 421
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 414
        visitor = identify(request, self.settings)
        client = scope["client"][0] if scope.get("client") else "?"
        signing = scope["path"] == "/sign-in" and scope["method"] == "POST"
        who = visitor.name if visitor and not self.settings.is_open else client
        if not self.rates.allows(who, SIGN_IN_COST if signing else 1.0):
            return 429
        length = request.headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > self.settings.max_body:
            return 413 if length.isascii() and length.isdigit() else 400
        if scope["method"] not in ("GET", "HEAD", "OPTIONS") and not same_site(request, visitor):
            return 403
        if visitor is None and not scope["path"].startswith(OPEN_PATHS):
            return 401
        scope["lagebild.visitor"] = visitor
        return 0

    def _limited(self, receive: Receive) -> Receive:
        """Count a body that does not say its length."""
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.settings.max_body:
                raise TooLarge
            return message

        return counted


def _host(request: HTTPConnection) -> str:
    """The name in the Host header without the port; IPv6 addresses with their brackets."""
    try:
        parts = urlsplit(f"//{request.headers.get('host', '')}")
        name = parts.hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name
