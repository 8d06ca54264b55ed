"""Who of all who appear in a report acts in an event, and towards whom.

Half of the roles stand outside the trigger's sentence, and parsers err, so the slots of the frame are the best sign but
not the only one: the model's arcs, the subject of the sentence, the speaker, how prominent somebody is, and what kind
of actor an event type usually has count too. The weights of these signs are fitted on the training gold
(``training/coding.py``) and stored beside those of the decision.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lagebild.analysis.document import Document, Word
from lagebild.coding.clause import base
from lagebild.coding.events import Event, Role
from lagebild.coding.features import logit
from lagebild.coding.roles import Cast, distinct
from lagebild.coding.ties import Ties
from lagebild.records import Mention

Side = Literal["actor", "recipient"]
SIDES: tuple[Side, Side] = ("actor", "recipient")
_FAR = 6
_NAMED, _PARTNER = 0.12, 0.12
"""Least probability of a party of a mutual event that its frame names; of the second where only one is found."""


@dataclass(slots=True)
class Person:
    """Somebody or something that appears in the report: all mentions of one entity."""

    mentions: list[Mention]
    order: int = 0
    features: dict[Side, dict[str, float]] = field(default_factory=dict)

    @property
    def main(self) -> Mention:
        """The mention that shows best who it is: with a code, not a pronoun, the longest."""
        return max(
            self.mentions,
            key=lambda item: (item.country is not None, item.kind != "pronoun", item.span.end - item.span.start),
        )


def people(cast: Cast) -> list[Person]:
    """Everybody in the report, in order of appearance; pure pronouns are nobody."""
    groups: dict[object, list[Mention]] = {}
    for number, mention in enumerate(sorted(cast.mentions, key=lambda item: item.span)):
        key = ("cluster", mention.cluster) if mention.cluster is not None else ("single", number)
        groups.setdefault(key, []).append(mention)
    found = [Person(mentions) for mentions in groups.values() if any(item.kind != "pronoun" for item in mentions)]
    for number, person in enumerate(sorted(found, key=lambda item: -len(item.mentions))):
        person.order = number
    return found


def describe(event: Event, person: Person, side: Side, cast: Cast, ties: Ties) -> dict[str, float]:
    """The signs that a person fills a role of an event, as numbers by name."""
    document = cast.document
    own = event.actors if side == "actor" else event.recipients
    other = event.recipients if side == "actor" else event.actors
    heads = {mention.head for mention in person.mentions}
    own_role, other_role = _slot(own, person), _slot(other, person)
    main = person.main
    sector = main.sector or "none"
    values = {
        f"type={event.type}": 1.0,
        f"sector={sector}": 1.0,
        f"{event.type}&{sector}": 1.0,
        f"kind={main.kind}": 1.0,
        "slot": float(own_role is not None),
        "slot.described": float(own_role is not None and own_role.via.endswith("+")),
        "slot.arc": float(own_role is not None and own_role.via == "arc"),
        "slot.other": float(other_role is not None),
        "slot.taken": float(bool(own) and own_role is None),
        "slot.open": float(not own),
        "coded": float(main.country is not None),
        "home": float(main.country is not None and main.country == cast.home),
        "often": math.log1p(len(person.mentions)),
        "most": float(person.order == 0),
    }
    if not own:
        values[f"open&{event.type}"] = 1.0
        values["open&passive"] = float(ties.passive)
        values["open&other"] = float(bool(other))
    values |= _arcs(event, heads, side, document)
    values |= _distance(event, person, document)
    values |= ties.signs(heads)
    return values


def _slot(roles: list[Role], person: Person) -> Role | None:
    for role in roles:
        if role.mention is not None and any(role.mention is mention for mention in person.mentions):
            return role
    return None


def _arcs(event: Event, heads: set[int], side: Side, document: Document) -> dict[str, float]:
    """What the model draws between the event's words and the person's."""
    triggers = {word for trigger in event.triggers for word in (trigger.word, *trigger.words)}
    best = {"actor": 0.0, "recipient": 0.0}
    for arc in document.arcs:
        if arc.head in triggers and arc.dependent in heads and arc.label in best:
            best[arc.label] = max(best[arc.label], arc.score)
    other: Side = "recipient" if side == "actor" else "actor"
    if not document.arcs:
        return {}
    return {"arc": logit(best[side]) + 5.3, "arc.other": logit(best[other]) + 5.3}


def _distance(event: Event, person: Person, document: Document) -> dict[str, float]:
    """Where the person stands as seen from the clearest trigger."""
    trigger = document.words[event.word]
    words = [document.words[mention.head] for mention in person.mentions if 0 <= mention.head < len(document.words)]
    if not words:
        return {"far": 1.0}
    here = [word for word in words if word.sentence == trigger.sentence]
    gaps = [trigger.sentence - word.sentence for word in words]
    before = min((gap for gap in gaps if gap > 0), default=_FAR)
    after = min((-gap for gap in gaps if gap < 0), default=_FAR)
    previous = [word for word in words if word.sentence == trigger.sentence - 1]
    return {
        "here": float(bool(here)),
        "here.before": float(any(word.index < trigger.index for word in here)),
        "here.near": 1 / (1 + min(abs(word.index - trigger.index) for word in here)) if here else 0.0,
        "here.subject": float(any(_is_main_subject(word, document) for word in here)),
        "here.speaker": float(any(_speaks(word, document) for word in here)),
        "previous": float(before == 1 and not here),
        "previous.subject": float(not here and any(_is_main_subject(word, document) for word in previous)),
        "before2": float(before == 2 and not here),
        "after": float(after == 1 and not here and before > 2),
        "far": float(not here and before > 2 and after > 1),
        "lead": float(any(word.sentence == 0 for word in words)),
    }


def _is_main_subject(word: Word, document: Document) -> bool:
    return base(word) == "nsubj" and word.head >= 0 and base(document.words[word.head]) in ("root", "parataxis")


def _speaks(word: Word, document: Document) -> bool:
    """Whether the word is the subject of a verb of saying or its source with "laut", "zufolge"."""
    if any(arc.label == "source" and arc.dependent == word.index and arc.score >= 0.5 for arc in document.arcs):
        return True
    cues = {cue.word for cue in document.cues if cue.score >= 0.5}
    return base(word) == "nsubj" and word.head in cues


Weights = Mapping[str, Mapping[str, float]]


def probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability that the person fills the role."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def assign(event: Event, cast: Cast, everybody: list[Person], weights: Weights, *, reciprocal: bool) -> None:
    """Settle the roles of an event: keep what the frame found if it is likely, add who is likely, fill what is open.

    ``weights`` holds one set for each side; their ``threshold`` is the probability from which somebody is taken, their
    ``lone`` the lower one for the single best candidate of a role that nobody else fills.
    """
    chosen: dict[Side, list[tuple[float, Role]]] = {}
    for side in SIDES:
        if not reciprocal:
            chosen[side] = _side(event, side, cast, everybody, weights[side])
    if reciprocal:
        chosen = {"actor": _parties(event, cast, everybody, weights["actor"]), "recipient": []}
    _part(chosen)
    event.actors = distinct(role for _, role in sorted(chosen["actor"], key=lambda pair: -pair[0]))
    event.recipients = distinct(role for _, role in sorted(chosen["recipient"], key=lambda pair: -pair[0]))
    event.why += [
        f"{side} '{role.party.text}' ({role.party.code or 'no code'}): by {role.via}, {chance:.2f}"
        for side in SIDES
        for chance, role in chosen[side]
    ]


def _parties(
    event: Event, cast: Cast, everybody: list[Person], weights: Mapping[str, float]
) -> list[tuple[float, Role]]:
    """The parties of a mutual event: all that the frame names, all that are likely, and never one alone if possible."""
    scored = _scored(event, "actor", cast, everybody, weights, Ties(event.triggers, cast.document))
    found = [
        (chance, role)
        for chance, role in scored
        if chance >= weights["threshold"] or (role.via not in ("context", "arc") and chance >= _NAMED)
    ]
    spare = [pair for pair in scored if pair not in found and pair[0] >= _PARTNER and _other(pair[1], found)]
    return found + spare[:1] if len(found) == 1 else found


def _other(role: Role, found: list[tuple[float, Role]]) -> bool:
    """Whether a party differs in code from those found; a state's president and its capital are one party."""
    return role.party.code is not None and role.party.code not in {known.party.code for _, known in found}


def _scored(
    event: Event, side: Side, cast: Cast, everybody: list[Person], weights: Mapping[str, float], ties: Ties
) -> list[tuple[float, Role]]:
    """Everybody with the probability of filling the side, likeliest first."""
    own = event.actors if side == "actor" else event.recipients
    scored = []
    for person in everybody:
        chance = probability(describe(event, person, side, cast, ties), weights)
        role = _slot(own, person) or Role(cast.party(person.main), person.main.head, person.main, "context")
        scored.append((chance, role))
    return sorted(scored, key=lambda pair: -pair[0])


def _side(
    event: Event, side: Side, cast: Cast, everybody: list[Person], weights: Mapping[str, float]
) -> list[tuple[float, Role]]:
    own = event.actors if side == "actor" else event.recipients
    # parties without a mention (the first part of a compound) cannot be weighed; the frame's word is taken for them
    found = [(0.6, role) for role in own if role.mention is None]
    ties = Ties(event.triggers, cast.document)
    scored = _scored(event, side, cast, everybody, weights, ties)
    found += [pair for pair in scored if pair[0] >= weights["threshold"]]
    if not found and scored and gate([chance for chance, _ in scored], event, side, ties, weights) >= 0.5:
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


def _part(chosen: dict[Side, list[tuple[float, Role]]]) -> None:
    """Nobody acts on himself: who is likely on both sides stays on the likelier one."""
    for chance, role in list(chosen["actor"]):
        for rival_chance, rival in list(chosen["recipient"]):
            if _same(role, rival):
                if chance >= rival_chance:
                    chosen["recipient"].remove((rival_chance, rival))
                else:
                    chosen["actor"].remove((chance, role))
                    break


def _same(first: Role, second: Role) -> bool:
    if first.mention is None or second.mention is None:
        return first.party.text == second.party.text
    if first.mention is second.mention:
        return True
    return first.mention.cluster is not None and first.mention.cluster == second.mention.cluster
