"""Plain text and Markdown: the file is the report, its offsets are the file's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.records import Report
from lagebild.reports.decode import check_size, check_text, decode
from lagebild.reports.errors import ReportError

SUFFIXES = (".txt", ".text", ".md", ".markdown")

_TITLE = re.compile(r"\s*(?:#+\s*)?(?P<title>[^\n]{3,200}?)[ \t]*\n[ \t]*\n")


def read(data: bytes, where: str) -> Iterator[Report | ReportError]:
    """One report a file. A first line that stands alone and ends in no full stop is its title."""
    check_size(len(data), where)
    text = decode(data, where).replace("\r\n", "\n").replace("\r", "\n")
    check_text(text, where)
    yield Report(id=where, text=text, title=title_of(text))


def title_of(text: str) -> str | None:
    """The headline a plain text starts with, if it does."""
    match = _TITLE.match(text)
    if match is None or match["title"].endswith((".", "!", ":", ",", ";")):
        return None
    return match["title"].strip("*# ")
