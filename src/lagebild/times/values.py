"""What a match means: the operations that patterns name under ``make``.

An operation takes the slots of a match and the context and gives a
:class:`~lagebild.times.meaning.Meaning`, or ``None`` where the words cannot be a time (31 February). It knows no
language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from lagebild.times.context import Context
from lagebild.times.durations import duration, duration_value, repeated
from lagebild.times.meaning import Meaning, Slots, meaning_of_period
from lagebild.times.periods import Period, containing, feast_date, season, weekday_near

Operation = Callable[[Slots, Context], "Meaning | None"]

NARRATIVE_YEARS = 2
"""From how many years before the report on a story keeps its own year for dates without one."""


def year_for(slots: Slots, context: Context, place: Callable[[int], dt.date]) -> int | None:
    """The year of a date that has none: named, relative, of the narrative, or the nearest that fits the tense.

    ``place`` gives the day in a year. Raises ``ValueError`` if that day does not exist in the year that is named.
    """
    if slots.get("year"):
        return int(slots["year"])
    published = context.published
    if slots.get("year_of") == "last" and context.anchor:
        return context.anchor.year
    if published is None:
        return None
    if "rel" in slots and slots.get("unit") == "Y":
        return published.year + int(slots["rel"])
    years = [year for year in range(published.year - 1, published.year + 2) if _exists(place, year)]
    if not years:
        return None
    if "rel" in slots:
        return _relative_year(int(slots["rel"]), years, place, published)
    if "weekday" in slots:
        named = [year for year in years if place(year).isoweekday() == slots["weekday"]]
        if named:
            return _nearest_year(0, named, place, published)
    direction = context.direction()
    story = context.story_year() if direction <= 0 else None
    if story and story <= published.year - NARRATIVE_YEARS and _exists(place, story):
        return story
    return _nearest_year(direction, years, place, published)


def _exists(place: Callable[[int], dt.date], year: int) -> bool:
    try:
        place(year)
    except ValueError:
        return False
    return True


def _relative_year(rel: int, years: list[int], place: Callable[[int], dt.date], published: dt.date) -> int:
    if rel == 0:
        return published.year
    past = [year for year in years if place(year) <= published]
    coming = [year for year in years if place(year) > published]
    if rel < 0:
        return (past or years)[-1] + rel + 1
    return (coming or years)[0] + rel - 1


def _nearest_year(direction: int, years: list[int], place: Callable[[int], dt.date], published: dt.date) -> int:
    def distance(year: int) -> int:
        days = (place(year) - published).days
        wrong = direction and days * direction < 0
        return abs(days) + (300 if wrong and abs(days) > 31 else 100 if wrong else 0)

    return min(years, key=distance)


def date(slots: Slots, context: Context) -> Meaning | None:
    """A day of a month, with or without year, weekday, part of day."""
    month, day = int(slots.get("month") or slots["month_number"]), int(slots["day"])
    year = year_for(slots, context, lambda year: dt.date(year, month, day))
    if year is None:
        dt.date(2000, month, day)
        return Meaning("DATE", f"XXXX-{month:02d}-{day:02d}")
    found = dt.date(year, month, day) + dt.timedelta(days=slots.get("days", 0))
    return meaning_of_period(Period("D", found), slots)


def weekday(slots: Slots, context: Context) -> Meaning | None:
    """A weekday, before or after the report as adjective, "of last week" or tense say."""
    number, published = int(slots["weekday"]), context.published
    if published is None:
        return Meaning("DATE", f"XXXX-WXX-{number}")
    rel = slots.get("rel")
    if "demonstrative" in slots and slots["demonstrative"] != 0:
        found = published + dt.timedelta(days=slots["demonstrative"])
    elif slots.get("unit") == "W":
        found = weekday_near(published + dt.timedelta(weeks=rel or 0), number, 0)
    elif "demonstrative" in slots:
        found = published if published.isoweekday() == number else weekday_near(published, number, 0)
    elif rel == 0:
        found = weekday_near(published, number, 0)
    elif rel:
        side = 1 if rel > 0 else -1
        found = weekday_near(published, number, side) + dt.timedelta(weeks=rel - side)
    else:
        found = _plain_weekday(published, number, context)
    found += dt.timedelta(days=slots.get("days", 0))
    return meaning_of_period(Period("D", found), slots)


def _plain_weekday(published: dt.date, number: int, context: Context) -> dt.date:
    if published.isoweekday() == number:
        return published
    return weekday_near(published, number, 1 if context.direction() > 0 else -1)


def deictic(slots: Slots, context: Context) -> Meaning | None:
    """Today, yesterday, tomorrow and their parts."""
    offset = int(slots["deictic"] if "deictic" in slots else slots.get("demonstrative", 0))
    if context.published is None:
        return Meaning("DATE", "PRESENT_REF") if offset == 0 else None
    return meaning_of_period(Period("D", context.published + dt.timedelta(days=offset)), slots)


def daypart(slots: Slots, context: Context) -> Meaning | None:
    """A part of the day that the narrative is at, or of today, last night."""
    part = slots["daypart"]
    if context.published and ("demonstrative" in slots or "rel" in slots):
        offset = int(slots["demonstrative"] if "demonstrative" in slots else slots["rel"])
        return meaning_of_period(Period("D", context.published + dt.timedelta(days=offset)), {"daypart": part})
    day = context.nearest_day(previous=True)
    if day is None:
        return Meaning("TIME", f"XXXX-XX-XXT{part}")
    return meaning_of_period(Period("D", day), {"daypart": part})


def clock(slots: Slots, context: Context) -> Meaning | None:
    """A time of day: hour and minute, or words ("quarter to eight")."""
    hour = int(slots["hour"] if "hour" in slots else slots.get("hour_word", 0))
    minute = int(slots.get("minute", 0))
    if slots.get("ampm") in ("AF", "EV") and hour < 12:
        hour += 12
    if slots.get("ampm") in ("MO", "NI") and hour == 12:
        hour = 0
    total = hour * 60 + minute + int(slots.get("quarter_word", 0))
    if not 0 <= total <= 1440:
        return None
    day = context.nearest_day()
    if day and context.night and total < 720:
        day += dt.timedelta(days=1)
    stamp = f"T{total // 60:02d}:{total % 60:02d}{slots.get('zone', '')}"
    return Meaning("TIME", (day.isoformat() if day else "XXXX-XX-XX") + stamp, day, day)


def month(slots: Slots, context: Context) -> Meaning | None:
    """A month, of a year named, meant by tense, or relative."""
    number = int(slots["month"])
    published = context.published
    if published and "year" not in slots and "year_of" not in slots and "rel" not in slots:
        story = context.story_year()
        if number == published.month and not (story and story <= published.year - NARRATIVE_YEARS):
            return meaning_of_period(containing(published, "M"), slots)
    year = year_for(slots, context, lambda year: dt.date(year, number, 15))
    if year is None:
        return Meaning("DATE", f"XXXX-{number:02d}")
    return meaning_of_period(Period("M", dt.date(year, number, 1)), slots)


def season_of(slots: Slots, context: Context) -> Meaning | None:
    """A season, of a year named, meant by tense, or relative."""
    name = slots["season"]
    year = year_for(slots, context, lambda year: season(year, name).first)
    if year is None:
        return Meaning("DATE", f"XXXX-{name}")
    return meaning_of_period(season(year, name), slots)


def year(slots: Slots, context: Context) -> Meaning | None:
    """A year, with two or four digits, or this one."""
    number = slots.get("year")
    if number is None and "year2" in slots:
        current = context.published.year if context.published else 2000
        number = current // 100 * 100 + slots["year2"]
        number -= 100 if number > current + 10 else 0
    if number is None:
        if context.published is None:
            return None
        number = context.published.year
    return meaning_of_period(Period("Y", dt.date(int(number), 1, 1)), slots)


def decade(slots: Slots, context: Context) -> Meaning | None:
    """The sixties: of the latest century in which they are over."""
    number = int(slots["decade"] if "decade" in slots else slots["decade_word"])
    if number < 100:
        current = context.published.year if context.published else 2000
        number += 2000 if 2000 + number + 9 < current else 1900
    return meaning_of_period(Period("DE", dt.date(number, 1, 1)), slots)


def century(slots: Slots, context: Context) -> Meaning | None:
    """The 19th century begins, in TIMEX3 as in everyday use, in 1800."""
    number = int(slots["number"] if "number" in slots else slots["ordinal"])
    if not 2 <= number <= 21:
        return None
    return meaning_of_period(Period("CE", dt.date((number - 1) * 100, 1, 1)), slots)


def relative(slots: Slots, context: Context) -> Meaning | None:
    """The week, month, year before, after or around the report: this week, last month, next year."""
    unit, rel = slots["unit"], int(slots["rel"])
    if unit == "D":
        if rel not in (0, 1) or context.anchor is None:
            return None
        return meaning_of_period(containing(context.anchor, "D").shift(rel), slots)
    if context.published is None:
        return None
    period = containing(context.published, unit)
    if unit == "WE" and rel == 1 and context.published.isoweekday() < 5:
        rel = 0
    return meaning_of_period(period.shift(rel), slots)


def weekend(slots: Slots, context: Context) -> Meaning | None:
    """The weekend, past or coming as tense says."""
    if context.published is None:
        return None
    back = context.published.isoweekday() < 5 and context.direction() <= 0
    return meaning_of_period(containing(context.published, "WE").shift(-1 if back else 0), slots)


def nth(slots: Slots, context: Context) -> Meaning | None:
    """The first half, the third quarter of a year."""
    published = context.published
    if "year" in slots:
        base = int(slots["year"])
    elif published is None:
        return None
    else:
        base = published.year + int(slots.get("rel", 0))
    number, unit = int(slots["ordinal"]), slots["unit"]
    if number < 0 and "year" in slots:
        number = {"Q": 4, "H": 2}.get(unit, 0)
    if number < 0:
        return relative({**slots, "rel": -1}, context)
    if number > {"Q": 4, "H": 2}.get(unit, 0):
        return None
    found = Period(unit, dt.date(base, 1, 1)).shift(number - 1)
    named = "year" in slots or "rel" in slots
    if published and not named and found.first > published and context.direction() <= 0:
        found = Period(unit, dt.date(base - 1, 1, 1)).shift(number - 1)
    return meaning_of_period(found, slots)


def same(slots: Slots, context: Context) -> Meaning | None:
    """The same day, year: of the time mentioned last."""
    anchor = context.anchor
    if anchor is None:
        return None
    return meaning_of_period(containing(anchor, slots["unit"]), slots)


def after(slots: Slots, context: Context) -> Meaning | None:
    """So many units before or after the time mentioned last. Counted spans are TIMEX3 durations with an anchor."""
    anchor, unit, sign = context.anchor, slots["unit"], int(slots["after"])
    if "fuzzy" in slots or unit.startswith("T"):
        return duration(slots, context)
    if anchor is None:
        return None
    number = slots.get("number", 1)
    if number != int(number):
        return duration(slots, context)
    found = meaning_of_period(containing(anchor, unit).shift(sign * int(number)), slots)
    if slots.get("counted"):
        found.type, found.value = "DURATION", duration_value(slots)
    return found


def ordinal_week(slots: Slots, context: Context) -> Meaning | None:
    """The first, second week counted from the day mentioned last."""
    if context.day is None or int(slots["ordinal"]) < 1:
        return None
    found = meaning_of_period(containing(context.day, "W").shift(int(slots["ordinal"]) - 1), slots)
    found.period = None
    return found


def feast(slots: Slots, context: Context) -> Meaning | None:
    """A feast of the year named, or the nearest that fits tense or adjective."""
    rule = str(slots["feast"])
    year = year_for(slots, context, lambda year: feast_date(rule, year))
    if year is None:
        return Meaning("DATE", f"XXXX-{rule}" if rule[0].isdigit() and "/" not in rule else "XXXX-XX-XX")
    return meaning_of_period(Period("D", feast_date(rule, year)), slots)


def reference(slots: Slots, context: Context) -> Meaning | None:
    """Now, then, soon."""
    present = slots["ref"] == "PRESENT_REF"
    day = context.published if present else None
    return Meaning("DATE", slots["ref"], day, day)


OPERATIONS: dict[str, Operation] = {
    "after": after,
    "century": century,
    "clock": clock,
    "date": date,
    "daypart": daypart,
    "decade": decade,
    "deictic": deictic,
    "duration": duration,
    "feast": feast,
    "month": month,
    "nth": nth,
    "ordinal week": ordinal_week,
    "ref": reference,
    "relative": relative,
    "same": same,
    "season": season_of,
    "set": repeated,
    "weekday": weekday,
    "weekend": weekend,
    "year": year,
}
"""What ``make`` may name."""
