"""A reader's notes to claims: short lines, one a claim, checked against the text.

::

    ## wn-40419
    ASSAULT/firearms/occurred | killed ; dead@2 | gunmen=UAF: | a policeman=IRQ COP | police=asserts | IRQ | on Friday

Columns: type/mode/status (mode and status may be missing; status ``occurred`` by default), trigger words separated by
`` ; `` (``@n`` for the n-th occurrence), actors, recipients (``name=COUNTRY SECTOR``, ``-`` for an unknown country,
separated by `` ; ``), sources (``name=stance``), country, time. Columns at the end may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lagebild.ontology import entity_codes, event_types, sectors

STATUSES = ("occurred", "ongoing", "planned", "possible", "hypothetical", "negated")
_STANCES = ("asserts", "denies", "doubts", "confirms")


class NoteError(ValueError):
    """A note that does not fit the format or the text, with the line and what is wrong."""


def claims(notes: str, texts: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Claims in the gold format. Raises :class:`NoteError` at the first line that is wrong."""
    document = ""
    for number, line in enumerate(notes.splitlines(), 1):
        if line.startswith("## "):
            document = line[3:].strip()
            if document not in texts:
                raise NoteError(f"line {number}: no text {document}")
        elif line.strip() and not line.startswith("#"):
            try:
                yield _claim(line, document, texts[document])
            except (NoteError, KeyError, ValueError) as error:
                raise NoteError(f"line {number} ({document}): {error}: {line}") from error


def _claim(line: str, document: str, text: str) -> dict[str, Any]:
    columns = [column.strip() for column in line.split(" |")] + [""] * 7
    kind, triggers, actors, recipients, sources, country, time = columns[:7]
    event, mode, status = _kind(kind)
    if time and time not in text:
        raise NoteError(f"time {time!r} is not in the text")
    return {
        "doc": document,
        "type": event,
        "mode": mode,
        "actors": [_party(part, text) for part in _parts(actors)],
        "recipients": [_party(part, text) for part in _parts(recipients)],
        "spans": [_span(part, text) for part in _parts(triggers)],
        "status": status,
        "sources": [_source(part, text) for part in _parts(sources)],
        "country": country or None,
        "time": time or None,
    }


def _parts(column: str) -> list[str]:
    return [part.strip() for part in column.split(" ;") if part.strip()]


def _kind(kind: str) -> tuple[str, str | None, str]:
    event, *details = kind.split("/")
    if event not in event_types():
        raise NoteError(f"there is no event type {event!r}")
    mode, status = None, "occurred"
    for detail in details:
        if detail in STATUSES:
            status = detail
        elif detail in event_types()[event].modes:
            mode = detail
        else:
            raise NoteError(f"{event} has no mode or status {detail!r}")
    return event, mode, status


def _span(words: str, text: str) -> list[int]:
    phrase, _, number = words.partition("@")
    starts = [match.start() for match in re.finditer(re.escape(phrase), text)]
    position = int(number or 1) - 1
    if position >= len(starts):
        raise NoteError(f"{phrase!r} occurs {len(starts)} times in the text")
    return [starts[position], starts[position] + len(phrase)]


def _party(part: str, text: str) -> dict[str, Any]:
    name, _, codes = part.rpartition("=")
    if name not in text:
        raise NoteError(f"{name!r} is not in the text")
    country, _, sector = codes.strip().partition(" ")
    if country == "-":
        country = ""
    if sector and sector not in sectors():
        raise NoteError(f"{sector!r} is no sector")
    if country and len(country) != 3:
        raise NoteError(f"{country!r} is neither a country code nor one of {sorted(entity_codes())}")
    return {"name": name, "country": country or None, "sector": sector or None}


def _source(part: str, text: str) -> dict[str, str]:
    name, _, stance = part.rpartition("=")
    if stance not in _STANCES or name not in text:
        raise NoteError(f"source {part!r}: the name must stand in the text, the stance be one of {_STANCES}")
    return {"name": name, "stance": stance}
