"""How reports describe an entity over time: the longer phrases around its name ("Außenminister ...")."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from lagebild.store import Store, tables


@dataclass(slots=True)
class Described:
    """A phrase, and the first and last day on which a report has it."""

    words: str
    first: dt.date
    last: dt.date
    claims: int


def descriptions(store: Store, entity: int, *, limit: int = 20) -> list[Described]:
    """Phrases of several words that stand for the entity, the earliest first; the most frequent are kept."""
    party, version, claim = tables.party.c, tables.version.c, tables.claim.c
    query = (
        select(party.text, func.min(version.known), func.max(version.known), func.count())
        .join(tables.claim, claim.id == party.claim_id)
        .join(tables.version, version.id == claim.version_id)
        .where(party.entity_id == entity, party.text.like("% %"))
        .group_by(party.text)
        .order_by(func.count().desc(), party.text)
        .limit(limit)
    )
    with store.reading() as connection:
        found = [Described(*row) for row in connection.execute(query)]
    return sorted(found, key=lambda item: (item.first, item.words))
