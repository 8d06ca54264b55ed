"""Offices that somebody holds or held: of the shipped list, or of an imported one."""

from __future__ import annotations

from functools import cache

from lagebild.entities import lexicon
from lagebild.entities.store import Store, default_path
from lagebild.picture.views import Office


def offices(identifier: str) -> list[Office]:
    """Offices of the entity with this identity, the earliest first; none for one that no list has."""
    entity = _shipped().get(identifier)
    if entity is not None:
        return [_office(term) for term in entity.terms]
    path = default_path()
    if not path.is_file():
        return []
    with Store(path) as store:
        try:
            record = store.get(identifier)
        except KeyError:
            return []
    found = [
        Office(position.office, None, position.country, position.first, position.last, record.source)
        for position in record.positions
    ]
    return sorted(found, key=lambda office: (office.first or "", office.office))


@cache
def _shipped() -> dict[str, lexicon.Entity]:
    return {entity.id: entity for entity in lexicon.entities()}


def _office(term: lexicon.Term) -> Office:
    office, _, of = term.office.partition("@")
    last = term.to.isoformat() if term.to else None
    return Office(office, of.replace("-", " ") or None, term.country, term.start.isoformat(), last, "")
