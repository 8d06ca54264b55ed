"""What the exports of a store share: its claims and events, read in pieces so that any size goes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from lagebild.picture import items
from lagebild.picture.items import Item
from lagebild.picture.questions.lines import event_lines
from lagebild.picture.views import EventLine
from lagebild.records import Report
from lagebild.store import Store, tables

PIECE = 500
"""Events in memory at once."""


@dataclass(slots=True)
class EventClaims:
    """An event with its claims of newest versions; rejected ones left out."""

    line: EventLine
    items: list[Item]


def event_claims(store: Store) -> Iterator[EventClaims]:
    """All events that stand, by number, with their claims."""
    with store.reading() as connection:
        numbers = connection.scalars(select(tables.event.c.id).where(tables.event.c.is_shown)).all()
        ordered = sorted(numbers)
        for start in range(0, len(ordered), PIECE):
            piece = ordered[start : start + PIECE]
            found = items.by_event(connection, piece)
            for line in event_lines(connection, piece):
                kept = [item for item in found[line.id] if item.version.until is None and item.verdict != "reject"]
                yield EventClaims(line, kept)


def report_of(item: Item) -> Report:
    """The report of a claim, without furniture and credits."""
    version = item.version
    return Report(
        version.key,
        version.text,
        version.language,
        version.published,
        version.publisher,
        version.url,
        version.title,
    )


class MissingExtra(ImportError):
    """A format needs a package that is not installed; the message says which to install."""

    def __init__(self, form: str, extra: str) -> None:
        super().__init__(f"The format {form} needs more packages: pip install 'lagebild[{extra}]'.")
