"""JSON lines, one report a line: ``id, language, published, publisher, url, title, text``.

Exports of others are understood by the names they give these fields (:data:`_NAMES`): Event Registry's articles
(``body``, ``dateTimePub``, ``lang``, ``source.title``; also inside ``articles.results``), GDELT's article lists
(``seendate``, ``domain``) with a text, news crawlers' ``maintext``, ``date_publish``, ``source_domain``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateutil import parser

from lagebild.records import Report
from lagebild.reports.decode import MAX_BYTES, check_text, decode, mended
from lagebild.reports.errors import ReportError
from lagebild.reports.kinds import not_a_report

PACKED = (".jsonl.gz", ".ndjson.gz", ".json.gz")
SUFFIXES = (".jsonl", ".ndjson", ".json", *PACKED)
MAX_ARRAY = 500_000_000
"""Bytes of one array or answer, which must be in memory as a whole."""

_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "uri"),
    "text": ("text", "body", "maintext", "content", "article_text", "plain_text"),
    "published": ("published", "dateTimePub", "dateTime", "date_publish", "publishedAt", "seendate", "date"),
    "publisher": ("publisher", "source", "source_domain", "domain", "sourcename"),
    "language": ("language", "lang"),
    "url": ("url", "link"),
    "title": ("title", "headline"),
}
"""Names under which others write our fields, the best first."""

_LISTS = ("articles", "results", "items", "data")
"""Names under which whole answers of interfaces keep their articles."""


def read(data: bytes, where: str) -> Iterator[Report | ReportError]:
    """One report a line (or the items of one JSON array or answer); a bad line is an error, the others go on."""
    text = decode(data, where)
    start = text.lstrip()[:1]
    if start == "[" or (start == "{" and _is_one_object(text)):
        yield from _array(text, where)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _safely(line, f"{where}:{number}")


def stream(file: BinaryIO, where: str) -> Iterator[Report | ReportError]:
    """JSON lines read line by line, so that a file of any size takes the memory of its longest line.

    A line beyond :data:`~lagebild.reports.decode.MAX_BYTES` is an error and skipped. Arrays are read as a whole.
    """
    first = file.readline(MAX_BYTES + 1)
    if not _is_line(first):
        data = first + file.read(MAX_ARRAY)
        if len(data) > MAX_ARRAY:
            raise ReportError(
                where, f"the array is larger than {MAX_ARRAY / 1e6:.0f} MB", "Write it as JSON lines: jq -c '.[]'"
            )
        yield from read(data, where)
        return
    number, line = 0, first
    while line:
        number += 1
        if len(line) > MAX_BYTES:
            yield ReportError(f"{where}:{number}", "the line is too long for one report", "Split it into its reports")
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_BYTES)
        elif line.strip():
            yield _line(line, f"{where}:{number}")
        line = file.readline(MAX_BYTES + 1)


def _is_line(data: bytes) -> bool:
    """Whether the file's first line is one whole object, in a coding in which lines can be told."""
    try:
        return isinstance(json.loads(data), dict) and not set(json.loads(data)) & set(_LISTS)
    except (ValueError, RecursionError):
        return len(data) > MAX_BYTES and data.lstrip().startswith(b"{")


def _line(data: bytes, where: str) -> Report | ReportError:
    try:
        return _safely(decode(data, where), where)
    except ReportError as error:
        return error


def _is_one_object(text: str) -> bool:
    """Whether this is one object over several lines, or one that holds a list of articles."""
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _articles(found: Any) -> list[Any]:
    """The articles in an answer: a list, an object that keeps one under a usual name, or one article itself."""
    for _ in range(3):
        if not isinstance(found, dict) or any(isinstance(found.get(name), str) for name in _NAMES["text"]):
            break
        found = next((found[name] for name in _LISTS if isinstance(found.get(name), list | dict)), None) or found
    return found if isinstance(found, list) else [found]


def _ours(record: dict[str, Any]) -> dict[str, Any]:
    """The record with our names."""
    named = {ours: next((record[name] for name in names if record.get(name)), None) for ours, names in _NAMES.items()}
    source = named["publisher"]
    if isinstance(source, dict):
        named["publisher"] = source.get("title") or source.get("name") or source.get("uri")
    if isinstance(named["language"], str) and len(named["language"]) > 2:
        named["language"] = _CODES.get(named["language"].lower(), named["language"])
    return {name: mended(value) if isinstance(value, str) else value for name, value in named.items()}


_CODES = {"deu": "de", "ger": "de", "german": "de", "eng": "en", "english": "en"}
_GDELT_DATE = re.compile(r"(\d{8})T?\d{6}Z?")


def report_from(record: Any, where: str) -> Report:
    """A report from its JSON object. Raises :class:`ReportError` where something is missing or wrong."""
    if not isinstance(record, dict):
        raise ReportError(where, "this is not a JSON object", "Give one object a line with at least the field 'text'")
    record = _ours(record)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReportError(where, "the field 'text' is missing or empty", "Give the report's text as a string")
    check_text(text, where)
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


def article_from(record: Any, where: str) -> Report:
    """As :func:`report_from`; raises :class:`ReportError` also where the text is no report but a stub or a list."""
    report = report_from(record, where)
    reason = not_a_report(report.text, report.language)
    if reason:
        raise ReportError(where, reason, "If it is one, save its text as .txt")
    return report


def _array(text: str, where: str) -> Iterator[Report | ReportError]:
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReportError(where, f"this is not valid JSON ({error})", "Give JSON lines or one JSON array") from error
    for number, item in enumerate(_articles(items), 1):
        try:
            yield article_from(item, f"{where}:{number}")
        except ReportError as error:
            yield error


def _safely(line: str, where: str) -> Report | ReportError:
    try:
        return article_from(json.loads(line), where)
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
    stamp = _GDELT_DATE.fullmatch(str(value))
    try:
        return parser.isoparse(stamp[1] if stamp else str(value).replace(" ", "T", 1)).date()
    except ValueError as error:
        raise ReportError(
            where, f"'published' is no date: {value!r}", "Write it as YYYY-MM-DD or as an ISO time"
        ) from error
