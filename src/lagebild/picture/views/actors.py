"""Entities, pairs, the network, the map, and how sources have fared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lagebild.picture.views.event import EventPage, StanceView
from lagebild.picture.views.lines import Count, Day, EntityLine


@dataclass(slots=True)
class Office:
    """An office held. Days are ISO dates, whole or in part (``2017``); ``last`` is None while it lasts."""

    office: str
    """A word of the shipped list (``foreign_minister``), or the office's name in an imported one."""
    of: str | None
    """The organisation, where it is no office of state."""
    country: str | None
    first: str | None
    last: str | None
    source: str
    """The imported file that says so; empty for the shipped list."""


@dataclass(slots=True)
class Described:
    """A phrase that stands for an entity, and the first and last day on which a report has it."""

    words: str
    first: Day
    last: Day
    claims: int


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
    offices: list[Office] = field(default_factory=list)
    """Held over time, the earliest first, as lists of people in office say."""
    described: list[Described] = field(default_factory=list)
    """How reports call it over time, the earliest first."""


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
