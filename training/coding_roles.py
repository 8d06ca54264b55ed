"""Fit of the role signs: who of all in a report acts in an event, and whether a role is filled at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.gold import match_events
from lagebild.coding.assign import SIDES, Person, Side, describe, gate_features, people, probability
from lagebild.coding.decide import Combiner
from lagebild.coding.events import Event
from lagebild.coding.features import Candidate
from lagebild.coding.roles import Cast
from lagebild.coding.ties import Ties
from training.coding_gold import FOLDS, Prepared, events_of
from training.regression import regression

WRITTEN = 0.3
"""What a text written for training counts beside a real report."""


@dataclass(frozen=True)
class Case:
    """One side of an event that the gold has."""

    fold: int
    options: list[tuple[dict[str, float], bool, str | None]]
    """Signs, truth and code of everybody in the report."""
    wanted: frozenset[str]
    """The gold's codes."""
    event: Event
    ties: Ties
    written: bool = False
    """Of a text written for training: it teaches the signs, but thresholds and gate are for real reports."""


def role_cases(
    prepared: list[Prepared], rows: Mapping[int, list[tuple[Candidate, bool]]], model: Combiner
) -> dict[Side, list[Case]]:
    """For events that the gold has: everybody's signs, whether the gold means them, and the codes the gold gives."""
    cases: dict[Side, list[Case]] = {"actor": [], "recipient": []}
    for number, item in enumerate(prepared):
        scored = [replace(candidate) for candidate, _ in rows[id(item)]]
        events = events_of(item, scored, model, "joint")
        cast = Cast(item.example.document, item.example.report, item.example.grounding)
        everybody = people(cast)
        for event, claim in zip(events, match_events(events, item.example), strict=True):
            if claim is None:
                continue
            ties = Ties(event.triggers, item.example.document)
            for side in SIDES:
                gold = claim[f"{side}s"]
                wanted = frozenset(str(party.get("country")) for party in gold)
                options = [
                    (describe(event, person, side, cast, ties), means(person, gold), cast.party(person.main).code)
                    for person in everybody
                ]
                cases[side].append(Case(number % FOLDS, options, wanted, event, ties, item.written))
    return cases


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


def fit_side(cases: list[Case], side: Side, variant: str) -> dict[str, float]:
    """Weights of the role signs; threshold and gate by the cross-validated agreement of the side's codes."""
    if variant == "frames":
        cases = [
            replace(case, options=[(without_arcs(signs), good, code) for signs, good, code in case.options])
            for case in cases
        ]

    def learn(chosen: Iterable[int]) -> dict[str, float]:
        folds = set(chosen)
        pairs = [
            (signs, good, WRITTEN if case.written else 1.0)
            for case in cases
            if case.fold in folds
            for signs, good, _ in case.options
        ]
        # most people are far from the event and clearly not in it: a quarter of them, each counted four times, will do
        kept = [pair for n, pair in enumerate(pairs) if pair[1] or not dull(pair[0]) or n % 4 == 0]
        heft = [4.0 * weight if not good and dull(signs) else weight for signs, good, weight in kept]
        return regression([pair[0] for pair in kept], [pair[1] for pair in kept], decay=3.0, importance=heft)

    ranked: list[tuple[Case, list[tuple[float, str | None]]]] = []
    for fold in range(FOLDS):
        weights = learn(set(range(FOLDS)) - {fold})
        for case in cases:
            if case.fold == fold and not case.written:
                order = sorted(((probability(f, weights), c) for f, _, c in case.options), key=lambda pair: -pair[0])
                ranked.append((case, order))
    best = max((_with_gate(ranked, side, threshold) for threshold in (0.3, 0.4, 0.5, 0.6)), key=lambda pair: pair[0])
    print(f"{variant} {side}: codes of the side right in {best[0]:.3f} of {len(ranked)} gold events (cross-validated)")
    return {**learn(range(FOLDS)), **best[1]}


def _with_gate(
    ranked: list[tuple[Case, list[tuple[float, str | None]]]], side: Side, threshold: float
) -> tuple[float, dict[str, float]]:
    """Share of events with the right codes at a threshold, with a gate learned for those below it; its weights."""
    right = 0
    rows: list[tuple[dict[str, float], bool, bool, int]] = []
    for case, order in ranked:
        taken = frozenset(str(code) for chance, code in order if chance >= threshold)
        if taken or not order:
            right += taken == case.wanted
            continue
        values = gate_features([chance for chance, _ in order], case.event, side, case.ties)
        rows.append((values, frozenset({str(order[0][1])}) == case.wanted, not case.wanted, case.fold))
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


def dull(features: Mapping[str, float]) -> bool:
    """Whether nothing but prominence speaks for a person."""
    return not (features.get("here") or features.get("slot") or features.get("slot.other") or features.get("previous"))
