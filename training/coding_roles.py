"""Fit of the role signs: who of all in a report acts in an event, and who stands on both sides together.

The trees of the ``joint`` variant are grown by LightGBM and written to ``src/lagebild/coding/data/trees.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.gold import match_events
from lagebild.coding.assign import (
    SIDES,
    Person,
    Side,
    describe,
    option,
    people,
    together,
    unseen,
)
from lagebild.coding.closer import closer
from lagebild.coding.decide import Combiner
from lagebild.coding.events import Event, Role
from lagebild.coding.features import Candidate
from lagebild.coding.odds import weighed
from lagebild.coding.pairs import CROWD, Filling, Option, fillings, ordered, signs
from lagebild.coding.roles import Cast
from lagebild.coding.ties import Ties
from lagebild.coding.trees import Trees
from training.boosting import grow
from training.choice import conditional, logistic
from training.coding_gold import FOLDS, Prepared, events_of

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
    second: dict[Side, frozenset[str]] | None = None
    """The codes of the gold's second reader, if two read the report: right as well."""
    home: str | None = None
    """The country that the report is mostly about."""

    def right(self, filling: Filling) -> tuple[bool, bool]:
        """Whether the actors' and the recipients' codes are a reader's; the first reader's unless both sides agree."""
        ours, theirs = codes(filling.actors), codes(filling.recipients)
        if self.second and (ours, theirs) == (self.second["actor"], self.second["recipient"]):
            return True, True
        return ours == self.wanted["actor"], theirs == self.wanted["recipient"]


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
    open_sides = {side: unseen(event, side) for side in SIDES}
    alt = claim.get("alt")
    second = wanted(alt) if alt and alt["type"] == event.type else None
    return Case(fold, seen, open_sides, wanted(claim), event, ties, written, second, cast.home)


def wanted(claim: Mapping[str, Any]) -> dict[Side, frozenset[str]]:
    """The codes of both sides of a gold claim."""
    return {side: frozenset(str(party.get("country")) for party in claim[f"{side}s"]) for side in SIDES}


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


def fit_roles(cases: list[Case], variant: str, trees_file: Path) -> dict[str, dict[str, float]]:
    """Weights of both sides and of their joint choice; prints cross-validated shares of right codes.

    With the model's signals trees look closer at the likeliest; they are written to ``trees_file``.
    """
    trees = variant == "joint"
    if variant == "frames":
        cases = [bare(case) for case in cases]
    by_side: dict[Side, list[dict[str, float]]] = {
        side: [learn(cases, side, without=fold) for fold in range(FOLDS)] for side in SIDES
    }
    by_trees: dict[Side, list[Trees]] = {
        side: [Trees(learn_trees(cases, side, without=fold)) for fold in range(FOLDS if trees else 0)] for side in SIDES
    }
    real = [case for case in cases if not case.written]
    chances: list[dict[Side, list[Option]]] = [
        {
            side: options(case, side, by_side[side][case.fold], by_trees[side][case.fold] if trees else None)
            for side in SIDES
        }
        for case in real
    ]
    found = {}
    for side in SIDES:
        found[side] = learn(cases, side)
        if trees:
            found[side]["trees"] = 1.0
    pair = fit_pair(real, chances, variant)
    if trees:
        grown = {side: learn_trees(cases, side) for side in SIDES} | {"pair": pair_trees(real, chances)}
        trees_file.write_text(json.dumps(grown, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
        pair["trees"] = 1.0
    return {**found, "pair": pair}


Rows = tuple[list[dict[str, float]], list[bool], list[float]]


def rows_of(cases: Iterable[Case], side: Side, without: int | None = None) -> Rows:
    """Everybody's signs on a side, whether the gold means him, and how much he counts; one fold left out."""
    pairs = [
        (person.signs, person.good, WRITTEN if case.written else 1.0)
        for case in cases
        if case.fold != without
        for person in case.people[side]
    ]
    kept = [pair for n, pair in enumerate(pairs) if pair[1] or not dull(pair[0]) or n % DULL == 0]
    heft = [DULL * weight if not good and dull(signs) else weight for signs, good, weight in kept]
    return [pair[0] for pair in kept], [pair[1] for pair in kept], heft


def learn(cases: Iterable[Case], side: Side, without: int | None = None) -> dict[str, float]:
    """Weights of a side's signs, one fold left out."""
    return logistic(*rows_of(cases, side, without), decay=10.0)


def learn_trees(cases: Iterable[Case], side: Side, without: int | None = None) -> dict[str, Any]:
    """Trees over a side's signs, one fold left out."""
    return grow(*rows_of(cases, side, without))


def options(case: Case, side: Side, weights: Mapping[str, float], trees: Trees | None = None) -> list[Option]:
    """The likeliest with their probability of standing on the side, as the decision sees them."""
    seen = [Option(weighed(person.signs, weights), person.role, person.slot) for person in case.people[side]]
    if trees and seen:
        order = sorted(range(len(seen)), key=lambda number: -seen[number].chance)[:CROWD]
        odds = trees.odds([case.people[side][number].signs for number in order])
        seen = [
            replace(seen[number], chance=together(seen[number].chance, more))
            for number, more in zip(order, odds, strict=True)
        ]
    return ordered([*case.unseen[side], *seen])


def codes(chosen: Iterable[Option]) -> frozenset[str]:
    """Codes as the gold writes them."""
    return frozenset(str(item.role.party.code) for item in chosen)


def fit_pair(cases: list[Case], chances: list[dict[Side, list[Option]]], variant: str) -> dict[str, float]:
    """Weights of the joint choice; prints how often codes are right, cross-validated."""
    groups = []
    outcomes = []
    for case, chance in zip(cases, chances, strict=True):
        alternatives = fillings(chance["actor"], chance["recipient"], mutual=case.event.reciprocal)
        right = [case.right(item) for item in alternatives]
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


def pair_trees(cases: list[Case], chances: list[dict[Side, list[Option]]]) -> dict[str, Any]:
    """Trees over whole fillings; prints how often both sides' codes are right, cross-validated."""
    groups: list[tuple[int, list[dict[str, float]], list[bool]]] = []
    for case, chance in zip(cases, chances, strict=True):
        tried = fillings(chance["actor"], chance["recipient"], mutual=case.event.reciprocal)
        seen = closer(tried, case.event, chance["actor"], chance["recipient"], case.ties, case.home)
        groups.append((case.fold, seen, [all(case.right(item)) for item in tried]))
    hits = 0
    for fold in range(FOLDS):
        trees = Trees(grow_pair(groups, without=fold))
        for at, seen, right in groups:
            if at == fold:
                found = trees.odds(seen)
                hits += right[found.index(max(found))]
    print(
        f"trees by themselves: codes of both sides right {hits / max(1, len(cases)):.3f} (cross-validated)", flush=True
    )
    return grow_pair(groups)


def grow_pair(
    groups: list[tuple[int, list[dict[str, float]], list[bool]]], without: int | None = None
) -> dict[str, Any]:
    """Trees that tell right fillings from others; events without a right one teach nothing; one fold left out."""
    kept = [(seen, right) for fold, seen, right in groups if fold != without and any(right)]
    rows = [row for seen, _ in kept for row in seen]
    return grow(rows, [good for _, right in kept for good in right], [1.0] * len(rows), number=120)


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
