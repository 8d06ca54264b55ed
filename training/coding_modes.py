"""Counts of modes in the training gold, and the weights of what speaks for a mode."""

from __future__ import annotations

from collections import ChainMap, Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from benchmarks.gold import match_events
from lagebild.analysis.document import Document
from lagebild.coding.decide import Combiner, choose
from lagebild.coding.features import Candidate, lemma_key
from lagebild.coding.merge import groups, merge_group
from lagebild.coding.modes import NONE, choose_mode
from lagebild.coding.modes import key as mode_key
from training.coding_gold import Prepared


def fit_modes(
    prepared: list[Prepared], rows: Mapping[int, list[tuple[Candidate, bool]]], model: Combiner
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Counts of modes by type and by lemma, and how much each kind of evidence weighs (a small grid)."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    cases = []
    for item in prepared:
        document = item.example.document
        for claim in item.example.claims:
            table[claim["type"]][claim["mode"] or NONE] += 1
            for name in _mode_keys(document, claim):
                table[name][claim["mode"] or NONE] += 1
        scored = [replace(candidate) for candidate, _ in rows[id(item)]]
        found = groups(choose(scored, model, "joint"), document, model.merging)
        events = [merge_group(group) for group in found]
        for group, claim in zip(found, match_events(events, item.example), strict=True):
            if claim is not None:
                cases.append((group, claim["mode"], item, claim["type"]))
    known = [
        (group, mode, item.example.document.language, _without(table, item, event))
        for group, mode, item, event in cases
    ]
    best = (-1.0, {"prior": 1.0, "frame": 1.0, "silent": 0.3, "model": 1.0, "lemma": 1.0})
    for frame, model_weight, lemma, silent in product((0.5, 1.0, 2.0), (0.5, 1.0), (0.5, 1.0, 2.0), (0.1, 0.4)):
        weights = {"prior": 1.0, "frame": frame, "silent": silent, "model": model_weight, "lemma": lemma}
        right = sum(choose_mode(group, counts, weights, lang) == mode for group, mode, lang, counts in known)
        best = max(best, (right / max(len(known), 1), weights), key=lambda pair: pair[0])
    print(f"mode (none included): {best[0]:.3f} of {len(cases)} with {best[1]}")
    return {name: dict(counts) for name, counts in sorted(table.items())}, best[1]


def _mode_keys(document: Document, claim: Mapping[str, Any]) -> set[str]:
    words = {word.index: word for start, end in claim["spans"] for word in document.words_between(start, end)}
    return {
        mode_key(document.language, lemma_key(document, word), claim["type"])
        for word in words.values()
        if word.upos in ("VERB", "NOUN", "ADJ", "PROPN")
    }


def _without(table: Mapping[str, Counter[str]], item: Prepared, event: str) -> Mapping[str, Mapping[str, float]]:
    """The counts without what this report's claims of the type put there: a word is often used alike in one report."""
    changed: dict[str, Counter[str]] = {}
    for claim in item.example.claims:
        if claim["type"] == event:
            for name in {event, *_mode_keys(item.example.document, claim)}:
                changed.setdefault(name, Counter(table[name]))[claim["mode"] or NONE] -= 1
    return ChainMap({name: +counts for name, counts in changed.items()}, table)  # type: ignore[arg-type]
