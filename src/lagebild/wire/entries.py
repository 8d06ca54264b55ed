"""What a source lists: entries, with one name for each address and dates in the right zone."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dateutil import parser

MAX_ENTRIES = 2000
"""Entries taken from one answer; feeds that never end are cut here."""
_FUTURE = dt.timedelta(hours=26)
"""Dates further ahead than any zone explains are a mistake of the source."""
_DEFAULTS = (dt.datetime(2000, 1, 1), dt.datetime(2001, 2, 2))
"""Two days for what a date leaves open: where it names a whole day, both give the same."""
_DOTTED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}")
"""With dots between its numbers a date begins with its day."""
_ZONES = {
    "UTC": 0,
    "GMT": 0,
    "UT": 0,
    "Z": 0,
    "WET": 0,
    "WEST": 3600,
    "BST": 3600,
    "CET": 3600,
    "MEZ": 3600,
    "CEST": 7200,
    "MESZ": 7200,
    "EET": 7200,
    "EEST": 10800,
    "MSK": 10800,
    "EST": -18000,
    "EDT": -14400,
    "CST": -21600,
    "CDT": -18000,
    "MST": -25200,
    "MDT": -21600,
    "PST": -28800,
    "PDT": -25200,
}
"""Offsets in seconds of the abbreviations of RFC 822 and of European feeds."""


@dataclass(slots=True, frozen=True)
class Entry:
    """One article that a source lists. ``mark`` changes when the source says that the article did."""

    key: str
    url: str
    mark: str
    title: str | None = None
    published: dt.datetime | None = None
    language: str | None = None
    publisher: str | None = None
    text: str | None = None


def mark_of(*parts: object) -> str:
    """A short fingerprint of what a source says about an article."""
    return hashlib.sha256("\x1f".join(str(part or "") for part in parts).encode()).hexdigest()[:16]


def moment_of(text: str | None, zone: ZoneInfo, now: dt.datetime) -> dt.datetime | None:
    """A date as feeds write it, with zone; ``zone`` holds where it names none that is known.

    None where it is no possible date.
    """
    if not text or len(text) > 100:
        return None
    day_first = _DOTTED.match(text.strip()) is not None
    try:
        found, other = (parser.parse(text, dayfirst=day_first, tzinfos=_offset, default=day) for day in _DEFAULTS)
        if found.date() != other.date():  # a time or a year alone: the rest would be invented
            return None
        found = found if found.tzinfo else found.replace(tzinfo=zone)
        return found if dt.datetime(1980, 1, 1, tzinfo=dt.UTC) < found < now + _FUTURE else None
    except (ValueError, OverflowError, TypeError):
        return None


def _offset(name: str | None, seconds: int | None) -> int | None:
    """The offset of a zone's name, or the one that is written; with a mapping the parser warns of unknown names."""
    return _ZONES.get(name, seconds) if name else seconds
