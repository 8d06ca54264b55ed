"""One event with all versions side by side, and lists of events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal

from lagebild.attribution.sides import Side
from lagebild.picture.views.lines import Count, Day, EventLine, ReportLine
from lagebild.records import Claim


@dataclass(slots=True)
class Words:
    """Characters of a report's text that a claim rests on."""

    kind: str
    start: int
    end: int
    text: str


@dataclass(slots=True)
class ClaimView:
    """A claim with its report and its words."""

    id: int
    key: str
    event: int | None
    report: ReportLine
    claim: Claim
    words: list[Words]
    parties: list[int]
    """Numbers of its parties in the store: actors first, then recipients. A verdict on an entity names one."""
    verdict: str | None = None


@dataclass(slots=True)
class FieldVersion:
    """One version of a field of an event, and who has it."""

    value: Any
    label: str
    claims: list[int]
    reports: list[str]
    origins: list[str]
    sources: list[str]
    """Who says so inside the reports; empty where the reports say it in their own voice."""
    since: Day
    until: Day | None = None
    """Set where a report that had it was changed and no other report still has it."""


@dataclass(slots=True)
class FieldView:
    """All versions of one field side by side, the best backed first."""

    name: str
    state: Literal["agreed", "disputed", "single"]
    versions: list[FieldVersion]


@dataclass(slots=True)
class StanceView:
    """One source's stance towards an event, in one report."""

    source: str
    stance: str
    form: str
    commitment: str | None
    chain: list[str]
    code: str | None
    sector: str | None
    claim: int
    report: ReportLine
    words: str
    side: Side | None = None
    """Whether the source is a party to the event, or a state-controlled medium of one."""


@dataclass(slots=True)
class OriginView:
    """Reports of an event that come from one place, with the reasons why they are one."""

    number: int
    name: str
    state_controlled: bool
    reports: list[ReportLine]
    why: list[str]


@dataclass(slots=True)
class LinkView:
    """Why two claims count as the same event."""

    claim: int
    other: int
    score: float
    why: list[str]


@dataclass(slots=True)
class ChangeView:
    """Something that happened to an event in this store."""

    event: int
    at: dt.datetime
    kind: str
    detail: dict[str, Any]


@dataclass(slots=True)
class EventView:
    """An event with all versions side by side, as known on ``as_of`` (None: now)."""

    line: EventLine
    fields: list[FieldView]
    stances: list[StanceView]
    denied_by: list[str]
    claims: list[ClaimView]
    earlier: list[ClaimView]
    """Claims of versions that are no longer the newest: corrected or withdrawn."""
    origins: list[OriginView]
    links: list[LinkView]
    history: list[ChangeView]
    as_of: Day | None = None


@dataclass(slots=True)
class EventPage:
    """A part of the events that were asked for, with counts over all of them."""

    total: int
    events: list[EventLine]
    facets: dict[str, list[Count]] = field(default_factory=dict)
    """By ``type``, ``status``, ``country``, ``month``."""
