"""FollowTheMoney entities as JSON lines, for Aleph and its kin. Needs the extra ``ftm``.

An event is an ``Event``, its parties are ``LegalEntity`` with their country, each report is an ``Article`` that is the
event's ``proof``. FollowTheMoney has no place for status and stance; they stand in ``notes``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lagebild.export._store import EventClaims, MissingExtra, event_claims
from lagebild.picture.items import Item
from lagebild.picture.views import PartyLine
from lagebild.store import Store


def write(store: Store, path: Path) -> int:
    """Write all events that stand with parties and reports. Returns how many entities. Raises MissingExtra."""
    try:
        import followthemoney  # noqa: F401 - only to see whether it is there
    except ImportError as error:
        raise MissingExtra("ftm", "ftm") from error
    seen: set[str] = set()
    with path.open("w", encoding="utf-8") as stream:
        for event in event_claims(store):
            for entity in entities(event):
                if entity["id"] not in seen:
                    seen.add(entity["id"])
                    print(json.dumps(entity, ensure_ascii=False), file=stream)
    return len(seen)


def entities(event: EventClaims) -> Iterator[dict[str, Any]]:
    """The entities of one event, those it refers to first."""
    from followthemoney import model

    line = event.line
    whole = model.make_entity("Event")
    whole.make_id("lagebild", "event", line.id)
    whole.add("name", line.label[:200])
    whole.add("summary", f"{line.type}, {line.status}; {line.backing}")
    whole.add("startDate", line.first_day)
    whole.add("endDate", line.last_day)
    whole.add("location", line.place)
    whole.add("country", line.country)
    whole.add("keywords", [word for word in (line.type, line.mode) if word])
    for item in event.items:
        for source in item.claim.sources:
            whole.add("notes", f"{source.name} {source.stance} ({item.version.publisher or item.version.key})")
    for party in {party.entity: party for party in line.actors + line.recipients}.values():
        entity = _party(party)
        whole.add("involved", entity["id"])
        yield entity
    for item in {item.version.id: item for item in event.items}.values():
        article = _article(item)
        whole.add("proof", article["id"])
        yield article
    yield dict(whole.to_dict())


def _party(party: PartyLine) -> dict[str, Any]:
    from followthemoney import model

    entity = model.make_entity("LegalEntity")
    entity.make_id("lagebild", "entity", party.entity)
    entity.add("name", party.name)
    entity.add("country", party.code)
    entity.add("sector", party.sector)
    return dict(entity.to_dict())


def _article(item: Item) -> dict[str, Any]:
    from followthemoney import model

    version = item.version
    entity = model.make_entity("Article")
    entity.make_id("lagebild", "report", version.key)
    entity.add("title", version.title or version.text[:80])
    entity.add("publisher", version.publisher)
    entity.add("publishedAt", version.published)
    entity.add("sourceUrl", version.url)
    entity.add("language", version.language)
    entity.add("bodyText", version.text)
    return dict(entity.to_dict())
