"""Who is asking, and what they may do.

Three ways: an open server on loopback (the person whose process it is); a token, sent as ``Authorization: Bearer`` by
programs or typed once into a form by people; a reverse proxy that names who is signed in.

The form's cookie holds no secret that could be used elsewhere: name, end, and an HMAC over both keyed with the user's
token. It ends after twelve hours, and at once when the token is changed. It works with any number of processes.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass

from fastapi import HTTPException, Request
from starlette.requests import HTTPConnection

from lagebild.web.settings import Settings, User

COOKIE = "lagebild_session"
LASTS = 12 * 3600
"""Seconds until one has to sign in again."""


@dataclass(slots=True, frozen=True)
class Visitor:
    """Who is asking. ``by_cookie`` says that a browser vouches for them without their doing."""

    name: str
    may_judge: bool
    by_cookie: bool = False


def identify(request: HTTPConnection, settings: Settings) -> Visitor | None:
    """Who is asking, or None where they have to sign in first."""
    if settings.is_open:
        return Visitor(settings.local_name, True, by_cookie=True)
    if settings.user_header:
        name = request.headers.get(settings.user_header, "").strip()
        return Visitor(name, name in settings.reviewers, by_cookie=True) if name else None
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        user = by_token(token.strip(), settings)
        return Visitor(user.name, user.role == "review") if user else None
    user = _by_cookie(request.cookies.get(COOKIE, ""), settings)
    return Visitor(user.name, user.role == "review", by_cookie=True) if user else None


def by_token(token: str, settings: Settings) -> User | None:
    """The user with that token; takes the same time whether or not there is one."""
    given = hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
    found = None
    for user in settings.users:
        if hmac.compare_digest(given, hashlib.sha256(user.token.encode()).digest()):
            found = user
    return found


def cookie_for(user: User, now: float | None = None) -> str:
    """The cookie's value for a user who has just signed in."""
    end = int((time.time() if now is None else now) + LASTS)
    return f"{end}.{_seal(user, end)}.{user.name}"


def _by_cookie(value: str, settings: Settings) -> User | None:
    parts = value.split(".", 2)
    if len(parts) != 3 or not parts[0].isascii() or not parts[0].isdigit() or int(parts[0]) < time.time():
        return None
    for user in settings.users:
        if user.name == parts[2] and _equal(_seal(user, int(parts[0])), parts[1]):
            return user
    return None


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "surrogateescape"))


def _seal(user: User, end: int) -> str:
    return hmac.new(user.token.encode(), f"{end} {user.name}".encode(), hashlib.sha256).hexdigest()


def same_site(request: HTTPConnection, visitor: Visitor | None) -> bool:
    """Whether a changing request comes from our own page or from a program, and not from somebody else's page.

    Browsers say so themselves (Sec-Fetch-Site, Origin). A program sends neither; it is believed, as browsers always
    send one of them with a form or script.
    """
    if visitor is not None and not visitor.by_cookie:
        return True
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host")


def visitor_of(request: Request) -> Visitor:
    """The visitor that the guard has let in."""
    visitor = request.scope.get("lagebild.visitor")
    if not isinstance(visitor, Visitor):
        raise HTTPException(401)
    return visitor


def reviewer_of(request: Request) -> Visitor:
    """The visitor, if they may give verdicts; else 403."""
    visitor = visitor_of(request)
    if not visitor.may_judge:
        raise HTTPException(403)
    return visitor
