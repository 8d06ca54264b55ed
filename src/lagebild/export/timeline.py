"""JSON for TimelineJS: a slide an event. The format: timeline.knightlab.com/docs/json-format.html."""

from __future__ import annotations

import datetime as dt
import html
import json
from pathlib import Path
from typing import Any

from lagebild.export._store import EventClaims, event_claims
from lagebild.store import Store


def write(store: Store, path: Path) -> int:
    """Write all events that stand as one timeline. Returns how many."""
    slides = [slide(event) for event in event_claims(store)]
    slides.sort(key=lambda item: (item["start_date"]["year"], item["start_date"]["month"], item["start_date"]["day"]))
    title = {"text": {"headline": "Lagebild", "text": f"{len(slides)} events"}}
    path.write_text(json.dumps({"title": title, "events": slides}, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(slides)


def slide(event: EventClaims) -> dict[str, Any]:
    """One event as a slide; text is escaped, since TimelineJS takes it as HTML."""
    line = event.line
    first = line.first_day or line.first_known or dt.date.min
    actors = ", ".join(party.name for party in line.actors)
    recipients = ", ".join(party.name for party in line.recipients)
    headline = f"{line.type}: {actors}" + (f" → {recipients}" if recipients else "")
    notes = [line.backing] + ([f"disputed: {', '.join(line.disputed)}"] if line.disputed else [])
    body = "".join(f"<p>{html.escape(text)}</p>" for text in (line.label, "; ".join(notes)))
    result = {
        "start_date": _date(first),
        "text": {"headline": html.escape(headline), "text": body},
        "group": line.type,
        "unique_id": f"event-{line.id}",
    }
    return result | ({"end_date": _date(line.last_day)} if line.last_day and line.last_day != first else {})


def _date(day: dt.date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
