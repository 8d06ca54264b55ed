"""A simulated day: nothing missing, nothing twice. benchmarks/wire.py does the same with 200 feeds."""

from lagebild.wire.clock import SimulatedClock
from tests.wire.simulation import compare, live
from tests.wire.world import START, World


def test_a_day_of_bad_servers_crashes_and_a_failing_store(tmp_path):
    clock = SimulatedClock(START)
    with World(clock, feeds=6, hosts=2, hours=8, per_feed=5, misbehave=0.2) as world:
        happened = live(world, tmp_path, fail=0.1, crash=0.1, grace=36)
    assert set(compare(world, tmp_path).values()) == {0}, (compare(world, tmp_path), happened)
    assert happened["crash after store"]
    assert happened["store failed"]
    assert happened["changed"]
    assert world.answers["dead"]
    assert world.answers["stall"]
    assert happened["item skipped"] == sum(article.paywalled for article in world.articles)
