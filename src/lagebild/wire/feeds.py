"""RSS and Atom, read by feedparser; broken ones as far as they go."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import feedparser

from lagebild.reports.addresses import canonical
from lagebild.reports.decode import mended
from lagebild.wire.entries import MAX_ENTRIES, Entry, mark_of, moment_of
from lagebild.wire.errors import FetchError
from lagebild.wire.sources import Source

_TAGS = re.compile(r"<[^<>]*>")


def read(
    data: bytes, source: Source, now: dt.datetime, kind: str | None = None, url: str | None = None
) -> tuple[list[Entry], bool]:
    """Entries of a feed and whether it was whole. ``kind`` is the answer's Content-Type, ``url`` where it came from.

    Raises :class:`FetchError` where it is no feed. A feed that breaks off gives what stood before the break.
    """
    refuse_entities(data)
    headers = {"content-location": url or source.url}  # what relative addresses in it start from
    if kind:
        headers["content-type"] = kind
    try:
        parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except RecursionError as error:
        raise FetchError("the feed is nested too deeply") from error
    except Exception as error:  # feedparser runs into faults of its own on rubbish
        raise FetchError(f"this is no RSS or Atom feed ({type(error).__name__})") from error
    if not parsed.get("version") and not parsed.entries:
        raise FetchError("this is no RSS or Atom feed")
    found = [_entry(item, source, now) for item in parsed.entries[:MAX_ENTRIES]]
    whole = not isinstance(parsed.get("bozo_exception"), Exception) or _is_harmless(parsed["bozo_exception"])
    return list({entry.key: entry for entry in found if entry}.values()), whole


def refuse_entities(data: bytes) -> None:
    """Refuse XML that defines entities: no feed needs them, and they are how XML bombs are built."""
    head = data.replace(b"\x00", b"")  # UTF-16 and UTF-32 as well
    if re.search(rb"<!\s*ENTITY", head, re.IGNORECASE):
        raise FetchError("the XML defines entities; that is refused", lasting=True)


def _is_harmless(problem: Exception) -> bool:
    """A wrong encoding or Content-Type in the header loses nothing."""
    return isinstance(problem, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)


def _entry(item: Any, source: Source, now: dt.datetime) -> Entry | None:
    try:
        url = mended(str(item.get("feedburner_origlink") or item.get("link") or item.get("id") or ""))
        key = canonical(url)
    except (ValueError, UnicodeError):
        return None
    title = _plain(item.get("title")) or None
    summary = mended(str(item.get("summary") or ""))
    updated = item.get("updated") if "updated" in item else None  # feedparser would give the publication's date
    stamp = item.get("published") or item.get("created") or updated
    content = mended(" ".join(str(part.get("value") or "") for part in item.get("content", ())))
    return Entry(
        key=key,
        url=url.strip(),
        mark=mark_of(title, summary, updated, content),
        title=title,
        published=moment_of(stamp, source.zone, now),
        language=source.language,
        publisher=source.publisher,
        text=(content or summary) if source.text == "feed" else None,
    )


def _plain(markup: object) -> str:
    return " ".join(_TAGS.sub(" ", mended(str(markup or ""))).split())
