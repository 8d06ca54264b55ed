"""Web pages: article text, title, date and publisher by trafilatura."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from lagebild.records import Report
from lagebild.reports.decode import check_size, check_text, decode
from lagebild.reports.errors import ReportError
from lagebild.reports.kinds import not_a_report

SUFFIXES = (".html", ".htm", ".xhtml")
MAX_DEPTH = 2000
"""Elements open at once; real pages stay below 100, and parsers take long on pages built to be deep."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_FLAT = frozenset(
    re.findall(r"\w+", "area base br col dd dt embed hr img input li link meta option p source td th tr track wbr")
)


def read(data: bytes, where: str) -> Iterator[Report | ReportError]:
    """One report a page. Raises :class:`ReportError` where no article is found on it, saying what it is instead."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    check_size(len(data), where)
    page = decode(data, where)
    if _depth(page) > MAX_DEPTH:
        raise ReportError(where, "the page is nested too deeply to be an article", "Save the article's text as .txt")
    try:
        found = bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError, OverflowError) as error:
        # trafilatura runs into faults of its own on hostile pages; one page must not stop the others
        raise ReportError(where, f"the page is broken ({error})", "Save the article's text as .txt") from error
    text = found.text if isinstance(found, Document) else None
    if not isinstance(found, Document) or not text:
        raise ReportError(where, "no article text was found on this page", "Save the article's text as .txt")
    check_text(text, where)
    reason = not_a_report(text, found.language, page)
    if reason:
        raise ReportError(where, reason, "If it is one, save its text as .txt")
    yield Report(
        id=where,
        text=text,
        title=found.title,
        url=found.url,
        publisher=found.sitename,
        published=_date(found.date),
        language=found.language,
    )


def _depth(page: str) -> int:
    """How deep elements are nested at most; those that end themselves do not count."""
    deepest = depth = 0
    for end, name, empty in _TAG.findall(page):
        if empty or name.lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if end else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
