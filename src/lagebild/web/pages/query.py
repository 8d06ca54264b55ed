"""What an address asks for. Forms send empty fields; they count as not given."""

from __future__ import annotations

import datetime as dt

from fastapi import HTTPException, Request

from lagebild.picture.questions import Filter

LONGEST = 300
"""Characters of a value in an address."""


def text(request: Request, name: str) -> str | None:
    """A value as text; None if it is not given. 422 if it is too long or no text."""
    value = request.query_params.get(name, "").strip()
    if len(value) > LONGEST or "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise HTTPException(422)
    return value or None


def day(request: Request, name: str) -> dt.date | None:
    """A value as a day; 422 if it is none."""
    value = text(request, name)
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise HTTPException(422) from error


def number(request: Request, name: str) -> int | None:
    """A value as a number in the store; 422 if it is none."""
    value = text(request, name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 9:
        raise HTTPException(422)
    return int(value)


def flag(request: Request, name: str) -> bool | None:
    """True if set, else None (both)."""
    return True if text(request, name) in ("1", "true", "on") else None


def wanted(request: Request) -> Filter:
    """The events asked for."""
    named = {name: text(request, name) for name in ("actor", "recipient", "type", "mode", "status", "country")}
    flags = {name: flag(request, name) for name in ("disputed", "denied", "confirmed")}
    days = {name: day(request, name) for name in ("since", "until")}
    told = {name: text(request, name) for name in ("publisher", "text")}
    return Filter.of(with_=text(request, "with"), **named, **flags, **days, **told)


def given(request: Request) -> dict[str, str]:
    """What is given, for links that keep it: without cursor and language."""
    return {name: value for name, value in request.query_params.items() if value and name not in ("after", "lang")}
