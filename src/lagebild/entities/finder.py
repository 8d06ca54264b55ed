"""Who a name may mean: the shipped list and the imported file together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lagebild.entities import lexicon, variants
from lagebild.entities.store import Record, Store, default_path


@dataclass(slots=True)
class Candidate:
    """One possible bearer of a name; ``score`` from 0 to 1, ``why`` in words."""

    id: str
    name: str
    country: str | None
    sector: str | None
    score: float
    why: str


def find(name: str, on: dt.date, limit: int = 10) -> list[Candidate]:
    """Candidates for a name on a day, best first; of equal names those in office on that day come first."""
    found = [_listed(entity, match, on) for entity, match in _shipped(name)]
    path = default_path()
    if path.is_file():
        with Store(path) as store:
            found += [_imported(record, match, on) for record, match in store.find(name, limit)]
    known = [candidate for candidate, _ in sorted(found, key=lambda pair: (-pair[1], pair[0].id))]
    return known[:limit]


def _shipped(name: str) -> list[tuple[lexicon.Entity, variants.Match]]:
    exact = [(entity, variants.Match(1.0, "same letters")) for entity in lexicon.index().lookup(name)]
    ids = {entity.id for entity, _ in exact}
    close = [(entity, match) for entity, match in variants.candidates(name) if match.score >= variants.SURNAME_ONLY]
    return exact + [(entity, match) for entity, match in close if entity.id not in ids]


def _listed(entity: lexicon.Entity, match: variants.Match, on: dt.date) -> tuple[Candidate, float]:
    country, sector, why = entity.code_on(on)
    active = any(term.holds(on) for term in entity.terms)
    return Candidate(entity.id, entity.name, country, sector, match.score, f"{match.why}; {why}"), match.score + active


def _imported(record: Record, match: variants.Match, on: dt.date) -> tuple[Candidate, float]:
    held = [position for position in record.positions if position.first and position.holds(on)]
    office = f", {held[-1].office} on {on}" if held else ""
    country = held[-1].country or record.country if held else record.country
    why = f"{match.why}; {record.source}: {record.name}{office}"
    return Candidate(record.id, record.name, country, record.sector, match.score, why), match.score + bool(held)
