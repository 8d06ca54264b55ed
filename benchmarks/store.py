"""A large store: what adding costs from start to end, how fast questions answer, whether copies taken are whole.

``python -m benchmarks.store --count 100000 --db FILE`` makes the store (or goes on with it) and writes the curve to
``store-curve.json`` beside it; as part of all benchmarks a small one is made. Synthetic reports: ``synthetic.py``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.synthetic import START, STATES, TOPICS, Generator
from lagebild.picture import add
from lagebild.picture import questions as ask
from lagebild.store import Store

SMALL = 2000
PIECE = 2500


def run(shared: Path) -> dict[str, float]:
    """The numbers for a store of SMALL reports. ``shared`` is not used."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder) / "lage.db", SMALL)


def measure(path: Path, count: int) -> dict[str, float]:
    """Fill a store and ask it; milliseconds of processor time a report at start and end, 95th percentile of answers."""
    with Store.open(path) as store:
        curve = fill(store, path, count)
        times = ask_all(store)
    every = sorted(value for values in times.values() for value in values)
    result = {f"p95 {name} ms": _percentile(sorted(values)) for name, values in times.items()}
    result |= {"reports": float(count), "p95 all questions ms": _percentile(every)}
    if curve:
        result |= {"ms a report at the start": curve[0][1], "ms a report at the end": curve[-1][1]}
    return result


def fill(store: Store, path: Path, count: int) -> list[tuple[int, float, float]]:
    """Add synthetic reports; (reports, ms of processor time, ms of clock time) a report for each piece added now."""
    done = ask.overview(store).versions
    waiting = islice(Generator().readings(count), done, None)
    curve: list[tuple[int, float, float]] = []
    kept = path.with_name("store-curve.json")
    while piece := list(islice(waiting, PIECE)):
        processor, clock = time.process_time(), time.perf_counter()
        for reading in piece:
            add(store, reading)
        spent = time.process_time() - processor, time.perf_counter() - clock
        done += len(piece)
        curve.append((done, *(round(value / len(piece) * 1000, 2) for value in spent)))
        earlier = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else []
        kept.write_text(json.dumps([*earlier, curve[-1]]), encoding="utf-8")
        if done // PIECE % 10 == 0:
            check_copy(store, path.with_name("copy.db"))
    return curve


def check_copy(store: Store, path: Path) -> None:
    """Raises AssertionError if a copy is not whole."""
    path.unlink(missing_ok=True)
    store.backup(path)
    copy = sqlite3.connect(path)
    assert copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
    copy.close()
    path.unlink()


def ask_all(store: Store, rounds: int = 25) -> dict[str, list[float]]:
    """Milliseconds of processor time that each question takes, asked with ever other words, all in turn."""
    choose = random.Random(3)
    times: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, question in questions(store, choose):
            start = time.process_time()
            question()
            times.setdefault(name, []).append((time.process_time() - start) * 1000)
    return times


def questions(store: Store, choose: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """One of each question with words by chance."""
    known = ask.overview(store)
    last = known.last or START
    day = START + dt.timedelta(days=choose.randint(0, max(1, (last - START).days)))
    month = day + dt.timedelta(days=30)
    one, other = choose.sample(STATES, 2)
    event, report = choose.randint(1, max(1, known.events)), f"s{choose.randint(1, max(1, known.reports))}"
    named = ask.report(store, report)
    name = named.claims[0].claim.actors[0].text if named and named.claims else "Nobody"
    yield "events", lambda: ask.events(store, limit=50, facets=False)
    yield "events with counts", lambda: ask.events(store)
    yield "events of an actor", lambda: ask.events(store, ask.Filter(actor=one, with_=other, status="occurred"))
    yield "events of a month", lambda: ask.events(store, ask.Filter(type="AID", since=day, until=month))
    yield "event", lambda: ask.event(store, event)
    yield "event as of", lambda: ask.event(store, event, as_of=last)
    yield "report", lambda: ask.report(store, report)
    yield "between", lambda: ask.between(store, one, other)
    yield "entity", lambda: ask.entity(store, name)
    yield "disputed", lambda: ask.disputed(store)
    yield "who says", lambda: ask.who_says(store, f"Sprecher {one}")
    yield "search", lambda: ask.search(store, choose.choice(TOPICS))
    yield "search for two", lambda: ask.search(store, f"{choose.choice(TOPICS)} {name}")
    yield "diff of a day", lambda: ask.diff(store, day, until=day)
    yield "today", lambda: ask.today(store)
    yield "network of a month", lambda: ask.network(store, ask.Filter(since=day, until=month))
    yield "map of a month", lambda: ask.map_points(store, ask.Filter(since=day, until=month))
    yield "sources", lambda: ask.sources(store)


def _percentile(values: list[float], share: float = 0.95) -> float:
    return round(values[min(len(values) - 1, int(share * len(values)))], 2)


def main() -> None:
    """Measure a store of the size given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=SMALL)
    parser.add_argument("--db", type=Path, default=Path("store-benchmark.db"))
    given = parser.parse_args()
    for name, value in measure(given.db, given.count).items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
