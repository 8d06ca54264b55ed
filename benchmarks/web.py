"""Pages under load: 95th percentile of the server's time a page, with 20 readers at once and a writer adding.

A reader asks for a page, looks at it for LOOK seconds, asks for the next. ``python -m benchmarks.web --db FILE``
measures on a store made by ``benchmarks.store``; as part of all benchmarks a small one is made.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path

import httpx

from benchmarks.store import SMALL
from benchmarks.synthetic import STATES, TOPICS, Generator
from lagebild.picture import add
from lagebild.picture import questions as ask
from lagebild.store import Store

READERS, LOOK, SECONDS, PORT = 20, 1.0, 30.0, 8399
PAGES = (
    "today",
    "events",
    "facets",
    "event",
    "report",
    "entity",
    "pair",
    "network",
    "map",
    "search",
    "sources",
    "review",
)


def run(shared: Path) -> dict[str, float]:
    """Milliseconds a page on a store of SMALL reports. ``shared`` is not used."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lage.db"
        with Store.open(path) as store:
            for reading in Generator().readings(SMALL):
                add(store, reading)
        return measure(path)


def measure(path: Path, seconds: float = SECONDS) -> dict[str, float]:
    """Serve a copy of the store to READERS and add to it meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "lage.db"
        shutil.copy(path, copy)
        command = [shutil.which("lagebild", path=str(Path(sys.executable).parent)) or "lagebild", "serve"]
        command += ["--db", str(copy), "--port", str(PORT), "--rate", "100000"]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            return _asked(copy, server, seconds)
        finally:
            server.terminate()
            server.wait(20)


def _asked(path: Path, server: subprocess.Popen[str], seconds: float) -> dict[str, float]:
    base = f"http://127.0.0.1:{PORT}"
    lines: list[str] = []
    logging = threading.Thread(target=lambda: lines.extend(server.stderr or ()), daemon=True)
    logging.start()
    _wait(base)
    with Store.open(path) as store:
        known = ask.overview(store)
    stop = time.monotonic() + seconds
    with httpx.Client(base_url=base, timeout=60, trust_env=False) as client:
        for name in PAGES:
            client.get(_address(name, random.Random(1), known.versions, known.events))
    lines.clear()
    readers = [
        threading.Thread(target=_read, args=(base, stop, number, known.versions, known.events))
        for number in range(READERS)
    ]
    writer = threading.Thread(target=_write, args=(path, stop, known.versions))
    for thread in (*readers, writer):
        thread.start()
    for thread in (*readers, writer):
        thread.join()
    server.terminate()
    logging.join(20)
    return _result(lines)


def _result(lines: list[str]) -> dict[str, float]:
    """The server's own times from its log, by page; answers that lead on elsewhere are left out."""
    times: dict[str, list[float]] = {}
    failed = 0
    for line in lines:
        found = re.search(r"GET (/\w*)\S* (\d+) (\d+) ms", line)
        if found:
            failed += found[2].startswith("5")
            times.setdefault(found[1], []).append(float(found[3]))
    every = sorted(value for values in times.values() for value in values)
    result = {f"p95 {name} ms": _p95(sorted(values)) for name, values in sorted(times.items())}
    return result | {"p95 all pages ms": _p95(every), "pages": float(len(every)), "failed": float(failed)}


def _p95(values: list[float]) -> float:
    return values[min(len(values) - 1, int(0.95 * len(values)))] if values else 0.0


def _wait(base: str) -> None:
    for _ in range(120):
        try:
            httpx.get(f"{base}/static/icon.svg", trust_env=False)
            return
        except httpx.TransportError:
            time.sleep(0.5)
    raise RuntimeError("the server did not start")


def _address(name: str, dice: random.Random, versions: int, events: int) -> str:
    states = dice.sample(STATES[:12], 2)
    return {
        "today": "/",
        "events": "/events",
        "facets": f"/events?with={states[0]}&type=CONSULT",
        "event": f"/event/{dice.randint(1, max(1, events))}",
        "report": f"/report/{dice.randint(1, versions)}",
        "entity": f"/entity/{dice.randint(1, 40)}",
        "pair": f"/pair/{states[0]}/{states[1]}",
        "network": "/network",
        "map": f"/map?with={states[0]}",
        "search": f"/search?q={dice.choice(TOPICS)}",
        "sources": "/sources",
        "review": "/review",
    }[name]


def _read(base: str, stop: float, number: int, versions: int, events: int) -> None:
    dice = random.Random(number)
    with httpx.Client(base_url=base, timeout=60, trust_env=False, follow_redirects=True) as client:
        time.sleep(dice.random() * LOOK)
        while time.monotonic() < stop:
            client.get(_address(dice.choice(PAGES), dice, versions, events))
            time.sleep(LOOK * (0.5 + dice.random()))


def _write(path: Path, stop: float, done: int) -> None:
    with Store.open(path) as store:
        for reading in islice(Generator().readings(done + 10_000), done, None):
            if time.monotonic() > stop:
                return
            add(store, reading)
            time.sleep(0.2)


def main() -> None:
    """Measure on a store that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    arguments = parser.parse_args()
    for name, value in measure(arguments.db, arguments.seconds).items():
        print(f"{name}: {value:.0f}")


if __name__ == "__main__":
    main()
