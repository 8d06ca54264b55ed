"""Whether a source is itself a party to what it tells, computed for each claim from codes; shown, never used to hide.

A party speaks where its own name, or another arm of the same state or group, acts or is acted on. A state-controlled
medium speaks for a party where that state does. Courts and prosecutors judge what others did: they are a party only
where they themselves act.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from lagebild.records import Claim, Party, Source

Side = Literal["party", "medium of a party"]
STATE = frozenset({"COP", "GOV", "LEG", "MIL", "SPY"})
"""Sectors that speak for a state; no sector (the state by its name) does too."""
_KINDS = {"government": "GOV", "military": "MIL", "police": "COP", "parliament": "LEG", "intelligence service": "SPY"}
"""Sectors of sources whose mention has none."""
_JUDGES = "judiciary"
"""Kind of courts and prosecutors."""
_APART = frozenset({"CVL", "JUD"})
"""Sectors whose members do not speak for each other."""
_OUTER = frozenset({"EUR", "IGO", "IMG", "MNC", "NGO", "UNO"})
"""Codes that hold many actors: the same code alone makes nobody a party."""


def side(claim: Claim, source: Source) -> Side | None:
    """Whether a source is a party to the claimed event or a state-controlled medium of one; None as far as unknown."""
    parties = [*claim.actors, *claim.recipients]
    if any(_same(source, party) for party in parties):
        return "party"
    if not source.country or source.country in _OUTER or source.kind == _JUDGES:
        return None
    states = [party for party in parties if party.code == source.country and _state(party.sector)]
    if source.kind == "state-controlled medium":
        return "medium of a party" if states else None
    sector = source.sector or _KINDS.get(source.kind or "")
    return "party" if states and sector in STATE and _abroad(parties, source.country) else None


def _same(source: Source, party: Party) -> bool:
    """Whether a source is the party itself, or an armed group or body with the same codes."""
    if source.entity and source.entity == party.entity:
        return True
    if source.span and party.span and source.span.overlaps(party.span):
        return True
    coded = bool(source.country and source.sector) and source.country not in _OUTER
    return coded and (source.country, source.sector) == (party.code, party.sector) and source.sector not in _APART


def _state(sector: str | None) -> bool:
    return sector is None or sector in STATE


def _abroad(parties: Iterable[Party], country: str) -> bool:
    """Whether somebody from elsewhere, or no arm of the state, is concerned: else all happens inside one state."""
    return any(party.code != country or not _state(party.sector) for party in parties)
