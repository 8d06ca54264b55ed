"""Events, reports, parties and counts in short."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

Day = dt.date


@dataclass(slots=True)
class PartyLine:
    """An actor or recipient in short."""

    entity: int
    name: str
    code: str | None
    sector: str | None


@dataclass(slots=True)
class EventLine:
    """An event in short, as it stands now."""

    id: int
    type: str
    mode: str | None
    status: str
    label: str
    first_day: Day | None
    last_day: Day | None
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    scale: float
    claims: int
    reports: int
    origins: int
    state_controlled: int
    disputed: list[str]
    """Fields on which origins or sources differ: date, place, number, actor, recipient, happened."""
    is_denied: bool
    is_confirmed: bool
    """Whether two independent origins say that it happened and nobody denies it."""
    verdict: str | None
    withdrawn: bool
    first_known: Day | None
    last_known: Day | None
    actors: list[PartyLine] = field(default_factory=list)
    recipients: list[PartyLine] = field(default_factory=list)

    @property
    def backing(self) -> str:
        """How many reports and origins tell it, e.g. ``7 reports, 2 origins, 1 state-controlled``."""
        parts = [_count(self.reports, "report"), _count(self.origins, "origin")]
        return ", ".join(parts + ([f"{self.state_controlled} state-controlled"] if self.state_controlled else []))


@dataclass(slots=True)
class ReportLine:
    """One version of a report in short."""

    version: int
    key: str
    number: int
    title: str | None
    publisher: str | None
    language: str | None
    published: Day | None
    url: str | None
    known: Day
    until: Day | None
    """The day from which a newer version stands in its place; None for the newest."""
    state_controlled: bool = False


@dataclass(slots=True)
class EntityLine:
    """An entity in short."""

    id: int
    name: str
    code: str | None
    sector: str | None
    events: int


@dataclass(slots=True)
class Count:
    """A value and how often it is there."""

    value: str
    count: int


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
