"""What changed, the picture of a day, how much there is."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.picture.views.actors import Edge
from lagebild.picture.views.lines import Day, EventLine


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
    earlier: Day | None = None
    """The last day before on which something was known."""
    later: Day | None = None


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
