"""Signing in with a token, the choice of language, and small files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from lagebild.web import access
from lagebild.web.locale import languages
from lagebild.web.pages import query
from lagebild.web.render import LANGUAGE_COOKIE, desk_of, page

router = APIRouter()
YEAR = 365 * 24 * 3600


def _inside(path: str | None) -> str:
    """A path of ours to go back to; never another site's, as ``//host`` would be."""
    fits = path and path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if path and fits else "/"


@router.get("/sign-in")
def form(request: Request) -> Response:
    """The form for a token."""
    return page(request, "sign.html.j2", wrong=False, then=_inside(query.text(request, "then")))


@router.post("/sign-in")
def sign_in(
    request: Request, token: Annotated[str, Form(max_length=300)], then: Annotated[str, Form()] = "/"
) -> Response:
    """Check the token and remember the visitor in a cookie that holds no token."""
    user = access.by_token(token.strip(), desk_of(request).settings)
    if user is None:
        return page(request, "sign.html.j2", status=401, wrong=True, then=_inside(then))
    answer = RedirectResponse(_inside(then), 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(
        access.COOKIE, access.cookie_for(user), max_age=access.LASTS, httponly=True, secure=secure, samesite="strict"
    )
    return answer


@router.post("/sign-out")
def sign_out() -> Response:
    """Forget the visitor."""
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(access.COOKIE)
    return answer


@router.get("/language/{name}")
def language(request: Request, name: str) -> Response:
    """Choose the interface's language and go back."""
    if name not in languages():
        raise HTTPException(404)
    answer = RedirectResponse(_inside(query.text(request, "then")), 303)
    answer.set_cookie(LANGUAGE_COOKIE, name, max_age=YEAR, samesite="lax", httponly=True)
    return answer


@router.get("/favicon.ico")
def icon() -> Response:
    """Browsers ask for it unasked."""
    return RedirectResponse("/static/icon.svg", 301)
