"""Paths to reports: files, folders and standard input, each file by its format."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, cast

from lagebild.records import Report
from lagebild.reports.decode import MAX_BYTES, check_size
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
    folder = Path(path)
    if path == STDIN or (folder.exists() and not folder.is_dir()):
        yield path
        return
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
        if path == STDIN:
            yield from _read_open(sys.stdin.buffer, path)
            return
        with Path(path).open("rb") as file:
            if path.lower().endswith(jsonl.PACKED):
                with cast("BinaryIO", gzip.open(file)) as unpacked:
                    yield from jsonl.stream(unpacked, path)
                return
            known = _known(path)
            if known is not None and not hasattr(known, "stream"):
                check_size(os.fstat(file.fileno()).st_size, path)
            yield from _read_open(file, path)
    except ReportError as error:
        yield error
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        yield ReportError(path, f"the file cannot be read ({reason})", "Check its permissions and that it is whole")


def _read_open(file: BinaryIO, path: str) -> Iterator[Report | ReportError]:
    """By its name, else by how it begins; never more in memory than one report, or what its format needs."""
    known = _known(path)
    if known is not None and hasattr(known, "stream"):
        yield from known.stream(file, path)
        return
    data = file.read(MAX_BYTES + 1)
    module = known or _by_content(data)
    if len(data) > MAX_BYTES and hasattr(module, "stream"):
        yield from module.stream(io.BufferedReader(_Rest(data, file)), path)
        return
    yield from module.read(data, path)


class _Rest(io.RawIOBase):
    """A file of which the beginning was read already."""

    def __init__(self, begun: bytes, file: BinaryIO) -> None:
        self._begun = io.BytesIO(begun)
        self._file = file

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The beginning, then the rest."""
        data = self._begun.read(len(buffer)) or self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _known(name: str) -> ModuleType | None:
    """The format of a file name, if its ending tells."""
    for module in _MODULES:
        if name.lower().endswith(module.SUFFIXES):
            return module
    return None


def _by_content(data: bytes) -> ModuleType:
    start = data[:500].lstrip().lower()
    if re.match(rb"\[?\s*\{", start):
        return jsonl
    if data.startswith(b"PAR1"):
        return parquet
    if start.startswith(b"warc/"):
        return warc
    return html if start.startswith((b"<!doctype html", b"<html")) else text
