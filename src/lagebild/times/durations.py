"""Lengths of time and what repeats: the operations behind TIMEX3 durations and sets."""

from __future__ import annotations

import datetime as dt

from lagebild.times.context import Context
from lagebild.times.meaning import Meaning, Slots
from lagebild.times.periods import STEPS, Period, containing


def duration_value(slots: Slots) -> str:
    """``P3W``, ``PT2H``, ``PXY`` for vague ones; halves in the next smaller unit."""
    unit = slots["unit"]
    if unit == "X":
        return "PXX"
    number = "X" if "fuzzy" in slots or "number" not in slots else f"{slots['number'] * slots.get('scale', 1):.12g}"
    halves = {"Y": ("6", "M"), "TH": ("30", "TM"), "DE": ("5", "Y"), "CE": ("50", "Y"), "TM": ("30", "TS")}
    if number == "0.5" and unit in halves:
        number, unit = halves[unit]
    if unit == "H":
        number, unit = (f"{6 * slots['number']:g}" if number != "X" else "X"), "M"
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"


def duration(slots: Slots, context: Context) -> Meaning | None:
    """A length of time; where it is counted from the report ("ago", "since"), the days it leads to."""
    if slots.get("number") == 0:
        return None
    start, end = _reach(slots, context)
    found = Meaning("DURATION", duration_value(slots), start, end)
    if slots.get("dated"):
        found.type = "DATE"
        found.value = _dated_value(slots, context)
    return found


def _counts(slots: Slots) -> tuple[float, float]:
    if "fuzzy" in slots:
        low, high = str(slots["fuzzy"]).split("-")
        return float(low), float(high)
    number = float(slots.get("number", 0)) * slots.get("scale", 1)
    return number, number


def _reach(slots: Slots, context: Context) -> tuple[dt.date | None, dt.date | None]:
    anchor, published, unit = slots.get("anchor"), context.published, slots["unit"]
    if not anchor or published is None or (anchor == "hence" and context.direction() < 0):
        return None, None
    if unit.startswith("T"):
        return published, published
    if unit not in STEPS:
        return None, None
    low, high = _counts(slots)
    vague = not high
    sign = -1 if anchor in ("ago", "since") else 1
    near, far = (_steps(published, unit, sign * count) for count in (low, high))
    if anchor == "since":
        return (None if vague or far is None else far.first), published
    if anchor == "until":
        return published, (None if vague or far is None else far.last)
    if vague or near is None or far is None:
        return (None, published) if sign < 0 else (published, None)
    first, last = sorted((near, far), key=lambda period: period.first)
    return first.first, last.last


def _steps(day: dt.date, unit: str, count: float) -> Period | None:
    if count != int(count):
        return containing(day, "M").shift(round(count * 12)) if unit == "Y" else None
    try:
        moved = Period(unit, day).shift(int(count)).first
    except (ValueError, OverflowError):
        return None
    return Period("D", moved) if unit in ("D", "W", "WE") else containing(moved, unit)


def _dated_value(slots: Slots, context: Context) -> str:
    sign = -1 if slots.get("anchor") == "ago" else 1
    low, high = _counts(slots)
    if context.published is None or low != high or not high or slots["unit"].startswith("T"):
        return "PAST_REF" if sign < 0 else "FUTURE_REF"
    period = _steps(context.published, slots["unit"], sign * low)
    if period is None:
        return "PAST_REF" if sign < 0 else "FUTURE_REF"
    return containing(period.first, "W").value if slots["unit"] == "W" else period.value


def repeated(slots: Slots, context: Context) -> Meaning | None:
    """A set: every Friday (``XXXX-WXX-5``), nightly (``XXXX-XX-XXTNI``), yearly (``P1Y``)."""
    if "weekday" in slots:
        if "ordinal" in slots:
            return Meaning("SET", "P1M")
        part = f"T{slots['daypart']}" if "daypart" in slots else ""
        return Meaning("SET", f"XXXX-WXX-{slots['weekday']}{part}")
    if "daypart" in slots:
        return Meaning("SET", f"XXXX-XX-XXT{slots['daypart']}")
    unit = slots["unit"]
    number = slots.get("ordinal", 1)
    counted = {"unit": unit, "number": slots["number"]} if slots.get("counted") and "number" in slots else None
    if "fuzzy" in slots:
        return Meaning("SET", duration_value({"unit": unit}))
    return Meaning("SET", duration_value(counted or {"unit": unit, "number": max(number, 1)}))
