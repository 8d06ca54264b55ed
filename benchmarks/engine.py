"""From an HTML page to stored claims: reports a second on this machine, memory, share of each step, drivers compared.

Pages are made from sentences of the training reports (400 words each, all different, with menu, footer and script
around). ``python -m benchmarks.engine --pages 2000`` runs everything; ``--only`` one part. Wall time is what counts,
CPU seconds stand beside it: on a machine that does other work besides, cores divided by CPU seconds a report is what
it would do alone, and it is printed as such.

Beside it, in the same run: what a user would write with trafilatura and spaCy (subject, verb, object of every verb,
into SQLite), with a spaCy CNN pipeline of the architecture of ``benchmarks.rival_spacy``. No trained German pipeline
can be had from PyPI, so this one is trained for seconds only: its speed means something, its results do not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from lagebild.engine.storing import A_TRANSACTION

WORDS = 400
_LINK = "<li><a href='/{0}'>Ressort {0}</a></li>"


def sentences(shared: Path) -> list[str]:
    """Paragraphs of the German training reports."""
    lines = (shared / "gold/wikinews-train.reports.jsonl").read_text("utf8").splitlines()
    return [part.strip() for line in lines for part in json.loads(line)["text"].split("\n") if len(part) > 80]


def pages(shared: Path, count: int, seed: int = 1) -> Iterator[bytes]:
    """So many HTML pages, each with :data:`WORDS` words of text in an order of its own."""
    parts, draw = sentences(shared), random.Random(seed)
    menu = "<nav><ul>" + "".join(_LINK.format(n) for n in range(30)) + "</ul></nav>"
    for number in range(count):
        words, body = 0, []
        while words < WORDS:
            part = draw.choice(parts)
            words += len(part.split())
            body.append(f"<p>{part}</p>")
        head = f"<title>Meldung {number}</title><meta property='article:published_time' content='2024-10-12T08:00:00Z'>"
        script = "<script>" + "var a = 1;" * 200 + "</script>"
        foot = "<footer><p>Impressum, Datenschutz, Kontakt</p></footer>"
        yield (
            f"<!doctype html><html lang='de'><head>{head}{script}</head><body>{menu}<article><h1>Meldung {number}</h1>"
            f"{''.join(body)}</article>{foot}</body></html>"
        ).encode()


def reports(items: Iterable[bytes]) -> Iterator[Any]:
    """The reports of pages, each with a name of its own."""
    from lagebild.records import Report
    from lagebild.reports.formats import html

    for number, data in enumerate(items):
        for item in html.read(data, f"page-{number}"):
            if isinstance(item, Report):
                item.id, item.published, item.publisher = f"page-{number}", date(2024, 10, 12), f"outlet {number % 50}"
            yield item


def end_to_end(shared: Path, count: int, driver: str, workers: int = 2, limit: float = 7200) -> dict[str, Any]:
    """Pages to stored claims with a driver; speed as a whole and without starting up, memory.

    Ends after ``count`` pages or ``limit`` seconds, whichever comes first.
    """
    from lagebild.engine import read_all
    from lagebild.picture import add_all
    from lagebild.records import Reading
    from lagebild.store import Store

    counts: Counter[str] = Counter()
    waiting: list[Reading] = []
    marks, memory = [], []
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "lage.db") as store:
        begun, cpu = time.perf_counter(), _cpu()
        results = read_all(reports(pages(shared, count)), driver=driver, workers=workers)
        for number, result in enumerate(results):
            if isinstance(result, Reading):
                counts["claims"] += len(result.claims)
                waiting.append(result)
                if len(waiting) == A_TRANSACTION:
                    counts.update(added.outcome for added in add_all(store, waiting))
                    waiting.clear()
            else:
                counts["failed"] += 1
            if number % 32 == 31:
                marks.append((number, time.perf_counter(), _cpu()))
                memory.append(_memory())
            if time.perf_counter() - begun > limit:
                break
        counts.update(added.outcome for added in add_all(store, waiting))
        seconds, spent = time.perf_counter() - begun, _cpu() - cpu
        results.close()
    count = number + 1
    first, last = marks[min(1, len(marks) - 2)], marks[-1]
    pace = (last[0] - first[0]) / (last[1] - first[1])
    each = (last[2] - first[2]) / (last[0] - first[0])
    half = len(memory) // 2
    return {
        "pages": count, "stored": counts["new"], "failed": counts["failed"], "claims": counts["claims"],
        "seconds": round(seconds, 1), "reports a second": round(count / seconds, 2),
        "sustained, without start": round(pace, 2), "CPU seconds a report": round(spent / count, 3),
        "the same without start": round(each, 3), "two free cores would do": round(2 / each, 2),
        "memory MB, first half": round(max(memory[1 : half + 1] or memory)), "second half": round(max(memory[half:])),
    }  # fmt: skip


def _cpu() -> float:
    """CPU seconds of this process and of its workers, those that live included."""
    return sum(os.times()[2:4]) + sum(map(cpu_of, [os.getpid(), *family(os.getpid())]))


def cpu_of(process: int) -> float:
    """CPU seconds of a process, 0 if it has ended."""
    with suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def family(parent: int) -> list[int]:
    """All processes below one (Ray's workers stand below its raylet)."""
    by_parent: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                by_parent.setdefault(int(fields[1]), []).append(int(entry.name))
    found, todo = [], [parent]
    while todo:
        children = by_parent.get(todo.pop(), [])
        found += children
        todo += children
    return found


def _memory() -> float:
    """Resident MB of this process and its workers; what they share (the model's file) counts in each."""
    return sum(map(memory_of, [os.getpid(), *family(os.getpid())]))


def memory_of(process: int) -> float:
    """Resident MB of a process, 0 if it has ended."""
    with suppress(OSError):
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    return 0.0


def steps(shared: Path, count: int = 96) -> dict[str, float]:
    """CPU milliseconds of each step for one report, one thread."""
    from lagebild import attribution, coding, entities, places, times
    from lagebild.claims import make_claims
    from lagebild.picture import add_all
    from lagebild.pipeline import Reader, prepare
    from lagebild.records import Grounding, Reading
    from lagebild.reports import readable
    from lagebild.store import Store

    spent: Counter[str] = Counter()

    def timed(name: str, do: Callable[[], Any]) -> Any:
        begun = time.process_time()
        result = do()
        spent[name] += time.process_time() - begun
        return result

    reader = Reader(threads=1)
    list(reader.read(reports(pages(shared, 8, seed=2))))  # what is loaded once
    spent.clear()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "lage.db") as store:
        data = list(pages(shared, count))
        found = [timed("HTML to text", lambda page=page: next(reports([page]))) for page in data]
        for number, report in enumerate(found):
            report.id = f"page-{number}"
        prepared = [timed("language, cleaning", partial(prepare, report)) for report in found]
        documents, waiting = [], []
        for start in range(0, count, 32):
            texts = [(readable(report), report.language or "") for report in prepared[start : start + 32]]
            documents += timed("model", partial(reader._analyzer.analyse, texts))
        for report, document in zip(prepared, documents, strict=True):
            mentions = timed("entities", partial(entities.resolve, document, report))
            where = timed("places", partial(places.resolve, document, report))
            when = timed("times", partial(times.resolve, document, report))
            grounding = Grounding(mentions=mentions, places=where, times=when)
            events = timed("coding", partial(coding.code, document, report, grounding))
            said = timed("attribution", partial(attribution.attribute, document, report, grounding))
            said.link({word: event.type for event in events for word in event.words})
            claims = timed("claims", partial(make_claims, events, document, report, grounding, said))
            waiting.append(Reading(report, claims, grounding, document.vector))
        for start in range(0, count, A_TRANSACTION):
            timed("store and merge", partial(add_all, store, waiting[start : start + A_TRANSACTION]))
    return {name: round(1000 * seconds / count, 1) for name, seconds in spent.most_common()}


def rival(shared: Path, count: int) -> dict[str, Any]:
    """The same pages through trafilatura and spaCy to subject, verb, object in SQLite; one process."""
    import spacy
    import trafilatura

    from benchmarks.rival_spacy import train

    with tempfile.TemporaryDirectory() as folder:
        train(shared, 0.1, Path(folder) / "model")
        nlp = spacy.load(Path(folder) / "model")
        data = list(pages(shared, count))
        base = sqlite3.connect(Path(folder) / "triples.db")
        base.execute("CREATE TABLE triple (page, subject, verb, object)")
        begun, cpu = time.perf_counter(), time.process_time()
        texts = (trafilatura.extract(page) or "" for page in data)
        for number, document in enumerate(nlp.pipe(texts, batch_size=32)):
            rows = [
                (number, *_triple(token)) for token in document if token.pos_ == "VERB" or token.dep_.lower() == "root"
            ]
            with base:
                base.executemany("INSERT INTO triple VALUES (?, ?, ?, ?)", rows)
        seconds, spent = time.perf_counter() - begun, time.process_time() - cpu
        base.close()
    return {
        "pages": count, "reports a second, one process": round(count / seconds, 2),
        "CPU seconds a report": round(spent / count, 3), "two free cores would do": round(2 * count / spent, 1),
    }  # fmt: skip


def _triple(verb: Any) -> tuple[str, str, str]:
    by_relation = {child.dep_.lower(): child.text for child in verb.children}
    return by_relation.get("nsubj", ""), verb.text, by_relation.get("obj", "")


def run(shared: Path) -> dict[str, float]:
    """A short run on all cores, for the table of benchmarks."""
    found = end_to_end(shared, 400, "cores")
    result = {f"cores: {name}": float(value) for name, value in found.items()}
    return result | {f"ms: {name}": value for name, value in steps(shared).items()}


def main() -> None:
    """Print each part as a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=7200, help="a driver ends after so many seconds")
    parser.add_argument("--only", choices=["steps", "cores", "ray", "here", "rival"], action="append")
    arguments = parser.parse_args()
    parts = arguments.only or ["steps", "cores", "ray", "rival"]
    for part in parts:
        if part == "steps":
            found: dict[str, Any] = steps(arguments.shared)
        elif part == "rival":
            found = rival(arguments.shared, min(arguments.pages, 300))
        else:
            found = end_to_end(arguments.shared, arguments.pages, part, limit=arguments.seconds)
        print(json.dumps({part: found}), flush=True)


if __name__ == "__main__":
    main()
