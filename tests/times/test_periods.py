from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.times.periods import STEPS, Period, containing, feast_date, season, weekday_near

DAYS = st.dates(dt.date(1100, 1, 1), dt.date(2900, 1, 1))


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("D", "2024-10-11"),
        ("W", "2024-W41"),
        ("WE", "2024-W41-WE"),
        ("M", "2024-10"),
        ("Q", "2024-Q4"),
        ("H", "2024-H2"),
        ("S", "2024-FA"),
        ("Y", "2024"),
        ("DE", "202"),
        ("CE", "20"),
    ],
)
def test_values(unit: str, value: str) -> None:
    assert containing(dt.date(2024, 10, 11), unit).value == value


def test_week_of_another_year() -> None:
    assert containing(dt.date(2010, 1, 2), "W").value == "2009-W53"


def test_winter_reaches_into_the_next_year() -> None:
    winter = season(2010, "WI")
    assert (winter.value, winter.first, winter.last) == ("2010-WI", dt.date(2010, 12, 1), dt.date(2011, 2, 28))
    assert containing(dt.date(2011, 1, 20), "S") == winter


def test_parts_are_thirds() -> None:
    june = containing(dt.date(2024, 6, 6), "M")
    assert june.part("START") == (dt.date(2024, 6, 1), dt.date(2024, 6, 10))
    assert june.part("MID") == (dt.date(2024, 6, 11), dt.date(2024, 6, 20))
    assert june.part("END") == (dt.date(2024, 6, 21), dt.date(2024, 6, 30))
    assert june.part(None) == (june.first, june.last)


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2019, "2019-12-25"),
        ("easter-2", 2024, "2024-03-29"),
        ("easter+0", 2008, "2008-03-23"),
        ("easter+50", 2024, "2024-05-20"),
        ("advent+0", 2022, "2022-11-27"),
        ("advent+0", 2023, "2023-12-03"),
        ("advent-11", 2023, "2023-11-22"),
        ("11/4/4", 2023, "2023-11-23"),
        ("05/-1/1", 2024, "2024-05-27"),
        ("05/2/7", 2024, "2024-05-12"),
    ],
)
def test_feasts(rule: str, year: int, day: str) -> None:
    assert feast_date(rule, year).isoformat() == day


@given(DAYS, st.sampled_from([unit for unit in STEPS if unit != "WE"]), st.integers(-5, 5))
def test_periods_tile_the_calendar(day: dt.date, unit: str, steps: int) -> None:
    period = containing(day, unit)
    assert period.first <= day <= period.last
    moved = period.shift(steps)
    assert moved.shift(1).first == moved.last + dt.timedelta(days=1)
    assert containing(moved.last, unit) == moved


@given(DAYS, st.integers(1, 7), st.sampled_from([-1, 0, 1]))
def test_weekdays_near(day: dt.date, weekday: int, direction: int) -> None:
    found = weekday_near(day, weekday, direction)
    assert found.isoweekday() == weekday
    gap = (found - day).days
    assert {-1: -7 <= gap < 0, 1: 0 < gap <= 7, 0: found.isocalendar()[:2] == day.isocalendar()[:2]}[direction]


def test_the_calendar_ends() -> None:
    with pytest.raises((ValueError, OverflowError)):
        Period("CE", dt.date(9900, 1, 1)).shift(1)
