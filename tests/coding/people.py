"""Mentions built by hand."""

from __future__ import annotations

from lagebild.analysis.document import Document
from lagebild.records import Grounding, Mention, Span


def mention(
    document: Document,
    text: str,
    country: str | None = None,
    sector: str | None = None,
    *,
    kind: str = "country",
    cluster: int | None = None,
) -> Mention:
    """The first occurrence of a text as a mention; its head is its last word."""
    start = document.text.index(text)
    words = document.words_between(start, start + len(text))
    return Mention(Span(start, start + len(text)), text, kind, words[-1].index, country, sector, cluster=cluster)


def grounding(*mentions: Mention) -> Grounding:
    """A grounding of mentions only."""
    return Grounding(list(mentions))
