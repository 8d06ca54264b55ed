"""Sitemaps of news (sitemaps.org with Google's news extension) and indexes of them, read by defusedxml."""

from __future__ import annotations

import datetime as dt
import zlib
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from lagebild.reports.addresses import canonical
from lagebild.wire.entries import MAX_ENTRIES, Entry, mark_of, moment_of
from lagebild.wire.errors import FetchError
from lagebild.wire.sources import Source

MAX_PARTS = 3
"""Sitemaps of an index that are followed: the newest ones."""
_GZIP = b"\x1f\x8b"
"""How packed files begin: sitemaps are often kept as ``.gz``, which is no packing of the answer."""


def read(data: bytes, source: Source, now: dt.datetime, limit: int = 5_000_000) -> tuple[list[Entry], list[str]]:
    """Entries of a sitemap, and the sitemaps that an index names (the latest changed first, :data:`MAX_PARTS`).

    It may be a ``.gz`` file, which is unpacked to at most ``limit`` bytes. Raises :class:`FetchError` where it is no
    sitemap.
    """
    if data.startswith(_GZIP):
        data = _unpacked(data, limit)
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FetchError("the XML defines entities or a document type; that is refused", lasting=True) from error
    except (ValueError, SyntaxError, RecursionError, LookupError) as error:
        raise FetchError(f"this is no sitemap ({error})") from error
    name = _local(root.tag)
    if name == "sitemapindex":
        return [], _parts(root)
    if name != "urlset":
        raise FetchError(f"this is no sitemap but <{name[:40]}>")
    nodes = [node for node in root if _local(node.tag) == "url"][:MAX_ENTRIES]
    entries = [_entry(_fields(node), source, now) for node in nodes]
    return list({entry.key: entry for entry in entries if entry}.values()), []


def _unpacked(data: bytes, limit: int) -> bytes:
    try:
        found = zlib.decompressobj(31).decompress(data, limit + 1)
    except zlib.error as error:
        raise FetchError(f"this is no sitemap ({error})") from error
    if len(found) > limit:
        raise FetchError(f"the sitemap is larger than {limit:,} bytes")
    return found


def _parts(root: Any) -> list[str]:
    found = [_fields(node) for node in root if _local(node.tag) == "sitemap"]
    found.sort(key=lambda fields: fields.get("lastmod", ""), reverse=True)
    return [fields["loc"] for fields in found if "loc" in fields][:MAX_PARTS]


def _entry(fields: dict[str, str], source: Source, now: dt.datetime) -> Entry | None:
    try:
        key = canonical(fields.get("loc", ""))
    except (ValueError, UnicodeError):
        return None
    return Entry(
        key=key,
        url=fields["loc"],
        mark=mark_of(fields.get("title"), fields.get("lastmod")),
        title=fields.get("title"),
        published=moment_of(fields.get("publication_date") or fields.get("lastmod"), source.zone, now),
        language=source.language or fields.get("language", "")[:2] or None,
        publisher=source.publisher or fields.get("name"),
    )


def _fields(node: Any) -> dict[str, str]:
    """Texts of all elements below, by local name; the first of a name counts."""
    found: dict[str, str] = {}
    for each in node.iter():
        text = (each.text or "").strip()
        if text:
            found.setdefault(_local(each.tag), text)
    return found


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
