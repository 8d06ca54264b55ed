"""Two independent readings of the same reports: how far they agree, and one annotation of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.gold import load_module

Claims = list[dict[str, Any]]


def agreement(first: Claims, second: Claims, both: Container[str], scorer: Path) -> dict[str, float]:
    """F1 of the second reader against the first (what, whom, source, marked; symmetric but for rounding)."""
    module = load_module(scorer)
    sides = [[module.norm(claim) for claim in claims if claim["doc"] in both] for claims in (first, second)]
    result = module.score(*sides)[0]
    return {name: result[name]["f1"] for name in ("what", "whom", "source", "marked")}


def merged(first: Claims, second: Claims, both: Container[str], scorer: Path) -> Iterator[dict[str, Any]]:
    """One annotation: ``core`` true with the second version as ``alt`` where both have a claim, else false.

    Claims of reports that only one reader read have no ``core``.
    """
    module = load_module(scorer)
    pairs: dict[str, tuple[Claims, Claims]] = defaultdict(lambda: ([], []))
    for side, claims in enumerate((first, second)):
        for claim in claims:
            pairs[claim["doc"]][side].append(claim)
    for doc in sorted(pairs):
        one, two = pairs[doc]
        if doc not in both:
            yield from [*one, *two]
            continue
        found = sorted(module.match([module.norm(c) for c in one], [module.norm(c) for c in two], module.RULES["what"]))
        for left, right in found:
            yield {**one[left], "core": True, "alt": {k: v for k, v in two[right].items() if k != "doc"}}
        yield from _alone(one, {left for left, _ in found})
        yield from _alone(two, {right for _, right in found})


def _alone(claims: Iterable[dict[str, Any]], taken: Container[int]) -> Iterator[dict[str, Any]]:
    for number, claim in enumerate(claims):
        if number not in taken:
            yield {**claim, "core": False}
