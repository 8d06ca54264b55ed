"""The gold reports read, analysed and grounded: what benchmarks and the fit of the combiner start from."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.cache import analysed
from lagebild import pipeline
from lagebild.analysis.document import Document
from lagebild.coding.events import Event
from lagebild.records import Grounding, Report
from lagebild.reports import readable


@dataclass(slots=True)
class Example:
    """A gold report with its claims, its analysis and its grounding."""

    report: Report
    document: Document
    grounding: Grounding
    claims: list[dict[str, Any]]


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def reports(shared: Path, name: str) -> list[Report]:
    """The reports of a gold set, cleaned."""
    found = []
    for record in lines(shared / "gold" / f"{name}.reports.jsonl"):
        day = dt.date.fromisoformat(record["published"]) if record.get("published") else None
        report = Report(
            record["id"], record["text"], record["language"], day, record.get("publisher"), title=record.get("title")
        )
        found.append(pipeline.prepare(report))
    return found


def examples(shared: Path, names: Sequence[str]) -> list[Example]:
    """All reports of the named gold sets, ready for coding."""
    found = []
    for name in names:
        claims: dict[str, list[dict[str, Any]]] = {}
        for record in lines(shared / "gold" / f"{name}.claims.jsonl"):
            claims.setdefault(record["doc"], []).append(record)
        texts = reports(shared, name)
        documents = analysed([(readable(report), report.language or "") for report in texts])
        for report, document in zip(texts, documents, strict=True):
            found.append(Example(report, document, pipeline.ground(document, report), claims.get(report.id, [])))
    return found


@cache
def load_module(path: Path) -> ModuleType:
    """A scorer of the shared folder as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no {path}; give --shared the folder with gold/ and data/")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def match_events(events: list[Event], example: Example, distance: int = 80) -> list[dict[str, Any] | None]:
    """The gold claim of each event by type and place; of several events that fit one claim the likeliest has it."""
    free = list(example.claims)
    found: list[dict[str, Any] | None] = [None] * len(events)
    order = sorted(range(len(events)), key=lambda number: -max(t.score for t in events[number].triggers))
    for number in order:
        spans = [(span.start, span.end) for span in events[number].spans(example.document)]
        for claim in free:
            near = any(a - distance < d and c - distance < b for a, b in spans for c, d in claim["spans"])
            if claim["type"] == events[number].type and near:
                found[number] = claim
                free.remove(claim)
                break
    return found
