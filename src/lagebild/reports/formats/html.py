"""Web pages: article text, title, date and publisher by trafilatura."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from lagebild.records import Report
from lagebild.reports.decode import check_size, decode
from lagebild.reports.errors import ReportError

SUFFIXES = (".html", ".htm", ".xhtml")


def read(data: bytes, where: str) -> Iterator[Report | ReportError]:
    """One report a page. Raises :class:`ReportError` where no article is found on it."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    check_size(len(data), where)
    page = decode(data, where)
    found = bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
    text = found.text if isinstance(found, Document) else None
    if not isinstance(found, Document) or not text:
        raise ReportError(where, "no article text was found on this page", "Save the article's text as .txt")
    yield Report(
        id=where,
        text=text,
        title=found.title,
        url=found.url,
        publisher=found.sitename,
        published=_date(found.date),
        language=found.language,
    )


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
