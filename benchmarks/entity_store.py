"""A million made-up entities: time to import, and time of a look-up (``python -m benchmarks.entity_store``).

A look-up is measured twice: by the clock, and by the processor time it took. On two cores with five other jobs a
look-up by the clock is 0.08 ms in the median but 16 to 20 ms in the 99th percentile: one in a hundred is put aside by
the scheduler for another process' time slice. The processor time of the same look-ups is 0.08 ms, in the 99th
percentile 0.5 ms (300,000 people), so neither the index nor the page cache is the cause.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from lagebild.entities.importers import read
from lagebild.entities.store import Store

SYLLABLES = [
    "ka",
    "ro",
    "min",
    "sche",
    "ba",
    "tu",
    "li",
    "dor",
    "ne",
    "wa",
    "zi",
    "pol",
    "ga",
    "ri",
    "stan",
    "ov",
    "mar",
]


def _names(count: int) -> Iterator[str]:
    dice = random.Random(1)
    for _ in range(count):
        given = "".join(dice.choices(SYLLABLES, k=2))
        last = "".join(dice.choices(SYLLABLES, k=dice.choice((2, 3, 4))))
        yield f"{given.title()} {last.title()}"


def measure(count: int) -> dict[str, float]:
    """Seconds to import ``count`` FollowTheMoney people, and milliseconds of a look-up: by the clock and of work."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.json"
        with path.open("w", encoding="utf-8") as stream:
            for number, name in enumerate(_names(count)):
                row = {"id": f"X-{number}", "schema": "Person", "properties": {"name": [name], "country": ["de"]}}
                stream.write(json.dumps(row) + "\n")
        start = time.perf_counter()
        with Store(Path(folder) / "entities.db", write=True) as store:
            store.add(read(path))
        seconds = time.perf_counter() - start
        times, work = [], []
        with Store(Path(folder) / "entities.db") as store:
            for name in list(_names(count))[:: max(1, count // 2000)]:
                begin, busy = time.perf_counter(), time.process_time()
                store.find(name)
                times.append(1000 * (time.perf_counter() - begin))
                work.append(1000 * (time.process_time() - busy))
    return {"import.s": round(seconds, 1), "find.ms.median": round(statistics.median(times), 3),
            "find.ms.p99": round(statistics.quantiles(times, n=100)[98], 3),
            "find.cpu_ms.median": round(statistics.median(work), 3),
            "find.cpu_ms.p99": round(statistics.quantiles(work, n=100)[98], 3)}  # fmt: skip


if __name__ == "__main__":
    print(measure(1_000_000))
