"""Fits the first look (``lagebild.analysis.first_look``) on what the full path found in a store.

``python -m training.first_look --store LAGE.DB`` takes a store that ``training.first_look_texts`` has filled. Sentences
in which a claim has a trigger count as needed. The threshold is the highest at which sentences that are left out hold
at most ``--lost`` of the claims, in reports that the weights have not seen (five folds by report), of all and of each
kind of texts with enough claims to tell; the weights that are kept are fitted on all.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lagebild.analysis.first_look import SIZE, forms, pair_place, places, to_read
from lagebild.analysis.tokenizer import split_sentences
from lagebild.records import Furniture, Report, Span
from lagebild.reports import readable

FOLDS, ROUNDS = 5, 4
RATE, DECAY = 0.15, 2e-6
ENOUGH = 300
"""Claims of a kind of texts from which a share of them is asked for: with fewer it would hang on one or two."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: the report it is of, places of its weights, words, how many claims have their first trigger here."""

    kind: str
    report: int
    places: NDArray[np.int64]
    words: int
    claims: int
    needed: bool


def examples(store: Path, language: str) -> Iterator[Example]:
    """All sentences of a store in a language. Copies are left out: a text may be in one fold only."""
    base = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    copies = {number for (number,) in base.execute("SELECT DISTINCT version_id FROM copy")}
    query = "SELECT v.id, r.key, text, furniture FROM version v JOIN report r ON r.id = report_id WHERE language = ?"
    for version, key, text, furniture in base.execute(query, (language,)).fetchall():
        if version in copies:
            continue
        marks = [Furniture(kind, Span(start, end)) for kind, start, end in json.loads(furniture)]
        triggers = base.execute(
            "SELECT e.claim_id, e.start FROM evidence e JOIN claim c ON c.id = e.claim_id "
            "WHERE c.version_id = ? AND e.kind = 'trigger' ORDER BY e.claim_id, e.number",
            (version,),
        ).fetchall()
        first = dict(reversed(triggers))
        for tokens in split_sentences(readable(Report("", text, language, furniture=marks)), language):
            start, end = tokens[0].start, tokens[-1].end
            words = forms(word for token in tokens for word in token.words)
            needed = any(start <= at < end for _, at in triggers)
            claims = sum(start <= at < end for at in first.values())
            yield Example(key.rpartition(" ")[0], version, np.array(_all_places(words)), len(words), claims, needed)


def _all_places(words: list[str]) -> list[int]:
    found = [place for word in words for place in places(word)]
    return found + [pair_place(one, other) for one, other in pairwise(words)]


def fit(given: list[Example], seed: int = 1) -> tuple[NDArray[np.float32], float]:
    """Logistic regression by averaged steps; weights and bias."""
    draw = random.Random(seed)
    weights, total = np.zeros(SIZE, np.float64), np.zeros(SIZE, np.float64)
    bias, bias_total, steps = 0.0, 0.0, 0
    for number in range(ROUNDS):
        draw.shuffle(given)
        rate = RATE / (1 + number)
        for example in given:
            score = bias + weights[example.places].sum()
            error = float(example.needed) - 1 / (1 + np.exp(-np.clip(score, -30, 30)))
            np.add.at(weights, example.places, rate * error / np.sqrt(len(example.places)))
            bias += 0.1 * rate * error
        weights *= 1 - DECAY * len(given)
        if number:
            total += weights
            bias_total += bias
            steps += 1
    return (total / steps).astype(np.float32), bias_total / steps


def scores(given: list[Example]) -> list[float]:
    """Of each sentence by weights that were fitted without its report."""
    reports = sorted({example.report for example in given})
    random.Random(2).shuffle(reports)
    fold = {report: place % FOLDS for place, report in enumerate(reports)}
    found = [0.0] * len(given)
    for number in range(FOLDS):
        weights, bias = fit([example for example in given if fold[example.report] != number])
        for place, example in enumerate(given):
            if fold[example.report] == number:
                found[place] = bias + float(weights[example.places].sum())
    return found


def left_out(given: list[Example], found: list[float], cut: float) -> list[Example]:
    """The sentences that are not read with a threshold."""
    by_report: dict[int, list[int]] = {}
    for at, example in enumerate(given):
        by_report.setdefault(example.report, []).append(at)
    out = []
    for rows in by_report.values():
        chosen = to_read([found[at] >= cut for at in rows])
        out += [given[at] for at, kept in zip(rows, chosen, strict=True) if not kept]
    return out


def threshold(given: list[Example], found: list[float], lost: float) -> float:
    """The highest that loses at most that share of the claims, of all and of each kind's with enough."""
    totals = claims_of(given)
    asked = {kind: claims for kind, claims in totals.items() if kind is None or claims >= ENOUGH}
    for cut in np.arange(0, -10, -0.1):
        gone = claims_of(left_out(given, found, cut))
        if all(gone[kind] <= lost * claims for kind, claims in asked.items()):
            return float(cut)
    return -10.0


def claims_of(given: list[Example]) -> Counter[str | None]:
    """Claims by kind, and all of them under None."""
    found = Counter[str | None]()
    for example in given:
        found[example.kind] += example.claims
        found[None] += example.claims
    return found


def summary(given: list[Example], out: list[Example], kind: str | None) -> dict[str, float]:
    """What is left out and lost of a kind of texts, or of all."""
    these, gone = ([item for item in some if kind in (None, item.kind)] for some in (given, out))
    reports = Counter(example.report for example in these)
    whole = sum(count == reports[report] for report, count in Counter(example.report for example in gone).items())
    return {
        "reports": len(reports),
        "left out": whole,
        "sentences": len(these),
        "sentences left out": len(gone),
        "share of words": round(sum(example.words for example in gone) / sum(example.words for example in these), 4),
        "claims": sum(example.claims for example in these),
        "claims lost": sum(example.claims for example in gone),
    }


def main() -> None:
    """Fit, say what is skipped, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--lost", type=float, default=0.01)
    parser.add_argument("--target", type=Path, default=Path("src/lagebild/analysis/data/first_look.npz"))
    chosen = parser.parse_args()
    arrays: dict[str, NDArray[np.generic]] = {}
    for language in ("de", "en"):
        given = list(examples(chosen.store, language))
        found = scores(given)
        cut = threshold(given, found, chosen.lost)
        out = left_out(given, found, cut)
        for kind in (None, *sorted({example.kind for example in given})):
            print(kind or f"{language}, all", summary(given, out, kind))
        weights, bias = fit(given)
        scale = float(np.abs(weights).max()) / 127
        arrays[f"{language}.weights"] = np.round(weights / scale).astype(np.int8)
        arrays[f"{language}.numbers"] = np.array([scale, bias, cut])
    chosen.target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(chosen.target, **arrays)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
