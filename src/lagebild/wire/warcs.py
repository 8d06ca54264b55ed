"""Keeps pages as they were fetched: one WARC file a day, each record its own gzip member, so a crash spoils none."""

from __future__ import annotations

import datetime as dt
import io
import threading
from pathlib import Path

from lagebild.wire.errors import WireError
from lagebild.wire.fetch import Page

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

    def keep(self, page: Page, moment: dt.datetime) -> Path:
        """Append a page; the file it went to."""
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        headers = [(name, value) for name, value in page.headers.multi_items() if name.lower() not in _HIDDEN]
        headers.append(("Content-Length", str(len(page.body))))
        path = self._folder / f"pages-{moment:%Y-%m-%d}.warc.gz"
        member = io.BytesIO()
        writer = WARCWriter(member, gzip=True)
        record = writer.create_warc_record(
            page.url,
            "response",
            payload=io.BytesIO(page.body),
            length=len(page.body),
            http_headers=StatusAndHeaders(f"{page.status} OK", headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"},
        )
        writer.write_record(record)
        record.raw_stream.close()  # warcio leaves its temporary file open
        with self._lock, path.open("ab") as target:
            target.write(member.getvalue())
        return path
