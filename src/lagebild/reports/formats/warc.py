"""WARC archives (Common Crawl's CC-NEWS and own crawls): the article of every HTML response."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from lagebild.records import Report
from lagebild.reports.addresses import canonical
from lagebild.reports.decode import MAX_BYTES, utf8
from lagebild.reports.errors import ReportError
from lagebild.reports.formats import html

SUFFIXES = (".warc", ".warc.gz")

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
REPORT = "Lagebild-Report"
"""A header of the pages that the watcher keeps: the name of their report."""
_WHOLE = ("200", "203", "")
"""Answers that carry the page that was asked for; others are a server's words on errors and new addresses."""


def read(data: bytes, where: str) -> Iterator[Report | ReportError]:
    """Reports of an archive in memory, see :func:`stream`."""
    yield from stream(io.BytesIO(data), where)


def stream(file: BinaryIO, where: str) -> Iterator[Report | ReportError]:
    """One report a page; a page without article is an error, the others go on. Needs ``lagebild[archives]``.

    Read record by record: an archive of many gigabytes takes no more memory than its largest page. A record that is
    broken or truncated ends the archive with an error; what stood before it is kept.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise ReportError(where, "reading WARC needs warcio", "Install it: pip install 'lagebild[archives]'") from error
    try:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                yield from _page(record, where)
    except (
        ArchiveLoadFailed,
        zlib.error,
        gzip.BadGzipFile,
        EOFError,
        ValueError,
        OSError,
        AttributeError,
        IndexError,
    ) as error:
        yield ReportError(where, f"the archive is broken ({error})", "What stood before the break was read")


def _page(record: Any, where: str) -> Iterator[Report | ReportError]:
    address = record.rec_headers.get_header("WARC-Target-URI") or where
    kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
    status = record.http_headers.get_statuscode() if record.http_headers else ""
    if status not in _WHOLE or not kind.lower().startswith(_PAGE_TYPES):
        return
    page = record.content_stream().read(MAX_BYTES + 1)
    try:
        for report in html.read(utf8(page, kind), address):
            if isinstance(report, Report):
                report.id = report.url = record.rec_headers.get_header(REPORT) or _one_name(address)
                report.published = report.published or _date(record.rec_headers.get_header("WARC-Date"))
            yield report
    except ReportError as error:
        yield error


def _one_name(address: str) -> str:
    """The name that the watcher gives this page, so that a page it kept is the same report when read again."""
    try:
        return canonical(address)
    except ValueError:
        return address


def _date(value: str | None) -> dt.date | None:
    """The day of the crawl: the latest day on which the page can have been published."""
    try:
        return dt.date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
