"""Bytes to text, with the errors a person understands."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from lagebild.reports.errors import ReportError

MAX_BYTES = 5_000_000
"""Largest page or file of one report. Larger files are something else."""
MAX_TEXT = 200_000
"""Characters of one report's text. The longest news texts have some 100,000; the time that a text takes grows with the
square of its events, and one book must not hold up a desk for hours."""

_SAMPLE = 100_000
_NOWHERE = re.compile("[\ud800-\udfff\x00]")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_TEXT_CONTROLS = {9, 10, 12, 13, 27}


def decode(data: bytes, where: str) -> str:
    """Text of a file, UTF-8 if it is that, else in the encoding that fits best.

    Raises :class:`ReportError` where the bytes are empty or no text.
    """
    if not data.strip():
        raise ReportError(where, "the file is empty", "Give a file with the text of a report")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return mended(data.decode("utf-16", errors="replace"))
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


def utf8(data: bytes, kind: str) -> bytes:
    """A page as UTF-8 where its Content-Type names another encoding; one unknown or wrong is left to be guessed."""
    match = _CHARSET.search(kind)
    if match is None or match[1].lower().replace("-", "") == "utf8":
        return data
    try:
        return data.decode(match[1]).encode("utf-8")
    except (LookupError, UnicodeError):
        return data


def mended(text: str) -> str:
    """What JSON, XML and UTF-16 can name but no file or no database can hold, as U+FFFD; offsets stay.

    That is lone halves of UTF-16 pairs, and the null character, which PostgreSQL refuses.
    """
    return _NOWHERE.sub("\ufffd", text)


def check_size(size: int, where: str) -> None:
    """Refuse what is too large to be a report (:data:`MAX_BYTES`)."""
    if size > MAX_BYTES:
        raise ReportError(
            where,
            f"{size / 1e6:.0f} MB is too large for one report (limit {MAX_BYTES / 1e6:.0f} MB)",
            "Split it into one file a report, or into JSON lines with one report a line",
        )


def check_text(text: str, where: str) -> None:
    """Refuse what is too long to be read as one report (:data:`MAX_TEXT`)."""
    if len(text) > MAX_TEXT:
        raise ReportError(
            where,
            f"{len(text):,} characters are too long for one report (limit {MAX_TEXT:,})",
            "Split it into its articles or chapters",
        )


def _looks_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in sample)
    return b"\x00" in sample or controls > len(sample) * 0.02
