"""Keeps pages as they were fetched: one WARC file a day, each record its own gzip member.

A record that a crash or a full disk left half written would hide all that come after it, so the day goes on in another
file then. The article of that record was not counted as done: its page is fetched and kept again.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import threading
import zlib
from pathlib import Path

from lagebild.reports.addresses import canonical
from lagebild.reports.formats.warc import REPORT
from lagebild.wire.errors import WireError
from lagebild.wire.fetch import Page

_CHUNK = 1 << 20
_HIDDEN = ("content-encoding", "transfer-encoding", "content-length", "set-cookie")
"""Headers that no longer fit the unpacked body, or that are nobody's business."""


class PageArchive:
    """A folder of WARC files named by day (UTC). They can be read again with ``lagebild add FOLDER``."""

    def __init__(self, folder: Path) -> None:
        try:
            import warcio  # noqa: F401
        except ImportError as error:
            raise WireError("Keeping pages needs warcio: pip install 'lagebild[wire]'.") from error
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = threading.Lock()
        self._whole: Path | None = None
        """The file that is known to end with a whole record."""

    def keep(self, page: Page, moment: dt.datetime, key: str | None = None) -> Path:
        """Append a page; the file it went to. Raises OSError where the disk is full.

        ``key`` is the name of its report where that is not the address it came from in the end (a redirect).
        """
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        headers = [(name, value) for name, value in page.headers.multi_items() if name.lower() not in _HIDDEN]
        headers.append(("Content-Length", str(len(page.body))))
        member = io.BytesIO()
        writer = WARCWriter(member, gzip=True)
        record = writer.create_warc_record(
            page.url,
            "response",
            payload=io.BytesIO(page.body),
            length=len(page.body),
            http_headers=StatusAndHeaders(f"{page.status} OK", headers, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
                REPORT: key or canonical(page.url),
            },
        )
        writer.write_record(record)
        record.raw_stream.close()  # warcio leaves its temporary file open
        with self._lock:
            path, self._whole = self._path(moment), None
            with path.open("ab") as target:
                target.write(member.getvalue())
            self._whole = path
        return path

    def _path(self, moment: dt.datetime) -> Path:
        """The day's file; its next one where the last ends within a record."""
        for number in itertools.count(1):
            part = f"-{number}" if number > 1 else ""
            path = self._folder / f"pages-{moment.astimezone(dt.UTC):%Y-%m-%d}{part}.warc.gz"
            if path == self._whole or not path.exists() or ends_whole(path):
                break
        return path


def ends_whole(path: Path) -> bool:
    """Whether a file consists of whole gzip members and nothing else."""
    unpacker = zlib.decompressobj(31)
    begun = False
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            while chunk:
                try:
                    unpacker.decompress(chunk, _CHUNK)
                except zlib.error:
                    return False
                begun = not unpacker.eof
                chunk = unpacker.unconsumed_tail
                if unpacker.eof:
                    chunk = unpacker.unused_data
                    unpacker = zlib.decompressobj(31)
    return not begun
