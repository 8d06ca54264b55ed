"""Search by words, with counts."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from sqlalchemy import Connection, select

from lagebild.picture.items import VersionInfo, versions
from lagebild.picture.questions.lines import event_lines
from lagebild.picture.views import Count, Hit, SearchResult
from lagebild.store import Store, fulltext, tables
from lagebild.store.loading import chunks

AROUND = 120
"""Characters of text around the first word found."""
MOST = 1000
"""Reports that are counted and ranked."""


def search(
    store: Store,
    words: str,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    publisher: str | None = None,
    language: str | None = None,
    limit: int = 20,
    offset: int = 0,
) -> SearchResult:
    """Newest versions of reports that hold all the words, best first. ``total`` counts up to MOST."""
    with store.reading() as connection:
        scored = fulltext.search(connection, words, limit=MOST)
        found = _narrowed(connection, [number for number, _ in scored], since, until, publisher, language)
        scores = dict(scored)
        ranked = [number for number, _ in scored if number in found]
        facets = _facets(connection, ranked, found)
        shown = versions(connection, ranked[offset : offset + limit])
        events = _events(connection, list(shown))
        order = list(dict.fromkeys(event for number in shown for event in sorted(events.get(number, []))))
        hits = [
            Hit(shown[number].line(), scores[number], _snippet(shown[number], words), sorted(events.get(number, [])))
            for number in ranked[offset : offset + limit]
        ]
        return SearchResult(len(ranked), hits, event_lines(connection, order), facets)


def _narrowed(
    connection: Connection,
    numbers: list[int],
    since: dt.date | None,
    until: dt.date | None,
    publisher: str | None,
    language: str | None,
) -> dict[int, tuple[str | None, str | None, dt.date]]:
    """Publisher, language and day of the versions that fit."""
    column = tables.version.c
    result: dict[int, tuple[str | None, str | None, dt.date]] = {}
    for chunk in chunks(numbers):
        query = select(column.id, column.publisher, column.language, column.known).where(column.id.in_(chunk))
        query = query.where(column.until.is_(None))
        query = query.where(column.known >= since) if since else query
        query = query.where(column.known <= until) if until else query
        query = query.where(column.publisher == publisher) if publisher else query
        query = query.where(column.language == language) if language else query
        for number, *rest in connection.execute(query):
            result[number] = (rest[0], rest[1], rest[2])
    return result


def _facets(
    connection: Connection, numbers: list[int], found: dict[int, tuple[str | None, str | None, dt.date]]
) -> dict[str, list[Count]]:
    kinds: Counter[str] = Counter()
    claim = tables.claim.c
    for chunk in chunks(numbers):
        query = select(claim.version_id, claim.type).where(claim.version_id.in_(chunk)).distinct()
        kinds.update(kind for _, kind in connection.execute(query))
    days = Counter(found[number][2].strftime("%Y-%m") for number in numbers)
    return {
        "publisher": _counts(Counter(found[number][0] or "" for number in numbers)),
        "language": _counts(Counter(found[number][1] or "" for number in numbers)),
        "month": [Count(month, days[month]) for month in sorted(days)],
        "type": _counts(kinds),
    }


def _counts(counts: Counter[str]) -> list[Count]:
    return [Count(value, count) for value, count in counts.most_common(20) if value]


def _events(connection: Connection, numbers: list[int]) -> dict[int, list[int]]:
    told, result = tables.event_report.c, dict[int, list[int]]()
    for number, event in connection.execute(select(told.version_id, told.event_id).where(told.version_id.in_(numbers))):
        result.setdefault(number, []).append(event)
    return result


def _snippet(version: VersionInfo, words: str) -> str:
    """The stretch of text around the first word that is found as written, else the beginning."""
    terms = [term.strip('"*') for term in re.findall(r'"[^"]+"|\S+', words)]
    places = [version.text.lower().find(term.lower()) for term in terms]
    first = min((place for place in places if place >= 0), default=0)
    start, end = max(0, first - AROUND), min(len(version.text), first + AROUND)
    piece = " ".join(version.text[start:end].split())
    return ("…" if start else "") + piece + ("…" if end < len(version.text) else "")
