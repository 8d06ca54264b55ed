"""Who acts and towards whom, chosen together: one side tells about the other.

:mod:`lagebild.coding.assign` weighs every person for each side alone. Here the likely fillings of both sides are
written out ("nobody on somebody", "two states together"), and a log-linear model weighs them: by how likely its
people are, how many parties an event type has on each side, whether both sides are of one state, what the frame found
and is left out. Its weights stand beside those of the sides (``roles`` in ``data/combiner.json``) and maximise the
probability of the fillings whose codes are the gold's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lagebild.coding.events import Event, Role
from lagebild.coding.odds import logit
from lagebild.coding.ties import Ties

_SINGLE = 3
"""So many of the likeliest people are tried alone on a side."""
_CUTS = (0.5, 0.3)
"""All people above each of these probabilities are tried together."""
_MOST = 6
"""Largest number of parties on a side."""
CROWD = 12
"""So many people are looked at for each side."""


@dataclass(eq=False, slots=True)
class Option:
    """Somebody who may fill a side, with the probability that he does, seen by itself."""

    chance: float
    role: Role
    slot: bool = False
    """The frame or the model put him there."""


@dataclass(frozen=True, slots=True)
class Filling:
    """One way to fill both sides."""

    actors: tuple[Option, ...]
    recipients: tuple[Option, ...]


def fillings(actors: Sequence[Option], recipients: Sequence[Option], *, mutual: bool = False) -> list[Filling]:
    """All fillings worth weighing. Options come likeliest first.

    Nobody stands on both sides, or by guess on the other side than the frame's, unless the event is ``mutual``.
    """
    return [
        Filling(first, second)
        for first in _sets(actors)
        for second in _sets(recipients)
        if not any(same(ours.role, theirs.role) for ours in first for theirs in second)
        if mutual or not (_crossed(first, recipients) or _crossed(second, actors))
    ]


def _crossed(chosen: Sequence[Option], others: Sequence[Option]) -> bool:
    """Whether somebody stands on one side by guess whom the frame puts on the other ("Sanktionen der Union")."""
    placed = [item.role for item in others if item.slot and item.role.via not in ("arc", "context")]
    return any(not item.slot and any(same(item.role, role) for role in placed) for item in chosen)


def ordered(options: list[Option]) -> list[Option]:
    """The likeliest first, the others left away."""
    return sorted(options, key=lambda item: -item.chance)[:CROWD]


def _sets(options: Sequence[Option]) -> list[tuple[Option, ...]]:
    found: dict[tuple[int, ...], None] = {(): None}
    top = range(min(_SINGLE, len(options)))
    found |= {(number,): None for number in top}
    found |= {tuple(range(size)): None for size in (2, 3) if size <= len(options)}
    if len(options) > 2:
        found[0, 2] = None
    found[tuple(number for number, item in enumerate(options) if item.slot)[:_MOST]] = None
    for cut in _CUTS:
        found[tuple(number for number, item in enumerate(options) if item.chance >= cut)[:_MOST]] = None
    return [tuple(options[number] for number in numbers) for numbers in found]


def same(first: Role, second: Role) -> bool:
    """Whether two roles are the same person or thing."""
    if first.mention is None or second.mention is None:
        return first.party.text == second.party.text
    if first.mention is second.mention:
        return True
    return first.mention.cluster is not None and first.mention.cluster == second.mention.cluster


def signs(
    filling: Filling, event: Event, actors: Sequence[Option], recipients: Sequence[Option], ties: Ties
) -> dict[str, float]:
    """What speaks for a filling, as numbers by name."""
    return {
        **alone("actor", filling.actors, actors),
        **alone("recipient", filling.recipients, recipients),
        **across(filling, event, ties),
    }


def across(filling: Filling, event: Event, ties: Ties) -> dict[str, float]:
    """How many parties stand on each side, by type and voice, and whether both sides are of one state."""
    ours, theirs = _codes(filling.actors), _codes(filling.recipients)
    shape = f"{min(2, len(ours))}{min(2, len(theirs))}"
    voice = "noun" if ties.noun else "passive" if ties.passive else "active"
    values = {f"shape={shape}": 1.0, f"{event.type}&{shape}": 1.0, f"{voice}&{shape}": 1.0}
    if event.reciprocal:
        values[f"mutual&{shape}"] = 1.0
    if ours & theirs:
        values["same"] = values[f"same&{event.type}"] = 1.0
    return values


def _codes(chosen: Sequence[Option]) -> set[str]:
    return {item.role.party.code or "" for item in chosen}


def alone(side: str, chosen: Sequence[Option], options: Sequence[Option]) -> dict[str, float]:
    """What speaks for people on one side against the others who might stand there."""
    codes = _codes(chosen)
    left = [item for item in options if item not in chosen]
    vias = {item.role.via for item in chosen if item.slot and item.role.via != "arc"}
    values = {
        "fit": sum(logit(item.chance) for item in chosen),
        "left": sum(item.chance for item in left),
        "left.slot": float(sum(item.slot for item in left)),
        # one slot's parties are coordinated: who takes one of them takes all
        "split": float(sum(item.slot and item.role.via in vias for item in left)),
        "arc": float(sum(item.role.via == "arc" for item in chosen)),
        "context": float(sum(not item.slot for item in chosen)),
        "best": float(bool(chosen) and chosen[0] is options[0]),
        "twice": float(len(chosen) - len(codes)),
        "bare": float(sum(item.role.party.code is None for item in chosen)),
    }
    if chosen:
        values["some"] = 1.0
        values["worst"] = logit(min(item.chance for item in chosen))
        # others of the same state: together they make it likelier that the state is meant
        values["mates"] = sum(item.chance for item in left if (item.role.party.code or "") in codes)
    elif options:
        values["none.best"] = logit(options[0].chance)
        values["none.slot"] = float(any(item.slot for item in options))
    return {f"{side}.{name}": value for name, value in values.items()}


def choose(
    event: Event, actors: Sequence[Option], recipients: Sequence[Option], ties: Ties, weights: Mapping[str, float]
) -> Filling:
    """The best filling by the weights."""
    return max(weigh(event, actors, recipients, ties, weights), key=lambda pair: pair[1])[0]


def weigh(
    event: Event, actors: Sequence[Option], recipients: Sequence[Option], ties: Ties, weights: Mapping[str, float]
) -> list[tuple[Filling, float]]:
    """Every filling with its log-linear score by the weights."""

    def score(values: Mapping[str, float]) -> float:
        return sum(weights.get(name, 0.0) * value for name, value in values.items())

    ours = {chosen: score(alone("actor", chosen, actors)) for chosen in _sets(actors)}
    theirs = {chosen: score(alone("recipient", chosen, recipients)) for chosen in _sets(recipients)}
    return [
        (item, ours[item.actors] + theirs[item.recipients] + score(across(item, event, ties)))
        for item in fillings(actors, recipients, mutual=event.reciprocal)
    ]
