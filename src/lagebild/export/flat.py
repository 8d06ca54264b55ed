"""A claim as one flat row, for tables: CSV, Parquet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from lagebild.export._store import event_claims
from lagebild.picture.items import Item
from lagebild.picture.views import EventLine
from lagebild.records import Party
from lagebild.store import Store

COLUMNS: dict[str, type] = {
    "claim": str,
    "event": int,
    "report": str,
    "version": int,
    "publisher": str,
    "published": dt.date,
    "language": str,
    "url": str,
    "type": str,
    "mode": str,
    "status": str,
    "quad": str,
    "scale": float,
    "actors": str,
    "actor_codes": str,
    "recipients": str,
    "recipient_codes": str,
    "first_day": dt.date,
    "last_day": dt.date,
    "place": str,
    "country": str,
    "lat": float,
    "lon": float,
    "sources": str,
    "stances": str,
    "trigger": str,
    "trigger_start": int,
    "trigger_end": int,
    "confidence": float,
    "reports": int,
    "origins": int,
    "state_controlled": int,
    "disputed": str,
    "confirmed": bool,
}
"""Names and types of the columns; several values in one cell are parted by ``|``."""


def rows(store: Store) -> Iterator[dict[str, Any]]:
    """All claims of events that stand."""
    for event in event_claims(store):
        for item in event.items:
            yield _row(item, event.line)


def _row(item: Item, event: EventLine) -> dict[str, Any]:
    claim, version = item.claim, item.version
    trigger = claim.triggers[0] if claim.triggers else None
    first = claim.time.start if claim.time else None
    return {
        "claim": item.stored.row["key"],
        "event": event.id,
        "report": version.key,
        "version": version.number,
        "publisher": version.publisher,
        "published": version.published,
        "language": version.language,
        "url": version.url,
        "type": claim.event,
        "mode": claim.mode,
        "status": claim.status,
        "quad": claim.quad,
        "scale": claim.scale,
        "actors": _names(claim.actors),
        "actor_codes": _codes(claim.actors),
        "recipients": _names(claim.recipients),
        "recipient_codes": _codes(claim.recipients),
        "first_day": first,
        "last_day": (claim.time.end if claim.time else None) or first,
        "place": (claim.place.name or claim.place.text) if claim.place else None,
        "country": claim.place.country if claim.place else None,
        "lat": claim.place.lat if claim.place else None,
        "lon": claim.place.lon if claim.place else None,
        "sources": "|".join(source.name for source in claim.sources),
        "stances": "|".join(source.stance for source in claim.sources),
        "trigger": item.text(trigger) if trigger else None,
        "trigger_start": trigger.start if trigger else None,
        "trigger_end": trigger.end if trigger else None,
        "confidence": claim.confidence,
        "reports": event.reports,
        "origins": event.origins,
        "state_controlled": event.state_controlled,
        "disputed": "|".join(event.disputed),
        "confirmed": event.is_confirmed,
    }


def _names(parties: list[Party]) -> str:
    return "|".join(party.name or party.text for party in parties)


def _codes(parties: list[Party]) -> str:
    return "|".join(":".join(filter(None, (party.code, party.sector))) for party in parties)
