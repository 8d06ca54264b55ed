"""One name for an article, however its address is written: what is watched and what comes from archives must agree."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_MAX_URL = 2000
_TRACKING = ("utm_", "at_", "ns_", "wt_", "xtor", "fbclid", "gclid", "cmp", "ref", "source", "mc_", "wtrid", "maca")


def canonical(url: str) -> str:
    """One name for all spellings of an address: no fragment, no tracking parameters, host in lower case.

    Raises ValueError where it is no web address.
    """
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or len(url) > _MAX_URL:
        raise ValueError("no web address")
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(pair[0])]
    host = parts.netloc.rpartition("@")[2].lower()
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(query), ""))


def _is_tracking(name: str) -> bool:
    low = name.lower()
    return any(low == word or (word.endswith("_") and low.startswith(word)) for word in _TRACKING)
