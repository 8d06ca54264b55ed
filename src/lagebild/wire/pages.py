"""A fetched page to a report; what is no article is told by its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lagebild.records import Report
from lagebild.reports.decode import utf8
from lagebild.reports.errors import ReportError
from lagebild.reports.formats import html
from lagebild.wire.entries import Entry
from lagebild.wire.fetch import Page
from lagebild.wire.sources import Source

_PAGE_TYPES = ("text/html", "application/xhtml", "text/plain", "application/xml", "text/xml")


@dataclass(slots=True, frozen=True)
class Skipped:
    """Why a page gives no report. ``again``: it may do so later (a server's error page, a cookie wall)."""

    reason: str
    again: bool = True


def report_of(page: Page, entry: Entry, source: Source, now: dt.datetime) -> Report | Skipped:
    """The report on a page, with what the feed knows where the page is silent."""
    kind = page.headers.get("content-type", "text/html").lower()
    if not kind.startswith(_PAGE_TYPES):
        return Skipped(f"not a web page but {kind[:60]}", again=False)
    return _read(utf8(page.body, kind), entry, source, now)


def report_of_text(entry: Entry, source: Source, now: dt.datetime) -> Report | Skipped:
    """The report that stands in the feed itself."""
    markup = entry.text or ""
    body = f"<html><body><article>{markup}</article></body></html>" if "<" in markup else f"<p>{markup}</p>"
    return _read(body.encode("utf-8", errors="replace"), entry, source, now)


def _read(data: bytes, entry: Entry, source: Source, now: dt.datetime) -> Report | Skipped:
    try:
        (report,) = html.read(data, entry.url)
    except ReportError as error:
        return Skipped(error.problem)
    if isinstance(report, ReportError):
        return Skipped(report.problem)
    report.id = report.url = entry.key
    report.title = report.title or entry.title
    report.publisher = source.publisher or entry.publisher or report.publisher
    report.language = source.language or entry.language or report.language
    moment = entry.published.astimezone(source.zone) if entry.published else None
    report.published = moment.date() if moment else report.published or now.astimezone(source.zone).date()
    return report
