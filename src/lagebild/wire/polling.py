"""Asks one source what it has."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field

from lagebild.reports.addresses import canonical
from lagebild.wire import feeds, sitemaps
from lagebild.wire.entries import Entry, mark_of
from lagebild.wire.errors import FetchError, StoppedError
from lagebild.wire.fetch import Fetcher, Page
from lagebild.wire.pages import report_of
from lagebild.wire.sources import Source
from lagebild.wire.state import SourceState

_log = logging.getLogger(__name__)

_TRUST = 6
"""Answers of "nothing new" believed in a row before the whole source is asked for: some servers always say so."""


@dataclass(slots=True)
class Poll:
    """What a source answered. ``whole`` is false where it broke off: then it is asked for whole next time."""

    entries: list[Entry] = field(default_factory=list)
    unchanged: bool = False
    whole: bool = True
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    seconds: float = 0.0
    """From its first request to its answer's end, without what was waited for its host's turn; 0 where it failed."""
    problem: FetchError | None = None


def poll(source: Source, state: SourceState, fetcher: Fetcher, now: dt.datetime) -> Poll:
    """Ask; a failure is in ``problem``, also one of ours: one source must not stop the watch over the others."""
    try:
        return _poll(source, state, fetcher, now)
    except FetchError as error:
        return Poll(problem=error)
    except StoppedError:
        raise
    except Exception as error:
        _log.exception("source failed inside Lagebild", extra={"source": source.name})
        return Poll(problem=FetchError(f"reading it failed ({type(error).__name__}: {error})"))


def _poll(source: Source, state: SourceState, fetcher: Fetcher, now: dt.datetime) -> Poll:
    trust = state.unchanged < _TRUST
    page = fetcher.get(source.url, etag=state.etag if trust else None, modified=state.modified if trust else None)
    if page.unchanged:
        return Poll(unchanged=True, etag=state.etag, modified=state.modified, seconds=page.seconds)
    entries, whole, lasts = _entries(page, source, fetcher, now)
    kept = page.headers if whole and lasts else {}
    return Poll(entries, False, whole, kept.get("etag"), kept.get("last-modified"), page.moved, page.seconds)


def _entries(page: Page, source: Source, fetcher: Fetcher, now: dt.datetime) -> tuple[list[Entry], bool, bool]:
    """What the source lists, whether it was whole, and whether "nothing new" of this address means nothing new."""
    if source.kind == "feed":
        return *feeds.read(page.body, source, now, page.headers.get("content-type"), page.url), True
    if source.kind == "sitemap":
        entries, parts = sitemaps.read(page.body, source, now, fetcher.max_bytes)
        for part in parts:  # an index may stay as it is while what it names changes
            entries += sitemaps.read(fetcher.get(part).body, source, now, fetcher.max_bytes)[0]
        return entries, True, not parts
    return [_page(page, source, now)], True, True


def _page(page: Page, source: Source, now: dt.datetime) -> Entry:
    """A page that is watched itself: its text is its mark."""
    entry = Entry(canonical(source.url), source.url, "", language=source.language, publisher=source.publisher)
    found = report_of(page, entry, source, now)
    text = getattr(found, "text", "")
    return Entry(entry.key, entry.url, mark_of(text), None, None, source.language, source.publisher)
