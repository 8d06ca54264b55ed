"""Fits the learned reader of speech on four fifths of SpkAtt 2023: ``python -m training.speech SHARED``.

Two steps. The signs of words and stretches (:mod:`lagebild.attribution.speech_signs`) are fitted on the training
speeches by logistic regression. The model's cue signals are far better on those speeches than on others, as it was
trained on them, so how far they are believed beside the signs (eight numbers) is fitted on the held-out fifth; the
figures printed for that fifth are cross-fitted over its speeches. Needs scikit-learn.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.spkatt import Place, annotations, held_out, parse, score
from lagebild.analysis.document import Document
from lagebild.attribution import speech
from lagebild.attribution.speech import Speech
from lagebild.attribution.speech_model import Weights, key, weights
from lagebild.attribution.speech_signs import ROLES, View, cue_of, of_cue, of_link, of_stretch, tail
from lagebild.attribution.speech_stretches import stretches

OUT = Path(__file__).parent.parent / "src/lagebild/attribution/data/speech_de.npz"
CUE_C, ROLE_C = 1.0, 0.3
"""Inverse strength of the penalty, the best of 0.1, 0.3, 1 and 3 by average precision (cues) and match (roles)."""
LEAST = 3
"""A sign must be seen so often in training to get a weight."""
KNOWN = 0.02
"""Share of a lemma's uses as a cue from which on it is a candidate."""
Gold = list[dict[str, set[int]]]


@dataclass(slots=True)
class Rows:
    """Signs with the right answers, and the speech each row is of."""

    signs: list[set[int]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    heft: list[float] = field(default_factory=list)
    speech: list[int] = field(default_factory=list)
    extra: list[tuple[float, ...] | None] = field(default_factory=list)


def gold_of(record: dict[str, Any], places: Sequence[Place]) -> Gold:
    """Annotations of a speech as word indices."""
    at: dict[Place, list[int]] = defaultdict(list)
    for index, place in enumerate(places):
        at[place].append(index)
    return [
        {role: {i for place in annotation.get(role) or [] for i in at[tuple(place)]} for role in ("cue", *ROLES)}
        for annotation in record["annotations"]
    ]


def cue_rows(parsed: list[tuple[Document, Gold]], known: frozenset[int]) -> Rows:
    """One row a candidate word."""
    rows = Rows()
    for number, (document, gold) in enumerate(parsed):
        view, right = View(document), {i for annotation in gold for i in annotation["cue"]}
        ruled, signals = speech.rules(document), speech.cue_signals(view)
        for word in speech.candidates(view, ruled, known):
            rows.signs.append({key(sign) for sign in of_cue(view, word, ruled.get(word.index))})
            rows.answers.append(int(word.index in right))
            rows.heft.append(1.0)
            rows.speech.append(number)
            rows.extra.append(signals.get(word.index))
    return rows


def role_rows(parsed: list[tuple[Document, Gold]]) -> Rows:
    """One row a stretch around a cue; long ones weigh more."""
    rows = Rows()
    for number, (document, gold) in enumerate(parsed):
        view = View(document)
        for annotation in gold:
            if not annotation["cue"]:
                continue
            common = cue_of(view, annotation["cue"])
            size = sum(map(len, annotation.values())) + 10
            for stretch in stretches(document, annotation["cue"]):
                counts = Counter(_role(annotation, index) for index in stretch.words)
                rows.signs.append({key(sign) for sign in of_stretch(view, common, stretch)})
                rows.answers.append(counts.most_common(1)[0][0])
                rows.heft.append(min(3.0, 0.3 + 10 * len(stretch.words) / size))
                rows.speech.append(number)
    return rows


def _role(annotation: dict[str, set[int]], index: int) -> int:
    return next((n for n, role in enumerate(ROLES, 1) if index in annotation[role]), 0)


@dataclass(slots=True)
class Fitted:
    """Signs in order, their weights by answer, and the biases."""

    keys: list[int]
    weights: np.ndarray
    bias: np.ndarray

    def scores(self, signs: Sequence[set[int]]) -> np.ndarray:
        """Log-odds by row and answer."""
        return np.asarray(_matrix(signs, self.keys) @ self.weights + self.bias)

    def arrays(self, name: str) -> dict[str, np.ndarray]:
        """Weights in 8 bits with a scale an answer; signs without any weight are left out."""
        scale = np.abs(self.weights).max(axis=0) / 127
        small = np.round(self.weights / scale).astype(np.int8)
        kept = np.flatnonzero(small.any(axis=1))
        return {
            f"{name}_keys": np.array(self.keys, np.uint32)[kept],
            name: small[kept],
            f"{name}_scale": scale.astype(np.float32),
            f"{name}_bias": self.bias.astype(np.float32),
        }


def _matrix(signs: Sequence[set[int]], keys: list[int]) -> csr_matrix:
    column = {k: n for n, k in enumerate(keys)}
    found = [sorted(column[k] for k in row if k in column) for row in signs]
    starts = np.cumsum([0, *map(len, found)])
    flat = [n for row in found for n in row]
    return csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(signs), len(keys)))


def fit(rows: Rows, answers: Sequence[int], strength: float) -> Fitted:
    """One regression an answer against all others."""
    counts = Counter(k for row in rows.signs for k in row)
    keys = sorted(k for k, n in counts.items() if n >= LEAST)
    matrix, right, heft = _matrix(rows.signs, keys), np.array(rows.answers), np.array(rows.heft)
    weights, bias = [], []
    for answer in answers:
        model = LogisticRegression(C=strength, solver="liblinear", tol=1e-2)
        model.fit(matrix, right == answer, sample_weight=heft)
        weights.append(model.coef_[0])
        bias.append(model.intercept_[0])
    return Fitted(keys, np.array(weights).T, np.array(bias))


def known_lemmas(parsed: list[tuple[Document, Gold]]) -> frozenset[int]:
    """Lemmas, and ends of nouns, that are cues often enough."""
    used: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for document, gold in parsed:
        right = {i for annotation in gold for i in annotation["cue"]}
        for word in document.words:
            lemma = word.lemma.lower()
            for name in (lemma, tail(lemma)) if word.upos == "NOUN" else (lemma,):
                used[name] += 1
                cues[name] += word.index in right
    return frozenset(key(name) for name, n in cues.items() if n and n >= KNOWN * used[name])


def link_rows(parsed: list[tuple[Document, Gold]]) -> Rows:
    """One row a pair of a word and its governor of which at least one is a cue word."""
    rows = Rows()
    for number, (document, gold) in enumerate(parsed):
        view = View(document)
        own = {i: n for n, annotation in enumerate(gold) for i in annotation["cue"]}
        for index, upper in speech.edges(document, set(own)):
            rows.signs.append({key(sign) for sign in of_link(view, index)})
            rows.answers.append(int(own.get(index, -1) == own.get(upper, -2)))
            rows.heft.append(1.0)
            rows.speech.append(number)
    return rows


def trust(rows: Rows, scores: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """How scores and signals are joined, with the bias at the end."""
    matrix = np.array([speech.evidence(float(scores[i]), rows.extra[i]) for i in chosen])
    model = LogisticRegression(max_iter=500).fit(matrix, np.array(rows.answers)[chosen])
    return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)


def cross_fitted(rows: Rows, scores: np.ndarray, documents: Sequence[Document], learned: Weights) -> list[list[Speech]]:
    """What is read in the held-out speeches when the trust of each fifth of them is fitted on the others."""
    part, found = np.array(rows.speech) % 5, []
    trusts = [trust(rows, scores, np.flatnonzero(part != number)) for number in range(5)]
    for number, document in enumerate(documents):
        found.append(speech.read(document, replace(learned, trust=trusts[number % 5])))
    return found


def main() -> None:
    """Fit, write the weights, print sizes and the cross-fitted figures."""
    shared = Path(sys.argv[1])
    text = (shared / "data/train/spkatt-2023/train.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line) for line in text.splitlines()]
    both = parse(records)
    parsed = [(document, gold_of(record, places)) for record, (document, places) in zip(records, both, strict=True)]
    train = [pair for pair, record in zip(parsed, records, strict=True) if not held_out(record["id"])]
    kept = [number for number, record in enumerate(records) if held_out(record["id"])]
    known = known_lemmas(train)
    cue = fit(cue_rows(train, known), [1], CUE_C)
    print("cues", cue.weights.shape, flush=True)
    role = fit(role_rows(train), range(len(ROLES) + 1), ROLE_C)
    print("roles", role.weights.shape, flush=True)
    link = fit(link_rows(train), [1], CUE_C)
    rows = cue_rows([parsed[number] for number in kept], known)
    scores = cue.scores(rows.signs)[:, 0]
    np.savez_compressed(
        OUT,
        **cue.arrays("cue"),
        **role.arrays("role"),
        **link.arrays("link"),
        trust=trust(rows, scores, np.arange(len(rows.answers))),
        known=np.array(sorted(known), np.uint32),
    )
    print(OUT.stat().st_size, "bytes", flush=True)
    learned = weights("de")
    assert learned is not None
    found = cross_fitted(rows, scores, [both[number][0] for number in kept], learned)
    predicted = [annotations(one, both[number][1]) for one, number in zip(found, kept, strict=True)]
    print(score(shared, [records[number] for number in kept], predicted))


if __name__ == "__main__":
    main()
