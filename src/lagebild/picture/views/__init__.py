"""Answers to questions, as plain data. A page, the command line or an API writes them out; none needs the database.

``plain`` turns any of them into JSON-ready data.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from typing import Any, Literal

from lagebild.picture.views.actors import (
    Described,
    Edge,
    EntityView,
    MapPoint,
    Month,
    Network,
    Node,
    Office,
    PairView,
    Statements,
    TrackRecord,
)
from lagebild.picture.views.changes import Diff, Overview, Today
from lagebild.picture.views.event import (
    ChangeView,
    ClaimView,
    EventPage,
    EventView,
    FieldVersion,
    FieldView,
    LinkView,
    OriginView,
    StanceView,
    Words,
)
from lagebild.picture.views.lines import Count, EntityLine, EventLine, PartyLine, ReportLine
from lagebild.picture.views.report import CopyView, Hit, ReportView, SearchResult

__all__ = [
    "ChangeView",
    "ClaimView",
    "CopyView",
    "Count",
    "Described",
    "Diff",
    "Edge",
    "EntityLine",
    "EntityView",
    "EventLine",
    "EventPage",
    "EventView",
    "FieldVersion",
    "FieldView",
    "Hit",
    "Knowledge",
    "LinkView",
    "MapPoint",
    "Month",
    "Network",
    "Node",
    "Office",
    "OriginView",
    "Overview",
    "PairView",
    "PartyLine",
    "ReportLine",
    "ReportView",
    "SearchResult",
    "StanceView",
    "Statements",
    "Today",
    "TrackRecord",
    "Words",
    "plain",
]

Knowledge = Literal["published", "added"]
"""Which day counts for "known": the day a report was published, or the day it came into this store."""


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
