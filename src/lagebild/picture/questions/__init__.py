"""Questions to the picture. Each takes a store, reads one state of it, and answers with plain data (``views``)."""

from __future__ import annotations

from lagebild.picture.questions.changes import diff, today
from lagebild.picture.questions.entities import entities, entity
from lagebild.picture.questions.events import claim, disputed, event, events
from lagebild.picture.questions.filters import Filter
from lagebild.picture.questions.pairs import between, map_points, network
from lagebild.picture.questions.reports import overview, report
from lagebild.picture.questions.searching import search
from lagebild.picture.questions.stances import said_of, sources, who_says

__all__ = [
    "Filter",
    "between",
    "claim",
    "diff",
    "disputed",
    "entities",
    "entity",
    "event",
    "events",
    "map_points",
    "network",
    "overview",
    "report",
    "said_of",
    "search",
    "sources",
    "today",
    "who_says",
]
