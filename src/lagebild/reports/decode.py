"""Bytes to text, with the errors a person understands."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from lagebild.reports.errors import ReportError

MAX_BYTES = 5_000_000
"""Largest single report. The longest news texts are some 100 kB; larger files are something else."""

_SAMPLE = 100_000
_HALVES = re.compile("[\ud800-\udfff]")
_TEXT_CONTROLS = {9, 10, 12, 13, 27}


def decode(data: bytes, where: str) -> str:
    """Text of a file, UTF-8 if it is that, else in the encoding that fits best.

    Raises :class:`ReportError` where the bytes are empty or no text.
    """
    if not data.strip():
        raise ReportError(where, "the file is empty", "Give a file with the text of a report")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if _looks_binary(data):
        raise ReportError(
            where, "this is not text", "Give .txt, .md, .html or .jsonl; convert PDF or Word to text first"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise ReportError(where, "the encoding could not be recognised", "Save the file as UTF-8 and try again")
    return data.decode(best.encoding, errors="replace")


def mended(text: str) -> str:
    """Lone halves of UTF-16 pairs, which JSON and XML can name but no file can hold, as U+FFFD; offsets stay."""
    return _HALVES.sub("\ufffd", text)


def check_size(size: int, where: str) -> None:
    """Refuse what is too large to be a report (:data:`MAX_BYTES`)."""
    if size > MAX_BYTES:
        raise ReportError(
            where,
            f"{size / 1e6:.0f} MB is too large for one report (limit {MAX_BYTES / 1e6:.0f} MB)",
            "Split it into one file a report, or into JSON lines with one report a line",
        )


def _looks_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in sample)
    return b"\x00" in sample or controls > len(sample) * 0.02
