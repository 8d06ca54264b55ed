"""JSON lines, one report a line: ``id, language, published, publisher, url, title, text``."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from dateutil import parser

from lagebild.records import Report
from lagebild.reports.decode import check_size, decode
from lagebild.reports.errors import ReportError

SUFFIXES = (".jsonl", ".ndjson", ".json")


def read(data: bytes, where: str) -> Iterator[Report | ReportError]:
    """One report a line (or the items of one JSON array); a bad line is an error, the others go on."""
    text = decode(data, where)
    if text.lstrip().startswith("["):
        yield from _array(text, where)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _safely(line, f"{where}:{number}")


def report_from(record: Any, where: str) -> Report:
    """A report from its JSON object. Raises :class:`ReportError` where something is missing or wrong."""
    if not isinstance(record, dict):
        raise ReportError(where, "this is not a JSON object", "Give one object a line with at least the field 'text'")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReportError(where, "the field 'text' is missing or empty", "Give the report's text as a string")
    check_size(len(text), where)
    title = _string(record, "title", where)
    return Report(
        id=str(record.get("id") or hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:16]),
        text=text,
        language=_string(record, "language", where),
        published=_date(record.get("published"), where),
        publisher=_string(record, "publisher", where),
        url=_string(record, "url", where),
        title=title,
    )


def _array(text: str, where: str) -> Iterator[Report | ReportError]:
    try:
        items = json.loads(text)
    except ValueError as error:
        raise ReportError(where, f"this is not valid JSON ({error})", "Give JSON lines or one JSON array") from error
    for number, item in enumerate(items, 1):
        try:
            yield report_from(item, f"{where}:{number}")
        except ReportError as error:
            yield error


def _safely(line: str, where: str) -> Report | ReportError:
    try:
        return report_from(json.loads(line), where)
    except ReportError as error:
        return error
    except (ValueError, RecursionError) as error:
        return ReportError(where, f"this line is not valid JSON ({error})", "Give one JSON object a line")


def _string(record: dict[str, Any], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is None or isinstance(value, str):
        return value or None
    raise ReportError(where, f"the field '{key}' is no string", "Write it in quotation marks or leave it out")


def _date(value: Any, where: str) -> dt.date | None:
    if value in (None, ""):
        return None
    try:
        return parser.isoparse(str(value)).date()
    except ValueError as error:
        raise ReportError(
            where, f"'published' is no date: {value!r}", "Write it as YYYY-MM-DD or as an ISO time"
        ) from error
