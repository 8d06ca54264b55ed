"""Fit the combiner of event coding: ``python -m training.coding --shared ../shared``.

Reads the training gold (wikinews-train, english-train) and the sentences of ``training/corpus``, never the dev sets.
Everything that a report's own gold could leak into is left out for that report: counts of lemmas are kept without it,
and threshold and calibration come from cross-validation over reports. Writes ``src/lagebild/coding/data/combiner.json``
and prints the cross-validated figures.

If the model was trained with a held-out fifth of the gold (``--held-out``), only that fifth tells how far the model's
event signals can be trusted, so the weights of the joint variant are fitted on it alone. Otherwise the signals are worn
down first (:mod:`training.wear`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cache import analysed
from benchmarks.gold import Example, examples, match_events
from lagebild import pipeline
from lagebild.analysis.document import Document
from lagebild.coding import spotted
from lagebild.coding.assign import SIDES, Person, Side, describe, gate_features, people, probability
from lagebild.coding.decide import Combiner, choose, event_features, from_data
from lagebild.coding.events import Event
from lagebild.coding.features import MODEL_MINIMUM, Candidate, keys, lemma_key
from lagebild.coding.match import find
from lagebild.coding.merge import groups, merge, merge_group, pair_features
from lagebild.coding.modes import NONE, choose_mode
from lagebild.coding.modes import key as mode_key
from lagebild.coding.own import Frames
from lagebild.coding.roles import Cast
from lagebild.coding.ties import Ties
from lagebild.records import Report
from training.corpus import corpus
from training.wear import worn

OUT = Path(__file__).parent.parent / "src/lagebild/coding/data/combiner.json"
FOLDS = 5
CAUTION = 1.1
"""How far precision must stay above recall: a wrong claim costs a user more than a missing one, and the model knows the
training gold, so that new texts come out a little less precise."""
NEAR = 80
"""Characters between a trigger and the gold's that still count as the same place (the scorer's figure)."""
CORPUS = "training corpus"
"""Publisher given to the sentences of ``training/corpus``."""
UNCLEAR = 0.3
"""From this probability of the model on, a word beside the gold's trigger is neither right nor wrong."""
MARGIN = 0.06
"""The threshold keeps precision this much above recall: a wrong claim costs a user more than a missing one."""
Pair = tuple[str, str]


@dataclass(slots=True)
class Prepared:
    """A training report with its candidates' raw material."""

    example: Example
    own: dict[Pair, list[float]] = field(default_factory=dict)
    """(lemma, type) to right and wrong in this report."""
    fold: int = 0
    extra: bool = False
    """A single sentence of the corpus: teaches the weights, but no threshold, calibration, roles or modes."""


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


def near(document: Document, word: int, spans: Iterable[Sequence[int]]) -> bool:
    """Whether a word stands within reach of one of the spans."""
    start, end = document.words[word].start, document.words[word].end
    return any(start - NEAR < last and first - NEAR < end for first, last in spans)


def tight(document: Document, word: int, spans: Iterable[Sequence[int]]) -> bool:
    """Whether a word overlaps one of the spans."""
    start, end = document.words[word].start, document.words[word].end
    return any(start < last and first < end for first, last in spans)


def count(example: Example, pairs: Mapping[str, set[str]], by_key: Mapping[int, str]) -> dict[Pair, list[float]]:
    """How often each lemma of a report states each type it can state, and how often it does not."""
    found: dict[Pair, list[float]] = defaultdict(lambda: [0.0, 0.0])
    spans: dict[str, list[Sequence[int]]] = defaultdict(list)
    for claim in example.claims:
        spans[claim["type"]] += claim["spans"]
    for index, lemma in by_key.items():
        for event in pairs.get(lemma, ()):
            if tight(example.document, index, spans[event]):
                found[lemma, event][0] += 1
            elif not near(example.document, index, spans[event]):
                found[lemma, event][1] += 1
    return dict(found)


def stated(example: Example, by_key: Mapping[int, str]) -> set[Pair]:
    """Lemmas inside the gold's trigger spans with the type stated there."""
    words = example.document.words_between
    return {
        (by_key[word.index], claim["type"])
        for claim in example.claims
        for start, end in claim["spans"]
        for word in words(start, end)
        if word.index in by_key
    }


def prepare(gold: list[Example]) -> list[Prepared]:
    """Counts for each report, over the pairs that any report or frame names."""
    pairs: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    all_keys = []
    for example in gold:
        document, language = example.document, example.document.language
        matches = find(document, Frames().lexicon(language))
        by_key = keys(document, matches)
        all_keys.append(by_key)
        found = stated(example, by_key)
        found |= {(by_key.get(match.trigger, ""), match.frame.type) for match in matches}
        found |= {
            (by_key.get(signal.word, ""), event)
            for signal in document.events
            for event, chance in signal.types.items()
            if chance >= MODEL_MINIMUM
        }
        for lemma, event in found:
            pairs[language][lemma].add(event)
    prepared = []
    for example, by_key in zip(gold, all_keys, strict=True):
        digest = hashlib.sha256(example.report.id.encode()).digest()[0]
        own = count(example, pairs[example.document.language], by_key)
        prepared.append(Prepared(example, own, digest % FOLDS, extra=example.report.publisher == CORPUS))
    return prepared


def tables(
    prepared: Iterable[Prepared], without: Prepared | None = None
) -> dict[str, dict[str, dict[str, tuple[float, float]]]]:
    """Summed counts by language, lemma, type; one report's own left out."""
    total: dict[str, dict[str, dict[str, list[float]]]] = defaultdict(lambda: defaultdict(dict))
    for item in prepared:
        if item is without:
            continue
        for (lemma, event), (right, wrong) in item.own.items():
            cell = total[item.example.document.language][lemma].setdefault(event, [0.0, 0.0])
            cell[0] += right
            cell[1] += wrong
    return {
        language: {
            lemma: {event: (cell[0], cell[1]) for event, cell in table.items()} for lemma, table in lemmas.items()
        }
        for language, lemmas in total.items()
    }


def minus(total: Mapping[str, Any], item: Prepared) -> dict[str, Any]:
    """The summed counts without one report's own."""
    language = item.example.document.language
    lemmas = dict(total[language])
    for (lemma, event), (right, wrong) in item.own.items():
        table = dict(lemmas[lemma])
        table[event] = (table[event][0] - right, table[event][1] - wrong)
        lemmas[lemma] = table
    return {**total, language: lemmas}


def labelled(item: Prepared, counts: Mapping[str, Any]) -> list[tuple[Candidate, bool]]:
    """The candidates of a report, and whether the gold has the event there."""
    example = item.example
    cast = Cast(example.document, example.report, example.grounding)
    found = []
    for candidate in spotted(example.document, cast, Frames(), Combiner(counts=dict(counts))):
        spans = [span for claim in example.claims if claim["type"] == candidate.type for span in claim["spans"]]
        good = tight(example.document, candidate.word, spans)
        if not good and near(example.document, candidate.word, spans):
            # a frame's word close to the gold's trigger states the same event; other words there only stand beside it
            if candidate.match is None and (candidate.model or 0.0) >= UNCLEAR:
                continue
            good = candidate.match is not None
        found.append((candidate, good))
    return found


def regression(
    rows: list[dict[str, float]], labels: Sequence[bool], decay: float = 2.0, importance: Sequence[float] | None = None
) -> dict[str, float]:
    """Logistic regression by Newton's method; ``decay`` is the L2 penalty (on standardised features)."""
    names = sorted({name for row in rows for name in row})
    index = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names) + 1), np.float32)
    heft = np.ones(len(rows), np.float32) if importance is None else np.asarray(importance, np.float32)
    for number, row in enumerate(rows):
        for name, value in row.items():
            matrix[number, index[name]] = value
    scale = matrix[:, :-1].std(axis=0)
    scale[scale < 1e-9] = 1.0
    matrix[:, :-1] /= scale
    matrix[:, -1] = 1.0
    target = np.asarray(labels, np.float32)
    weights = np.zeros(len(names) + 1)
    penalty = np.full(len(weights), decay)
    penalty[-1] = 1e-6
    for _ in range(30):
        guess = 1 / (1 + np.exp(-np.clip(matrix @ weights.astype(np.float32), -30, 30)))
        gradient = matrix.T @ (heft * (guess - target)) + penalty * weights
        curvature = (matrix * (heft * guess * (1 - guess))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-3:
            break
    found = {name: round(float(weights[number] / scale[number]), 4) for name, number in index.items()}
    return {"bias": round(float(weights[-1]), 4), **{name: value for name, value in found.items() if value}}


def without_model(features: Mapping[str, float]) -> dict[str, float]:
    """Features of the frames-only variant."""
    return {name: value for name, value in features.items() if "model" not in name}


def events_of(item: Prepared, scored: list[Candidate], model: Combiner, variant: str) -> list[Event]:
    """Merged events of a report before any threshold."""
    return merge(choose(scored, model, variant), item.example.document, model.merging)


def fit_merging(prepared: list[Prepared], rows: Mapping[int, list[tuple[Candidate, bool]]]) -> dict[str, float]:
    """Weights of what tells that two triggers state one event: pairs of the gold's triggers, same claim or not."""
    features, labels = [], []
    for item in prepared:
        document = item.example.document
        placed: list[tuple[Candidate, set[int]]] = []
        for candidate, good in rows[id(item)]:
            if good:
                claims = item.example.claims
                fits = {
                    n
                    for n, c in enumerate(claims)
                    if c["type"] == candidate.type and near(document, candidate.word, c["spans"])
                }
                inside = {n for n in fits if tight(document, candidate.word, claims[n]["spans"])}
                placed.append((candidate, inside or fits))
        for number, (first, mine) in enumerate(placed):
            for second, yours in placed[:number]:
                if first.type == second.type and first.word != second.word:
                    features.append(pair_features(first, second, document))
                    labels.append(bool(mine & yours))
    print(f"merging: {len(labels)} pairs of triggers, {sum(labels)} of one event")
    return regression(features, labels, decay=3.0)


def corpus_examples() -> list[Example]:
    """The sentences of the training corpus as reports of their own."""
    found = []
    for language in ("de", "en"):
        records, claims = corpus(language)
        documents = analysed([(record["text"], language) for record in records])
        for record, document in zip(records, documents, strict=True):
            report = Report(record["id"], record["text"], language, publisher=CORPUS)
            own = [claim for claim in claims if claim["doc"] == record["id"]]
            found.append(Example(report, document, pipeline.ground(document, report), own))
    return found


def worn_examples(gold: list[Example]) -> list[Example]:
    """The examples with signals as good as on unseen reports."""
    matches = [find(item.document, Frames().lexicon(item.document.language)) for item in gold]
    used: Counter[str] = Counter()
    lemmas = []
    for item, found in zip(gold, matches, strict=True):
        lemmas.append({lemma for lemma, _ in stated(item, keys(item.document, found))})
        used.update(lemmas[-1])
    result = []
    for number, (item, found) in enumerate(zip(gold, matches, strict=True)):
        named = [(match.trigger, match.frame.type) for match in found]
        known = {lemma for lemma, uses in used.items() if uses > (lemma in lemmas[number])}
        result.append(replace(item, document=worn(item.document, named, known, number)))
    return result


def fit(shared: Path, *, held_out: bool) -> dict[str, Any]:
    """The whole fit; returns what is stored."""
    gold = [*examples(shared, ("wikinews-train", "english-train")), *corpus_examples()]
    if not held_out:
        gold = worn_examples(gold)
    prepared = prepare(gold)
    total = tables(prepared)
    data: dict[str, Any] = {"weights": {}, "calibration": {}, "threshold": {}, "roles": {}, "counts": pruned(total)}
    rows = {id(item): labelled(item, minus(total, item)) for item in prepared}
    extra = [item for item in prepared if item.extra]
    prepared = [item for item in prepared if not item.extra]
    data["merging"] = fit_merging(prepared, rows)
    for variant in ("joint", "frames"):
        usable = [item for item in prepared if variant == "frames" or not held_out or item.fold == 0]
        result = fit_variant(usable, extra, rows, variant, data["merging"])
        for key in ("weights", "calibration", "threshold"):
            data[key][variant] = result[key]
    cases = role_cases(prepared, rows, Combiner({"joint": data["weights"]["joint"]}, merging=data["merging"]))
    data["roles"] = {
        variant: {side: _fit_side(cases[side], side, variant) for side in SIDES} for variant in ("joint", "frames")
    }
    joint = Combiner({"joint": data["weights"]["joint"]}, merging=data["merging"])
    data["modes"], data["mode_weights"] = fit_modes(prepared, rows, joint)
    return data


def fit_variant(
    prepared: list[Prepared],
    extra: list[Prepared],
    rows: Mapping[int, list[tuple[Candidate, bool]]],
    variant: str,
    merging: dict[str, float],
) -> dict[str, Any]:
    """Weights on all reports; calibration and threshold by cross-validation."""

    def seen(candidate: Candidate, single: bool) -> dict[str, float]:
        features = candidate.features if variant == "joint" else without_model(candidate.features)
        if single:  # where a lone sentence stands says nothing; its own intercept takes up how eventful the corpus is
            features = {name: value for name, value in features.items() if not name.startswith(("where.", "report."))}
            features["single"] = 1.0
        return features

    def weights(items: Iterable[Prepared]) -> dict[str, float]:
        chosen = [*items, *extra]
        pairs = [(c, g, item.extra) for item in chosen for c, g in rows[id(item)] if variant == "joint" or usable(c)]
        return regression([seen(candidate, single) for candidate, _, single in pairs], [good for _, good, _ in pairs])

    outcomes: list[tuple[float, dict[str, float], bool]] = []
    claims = 0
    folds = np.arange(len(prepared)) % FOLDS
    for fold in range(FOLDS):
        learned = weights(item for item, f in zip(prepared, folds, strict=True) if f != fold)
        model = Combiner({variant: learned}, merging=merging)
        for item, f in zip(prepared, folds, strict=True):
            if f != fold:
                continue
            scored = [replace(candidate) for candidate, _ in rows[id(item)] if variant == "joint" or usable(candidate)]
            events = events_of(item, scored, model, variant)
            right = match_events(events, item.example)
            claims += sum(claim.get("core", True) for claim in item.example.claims)
            for event, claim in zip(events, right, strict=True):
                scores = [trigger.score for trigger in event.triggers]
                values = event_features(scores, bool(event.actors) + bool(event.recipients))
                outcomes.append((max(scores), values, claim is not None))
    calibration = regression([values for _, values, _ in outcomes], [good for *_, good in outcomes], decay=1.0)
    for name in event_features([0.5], 0):
        calibration.setdefault(name, 0.0)
    threshold = sweep(outcomes, Combiner(calibration={variant: calibration}), claims, variant)
    return {"weights": weights(prepared), "calibration": calibration, "threshold": threshold}


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
                cases[side].append(Case(number % FOLDS, options, wanted, event, ties))
    return cases


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
                cases.append((group, claim["mode"], document.language, document, claim))
    known = [
        (group, mode, language, _without(table, document, claim)) for group, mode, language, document, claim in cases
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


def _without(
    table: Mapping[str, Counter[str]], document: Document, claim: Mapping[str, Any]
) -> Mapping[str, Mapping[str, float]]:
    """The counts without this claim's own, for the keys that matter here."""
    changed: dict[str, Mapping[str, float]] = {}
    for name in _mode_keys(document, claim):
        counts = Counter(table[name])
        counts[claim["mode"] or NONE] -= 1
        changed[name] = +counts
    return ChainMap(changed, table)  # type: ignore[arg-type]


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


def _fit_side(cases: list[Case], side: Side, variant: str) -> dict[str, float]:
    """Weights of the role signs; threshold and gate by the cross-validated agreement of the side's codes."""
    if variant == "frames":
        cases = [
            replace(case, options=[(without_arcs(signs), good, code) for signs, good, code in case.options])
            for case in cases
        ]

    def learn(chosen: Iterable[int]) -> dict[str, float]:
        folds = set(chosen)
        pairs = [(signs, good) for case in cases if case.fold in folds for signs, good, _ in case.options]
        # most people are far from the event and clearly not in it: a quarter of them, each counted four times, will do
        kept = [pair for n, pair in enumerate(pairs) if pair[1] or not dull(pair[0]) or n % 4 == 0]
        heft = [4.0 if not good and dull(signs) else 1.0 for signs, good in kept]
        return regression([signs for signs, _ in kept], [good for _, good in kept], decay=3.0, importance=heft)

    ranked: list[tuple[Case, list[tuple[float, str | None]]]] = []
    for fold in range(FOLDS):
        weights = learn(set(range(FOLDS)) - {fold})
        for case in cases:
            if case.fold == fold:
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


def usable(candidate: Candidate) -> bool:
    """Whether a candidate would exist without the model."""
    return candidate.match is not None or candidate.features.get("lemma.odds", -9.0) > 0


def sweep(outcomes: list[tuple[float, dict[str, float], bool]], model: Combiner, claims: int, variant: str) -> float:
    """The confidence with the best F1 among those where precision beats recall (:data:`CAUTION`); prints the curve."""
    weights = model.calibration[variant]
    scored = sorted(
        (
            (1 / (1 + np.exp(-(weights["bias"] + sum(weights[n] * v for n, v in values.items())))), good)
            for _, values, good in outcomes
        ),
        key=lambda pair: -pair[0],
    )
    best, threshold, right = 0.0, 0.5, 0
    for number, (confidence, good) in enumerate(scored, 1):
        right += good
        precision, recall = right / number, right / claims
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        if f1 > best and precision >= CAUTION * recall and number > 20:
            best, threshold, kept = f1, float(confidence), (precision, recall)
    print(
        f"{variant}: cross-validated what F1 {best:.3f} (p {kept[0]:.3f} r {kept[1]:.3f}) at confidence {threshold:.3f}"
    )
    bins = Counter(min(9, int(confidence * 10)) for confidence, _ in scored)
    hits = Counter(min(9, int(confidence * 10)) for confidence, good in scored if good)
    print("  reliability", {f"{b / 10:.1f}": f"{hits[b] / bins[b]:.2f} of {bins[b]}" for b in sorted(bins)})
    return round(threshold, 4)


def pruned(total: Mapping[str, Any]) -> dict[str, Any]:
    """Counts worth shipping: pairs that were ever right, or wrong at least three times."""
    return {
        language: {
            lemma: kept
            for lemma, table in sorted(lemmas.items())
            if (kept := {e: [r, w] for e, (r, w) in sorted(table.items()) if r > 0 or w >= 3})
        }
        for language, lemmas in total.items()
    }


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--held-out", action="store_true", help="the model never saw the reports of fold 0")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    data = fit(arguments.shared, held_out=arguments.held_out)
    from_data(data)
    arguments.out.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
