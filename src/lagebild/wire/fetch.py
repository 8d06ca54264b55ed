"""Fetches one address politely: paced per host, limited in time and size, unpacked safely, retried with jitter."""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from lagebild.wire.addresses import host_of, redirected
from lagebild.wire.clock import Clock
from lagebild.wire.errors import FetchError, StoppedError
from lagebild.wire.guard import GuardedTransport
from lagebild.wire.robots import Robots
from lagebild.wire.sources import Settings

_REDIRECTS = (301, 302, 303, 307, 308)
_LASTING = (400, 401, 402, 403, 404, 405, 406, 410, 451)
_HOPS = 5
_ROBOTS_BYTES = 500 * 1024
"""What a crawler must read of a robots.txt at least."""
_BRIEF = (500, 502, 503, 504)


@dataclass(slots=True)
class Page:
    """An answer. ``url`` is where it came from in the end; ``moved`` the new address if the server says for good."""

    url: str
    status: int
    body: bytes
    headers: httpx.Headers
    moved: str | None = None
    seconds: float = 0.0
    """What the server took for it, redirects in it, but not what was waited for its host's turn."""

    @property
    def unchanged(self) -> bool:
        """Whether the server said that nothing has changed since."""
        return self.status == 304


class Pacer:
    """Keeps requests to one host apart."""

    def __init__(self, clock: Clock, delay: float) -> None:
        self._clock = clock
        self._delay = delay
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, delay: float | None = None) -> None:
        """Wait until this host may be asked again."""
        with self._lock:
            now = self._clock.now().timestamp()
            turn = max(now, self._next.get(host, 0.0))
            self._next[host] = turn + max(self._delay, delay or 0.0)
        self._clock.sleep(turn - now)


class Fetcher:
    """Fetches for the watcher; may be used by several threads. After ``stop`` nothing more is asked for."""

    def __init__(
        self, settings: Settings, clock: Clock, *, attempts: int = 2, stop: threading.Event | None = None
    ) -> None:
        self.max_bytes = settings.max_bytes
        self._settings = settings
        self._clock = clock
        self._stop = stop or threading.Event()
        self._pacer = Pacer(clock, settings.delay)
        self._attempts = attempts
        self._client = httpx.Client(
            transport=GuardedTransport(settings.allow_addresses),
            timeout=httpx.Timeout(settings.timeout, connect=min(10.0, settings.timeout)),
            headers={"User-Agent": settings.user_agent, "Accept-Encoding": "gzip"},
            follow_redirects=False,
            trust_env=False,  # a proxy from the environment would connect past the guard
        )
        self._robots = Robots(self._beginning, settings.user_agent, clock)

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None, limit: int | None = None) -> Page:
        """The page at an address. Raises :class:`FetchError`, and :class:`StoppedError` once ``stop`` is set.

        ``etag`` and ``modified`` make it conditional (then :attr:`Page.unchanged` may be true). A brief failure is
        retried once here after a short wait with jitter; longer waits are the caller's.
        """
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        given = {name: value for name, value in headers.items() if value}
        retrying = Retrying(
            stop=stop_after_attempt(self._attempts),
            wait=wait_exponential_jitter(initial=1, max=10, jitter=1),
            retry=retry_if_exception(_is_brief),
            sleep=self._clock.sleep,
            reraise=True,
        )
        return retrying(self._follow, url, given, limit or self._settings.max_bytes)

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _follow(self, url: str, headers: dict[str, str], limit: int) -> Page:
        """Follow redirects; each hop is checked by robots.txt, the pacer and the guard."""
        moved: str | None = None
        for_good = True
        seconds = 0.0
        for _ in range(_HOPS + 1):
            self._admit(url)
            page = self._raw(url, headers, limit)
            seconds += page.seconds
            if page.status not in _REDIRECTS:
                page.seconds = seconds
                return self._checked(page, moved)
            target = redirected(url, page.headers.get("location", ""))
            for_good = for_good and page.status in (301, 308)
            moved = target if for_good else moved
            if target == url:
                raise FetchError("the address redirects to itself", status=page.status)
            url = target
        raise FetchError(f"more than {_HOPS} redirects", status=page.status)

    def _admit(self, url: str) -> None:
        host = host_of(url)
        delay = None
        if self._settings.robots:
            allowed, delay = self._robots.ask(url)
            if not allowed:
                raise FetchError("its robots.txt does not allow this", lasting=True)
        self._pacer.wait(host, delay)

    @staticmethod
    def _checked(page: Page, moved: str | None) -> Page:
        page.moved = moved
        if page.status in (200, 203, 304):
            return page
        wait = _retry_after(page.headers.get("retry-after"))
        lasting = page.status in _LASTING
        raise FetchError(f"the server answered {page.status}", status=page.status, lasting=lasting, retry_after=wait)

    def _beginning(self, url: str) -> Page:
        """One request; of a long answer only the beginning, which is what RFC 9309 asks for."""
        return self._raw(url, {}, _ROBOTS_BYTES, cut=True)

    def _raw(self, url: str, headers: dict[str, str], limit: int, *, cut: bool = False) -> Page:
        """One request, no redirects followed. What is longer than ``limit`` is an error, or is ``cut`` off."""
        host_of(url)
        if self._stop.is_set():  # the waits before a request end at once then
            raise StoppedError
        started = self._clock.seconds()
        deadline = started + self._settings.timeout
        try:
            with self._client.stream("GET", url, headers=headers) as answer:
                if not cut:
                    _check_length(answer.headers.get("content-length"), limit)
                packed = answer.headers.get("content-encoding", "").lower()
                chunks = self._in_time(answer.iter_raw(), deadline)
                body = b"".join(_unpacked(chunks, packed, limit, cut=cut))
                seconds = self._clock.seconds() - started
                return Page(url, answer.status_code, body, answer.headers, seconds=seconds)
        except httpx.TimeoutException as error:
            raise FetchError(f"no answer within {self._settings.timeout:g} s", silent=True) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, zlib.error, UnicodeError, ValueError) as error:
            silent = isinstance(error, httpx.ConnectError)
            raise FetchError(f"the connection failed ({error or type(error).__name__})", silent=silent) from error

    def _in_time(self, chunks: Iterator[bytes], deadline: float) -> Iterator[bytes]:
        for chunk in chunks:
            if self._clock.seconds() > deadline:
                raise FetchError("the answer did not end in time", silent=True)
            yield chunk


def _unpacked(chunks: Iterator[bytes], packed: str, limit: int, *, cut: bool) -> Iterator[bytes]:
    """Unpack by hand: httpx would unpack a bomb whole before anybody could look at its size."""
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(f"the server packs its answer in a way nobody asked for ({packed})")
    unpacker = zlib.decompressobj(31) if packed in ("gzip", "x-gzip") else None
    size = 0
    for chunk in chunks:
        data = unpacker.decompress(chunk, limit - size + 1) if unpacker else chunk
        size += len(data)
        if size > limit:
            if not cut:
                raise FetchError(f"the answer is larger than {limit:,} bytes")
            yield data[: limit - size]
            return
        yield data


def _check_length(text: str | None, limit: int) -> None:
    if text and text.isdigit() and int(text) > limit:
        raise FetchError(f"the answer is larger than {limit:,} bytes")


def _retry_after(text: str | None) -> float | None:
    """Seconds a server asks to wait, at most a day."""
    if not text:
        return None
    if text.strip().isdigit():
        return min(float(text), 86400.0)
    try:
        return min(max(0.0, parsedate_to_datetime(text).timestamp() - time.time()), 86400.0)
    except (ValueError, TypeError):
        return None


def _is_brief(error: BaseException) -> bool:
    """Failures that often pass within seconds."""
    if not isinstance(error, FetchError) or error.lasting or error.retry_after:
        return False
    return error.status in _BRIEF or str(error).startswith("the connection failed")
