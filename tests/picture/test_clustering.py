from __future__ import annotations

from itertools import combinations
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from lagebild.picture.clustering import TOGETHER, cluster


def groups(result: list[list[int]]) -> set[frozenset[int]]:
    return {frozenset(group) for group in result}


def test_strong_links_join_weak_ones_do_not() -> None:
    scores = {(1, 2): 0.9, (2, 3): 0.9, (1, 3): 0.8, (3, 4): 0.6}
    assert groups(cluster([1, 2, 3, 4], scores, set())) == {frozenset({1, 2, 3}), frozenset({4})}


def test_chain_does_not_drag_far_ends_together() -> None:
    scores = {(1, 2): 0.9, (2, 3): 0.6, (3, 4): 0.9}
    assert groups(cluster([1, 2, 3, 4], scores, set())) == {frozenset({1, 2}), frozenset({3, 4})}


def test_claims_of_one_text_stay_apart() -> None:
    scores = {(1, 3): 0.9, (2, 3): 0.8}
    assert groups(cluster([1, 2, 3], scores, {(1, 2)})) == {frozenset({1, 3}), frozenset({2})}


def test_a_persons_word_joins_what_nothing_links() -> None:
    assert groups(cluster([1, 2, 3], {}, {(1, 2)}, [(1, 2)])) == {frozenset({1, 2}), frozenset({3})}


@given(st.data())
def test_order_of_the_scores_does_not_matter(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 9))
    pairs = list(combinations(range(size), 2))
    values = data.draw(st.lists(st.floats(0, 1), min_size=len(pairs), max_size=len(pairs), unique=True))
    scores = dict(zip(pairs, values, strict=True))
    shuffled = dict(data.draw(st.permutations(list(scores.items()))))
    assert cluster(list(range(size)), scores, set()) == cluster(list(range(size)), shuffled, set())


@given(st.integers(1, 12))
def test_every_claim_is_in_one_group(size: int) -> None:
    scores = {pair: 1 / (1 + sum(pair)) for pair in combinations(range(size), 2)}
    found = cluster(list(range(size)), scores, set())
    assert sorted(claim for group in found for claim in group) == list(range(size))


def plainly(size: int, scores: dict[tuple[int, int], float], apart: set[tuple[int, int]]) -> list[list[int]]:
    """The same by looking through all pairs of groups after each join."""
    made = [[number] for number in range(size)]
    while True:
        fits: list[tuple[float, int, int]] = []
        for one, other in combinations(range(size), 2):
            pairs = [(min(a, b), max(a, b)) for a in made[one] for b in made[other]]
            if pairs and not apart.intersection(pairs):
                fits.append((-round(mean(scores.get(pair, 0.0) for pair in pairs), 9), one, other))
        if not fits or -min(fits)[0] < TOGETHER:
            return [sorted(group) for group in made if group]
        _, one, other = min(fits)
        made[one] += made[other]
        made[other] = []


@given(st.data())
def test_the_best_pair_of_all_is_joined_each_time(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 9))
    pairs = list(combinations(range(size), 2))
    few = st.sampled_from([0.0, 0.25, 0.375, 0.5, 0.625, 0.75, 1.0])  # exact in binary, and many alike
    scores = {pair: data.draw(few) for pair in pairs}
    apart = {pair for pair in pairs if data.draw(st.sampled_from([False, False, False, True]))}
    assert cluster(list(range(size)), scores, apart) == plainly(size, scores, apart)
