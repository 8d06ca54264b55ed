"""The store as pages ask it: with a mark of its state for caching, and counts over everything kept for a while."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import func, select

from lagebild import __version__
from lagebild.store import Store, tables
from lagebild.web.settings import Settings

T = TypeVar("T")
MOST_KEPT = 500
LATE = 3
_log = logging.getLogger("lagebild.web")


@dataclass(slots=True)
class _Kept:
    lock: threading.Lock = field(default_factory=threading.Lock)
    value: Any = None
    state: str = ""
    at: float = -1e9
    when: dt.datetime = dt.datetime.min


class Desk:
    """A store with its settings. One a process; safe for many threads."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store, self.settings = store, settings
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._later = ThreadPoolExecutor(1, "lagebild-renewing")

    def state(self) -> str:
        """A mark that changes with every addition and verdict. Three look-ups by primary key."""
        with self.store.reading() as connection:
            counted = select(
                select(func.max(tables.change.c.id)).scalar_subquery(),
                select(func.max(tables.version.c.id)).scalar_subquery(),
                select(func.count()).select_from(tables.verdict).scalar_subquery(),
                select(func.count())
                .select_from(tables.verdict)
                .where(tables.verdict.c.revoked_at.is_not(None))
                .scalar_subquery(),
            )
            row = connection.execute(counted).one()
        return ".".join(str(value or 0) for value in row)

    def mark(self, *parts: object, state: str | None = None) -> str:
        """An ETag for what depends on the store's state and these parts."""
        text = "\0".join(map(str, (state or self.state(), __version__, *parts)))
        return f'W/"{hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:20]}"'

    def kept(self, key: Hashable, ask: Callable[[], T]) -> T:
        """The answer to a question over the whole store. While others add it may lag by ``settings.stale`` seconds.

        Many who ask at once wait for one computation. An answer a little older is given once more while the next one
        is made, so that nobody waits for it; one older than LATE times ``stale`` is made anew first.
        """
        return self.kept_at(key, ask)[0]

    def kept_at(self, key: Hashable, ask: Callable[[], T]) -> tuple[T, dt.datetime]:
        """As ``kept``, with the moment (UTC) of the answer."""
        entry = self._entry(key)
        age = time.monotonic() - entry.at
        if age <= self.settings.stale:
            return entry.value, entry.when
        if age <= LATE * self.settings.stale:
            if entry.lock.acquire(blocking=False):
                self._later.submit(self._renew_later, entry, ask)
            return entry.value, entry.when
        with entry.lock:
            if time.monotonic() - entry.at > self.settings.stale:
                self._renew(entry, ask)
            return entry.value, entry.when

    def _renew_later(self, entry: _Kept, ask: Callable[[], Any]) -> None:
        try:
            self._renew(entry, ask)
        except Exception:  # whatever it is, the next visitor after a while waits for the answer and sees it
            _log.exception("an answer could not be renewed")
        finally:
            entry.lock.release()

    def _renew(self, entry: _Kept, ask: Callable[[], Any]) -> None:
        state = self.state()
        if entry.at < 0 or state != entry.state:
            entry.value, entry.state = ask(), state
            entry.when = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        entry.at = time.monotonic()

    def _entry(self, key: Hashable) -> _Kept:
        with self._lock:
            entry = self._kept.pop(key, None) or _Kept()
            self._kept[key] = entry
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return entry

    def forget(self) -> None:
        """Drop all kept answers: a verdict shows at once."""
        with self._lock:
            self._kept.clear()
