"""Who tells an event, outlets and speakers, with how it stands: the sums of these rows are their track records."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from lagebild.picture.items import Item
from lagebild.picture.summary import Summary


def voices(number: int, summary: Summary) -> list[dict[str, Any]]:
    """Rows of ``event_voice`` for an event; none for one that is not shown."""
    if not summary.row["is_shown"]:
        return []
    claims = Counter(voice for item in summary.items for voice in _of(item))
    first: dict[tuple[str, str], dt.date] = {}
    for item in summary.items + summary.earlier:
        for voice in _of(item):
            first[voice] = min(first.get(voice, item.version.known), item.version.known)
    row = summary.row
    state = {"event_id": number, "is_confirmed": row["is_confirmed"], "is_denied": row["is_denied"]}
    return [
        {
            **state,
            "kind": kind,
            "name": name,
            "claims": claims[kind, name],
            "is_alone": row["origins"] == 1,
            "is_first": first[kind, name] <= row["first_known"],
        }
        for kind, name in sorted(claims)
    ]


def _of(item: Item) -> set[tuple[str, str]]:
    """Kind and name of those who speak in a claim."""
    found = {("source", source.name) for source in item.claim.sources}
    return found | ({("publisher", item.version.publisher)} if item.version.publisher else set())
