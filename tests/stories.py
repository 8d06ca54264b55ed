"""Readings built by hand from a text and short descriptions of its claims."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lagebild.export.gold import from_gold
from lagebild.records import Claim, Reading, Report


def claim(
    report: Report,
    kind: str,
    trigger: str,
    actors: list[tuple[str, str | None, str | None]],
    recipients: list[tuple[str, str | None, str | None]] | None = None,
    *,
    number: int = 1,
    sources: list[tuple[str, str]] | None = None,
    **more: Any,
) -> Claim:
    """A claim of ``report`` whose trigger words, actors and recipients are looked up in its text."""
    start = report.text.index(trigger)
    mode = more.pop("mode", None)
    record = {
        "type": kind,
        "mode": mode,
        "spans": [[start, start + len(trigger)]],
        "actors": [_party(item) for item in actors],
        "recipients": [_party(item) for item in recipients or []],
        "sources": [{"name": name, "stance": stance} for name, stance in sources or []],
        **more,
    }
    return from_gold(record, report, number=number)


def reading(
    identity: str,
    text: str,
    *claims: tuple[Any, ...],
    published: str | None = "2024-10-12",
    publisher: str = "Tagblatt",
    language: str = "de",
    vector: list[float] | None = None,
    credits: list[str] | None = None,
    title: str | None = None,
) -> Reading:
    """A reading; each claim is ``(type, trigger, actors, recipients, {more})``, the last two optional."""
    day = dt.date.fromisoformat(published) if published else None
    report = Report(identity, text, language, day, publisher, f"https://example.org/{identity}", title)
    report.credits = list(credits or [])
    result = Reading(report, vector=vector)
    for number, (kind, trigger, actors, *rest) in enumerate(claims, 1):
        recipients = rest[0] if rest else []
        more = rest[1] if len(rest) > 1 else {}
        result.claims.append(claim(report, kind, trigger, actors, recipients, number=number, **more))
    return result


def _party(item: tuple[str, str | None, str | None]) -> dict[str, Any]:
    name, country, sector = item
    return {"name": name, "country": country, "sector": sector}
