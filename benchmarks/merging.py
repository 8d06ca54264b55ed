"""How well claims are merged into events and reports into origins: BCubed F1 on stories that are told several times.

Claims are given (gold), so that merging is measured apart from reading. The order of reports is shuffled.
BCubed after Bagga and Baldwin (1998): for each item, the share of its predicted group that belongs with it, and the
share of what belongs with it that is in its predicted group.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from lagebild.export.gold import from_gold
from lagebild.picture import add
from lagebild.picture.report_origins import report_origins
from lagebild.records import Reading, Report
from lagebild.reports import clean
from lagebild.store import Store, tables

FOLDER = Path(__file__).parent / "data" / "merging"


def run(shared: Path) -> dict[str, float]:
    """BCubed precision, recall and F1 of events and origins. ``shared`` is not used: the stories are in the project."""
    readings, events, origins = stories()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "merging.db") as store:
        for reading in random.Random(7).sample(readings, len(readings)):
            add(store, reading)
        found = {key: value for key, value in claim_events(store).items() if key in events}
        result = {f"events {name}": value for name, value in bcubed(events, found).items()}
        result |= {f"origins {name}": value for name, value in bcubed(origins, report_origins(store)).items()}
    return result


def stories(folder: Path = FOLDER) -> tuple[list[Reading], dict[str, str], dict[str, str]]:
    """Readings with gold claims, the true event of each claim, the true origin of each report."""
    claims: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(folder / "claims.jsonl"):
        claims[row["doc"]].append(row)
    readings, events, origins = [], {}, {}
    for row in _rows(folder / "reports.jsonl"):
        day = dt.date.fromisoformat(row["published"])
        report = clean(Report(row["id"], row["text"], row["language"], day, row["publisher"]))
        reading = Reading(report)
        for number, record in enumerate(claims[report.id], 1):
            reading.claims.append(from_gold(record, report, number=number))
            events[f"{report.id}:{number}"] = record["event"]
        origins[report.id] = row["origin"]
        readings.append(reading)
    return readings, events, origins


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def claim_events(store: Store) -> dict[str, int]:
    """The event of each claim, by the claim's id."""
    with store.reading() as connection:
        rows = connection.execute(select(tables.claim.c.name, tables.claim.c.event_id))
        return {name: event for name, event in rows}  # noqa: C416


def bcubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> dict[str, float]:
    """BCubed precision, recall and F1 of groups given as item to group."""
    true_groups, found_groups = _groups(gold), _groups(found)
    precision = recall = 0.0
    for item in gold:
        mine, true = found_groups[found[item]], true_groups[gold[item]]
        precision += len(mine & true) / len(mine)
        recall += len(mine & true) / len(true)
    precision, recall = precision / len(gold), recall / len(gold)
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / (precision + recall)}


def _groups(items: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    result: dict[Hashable, set[str]] = defaultdict(set)
    for item, group in items.items():
        result[group].add(item)
    return result
