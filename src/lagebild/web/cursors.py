"""Events page by page: a cursor names the last event seen, so that nothing is missed or twice while others add."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_

from lagebild.picture.questions import Filter
from lagebild.picture.questions.events import event_table, page
from lagebild.picture.views import EventLine, EventPage
from lagebild.store import Store

PIECE = 500
"""Events in memory at once while streaming."""


class CursorError(ValueError):
    """The text is no cursor of ours."""


@dataclass(slots=True, frozen=True)
class Cursor:
    """Behind this event the next page begins; events are sorted by day and number, the newest first."""

    day: dt.date
    event: int

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.day.isoformat()} {self.event}".encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """A cursor from its text; raises CursorError."""
        try:
            plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
            day, _, number = plain.partition(" ")
            if not number.isdigit() or len(number) > 12:
                raise ValueError(number)
            return cls(dt.date.fromisoformat(day), int(number))
        except (ValueError, UnicodeError, binascii.Error) as error:
            raise CursorError("This cursor is none of ours; begin without one.") from error

    def condition(self) -> ColumnElement[bool]:
        """Events behind it."""
        same_day = and_(event_table.day == self.day, event_table.id < self.event)
        return and_(event_table.day <= self.day, or_(event_table.day < self.day, same_day))


def events_after(
    store: Store, wanted: Filter, after: Cursor | None, limit: int, *, facets: bool = False
) -> tuple[EventPage, Cursor | None]:
    """A page of events and the cursor of the next one (None where there is none). ``total`` counts what is left."""
    with store.reading() as connection:
        conditions = wanted.conditions(connection) + ([after.condition()] if after else [])
        found = page(connection, conditions, limit + 1, 0, facets)
    more = len(found.events) > limit
    found.events = found.events[:limit]
    return found, _behind(found.events[-1]) if more else None


def _behind(line: EventLine) -> Cursor:
    """The event's own day, else the day it was first known: the column that events are sorted by."""
    day = line.first_day or line.first_known
    assert day is not None
    return Cursor(day, line.id)


def stream(store: Store, wanted: Filter) -> Iterator[EventLine]:
    """All events that fit, in pieces, so that any number goes through."""
    after: Cursor | None = None
    while True:
        found, after = events_after(store, wanted, after, PIECE)
        yield from found.events
        if after is None:
            return
