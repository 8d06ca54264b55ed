"""A long run from HTML pages to stored claims, which can be stopped and gone on with.

``python -m benchmarks.long --folder FOLDER --pages 20000`` reads the feed of :mod:`benchmarks.feed` into
``FOLDER/lage.db`` and writes a line to ``FOLDER/marks.jsonl`` every 96 pages: pages, claims, clock, CPU seconds of the
process that stores and of each worker, resident MB of each. ``--report`` only sums these lines up.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from benchmarks.engine import cpu_of, family, memory_of
from benchmarks.feed import Feed, day
from lagebild.engine.storing import A_TRANSACTION

EVERY = 96


def reports(feed: Feed, first: int, last: int) -> Iterator[Any]:
    """Reports of the pages ``first`` to ``last`` (exclusive)."""
    from lagebild.records import Report
    from lagebild.reports.formats import html

    for number in range(first, last):
        for item in html.read(feed.page(number), f"page-{number}"):
            if isinstance(item, Report):
                item.id, item.published, item.publisher = f"page-{number}", day(number), f"outlet {number % 50}"
            yield item


def run(shared: Path, folder: Path, last: int, driver: str, workers: int) -> None:
    """Read on to page ``last``."""
    from lagebild.engine import read_all
    from lagebild.picture import add_all
    from lagebild.picture import questions as ask
    from lagebild.records import Reading
    from lagebild.store import Store

    folder.mkdir(parents=True, exist_ok=True)
    with Store.open(folder / "lage.db") as store:
        done = ask.overview(store).reports
        results = read_all(reports(Feed(shared), done, last), driver=driver, workers=workers)
        claims, since = 0, time.perf_counter()
        while batch := list(islice(results, A_TRANSACTION)):
            readings = [item for item in batch if isinstance(item, Reading)]
            add_all(store, readings)
            done += len(batch)
            claims += sum(len(item.claims) for item in readings)
            if done % EVERY < A_TRANSACTION or done >= last:
                _mark(folder, {"pages": done, "claims": claims, "seconds": round(time.perf_counter() - since, 1)})


def _mark(folder: Path, mark: dict[str, Any]) -> None:
    me = os.getpid()
    each = {("writer" if pid == me else str(pid)): pid for pid in [me, *family(me)]}
    mark |= {"run": me, "cpu": {name: round(cpu_of(pid), 2) for name, pid in each.items()}}
    mark |= {"MB": {name: round(memory_of(pid)) for name, pid in each.items()}}
    with (folder / "marks.jsonl").open("a", encoding="utf8") as file:
        file.write(json.dumps(mark) + "\n")


def summary(folder: Path) -> dict[str, Any]:
    """The whole run and its halves: CPU seconds a page of the writer and of all, memory; starts are not counted."""
    marks = [json.loads(line) for line in (folder / "marks.jsonl").read_text("utf8").splitlines()]
    steps = [(a, b) for a, b in pairwise(marks) if a["run"] == b["run"]]
    half = marks[-1]["pages"] / 2
    parts = {"whole": steps, "first half": [s for s in steps if s[1]["pages"] <= half]}
    parts |= {"second half": [s for s in steps if s[1]["pages"] > half]}
    return {"pages": marks[-1]["pages"]} | {name: _part(each) for name, each in parts.items() if each}


def _part(steps: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, float]:
    pages = sum(b["pages"] - a["pages"] for a, b in steps)
    writer = sum(b["cpu"]["writer"] - a["cpu"]["writer"] for a, b in steps)
    total = sum(b["cpu"][name] - a["cpu"].get(name, b["cpu"][name]) for a, b in steps for name in b["cpu"])
    workers = [[mb for name, mb in b["MB"].items() if name != "writer" and mb > 100] for _, b in steps]
    return {
        "pages": pages,
        "claims a page": round(sum(b["claims"] - a["claims"] for a, b in steps) / pages, 1),
        "pages a second as run": round(pages / sum(b["seconds"] - a["seconds"] for a, b in steps), 2),
        "CPU s a page": round(total / pages, 3),
        "CPU s a page of the writer": round(writer / pages, 3),
        "MB of the writer": round(sum(b["MB"]["writer"] for _, b in steps) / len(steps)),
        "MB of a worker": round(sum(map(sum, workers)) / max(1, sum(map(len, workers)))),
        "MB of all": round(sum(sum(b["MB"].values()) for _, b in steps) / len(steps)),
    }


def main() -> None:
    """Run, or sum up what has run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--driver", default="cores")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--report", action="store_true")
    given = parser.parse_args()
    if not given.report:
        run(given.shared, given.folder, given.pages, given.driver, given.workers)
    print(json.dumps(summary(given.folder), indent=1))


if __name__ == "__main__":
    main()
