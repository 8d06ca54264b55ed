"""How speed grows with workers, **simulated**: the work of a worker is replaced by sleeping for its measured time.

What is real: processes, batches, pickling of readings with their claims, the order of results, and (with ``store``) the
one process that adds to the picture. What is not: the workers' processors, caches and memory, and the network between
machines. So it shows what the one coordinating process can serve, and nothing about a worker.

``python -m benchmarks.scale --seconds 0.35``
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from lagebild.engine.storing import A_TRANSACTION
from lagebild.records import Reading, Report
from lagebild.reports import ReportError


class Sleeper:
    """Sleeps for as long as reading takes, and gives readings that were made before."""

    def __init__(self, samples: Path, seconds: float) -> None:
        self._samples: list[Reading] = pickle.loads(samples.read_bytes())
        self._seconds = seconds

    def read(self, reports: Iterable[Report | ReportError]) -> Iterator[Reading | ReportError]:
        """Each report with the claims of a sample."""
        for item in reports:
            if isinstance(item, ReportError):
                yield item
                continue
            time.sleep(self._seconds)
            sample = self._samples[int(item.id.rpartition("-")[2]) % len(self._samples)]
            report = replace(sample.report, id=item.id, publisher=item.publisher)
            claims = [replace(claim, id=f"{item.id}-{place}", report_id=item.id)
                      for place, claim in enumerate(sample.claims)]  # fmt: skip
            yield Reading(report, claims, sample.grounding, sample.vector)


def samples(shared: Path, target: Path, count: int = 32) -> None:
    """Real readings of pages of 400 words."""
    from benchmarks.engine import pages, reports
    from lagebild.pipeline import Reader

    found = [each for each in Reader().read(reports(pages(shared, count, seed=3))) if isinstance(each, Reading)]
    target.write_bytes(pickle.dumps(found))


def speed(path: Path, seconds: float, workers: int, *, store: bool, per_worker: int = 96) -> float:
    """Reports a second with so many sleeping workers, from the first result on."""
    from lagebild.engine import read_all
    from lagebild.picture import add_all
    from lagebild.store import Store

    count = per_worker * workers
    texts = (Report(f"r-{number}", "Text", "de", publisher=f"outlet {number % 50}") for number in range(count))
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "lage.db") as target:
        begun, done = 0.0, 0
        waiting: list[Reading] = []
        make = partial(Sleeper, path, seconds)
        for result in read_all(texts, driver="cores", workers=workers, make=make, batch=8):
            begun = begun or time.perf_counter()
            done += 1
            if store and isinstance(result, Reading):
                waiting.append(result)
                if len(waiting) == A_TRANSACTION:
                    add_all(target, waiting)
                    waiting.clear()
        return (done - 8 * workers) / (time.perf_counter() - begun)


def table(shared: Path, seconds: float, workers: Iterable[int]) -> list[dict[str, Any]]:
    """Speeds with and without storing; ``perfect`` is what sleeping alone would allow."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "samples"
        samples(shared, path)
        return [
            {
                "workers": number, "perfect": round(number / seconds, 1),
                "reading": round(speed(path, seconds, number, store=False), 1),
                "reading and storing": round(speed(path, seconds, number, store=True), 1),
            }
            for number in workers
        ]  # fmt: skip


def main() -> None:
    """Print a line for each number of workers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--seconds", type=float, required=True, help="measured time of a worker for one report")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4, 8, 16])
    arguments = parser.parse_args()
    for row in table(arguments.shared, arguments.seconds, arguments.workers):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
