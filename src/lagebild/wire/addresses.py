"""Addresses as others write them: they may be anything."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from lagebild.wire.errors import FetchError


def host_of(url: str) -> str:
    """Host and port of a web address. Raises :class:`FetchError` where it is none."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchError(f"{url[:200]!r} is no web address", lasting=True) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{url[:200]!r} is no web address", lasting=True)
    return parts.netloc.rpartition("@")[2].lower()


def redirected(url: str, location: str) -> str:
    """Where a redirect leads. Raises :class:`FetchError` where that is no address."""
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise FetchError(f"it redirects to {location[:200]!r}, which is no web address") from error
