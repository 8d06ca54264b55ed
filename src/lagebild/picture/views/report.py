"""A report, and reports found by words."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.picture.views.event import ClaimView
from lagebild.picture.views.lines import Count, EventLine, ReportLine
from lagebild.records import Report


@dataclass(slots=True)
class CopyView:
    """Another report that shares its origin with this one."""

    report: ReportLine
    kind: str
    score: float
    why: str


@dataclass(slots=True)
class ReportView:
    """A report with its claims, its versions, its copies and the events it tells of."""

    line: ReportLine
    report: Report
    versions: list[ReportLine]
    claims: list[ClaimView]
    copies: list[CopyView]
    origin: str
    events: list[EventLine]


@dataclass(slots=True)
class Hit:
    """A report found by its words. ``snippet`` is the stretch of text around the first of them."""

    report: ReportLine
    score: float
    snippet: str
    events: list[int]


@dataclass(slots=True)
class SearchResult:
    """Reports that hold the words, their events, and counts by publisher, language, month, type."""

    total: int
    hits: list[Hit]
    events: list[EventLine]
    facets: dict[str, list[Count]]
