"""Who of all who appear in a report acts in an event, and towards whom.

Half of the roles stand outside the trigger's sentence, and parsers err, so the slots of the frame are the best sign but
not the only one: the model's arcs, the subject of the sentence, the speaker, how prominent somebody is, and what kind
of actor an event type usually has count too. The weights of these signs are fitted on the training gold
(``training/coding.py``) and stored beside those of the decision; boosted trees (:mod:`lagebild.coding.trees`) then
look closer at the likeliest, and both sides are chosen together (:mod:`lagebild.coding.pairs`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lagebild.coding.closer import closer
from lagebild.coding.events import Event, Role
from lagebild.coding.odds import chance, logit, weighed
from lagebild.coding.pairs import CROWD, Filling, Option, choose, ordered, weigh
from lagebild.coding.roles import Cast, distinct
from lagebild.coding.signs import SIDES, Person, Side, describe, people, slot
from lagebild.coding.ties import Ties
from lagebild.coding.trees import shipped

__all__ = ["SIDES", "Person", "Side", "assign", "describe", "people"]
_UNSEEN = 0.6
"""Probability of a party without a mention: the first part of a compound, which cannot be weighed."""
_TRIED = 14
"""So many fillings are shown to the trees."""


Weights = Mapping[str, Mapping[str, float]]


def together(probability: float, odds: float) -> float:
    """The probability between one and another that is given as log-odds."""
    return chance((logit(probability) + odds) / 2)


def assign(event: Event, cast: Cast, everybody: list[Person], weights: Weights) -> None:
    """Settle the roles of an event: keep what the frame found if it is likely, add who is likely, fill what is open.

    ``weights`` holds one set for each side (``actor``, ``recipient``) and one for the choice of both (``pair``).
    """
    best = _best(event, cast, everybody, weights)
    chosen = {"actor": best.actors, "recipient": best.recipients}
    ranked = {side: sorted(chosen[side], key=lambda item: -item.chance) for side in SIDES}
    event.actors = distinct(item.role for item in ranked["actor"])
    event.recipients = distinct(item.role for item in ranked["recipient"])
    event.why += [
        f"{side} '{item.role.party.text}' ({item.role.party.code or 'no code'}): by {item.role.via}, {item.chance:.2f}"
        for side in SIDES
        for item in ranked[side]
    ]


def option(event: Event, person: Person, side: Side, cast: Cast) -> tuple[Role, bool]:
    """The role somebody would have on a side, and whether the frame or the model has put him there."""
    found = slot(event.actors if side == "actor" else event.recipients, person)
    return found or Role(cast.party(person.main), person.main.head, person.main, "context"), found is not None


def unseen(event: Event, side: Side) -> list[Option]:
    """Parties without a mention (the first part of a compound): they cannot be weighed, the frame is believed."""
    own = event.actors if side == "actor" else event.recipients
    return [Option(_UNSEEN, role, slot=True) for role in own if role.mention is None]


def _best(event: Event, cast: Cast, everybody: list[Person], weights: Weights) -> Filling:
    """Both sides chosen together: by the weights alone, or by weights and trees where ``pair`` says ``trees``."""
    ties = Ties(event.triggers, cast.document)
    actors, recipients = (
        ordered([*unseen(event, side), *_scored(event, side, cast, everybody, weights[side], ties)]) for side in SIDES
    )
    if weights["pair"].get("trees"):
        return _with_trees(event, actors, recipients, ties, weights["pair"], cast.home)
    return choose(event, actors, recipients, ties, weights["pair"])


def _with_trees(
    event: Event,
    actors: Sequence[Option],
    recipients: Sequence[Option],
    ties: Ties,
    weights: Mapping[str, float],
    home: str | None,
) -> Filling:
    """Of the fillings with most weight the one that weights and trees together think likeliest."""
    likeliest = sorted(weigh(event, actors, recipients, ties, weights), key=lambda pair: -pair[1])[:_TRIED]
    odds = shipped("pair").odds(closer([item for item, _ in likeliest], event, actors, recipients, ties, home))
    scores = [score + more for (_, score), more in zip(likeliest, odds, strict=True)]
    return likeliest[scores.index(max(scores))][0]


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
        found.append((Option(weighed(values, weights), role, known), values))
    found.sort(key=lambda pair: -pair[0].chance)
    if weights.get("trees") and found:
        found = found[:CROWD]
        for (item, _), odds in zip(found, shipped(side).odds([values for _, values in found]), strict=True):
            item.chance = together(item.chance, odds)
    return sorted((item for item, _ in found), key=lambda item: -item.chance)
