"""What an operation gives back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lagebild.times.periods import Period

Slots = dict[str, Any]
"""What a match filled in, see :data:`lagebild.times.grammar.Slots`."""


@dataclass(slots=True)
class Meaning:
    """TIMEX3 type and value, first and last day meant, and the calendar period, if it moves the narrative there."""

    type: str
    value: str
    start: dt.date | None = None
    end: dt.date | None = None
    period: Period | None = None


def meaning_of_period(period: Period, slots: Slots) -> Meaning:
    """A date, or the part of a day or period that the slots name."""
    daypart = slots.get("daypart")
    if daypart and period.unit == "D":
        last = period.last + dt.timedelta(days=1) if daypart == "NI" else period.last
        return Meaning("TIME", f"{period.value}T{daypart}", period.first, last, period)
    start, end = period.part(slots.get("part"))
    return Meaning("DATE", period.value, start, end, period)
