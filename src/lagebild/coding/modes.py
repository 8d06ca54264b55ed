"""The mode of an event: what its frames, the model and the training gold say, weighed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lagebild.coding.features import Candidate

NONE = "none"
Table = Mapping[str, Mapping[str, float]]
"""Key to mode (``none`` included) to how often the training gold has it. Keys: a type, or a lemma and a type."""


def choose_mode(group: Iterable[Candidate], table: Table, weights: Mapping[str, float], language: str) -> str | None:
    """The likeliest mode of an event with these triggers; None where no mode is likelier than each.

    ``weights`` holds one number each for ``frame``, ``model``, ``lemma`` and ``prior``; without any counts for the type
    the frame's mode is taken, or none.
    """
    votes: dict[str, float] = defaultdict(float)
    group = list(group)
    event = group[0].type
    for mode, part in shares(table.get(event, {})).items():
        votes[mode] += weights.get("prior", 0.0) * part
    for rank, item in enumerate(group):
        heft = item.score if rank == 0 else 0.5 * item.score
        if item.match:
            votes[item.match.mode or NONE] += weights.get("frame" if item.match.mode else "silent", 1.0) * heft
        if item.signal:
            for mode, probability in item.signal.modes.items():
                votes[mode] += weights.get("model", 0.0) * probability * heft
        counts = table.get(key(language, item.lemma, event), {})
        seen = sum(counts.values())
        for mode, part in shares(counts).items():
            votes[mode] += weights.get("lemma", 0.0) * part * seen / (seen + 1) * heft
    best = max(votes.items(), key=lambda pair: pair[1], default=(NONE, 0.0))[0]
    return None if best == NONE else best


def key(language: str, lemma: str, event: str) -> str:
    """Where the counts of a lemma stand in the table."""
    return f"{language}/{lemma}/{event}"


def shares(counts: Mapping[str, float]) -> dict[str, float]:
    """Counts as parts of one."""
    total = sum(counts.values())
    return {mode: number / total for mode, number in counts.items()} if total else {}
