"""Short ways to read a sentence."""

from __future__ import annotations

import datetime as dt

from lagebild.analysis.document import Document
from lagebild.records import Report, TimeMention
from lagebild.times import resolve

FRIDAY = dt.date(2024, 10, 11)


def read(text: str, language: str = "de", published: dt.date | None = FRIDAY) -> list[TimeMention]:
    """Mentions of a bare text."""
    return resolve(Document(text, language), Report("r", text, language, published))


def values(text: str, language: str = "de", published: dt.date | None = FRIDAY) -> list[tuple[str, str, str]]:
    """(words, type, value) of each mention."""
    return [(mention.text, mention.type, mention.value) for mention in read(text, language, published)]
