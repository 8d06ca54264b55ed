"""A state does not threaten, punish or mobilise against itself: no guess may make it do so."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.coding.events import Event, Role

_FORCEFUL = frozenset({"THREATEN", "SANCTION", "MOBILIZE"})
"""In coups and purges a state's people do fight and arrest each other: ASSAULT and COERCE are left alone."""
_STATE = frozenset({"GOV", "MIL", "SPY", None})
"""Sectors that speak and act for a state; none is the state by its name."""
_GUESSED = frozenset({"context", "arc"})


def drop_itself(events: Sequence[Event]) -> None:
    """Take from the recipients of a forceful event who is of the actor's own state and only guessed.

    A state against its citizens, police, opposition or courts stays, as does what the sentence's grammar says.
    Of 5 such guesses on training and dev reports none was right.
    """
    for event in events:
        if event.type not in _FORCEFUL:
            continue
        own = {role.party.code for role in event.actors if _of_state(role)}
        barred = [
            role for role in event.recipients if role.via in _GUESSED and _of_state(role) and role.party.code in own
        ]
        event.recipients = [role for role in event.recipients if role not in barred]
        event.why += [
            f"'{role.party.text}' is of the actor's own state, so is no recipient by guess" for role in barred
        ]


def _of_state(role: Role) -> bool:
    return role.party.code is not None and role.party.sector in _STATE
