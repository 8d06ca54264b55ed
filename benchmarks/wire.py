"""A simulated day of 200 feeds on servers that lie, stall, repeat, change and die: what is missing, what is double.

The servers are real (on 127.0.0.1), the clock is simulated, the store is real; reports are stored without being read,
crashes and failures of the store are thrown in. All of ``missing``, ``twice``, ``foreign``, ``old version`` and
``wrong day`` must be 0.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path


def run(shared: Path, *, feeds: int = 200, per_feed: int = 24, hours: float = 24.0) -> dict[str, float]:
    """The figures; ``shared`` is not used."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from lagebild.wire.clock import SimulatedClock
    from tests.wire.simulation import compare, live
    from tests.wire.world import START, World

    logging.disable(logging.CRITICAL)
    started = time.perf_counter()
    clock = SimulatedClock(START)
    with tempfile.TemporaryDirectory() as folder:
        with World(clock, feeds=feeds, hosts=8, hours=hours, per_feed=per_feed) as world:
            happened = live(world, Path(folder))
        result: dict[str, float] = {"feeds": feeds, "articles": len(world.articles)}
        result |= {f"server {name}": number for name, number in sorted(world.answers.items())}
        result |= dict(sorted(happened.items())) | compare(world, Path(folder))
    logging.disable(logging.NOTSET)
    return result | {"seconds": round(time.perf_counter() - started, 1)}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--per-feed", type=int, default=24)
    parser.add_argument("--hours", type=float, default=24.0)
    arguments = parser.parse_args()
    found = run(Path(), feeds=arguments.feeds, per_feed=arguments.per_feed, hours=arguments.hours)
    for name, number in found.items():
        print(f"{name}\t{number:g}")


if __name__ == "__main__":
    main()
