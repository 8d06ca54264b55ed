"""robots.txt, asked once a day for each host (RFC 9309), read by protego."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from lagebild.wire.addresses import redirected
from lagebild.wire.clock import Clock
from lagebild.wire.errors import FetchError

if TYPE_CHECKING:
    from lagebild.wire.fetch import Page

_KEEP = dt.timedelta(hours=24)
_KEEP_FAILED = dt.timedelta(minutes=10)
_HOPS = 5
_MAX_DELAY = 120.0
"""Seconds; what asks for more is treated as this, since a feed of a day would otherwise take a week."""


@dataclass(slots=True)
class _Rules:
    until: dt.datetime
    parsed: Protego | None
    reachable: bool = True


class Robots:
    """Answers whether an address may be fetched, and how far apart requests must be."""

    def __init__(self, get: Callable[[str], Page], agent: str, clock: Clock) -> None:
        self._get = get
        self._agent = agent
        self._clock = clock
        self._rules: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def ask(self, url: str) -> tuple[bool, float | None]:
        """Whether it may be fetched, and the host's crawl delay in seconds.

        Raises :class:`FetchError` while the robots.txt cannot be had: RFC 9309 wants that taken as a no for the time.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            rules = self._rules.get(site)
        if rules is None or rules.until < self._clock.now():
            rules = self._fetched(site)
            with self._lock:
                self._rules[site] = rules
        if not rules.reachable:
            raise FetchError("its robots.txt cannot be had at the moment", silent=True)
        if rules.parsed is None:
            return True, None
        delay = rules.parsed.crawl_delay(self._agent)
        return rules.parsed.can_fetch(url, self._agent), min(float(delay), _MAX_DELAY) if delay else None

    def _fetched(self, site: str) -> _Rules:
        now = self._clock.now()
        try:
            page = self._followed(f"{site}/robots.txt")
        except FetchError as error:
            if error.lasting:
                raise
            return _Rules(now + _KEEP_FAILED, None, reachable=False)
        if page.status >= 500 or page.status == 429:
            return _Rules(now + _KEEP_FAILED, None, reachable=False)
        if page.status != 200:
            return _Rules(now + _KEEP, None)
        return _Rules(now + _KEEP, Protego.parse(page.body.decode("utf-8", errors="replace")))

    def _followed(self, url: str) -> Page:
        for _ in range(_HOPS):
            page = self._get(url)
            if page.status not in (301, 302, 303, 307, 308):
                break
            url = redirected(url, page.headers.get("location", ""))
        return page
