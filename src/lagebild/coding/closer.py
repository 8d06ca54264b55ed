"""What trees see of a filling: the signs of :mod:`lagebild.coding.pairs` and more, which only count together.

Who of a side is of the country that the report is about, who has his country only assumed, by which slot people came,
which slots are left, how much of all chance a side's codes have, and whether the same people would fit the other side.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from lagebild.coding.events import Event
from lagebild.coding.odds import logit
from lagebild.coding.pairs import Filling, Option, across, alone
from lagebild.coding.ties import Ties

_ABSENT = 0.01
"""Chance on the other side of who is not looked at there."""


def closer(
    tried: Sequence[Filling],
    event: Event,
    actors: Sequence[Option],
    recipients: Sequence[Option],
    ties: Ties,
    home: str | None,
) -> list[dict[str, float]]:
    """The signs of each filling as numbers by name; ``home`` is the country that the report is mostly about."""
    alike = {f"type={event.type}": 1.0, "voice=noun": float(ties.noun), "voice=passive": float(ties.passive)}
    # many fillings share a side, which is looked at once
    ours = {chosen: _side("actor", chosen, actors, recipients, home) for chosen in {item.actors for item in tried}}
    theirs = {
        chosen: _side("recipient", chosen, recipients, actors, home) for chosen in {item.recipients for item in tried}
    }
    return [alike | _together(ours[item.actors], theirs[item.recipients], across(item, event, ties)) for item in tried]


def _together(ours: dict[str, float], theirs: dict[str, float], both: dict[str, float]) -> dict[str, float]:
    """The signs of both sides and those that ask for both."""
    assumed = ours["actor.assumed"] and theirs["recipient.assumed"]
    home = both.get("same") and ours["actor.home"] and theirs["recipient.home"]
    return {**ours, **theirs, **both, "both.assumed": float(bool(assumed)), "same.home": float(bool(home))}


def _side(
    side: str, chosen: Sequence[Option], options: Sequence[Option], others: Sequence[Option], home: str | None
) -> dict[str, float]:
    """What one side shows beyond :func:`lagebild.coding.pairs.alone`, and that."""
    codes = {_code(item) for item in chosen}
    values = {
        "home": float(home in codes),
        "foreign": float(bool(codes) and home not in codes),
        "assumed": float(sum("assumed" in (item.role.party.why or "") for item in chosen)),
        "cross": sum(logit(_elsewhere(item, others)) for item in chosen),
    }
    for item in chosen:
        kind = f"kind={item.role.mention.kind if item.role.mention else 'part'}"
        values[kind] = values.get(kind, 0.0) + 1.0
        values[f"via={item.role.via if item.slot else 'context'}"] = 1.0
    for item in options:
        if item.slot and item not in chosen:
            values[f"left.via={item.role.via}"] = 1.0
    own = {f"{side}.{name}": value for name, value in (values | _mass(codes, options)).items()}
    return alone(side, chosen, options) | own


def _mass(codes: set[str], options: Sequence[Option]) -> dict[str, float]:
    """How much chance the chosen codes have, all their people together, and the likeliest of the others."""
    mass: dict[str, float] = defaultdict(float)
    nobody: dict[str, float] = defaultdict(lambda: 1.0)
    for item in options:
        mass[_code(item)] += item.chance
        nobody[_code(item)] *= 1 - item.chance
    return {
        "mass": sum(mass[code] for code in codes),
        "share": sum(mass[code] for code in codes) / (math.fsum(mass.values()) + 1e-6),
        "any": sum(logit(min(0.995, 1 - nobody[code])) for code in codes),
        "other": max((value for code, value in mass.items() if code not in codes), default=0.0),
    }


def _code(item: Option) -> str:
    return item.role.party.code or ""


def _elsewhere(item: Option, others: Sequence[Option]) -> float:
    """The chance of the same mention on the other side."""
    found = (other.chance for other in others if other.role.mention is item.role.mention)
    return next(found, _ABSENT) if item.role.mention else _ABSENT
