"""kill -9 while reports are added, at random points: nothing is half there, nothing lost, nothing doubled.

A child process adds a fixed list of reports, each told on its output once it is in; it is killed, and another goes on
with the same list from the start, as a person would. After every kill the file is checked, at the end it is compared
with a store that nobody disturbed. ``python -m benchmarks.kill --kills 200``.
"""

from __future__ import annotations

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.synthetic import Generator
from lagebild.picture import add
from lagebild.store import Store

REPORTS = 400
KILLS = 20


def run(shared: Path) -> dict[str, float]:
    """A short round. ``shared`` is not used."""
    return kills(KILLS, REPORTS)


def kills(count: int, reports: int, seed: int = 5) -> dict[str, float]:
    """Kill ``count`` times while ``reports`` reports are added. Raises AssertionError if anything is not whole."""
    choose = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path, told = Path(folder) / "lage.db", set[str]()
        done = 0
        while done < count:
            if len(told) == reports:  # all in: begin anew
                path, told = Path(folder) / f"lage{done}.db", set()
            told |= _killed(path, reports, choose.uniform(0.0, 1.2), str(seed))
            done += 1
            check(path, told)
        _finish(path, reports, seed)
        undisturbed = Path(folder) / "undisturbed.db"
        _finish(undisturbed, reports, seed)
        assert content(path) == content(undisturbed)
    return {"kills": float(done), "reports in the end": float(reports)}


def child(path: Path, reports: int, seed: int) -> None:
    """Add the reports, telling each one that is in."""
    with Store.open(path) as store:
        print("open", flush=True)
        for reading in Generator(seed).readings(reports):
            add(store, reading)
            print(reading.report.id, flush=True)


def _killed(path: Path, reports: int, wait: float, seed: str) -> set[str]:
    """Start a child, kill it after it has been at work for a while, return the reports that it said are in."""
    command = [sys.executable, "-m", "benchmarks.kill", "--child", str(path), "--reports", str(reports), "--seed", seed]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline() if wait > 0.15 else ""  # now and then while the tables are made
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        lines = [first, *process.stdout]
    return {line.strip() for line in lines if line.endswith("\n")} - {"open", ""}


def check(path: Path, told: set[str]) -> None:
    """What was said to be in is in, all of it; and each report once. Raises AssertionError."""
    if not path.exists():
        assert not told
        return
    database = sqlite3.connect(path)
    try:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'report'").fetchone():
            assert not told
            return
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        keys = [key for (key,) in database.execute("SELECT key FROM report")]
        assert told <= set(keys), f"lost: {sorted(told - set(keys))}"
        assert len(keys) == len(set(keys))
        orphans = "SELECT count(*) FROM claim WHERE event_id IS NULL"
        assert database.execute(orphans).fetchone() == (0,), "a claim without event"
        bare = "SELECT count(*) FROM version v WHERE NOT EXISTS (SELECT 1 FROM claim c WHERE c.version_id = v.id)"
        assert database.execute(bare).fetchone() == (0,), "a report without its claims"
        words = "SELECT (SELECT count(*) FROM version), (SELECT count(*) FROM report_text)"
        versions, texts = database.execute(words).fetchone()
        assert versions == texts, "the full text index is behind"
    finally:
        database.close()


def _finish(path: Path, reports: int, seed: int) -> None:
    with Store.open(path) as store:
        for reading in Generator(seed).readings(reports):
            add(store, reading)


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a store holds, without moments."""
    database = sqlite3.connect(path)
    try:
        queries = {
            "reports": "SELECT key, number, digest FROM version JOIN report ON report.id = report_id ORDER BY 1, 2",
            "claims": "SELECT key, type, status, event_id FROM claim ORDER BY 1",
            "parties": "SELECT claim_id, role, number, text FROM party ORDER BY 1, 2, 3",
            "events": "SELECT id, type, label, reports, origins, disputed FROM event ORDER BY 1",
        }
        return {name: database.execute(query).fetchall() for name, query in queries.items()}
    finally:
        database.close()


def main() -> None:
    """The long round, or the child."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--child", type=Path)
    given = parser.parse_args()
    if given.child:
        child(given.child, given.reports, given.seed)
        return
    for name, value in kills(given.kills, given.reports, given.seed).items():
        print(f"{name}: {value:g}")


if __name__ == "__main__":
    main()
