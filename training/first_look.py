"""Fits the first look (``lagebild.engine.first_look``) on what the full path found in a store.

``python -m training.first_look --store LAGE.DB ...`` takes stores that were filled without a first look; those of the
shipped weights were filled with train texts only. Sentences in which a claim has a trigger count as needed. The
threshold is the highest that loses at most ``--lost`` of the claims of reports that the weights have not seen (five
folds by report); the weights that are kept are fitted on all.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lagebild.analysis.tokenizer import split_sentences
from lagebild.engine.first_look import SIZE, forms, pair_place, places, text_score
from lagebild.records import Furniture, Report, Span
from lagebild.reports import readable

FOLDS, ROUNDS = 5, 4
LENGTHS = (3, 8, None)
"""Sentences of texts: the threshold must hold for short ones too, which reports of training are cut into."""
RATE, DECAY = 0.15, 2e-6


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: the report it is of, places of its weights, words, how many claims have their first trigger here."""

    report: int
    places: NDArray[np.int64]
    words: int
    claims: int
    needed: bool


def examples(store: Path, language: str) -> Iterator[Example]:
    """All sentences of a store in a language. Copies are left out: a text may be in one fold only."""
    base = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    copies = {number for (number,) in base.execute("SELECT DISTINCT version_id FROM copy")}
    query = "SELECT id, text, furniture FROM version WHERE language = ?"
    for version, text, furniture in base.execute(query, (language,)).fetchall():
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
            yield Example(version, np.array(_all_places(words)), len(words), claims, needed)


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


@dataclass(frozen=True, slots=True)
class Text:
    """A report as the look sees it: its score, claims and words."""

    score: float
    claims: int
    words: int


def texts(given: list[Example], found: list[float], longest: int | None = None) -> list[Text]:
    """The reports of some sentences, least likely first; cut into texts of at most ``longest`` sentences."""
    by_report: dict[int, list[tuple[float, Example]]] = {}
    for score, example in zip(found, given, strict=True):
        by_report.setdefault(example.report, []).append((score, example))
    pieces = [
        each[start : start + (longest or len(each))]
        for each in by_report.values()
        for start in range(0, len(each), longest or len(each))
    ]
    result = [
        Text(text_score([score for score, _ in each]), sum(e.claims for _, e in each), sum(e.words for _, e in each))
        for each in pieces
    ]
    return sorted(result, key=lambda text: text.score)


def threshold(ranked: list[Text], lost: float) -> float:
    """The highest score below which at most that share of the claims lies."""
    allowed = lost * sum(text.claims for text in ranked)
    for text in ranked:
        allowed -= text.claims
        if allowed < 0:
            return text.score
    return 0.0


def main() -> None:
    """Fit, say what is skipped, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, action="append", required=True)
    parser.add_argument("--lost", type=float, default=0.005)
    parser.add_argument("--target", type=Path, default=Path("src/lagebild/engine/data/first_look.npz"))
    chosen = parser.parse_args()
    arrays: dict[str, NDArray[np.generic]] = {}
    for language in ("de", "en"):
        given = [
            replace(example, report=example.report * len(chosen.store) + number)
            for number, store in enumerate(chosen.store)
            for example in examples(store, language)
        ]
        found = scores(given)
        cut = min(threshold(texts(given, found, longest), chosen.lost) for longest in LENGTHS)
        for longest in LENGTHS:
            print(language, longest, _summary(texts(given, found, longest), cut))
        weights, bias = fit(given)
        scale = float(np.abs(weights).max()) / 127
        arrays[f"{language}.weights"] = np.round(weights / scale).astype(np.int8)
        arrays[f"{language}.numbers"] = np.array([scale, bias, cut])
    chosen.target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(chosen.target, **arrays)  # type: ignore[arg-type]


def _summary(ranked: list[Text], cut: float) -> dict[str, float]:
    out = [text for text in ranked if text.score < cut]
    claims = sum(text.claims for text in ranked)
    return {
        "reports": len(ranked),
        "without a claim": sum(not text.claims for text in ranked),
        "left out": len(out),
        "share of words": round(sum(text.words for text in out) / sum(text.words for text in ranked), 4),
        "claims": claims,
        "claims lost": round(sum(text.claims for text in out) / claims, 4),
    }


if __name__ == "__main__":
    main()
