"""What trees see of a filling: the signs of :mod:`lagebild.coding.pairs` and more, which only count together.

Who of a side is of the country that the report is about, who has his country only assumed, by which slot people came,
which slots are left, how much of all chance a side's codes have, and whether the same people would fit the other side.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from lagebild.coding.events import Event
from lagebild.coding.features import logit
from lagebild.coding.pairs import Filling, Option, signs
from lagebild.coding.ties import Ties

_ABSENT = 0.01
"""Chance on the other side of who is not looked at there."""


def closer(
    filling: Filling, event: Event, actors: Sequence[Option], recipients: Sequence[Option], ties: Ties, home: str | None
) -> dict[str, float]:
    """The signs of a filling as numbers by name; ``home`` is the country that the report is mostly about."""
    values = signs(filling, event, actors, recipients, ties)
    values[f"type={event.type}"] = 1.0
    values["voice=noun"], values["voice=passive"] = float(ties.noun), float(ties.passive)
    values |= _side("actor", filling.actors, actors, recipients, home)
    values |= _side("recipient", filling.recipients, recipients, actors, home)
    values["both.assumed"] = float(bool(values["actor.assumed"]) and bool(values["recipient.assumed"]))
    values["same.home"] = float(
        bool(values.get("same")) and bool(values["actor.home"]) and bool(values["recipient.home"])
    )
    return values


def _side(
    side: str, chosen: Sequence[Option], options: Sequence[Option], others: Sequence[Option], home: str | None
) -> dict[str, float]:
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
    return {f"{side}.{name}": value for name, value in (values | _mass(codes, options)).items()}


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
