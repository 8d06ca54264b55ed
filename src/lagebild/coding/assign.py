"""Who of all who appear in a report acts in an event, and towards whom.

Half of the roles stand outside the trigger's sentence, and parsers err, so the slots of the frame are the best sign but
not the only one: the model's arcs, the subject of the sentence, the speaker, how prominent somebody is, and what kind
of actor an event type usually has count too. The weights of these signs are fitted on the training gold
(``training/coding.py``) and stored beside those of the decision; boosted trees (:mod:`lagebild.coding.trees`) then
look closer at the likeliest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from lagebild.coding.closer import closer
from lagebild.coding.events import Event, Role
from lagebild.coding.features import logit
from lagebild.coding.pairs import CROWD, Filling, Option, choose, ordered, same, weigh
from lagebild.coding.roles import Cast, distinct
from lagebild.coding.signs import SIDES, Person, Side, describe, people, slot
from lagebild.coding.ties import Ties
from lagebild.coding.trees import shipped

__all__ = ["SIDES", "Person", "Side", "assign", "describe", "gate", "gate_features", "people", "probability"]
_UNSEEN = 0.6
"""Probability of a party without a mention: the first part of a compound, which cannot be weighed."""
_TRIED = 14
"""So many fillings are shown to the trees."""
_NAMED, _PARTNER = 0.12, 0.12
"""Least probability of a party of a mutual event that its frame names; of the second where only one is found."""


Weights = Mapping[str, Mapping[str, float]]


def probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability that the person fills the role."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items() if value)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def together(chance: float, odds: float) -> float:
    """The probability between one and another that is given as log-odds."""
    return 1 / (1 + math.exp(-(logit(chance) + odds) / 2))


def assign(event: Event, cast: Cast, everybody: list[Person], weights: Weights, *, reciprocal: bool) -> None:
    """Settle the roles of an event: keep what the frame found if it is likely, add who is likely, fill what is open.

    ``weights`` holds one set for each side; their ``threshold`` is the probability from which somebody is taken, their
    ``gate`` weights tell whether the best of a role that nobody else fills is taken. Weights of ``pair``, where there,
    choose both sides together instead.
    """
    if weights.get("pair"):
        chosen = _jointly(event, cast, everybody, weights)
    else:
        chosen = _apart(event, cast, everybody, weights, reciprocal=reciprocal)
    for side in SIDES:
        chosen[side].sort(key=lambda item: -item.chance)
    event.actors = distinct(item.role for item in chosen["actor"])
    event.recipients = distinct(item.role for item in chosen["recipient"])
    event.why += [
        f"{side} '{item.role.party.text}' ({item.role.party.code or 'no code'}): by {item.role.via}, {item.chance:.2f}"
        for side in SIDES
        for item in chosen[side]
    ]


def option(event: Event, person: Person, side: Side, cast: Cast) -> tuple[Role, bool]:
    """The role somebody would have on a side, and whether the frame or the model has put him there."""
    found = slot(event.actors if side == "actor" else event.recipients, person)
    return found or Role(cast.party(person.main), person.main.head, person.main, "context"), found is not None


def unseen(event: Event, side: Side) -> list[Option]:
    """Parties without a mention (the first part of a compound): they cannot be weighed, the frame is believed."""
    own = event.actors if side == "actor" else event.recipients
    return [Option(_UNSEEN, role, slot=True) for role in own if role.mention is None]


def _jointly(event: Event, cast: Cast, everybody: list[Person], weights: Weights) -> dict[Side, list[Option]]:
    """Both sides chosen together (:mod:`lagebild.coding.pairs`)."""
    ties = Ties(event.triggers, cast.document)
    actors, recipients = (
        ordered([*unseen(event, side), *_scored(event, side, cast, everybody, weights[side], ties)]) for side in SIDES
    )
    if weights["pair"].get("trees"):
        best = _with_trees(event, actors, recipients, ties, weights["pair"], cast.home)
    else:
        best = choose(event, actors, recipients, ties, weights["pair"])
    return {"actor": list(best.actors), "recipient": list(best.recipients)}


def _with_trees(
    event: Event,
    actors: Sequence[Option],
    recipients: Sequence[Option],
    ties: Ties,
    weights: Mapping[str, float],
    home: str | None,
) -> Filling:
    """Of the fillings with most weight the one that weights and trees together think likeliest."""
    weighed = sorted(weigh(event, actors, recipients, ties, weights), key=lambda pair: -pair[1])[:_TRIED]
    odds = shipped("pair").odds([closer(item, event, actors, recipients, ties, home) for item, _ in weighed])
    scores = [score + more for (_, score), more in zip(weighed, odds, strict=True)]
    return weighed[scores.index(max(scores))][0]


def _apart(
    event: Event, cast: Cast, everybody: list[Person], weights: Weights, *, reciprocal: bool
) -> dict[Side, list[Option]]:
    """Each side by itself, where no weights for the joint choice are there."""
    chosen: dict[Side, list[Option]] = {}
    if reciprocal:
        chosen = {"actor": _parties(event, cast, everybody, weights["actor"]), "recipient": []}
    else:
        chosen = {side: _side(event, side, cast, everybody, weights[side]) for side in SIDES}
    _part(chosen)
    return chosen


def _parties(event: Event, cast: Cast, everybody: list[Person], weights: Mapping[str, float]) -> list[Option]:
    """The parties of a mutual event: all that the frame names, all that are likely, and never one alone if possible."""
    scored = _scored(event, "actor", cast, everybody, weights, Ties(event.triggers, cast.document))
    found = [
        item
        for item in scored
        if item.chance >= weights["threshold"] or (item.role.via not in ("context", "arc") and item.chance >= _NAMED)
    ]
    spare = [item for item in scored if item not in found and item.chance >= _PARTNER and _other(item, found)]
    return found + spare[:1] if len(found) == 1 else found


def _other(option: Option, found: list[Option]) -> bool:
    """Whether a party differs in code from those found; a state's president and its capital are one party."""
    code = option.role.party.code
    return code is not None and code not in {known.role.party.code for known in found}


def _scored(
    event: Event, side: Side, cast: Cast, everybody: list[Person], weights: Mapping[str, float], ties: Ties
) -> list[Option]:
    """Everybody with the probability of filling the side, likeliest first.

    With ``trees`` among the weights the sum of signs chooses whom the trees look at, the others are left away; then
    both count alike, since they err in different places.
    """
    found: list[tuple[Option, dict[str, float]]] = []
    for person in everybody:
        role, known = option(event, person, side, cast)
        values = describe(event, person, side, cast, ties)
        found.append((Option(probability(values, weights), role, known), values))
    found.sort(key=lambda pair: -pair[0].chance)
    if weights.get("trees") and found:
        found = found[:CROWD]
        for (item, _), odds in zip(found, shipped(side).odds([values for _, values in found]), strict=True):
            item.chance = together(item.chance, odds)
    return sorted((item for item, _ in found), key=lambda item: -item.chance)


def _side(event: Event, side: Side, cast: Cast, everybody: list[Person], weights: Mapping[str, float]) -> list[Option]:
    ties = Ties(event.triggers, cast.document)
    scored = _scored(event, side, cast, everybody, weights, ties)
    found = unseen(event, side) + [item for item in scored if item.chance >= weights["threshold"]]
    if not found and scored and gate([item.chance for item in scored], event, side, ties, weights) >= 0.5:
        found = scored[:1]
    return found


def gate(chances: Sequence[float], event: Event, side: Side, ties: Ties, weights: Mapping[str, float]) -> float:
    """Probability that the best of the unlikely candidates fills an open role rather than nobody."""
    values = gate_features(chances, event, side, ties)
    total = weights.get("gate.bias", 0.0) + sum(weights.get(f"gate.{name}", 0.0) * v for name, v in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def gate_features(chances: Sequence[float], event: Event, side: Side, ties: Ties) -> dict[str, float]:
    """What tells whether an open role is filled at all; ``chances`` from the best candidate down."""
    own, other = (event.actors, event.recipients) if side == "actor" else (event.recipients, event.actors)
    return {
        "best": logit(chances[0]),
        "lead": logit(chances[0]) - logit(chances[1]) if len(chances) > 1 else 3.0,
        "crowd": math.log1p(sum(chance > 0.1 for chance in chances)),
        "slot": float(bool(own)),
        "other": float(bool(other)),
        "passive": float(ties.passive),
        "noun": float(ties.noun),
        "reciprocal": float(event.reciprocal),
        f"type={event.type}": 1.0,
    }


def _part(chosen: dict[Side, list[Option]]) -> None:
    """Nobody acts on himself: who is likely on both sides stays on the likelier one."""
    for item in list(chosen["actor"]):
        for rival in list(chosen["recipient"]):
            if same(item.role, rival.role):
                if item.chance >= rival.chance:
                    chosen["recipient"].remove(rival)
                else:
                    chosen["actor"].remove(item)
                    break
