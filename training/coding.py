"""Fit the combiner of event coding: ``python -m training.coding --shared ../shared``.

Reads the training gold (wikinews-train, english-train), the published annotation in ``gold/`` and the texts of
``training/corpus``, never the dev sets.
Everything that a report's own gold could leak into is left out for that report: counts of lemmas are kept without it,
and threshold and calibration come from cross-validation over reports. Writes ``src/lagebild/coding/data/combiner.json``
and prints the cross-validated figures.

The event heads know the reports they were trained on; their signals there are worn down first (:mod:`training.wear`).
With ``--held-out`` the model has not seen the published annotation nor a fifth of the corpus (``python -m training
--held-out``): signals there are as on a new text, count fully, and alone decide on calibration and threshold.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.gold import examples, match_events
from lagebild.coding.confidence import event_features
from lagebild.coding.decide import Combiner, from_data
from lagebild.coding.features import Candidate
from lagebild.coding.merge import merge_group, pair_features
from training.coding_gold import (
    CORPUS,
    FOLDS,
    Prepared,
    corpus_examples,
    groups_of,
    labelled,
    minus,
    near,
    prepare,
    published_examples,
    tables,
    tight,
    worn_examples,
)
from training.coding_modes import fit_modes
from training.coding_roles import fit_roles, role_cases
from training.data import held_out as is_held_out
from training.regression import regression

OUT = Path(__file__).parent.parent / "src/lagebild/coding/data/combiner.json"
WORN = 0.3
"""What a report counts, beside an unseen one, whose signals had to be worn down."""
EVENTFUL = 2
"""Claims of a report that calibration and threshold are set on: two thirds of the unseen reports are sport, accidents
and the like, far more than on a desk that reads political news, and would make the confidence of the others too low."""
CAUTION = 1.0
"""How far precision must stay above recall (on unseen reports, see ``--held-out``)."""


def without_model(features: Mapping[str, float]) -> dict[str, float]:
    """Features of the frames-only variant."""
    return {name: value for name, value in features.items() if "model" not in name}


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


def gather(shared: Path, *, held_out: bool, lean: bool = False) -> list[Prepared]:
    """All that is fitted on; ``lean`` leaves out what was written for training and the model knows."""
    unseen = published_examples(shared / "data/train")
    corpus = corpus_examples(is_held_out) if lean else corpus_examples()
    gold = [*examples(shared, ("wikinews-train", "english-train")), *unseen, *corpus]
    honest = {item.report.id for item in gold if item.report.publisher == CORPUS and is_held_out(item.report.id)}
    honest = honest | {item.report.id for item in unseen} if held_out else set()
    return prepare(worn_examples(gold, honest), honest)


def fit(shared: Path, trees_file: Path, *, held_out: bool) -> dict[str, Any]:
    """The whole fit; returns what is stored, the trees of the roles go to ``trees_file``."""
    prepared = gather(shared, held_out=held_out)
    total = tables(prepared)
    rows = {id(item): labelled(item, minus(total, item)) for item in prepared}
    reports = [item for item in prepared if not item.single]
    data: dict[str, Any] = {"counts": pruned(total), **fit_decision(prepared, rows)}
    joint = Combiner({"joint": data["weights"]["joint"]}, merging=data["merging"])
    cases = role_cases(reports, rows, joint)
    data["roles"] = {variant: fit_roles(cases, variant, trees_file) for variant in ("joint", "frames")}
    data["modes"], data["mode_weights"] = fit_modes(reports, rows, joint)
    return data


def refit_decision(shared: Path, stored: Mapping[str, Any], *, held_out: bool) -> dict[str, Any]:
    """A stored fit with new weights of triggers, merging and confidence; roles and modes stay.

    Leaves out the written texts that the model knows: a fifth of the time. Counts stay too, but for pairs of lemma and
    type that they lack, which new frames brought in.
    """
    prepared = gather(shared, held_out=held_out, lean=True)
    counts = with_new(stored["counts"], pruned(tables(prepared)))
    total = from_data({**stored, "counts": counts}).counts
    rows = {id(item): labelled(item, minus(total, item)) for item in prepared}
    return {**stored, "counts": counts, **fit_decision(prepared, rows)}


def with_new(stored: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Stored counts and those found for pairs of lemma and type that are not stored."""
    return {
        language: {
            lemma: {**found.get(language, {}).get(lemma, {}), **stored.get(language, {}).get(lemma, {})}
            for lemma in sorted({*stored.get(language, {}), *found.get(language, {})})
        }
        for language in sorted({*stored, *found})
    }


def fit_decision(
    prepared: list[Prepared], rows: Mapping[int, list[tuple[Candidate, bool]]]
) -> dict[str, dict[str, Any]]:
    """Weights of triggers, of merging, and of an event's confidence, and the thresholds."""
    merging = fit_merging([item for item in prepared if not item.single], rows)
    data: dict[str, dict[str, Any]] = {"merging": merging, "weights": {}, "calibration": {}, "threshold": {}}
    for variant in ("joint", "frames"):
        result = fit_variant(prepared, rows, variant, merging)
        for key in ("weights", "calibration", "threshold"):
            data[key][variant] = result[key]
    return data


def refit_roles(shared: Path, stored: Mapping[str, Any], trees_file: Path, *, held_out: bool) -> dict[str, Any]:
    """A stored fit with new weights of the roles; all else stays. Their trees go to ``trees_file``."""
    prepared = gather(shared, held_out=held_out)
    reports = [item for item in prepared if not item.single]
    total = tables(prepared)
    rows = {id(item): labelled(item, minus(total, item)) for item in reports}
    cases = role_cases(reports, rows, from_data(stored))
    return {**stored, "roles": {variant: fit_roles(cases, variant, trees_file) for variant in ("joint", "frames")}}


def fit_variant(
    prepared: list[Prepared],
    rows: Mapping[int, list[tuple[Candidate, bool]]],
    variant: str,
    merging: dict[str, float],
) -> dict[str, Any]:
    """Weights on all reports; calibration and threshold by cross-validation on real ones, unseen ones if there are."""

    def seen(candidate: Candidate, item: Prepared) -> dict[str, float]:
        features = candidate.features if variant == "joint" else without_model(candidate.features)
        if item.single:  # where a lone sentence stands says nothing
            features = {name: value for name, value in features.items() if not name.startswith(("where.", "report."))}
        if item.written:  # intercepts take up how eventful the corpus is
            features = {**features, "single" if item.single else "written": 1.0}
        return features

    def weights(items: Iterable[Prepared]) -> dict[str, float]:
        pairs = [(c, g, item) for item in items for c, g in rows[id(item)] if variant == "joint" or usable(c)]
        heft = [1.0 if variant == "frames" or item.honest or not some_honest else WORN for _, _, item in pairs]
        return regression([seen(c, item) for c, _, item in pairs], [good for _, good, _ in pairs], importance=heft)

    some_honest = any(item.honest for item in prepared)
    asked = [
        item
        for item in prepared
        if not item.written and (item.honest or not some_honest) and len(item.example.claims) >= EVENTFUL
    ]
    fold_of = {id(item): number % FOLDS for number, item in enumerate(asked)}
    outcomes: list[Outcome] = []
    claims = 0
    for fold in range(FOLDS):
        learned = weights(item for item in prepared if fold_of.get(id(item)) != fold)
        model = Combiner({variant: learned}, merging=merging)
        for item in asked:
            if fold_of[id(item)] != fold:
                continue
            scored = [replace(candidate) for candidate, _ in rows[id(item)] if variant == "joint" or usable(candidate)]
            found = groups_of(item, scored, model, variant)
            right = match_events([merge_group(group) for group in found], item.example)
            claims += sum(claim.get("core", True) for claim in item.example.claims)
            for values, claim in zip(event_features(found, item.example.document, merging), right, strict=True):
                if claim is None or claim.get("core", True):  # else only one of two readers sees the event
                    kept = values if variant == "joint" else without_model(values)
                    outcomes.append((fold, kept, claim is not None))
    threshold = sweep(unseen_confidences(outcomes), claims, variant)
    return {"weights": weights(prepared), "calibration": calibrate(outcomes), "threshold": threshold}


Outcome = tuple[int, dict[str, float], bool]
"""Fold of the report, features of an event, and whether the gold has it."""


def calibrate(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Weights of an event's features for its confidence."""
    kept = list(outcomes)
    return regression([values for _, values, _ in kept], [good for *_, good in kept], decay=2.0)


def unseen_confidences(outcomes: list[Outcome]) -> list[tuple[float, bool]]:
    """The confidence of every event by weights that were fitted on the other folds, and whether the gold has it."""
    found = []
    for fold in range(FOLDS):
        model = Combiner(calibration={"": calibrate(outcome for outcome in outcomes if outcome[0] != fold)})
        found += [(model.confidence(values, ""), good) for number, values, good in outcomes if number == fold]
    return found


def usable(candidate: Candidate) -> bool:
    """Whether a candidate would exist without the model."""
    return candidate.match is not None or candidate.features.get("lemma.odds", -9.0) > 0


def sweep(outcomes: list[tuple[float, bool]], claims: int, variant: str) -> float:
    """The confidence with the best F1 among those where precision beats recall (:data:`CAUTION`); prints the curve."""
    scored = sorted(outcomes, key=lambda pair: -pair[0])
    best, threshold, right = 0.0, 0.5, 0
    for number, (confidence, good) in enumerate(scored, 1):
        right += good
        precision, recall = right / number, right / claims
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        if f1 > best and precision >= CAUTION * recall and number > 20:
            best, threshold, kept = f1, confidence, (precision, recall)
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
    parser.add_argument("--held-out", action="store_true", help="the model saw neither gold/ nor a fifth of corpus/")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument(
        "--only", choices=("roles", "decision"), help="refit this part of the file --out, keep the others"
    )
    arguments = parser.parse_args()
    trees_file = arguments.out.with_name("trees.json")
    stored = json.loads(arguments.out.read_text(encoding="utf-8")) if arguments.only else {}
    if arguments.only == "roles":
        data = refit_roles(arguments.shared, stored, trees_file, held_out=arguments.held_out)
    elif arguments.only == "decision":
        data = refit_decision(arguments.shared, stored, held_out=arguments.held_out)
    else:
        data = fit(arguments.shared, trees_file, held_out=arguments.held_out)
    from_data(data)
    arguments.out.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
