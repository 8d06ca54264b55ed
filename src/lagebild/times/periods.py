"""Stretches of the calendar: a day, a week, a quarter, a decade, with their TIMEX3 value and their neighbours.

Arithmetic is dateutil's (``relativedelta``, ``easter``). Values follow TIMEX3 of ISO-TimeML: ``2024-10-11``,
``2024-W41``, ``2024-W41-WE``, ``2024-10``, ``2024-Q4``, ``2024-H2``, ``2024-FA``, ``2024``, ``202`` (decade),
``20`` (century).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

STEPS = {
    "D": relativedelta(days=1),
    "W": relativedelta(weeks=1),
    "WE": relativedelta(weeks=1),
    "M": relativedelta(months=1),
    "Q": relativedelta(months=3),
    "H": relativedelta(months=6),
    "S": relativedelta(months=3),
    "Y": relativedelta(years=1),
    "DE": relativedelta(years=10),
    "CE": relativedelta(years=100),
}
"""How far a period of each unit reaches to its next."""

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""Meteorological seasons of the northern hemisphere: the month they begin in."""

MONTHS_OF = {"M": 1, "Q": 3, "H": 6}
YEARS_OF = {"Y": 1, "DE": 10, "CE": 100}


@dataclass(slots=True, frozen=True)
class Period:
    """A calendar stretch of one ``unit`` (a key of :data:`STEPS`) that begins on ``first``."""

    unit: str
    first: dt.date

    @property
    def last(self) -> dt.date:
        """Its last day."""
        if self.unit == "WE":
            return self.first + dt.timedelta(days=1)
        try:
            following: dt.date = self.first + STEPS[self.unit]
        except (ValueError, OverflowError):
            return dt.date.max
        return following - dt.timedelta(days=1)

    @property
    def value(self) -> str:
        """Its TIMEX3 value."""
        year = f"{self.first.year:04d}"
        if self.unit == "D":
            return self.first.isoformat()
        if self.unit in ("W", "WE"):
            number = self.first.isocalendar()
            return f"{number.year:04d}-W{number.week:02d}" + ("-WE" if self.unit == "WE" else "")
        if self.unit == "M":
            return f"{year}-{self.first.month:02d}"
        if self.unit == "S":
            return f"{year}-" + next(name for name, month in SEASONS.items() if month == self.first.month)
        if self.unit in MONTHS_OF:
            return f"{year}-{self.unit}{(self.first.month - 1) // MONTHS_OF[self.unit] + 1}"
        return {"Y": year, "DE": year[:3], "CE": year[:2]}[self.unit]

    def shift(self, steps: int) -> Period:
        """The period of the same unit so many steps later (earlier if negative).

        Raises ``ValueError`` or ``OverflowError`` where that leaves the calendar (years 1 to 9999).
        """
        return Period(self.unit, self.first + STEPS[self.unit] * steps)

    def part(self, which: str | None) -> tuple[dt.date, dt.date]:
        """First and last day of its ``START``, ``MID`` or ``END`` (thirds), or of all of it."""
        days = (self.last - self.first).days + 1
        third = dt.timedelta(days=max(days // 3, 1))
        if which == "START":
            return self.first, self.first + third - dt.timedelta(days=1)
        if which == "END":
            return self.last - third + dt.timedelta(days=1), self.last
        if which == "MID":
            return self.first + third, self.last - third if days > 2 else self.last
        return self.first, self.last


def containing(day: dt.date, unit: str) -> Period:
    """The period of ``unit`` that ``day`` lies in; for a weekend, the one of that week."""
    if unit == "W":
        return Period(unit, day - dt.timedelta(days=day.weekday()))
    if unit == "WE":
        return Period(unit, day - dt.timedelta(days=day.weekday()) + dt.timedelta(days=5))
    if unit == "S":
        return Period(unit, _season_start(day))
    if unit in MONTHS_OF:
        size = MONTHS_OF[unit]
        return Period(unit, day.replace(month=(day.month - 1) // size * size + 1, day=1))
    if unit in YEARS_OF:
        size = YEARS_OF[unit]
        return Period(unit, dt.date(max(day.year // size * size, 1), 1, 1))
    return Period("D", day)


def season(year: int, name: str) -> Period:
    """The season ``name`` (SP, SU, FA, WI) that begins in ``year``."""
    return Period("S", dt.date(year, SEASONS[name], 1))


def _season_start(day: dt.date) -> dt.date:
    if day.month < 3:
        return dt.date(max(day.year - 1, 1), 12, 1)
    return day.replace(month=day.month // 3 * 3, day=1)


def weekday_near(day: dt.date, weekday: int, direction: int) -> dt.date:
    """The ``weekday`` (1 Monday to 7) nearest to ``day``: before it (-1), after it (1), in the same week (0).

    A day of that weekday itself counts for neither before nor after.
    """
    gap = weekday - day.isoweekday()
    if direction < 0:
        gap = gap - 7 if gap >= 0 else gap
    elif direction > 0:
        gap = gap + 7 if gap <= 0 else gap
    return day + dt.timedelta(days=gap)


def feast_date(rule: str, year: int) -> dt.date:
    """The day of a feast in ``year``. ``rule`` is one of

    ``MM-DD``; ``easter+N`` or ``easter-N`` (days from Western Easter Sunday); ``advent+N`` (days from the first
    Sunday of Advent); ``MM/N/D`` (the N-th, or last if -1, ISO weekday D of month MM).
    """
    if rule.startswith("easter"):
        return easter(year) + dt.timedelta(days=int(rule[6:] or 0))
    if rule.startswith("advent"):
        christmas = dt.date(year, 12, 25)
        first = christmas - dt.timedelta(days=christmas.isoweekday() % 7 or 7) - dt.timedelta(days=21)
        return first + dt.timedelta(days=int(rule[6:] or 0))
    if "/" in rule:
        month, nth, weekday = (int(part) for part in rule.split("/"))
        return _nth_weekday(year, month, nth, weekday)
    month, day = (int(part) for part in rule.split("-"))
    return dt.date(year, month, day)


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> dt.date:
    if nth < 0:
        end = dt.date(year, month, 1) + relativedelta(months=1)
        return weekday_near(end, weekday, -1) + dt.timedelta(weeks=nth + 1)
    before = dt.date(year, month, 1) - dt.timedelta(days=1)
    return weekday_near(before, weekday, 1) + dt.timedelta(weeks=nth - 1)
