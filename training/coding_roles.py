"""Fit of the role signs: who of all in a report acts in an event, and who stands on both sides together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.gold import match_events
from lagebild.coding.assign import SIDES, Person, Side, describe, gate_features, option, people, probability, unseen
from lagebild.coding.decide import Combiner
from lagebild.coding.events import Event, Role
from lagebild.coding.features import Candidate
from lagebild.coding.pairs import Option, fillings, ordered, signs
from lagebild.coding.roles import Cast
from lagebild.coding.ties import Ties
from training.choice import conditional, logistic
from training.coding_gold import FOLDS, Prepared, events_of
from training.regression import regression

WRITTEN = 0.3
"""What a text written for training counts beside a real report."""
DULL = 8
"""Of the people who are clearly not in an event only every eighth is kept, counted eight times."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody of the report as seen from one side of an event."""

    signs: dict[str, float]
    good: bool
    """Whether the gold means him."""
    role: Role
    slot: bool


@dataclass(frozen=True, slots=True)
class Case:
    """An event that the gold has."""

    fold: int
    people: dict[Side, list[Sighting]]
    unseen: dict[Side, list[Option]]
    """Parties without a mention."""
    wanted: dict[Side, frozenset[str]]
    """The gold's codes."""
    event: Event
    ties: Ties
    written: bool = False
    """Of a text written for training: it teaches the signs, but thresholds and the choice are for real reports."""


def role_cases(
    prepared: list[Prepared], rows: Mapping[int, list[tuple[Candidate, bool]]], model: Combiner
) -> list[Case]:
    """For events that the gold has: everybody's signs, whether the gold means them, and the codes the gold gives."""
    cases = []
    for number, item in enumerate(prepared):
        scored = [replace(candidate) for candidate, _ in rows[id(item)]]
        events = events_of(item, scored, model, "joint")
        cast = Cast(item.example.document, item.example.report, item.example.grounding)
        everybody = people(cast)
        for event, claim in zip(events, match_events(events, item.example), strict=True):
            if claim is not None:
                cases.append(case_of(event, claim, cast, everybody, number % FOLDS, written=item.written))
    return cases


def case_of(
    event: Event, claim: Mapping[str, Any], cast: Cast, everybody: list[Person], fold: int, *, written: bool
) -> Case:
    """One event before its roles are settled beside the gold's claim."""
    ties = Ties(event.triggers, cast.document)
    seen: dict[Side, list[Sighting]] = {}
    for side in SIDES:
        seen[side] = []
        for person in everybody:
            role, slot = option(event, person, side, cast)
            values = describe(event, person, side, cast, ties)
            seen[side].append(Sighting(values, means(person, claim[f"{side}s"]), role, slot))
    wanted = {side: frozenset(str(party.get("country")) for party in claim[f"{side}s"]) for side in SIDES}
    return Case(fold, seen, {side: unseen(event, side) for side in SIDES}, wanted, event, ties, written)


def means(person: Person, gold: list[dict[str, Any]]) -> bool:
    """Whether a person of the report is one of the gold's parties: a mention overlaps the gold's, or names match."""
    for party in gold:
        first, last = party.get("span") or (0, 0)
        for mention in person.mentions:
            if mention.kind == "pronoun":
                continue
            inside = mention.span.start < last and first < mention.span.end
            covers = min(last, mention.span.end) - max(first, mention.span.start) >= 0.5 * (last - first)
            if (inside and covers) or mention.text == party["name"]:
                return True
    return False


def fit_roles(cases: list[Case], variant: str) -> dict[str, dict[str, float]]:
    """Weights of both sides and of their joint choice; prints cross-validated shares of right codes."""
    if variant == "frames":
        cases = [bare(case) for case in cases]
    by_side: dict[Side, list[dict[str, float]]] = {
        side: [learn(cases, side, without=fold) for fold in range(FOLDS)] for side in SIDES
    }
    real = [case for case in cases if not case.written]
    chances = [{side: options(case, side, by_side[side][case.fold]) for side in SIDES} for case in real]
    found = {}
    for side in SIDES:
        ranked = [(case, chance[side]) for case, chance in zip(real, chances, strict=True)]
        best = max((with_gate(ranked, side, threshold) for threshold in (0.3, 0.4, 0.5, 0.6)), key=lambda pair: pair[0])
        print(f"{variant} {side}: codes of the side right in {best[0]:.3f} of {len(ranked)} gold events, by itself")
        found[side] = {**learn(cases, side), **best[1]}
    return {**found, "pair": fit_pair(real, chances, variant)}


def learn(cases: Iterable[Case], side: Side, without: int | None = None) -> dict[str, float]:
    """Weights of a side's signs, one fold left out."""
    pairs = [
        (person.signs, person.good, WRITTEN if case.written else 1.0)
        for case in cases
        if case.fold != without
        for person in case.people[side]
    ]
    kept = [pair for n, pair in enumerate(pairs) if pair[1] or not dull(pair[0]) or n % DULL == 0]
    heft = [DULL * weight if not good and dull(signs) else weight for signs, good, weight in kept]
    return logistic([pair[0] for pair in kept], [pair[1] for pair in kept], heft, decay=10.0)


def options(case: Case, side: Side, weights: Mapping[str, float]) -> list[Option]:
    """Everybody with his probability of standing on the side, as the decision sees them."""
    seen = [Option(probability(person.signs, weights), person.role, person.slot) for person in case.people[side]]
    return ordered([*case.unseen[side], *seen])


def codes(chosen: Iterable[Option]) -> frozenset[str]:
    """Codes as the gold writes them."""
    return frozenset(str(item.role.party.code) for item in chosen)


def fit_pair(cases: list[Case], chances: list[dict[Side, list[Option]]], variant: str) -> dict[str, float]:
    """Weights of the joint choice; prints how often codes are right, cross-validated."""
    groups = []
    outcomes = []
    for case, chance in zip(cases, chances, strict=True):
        alternatives = fillings(chance["actor"], chance["recipient"])
        right = [
            (codes(item.actors) == case.wanted["actor"], codes(item.recipients) == case.wanted["recipient"])
            for item in alternatives
        ]
        outcomes.append(right)
        groups.append(
            [
                (signs(item, case.event, chance["actor"], chance["recipient"], case.ties), all(good))
                for item, good in zip(alternatives, right, strict=True)
            ]
        )
    hits = {"actor": 0, "recipient": 0, "both": 0}
    for fold in range(FOLDS):
        weights = conditional([group for case, group in zip(cases, groups, strict=True) if case.fold != fold])
        for case, group, right in zip(cases, groups, outcomes, strict=True):
            if case.fold == fold:
                scores = [sum(weights.get(name, 0.0) * v for name, v in values.items()) for values, _ in group]
                actor, recipient = right[scores.index(max(scores))]
                hits["actor"] += actor
                hits["recipient"] += recipient
                hits["both"] += actor and recipient
    shown = ", ".join(f"{name} {number / max(1, len(cases)):.3f}" for name, number in hits.items())
    print(f"{variant} chosen together: codes right: {shown} of {len(cases)} gold events (cross-validated)", flush=True)
    return conditional(groups)


def with_gate(ranked: list[tuple[Case, list[Option]]], side: Side, threshold: float) -> tuple[float, dict[str, float]]:
    """Share of events with the right codes at a threshold, with a gate learned for those below it; its weights."""
    right = 0
    rows: list[tuple[dict[str, float], bool, bool, int]] = []
    for case, order in ranked:
        taken = codes(item for item in order if item.chance >= threshold)
        if taken or not order:
            right += taken == case.wanted[side]
            continue
        values = gate_features([item.chance for item in order], case.event, side, case.ties)
        rows.append((values, codes(order[:1]) == case.wanted[side], not case.wanted[side], case.fold))
    decided = [row for row in rows if row[1] or row[2]]
    if len({row[1] for row in decided}) < 2:
        return right / max(len(ranked), 1), {"threshold": threshold}
    for fold in range(FOLDS):
        others = [row for row in decided if row[3] != fold]
        learned = regression([row[0] for row in others], [row[1] for row in others], decay=3.0)
        for values, fills, empty, at in rows:
            if at == fold:
                right += fills if probability(values, learned) >= 0.5 else empty
    final = regression([row[0] for row in decided], [row[1] for row in decided], decay=3.0)
    return right / max(len(ranked), 1), {"threshold": threshold, **{f"gate.{name}": v for name, v in final.items()}}


def without_arcs(features: Mapping[str, float]) -> dict[str, float]:
    """Signs of the frames-only variant."""
    return {name: value for name, value in features.items() if "arc" not in name}


def bare(case: Case) -> Case:
    """The case without what the model draws."""
    people = {
        side: [replace(person, signs=without_arcs(person.signs)) for person in seen]
        for side, seen in case.people.items()
    }
    return replace(case, people=people)


def dull(features: Mapping[str, float]) -> bool:
    """Whether nothing but prominence speaks for a person."""
    return not (features.get("here") or features.get("slot") or features.get("slot.other") or features.get("previous"))
