"""Answers to questions, as plain data. A page, the command line or an API writes them out; none needs the database.

``plain`` turns any of them into JSON-ready data.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

from lagebild.records import Claim, Report

Day = dt.date
Knowledge = Literal["published", "added"]
"""Which day counts for "known": the day a report was published, or the day it came into this store."""


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
class Count:
    """A value and how often it is there."""

    value: str
    count: int


@dataclass(slots=True)
class EventPage:
    """A part of the events that were asked for, with counts over all of them."""

    total: int
    events: list[EventLine]
    facets: dict[str, list[Count]] = field(default_factory=dict)
    """By ``type``, ``status``, ``country``, ``month``."""


@dataclass(slots=True)
class EntityLine:
    """An entity in short."""

    id: int
    name: str
    code: str | None
    sector: str | None
    events: int


@dataclass(slots=True)
class EntityView:
    """An entity: how it is written, what it did, what was done to it, what it says."""

    line: EntityLine
    names: list[str]
    same_name: list[EntityLine]
    """Other entities whose names sound alike."""
    did: EventPage
    suffered: EventPage
    types: list[Count]
    partners: list[Count]
    """Codes it meets most."""
    says: list[StanceView]


@dataclass(slots=True)
class Month:
    """What two parties did with or to each other in one month. ``score`` is the mean, -10 conflict to +10."""

    month: str
    events: int
    score: float
    cooperation: int
    conflict: int
    disputed: int


@dataclass(slots=True)
class PairView:
    """Two countries' or entities' dealings: a timeline by month and the events, newest first."""

    first: str
    second: str
    months: list[Month]
    page: EventPage
    forth: int
    """Events from the first to the second; those without direction are in neither."""
    back: int


@dataclass(slots=True)
class Node:
    """A country or entity code in the network."""

    code: str
    events: int


@dataclass(slots=True)
class Edge:
    """Events from one code to another (or between them, where ``directed`` is False)."""

    source: str
    target: str
    directed: bool
    events: int
    score: float
    disputed: int


@dataclass(slots=True)
class Network:
    """Who deals with whom."""

    nodes: list[Node]
    edges: list[Edge]


@dataclass(slots=True)
class MapPoint:
    """Events at one place. ``exact`` is False where only the country is known (lat and lon may be None then)."""

    place: str
    country: str | None
    lat: float | None
    lon: float | None
    exact: bool
    events: int
    types: list[Count]
    newest: int
    """Number of the newest event there."""


@dataclass(slots=True)
class TrackRecord:
    """How a publisher or source has fared. Shares are of its events that happened by more than one origin's word."""

    name: str
    kind: Literal["publisher", "source"]
    state_controlled: bool
    reports: int
    claims: int
    events: int
    confirmed: int
    """Events that another origin confirms."""
    denied: int
    """Events that some source denies or doubts."""
    alone: int
    """Events that no other origin has."""
    first: int
    """Events that it had before or on the same day as everybody else."""
    corrected: int
    """Reports of which a changed text came later."""


@dataclass(slots=True)
class Statements:
    """What a source says, over all reports."""

    name: str
    stances: list[StanceView]
    by_stance: list[Count]
    by_publisher: list[Count]
    contradicts: list[str]
    """Sources that take the other side on the same events, those on most events first."""


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


@dataclass(slots=True)
class Diff:
    """What changed since a day: events not known before, and what became of those that were."""

    since: Day
    new: list[EventLine]
    confirmed: list[EventLine]
    """Now told by two independent origins; before, by fewer."""
    denied: list[EventLine]
    """Somebody denies or doubts it now; before, nobody did."""
    disputed: list[EventLine]
    """Origins or sources differ now; before, they did not."""
    corrected: list[EventLine]
    """A report of it was changed."""
    withdrawn: list[EventLine]
    """No newest version of any report tells it any more."""


@dataclass(slots=True)
class Today:
    """The situation picture of one day."""

    day: Day
    diff: Diff
    busiest: list[Edge]
    counts: dict[str, int]
    """reports, events, origins, disputed: of that day."""


@dataclass(slots=True)
class Overview:
    """How much there is in the store."""

    reports: int
    versions: int
    claims: int
    events: int
    entities: int
    publishers: int
    first: Day | None
    last: Day | None


def plain(value: Any) -> Any:
    """Any answer as JSON-ready data: dates as ISO strings, properties left out except ``backing``."""
    if is_dataclass(value) and not isinstance(value, type):
        data = {item.name: plain(getattr(value, item.name)) for item in fields(value)}
        return data | {"backing": value.backing} if isinstance(value, EventLine) else data
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
