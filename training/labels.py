"""The label inventory: what each head of the network can say."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass

FEATURES = (
    "Case", "Number", "Gender", "Person", "Tense", "Mood", "VerbForm", "PronType",
    "Definite", "Degree", "Voice", "Polarity", "Poss", "Reflex", "NumType",
)  # fmt: skip
NAME_TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
STATUSES = ("occurred", "ongoing", "planned", "possible", "hypothetical", "negated")
ARC_LABELS = ("actor", "recipient", "source", "message", "addressee")
RARE = 30
"""Relations and feature values seen less often are not learned as such."""


@dataclass(frozen=True)
class Labels:
    """All label lists; the position in a list is the class number. Stored beside the model."""

    upos: list[str]
    relations: list[str]
    features: dict[str, list[str]]
    names: list[str]
    events: list[str]
    modes: list[str]
    statuses: list[str]
    arcs: list[str]

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return asdict(self)


def count_labels(
    sentences: list[list[tuple[str, str, dict[str, str]]]],
) -> tuple[list[str], list[str], dict[str, list[str]]]:
    """Labels seen in sentences of (upos, relation, feats); each feature's list starts with "", which is absent."""
    upos: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    values: dict[str, Counter[str]] = {f: Counter() for f in FEATURES}
    for sentence in sentences:
        for tag, relation, feats in sentence:
            upos[tag] += 1
            relations[relation] += 1
            for name in FEATURES:
                if name in feats:
                    values[name][feats[name]] += 1
    bases = {r.partition(":")[0] for r in relations}
    kept = bases | {r for r, n in relations.items() if n >= RARE}
    features = {f: ["", *sorted(v for v, n in values[f].items() if n >= RARE)] for f in FEATURES}
    return sorted(upos), sorted(kept), features
