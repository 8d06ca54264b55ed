"""Paths to reports: files, folders and standard input, each file by its format."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

from lagebild.records import Report
from lagebild.reports.decode import check_size
from lagebild.reports.errors import ReportError
from lagebild.reports.formats import html, jsonl, parquet, text, warc

_MODULES: tuple[ModuleType, ...] = (text, html, jsonl, parquet, warc)
_SUFFIXES = tuple(suffix for module in _MODULES for suffix in module.SUFFIXES)
STDIN = "-"


def load(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: dt.date | None = None,
    language: str | None = None,
) -> Iterator[Report | ReportError]:
    """Reports of all files, in the order given (folders sorted by name); what fails comes as a :class:`ReportError`.

    ``published`` and ``language`` hold for reports that do not say themselves; ``-`` reads standard input.
    """
    for path in paths:
        for item in _load_one(os.fspath(path)):
            if isinstance(item, Report):
                item.published = item.published or published
                item.language = language or item.language
            yield item


def _load_one(path: str) -> Iterator[Report | ReportError]:
    try:
        for name in _files(path):
            yield from _read(name)
    except ReportError as error:
        yield error


def _files(path: str) -> Iterator[str]:
    if path == STDIN or Path(path).is_file():
        yield path
        return
    folder = Path(path)
    if not folder.exists():
        raise ReportError(
            path, "there is no such file or folder", "Check the spelling, or give - to read standard input"
        )
    found = sorted(str(entry) for entry in folder.rglob("*") if _known(entry.name) and entry.is_file())
    if not found:
        raise ReportError(path, "the folder holds no report", f"Files must end in {', '.join(sorted(_SUFFIXES))}")
    yield from found


def _read(path: str) -> Iterator[Report | ReportError]:
    try:
        known = _known(path)
        if known is not None and hasattr(known, "stream"):
            with Path(path).open("rb") as file:
                yield from known.stream(file, path)
            return
        if known is not None:
            check_size(Path(path).stat().st_size, path)
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
        yield from _format_of(path, data).read(data, path)
    except ReportError as error:
        yield error
    except OSError as error:
        yield ReportError(path, f"the file cannot be read ({error.strerror})", "Check its permissions")


def _known(name: str) -> ModuleType | None:
    """The format of a file name, if its ending tells."""
    for module in _MODULES:
        if name.lower().endswith(module.SUFFIXES):
            return module
    return None


def _format_of(path: str, data: bytes) -> ModuleType:
    known = _known(path)
    if known is not None:
        return known
    start = data[:500].lstrip().lower()
    if start.startswith(b"{"):
        return jsonl
    if data.startswith(b"PAR1"):
        return parquet
    if start.startswith(b"warc/"):
        return warc
    return html if start.startswith((b"<!doctype html", b"<html")) else text
