"""Places: GeoVirus and LGL, detection and resolution, with the scorer that lies beside them."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lagebild.analysis.document import Document
from lagebild.places import resolve
from lagebild.records import PlaceMention, Report

CORPORA = ("geovirus", "lgl")


def load_rows(shared: Path, corpus: str) -> list[dict[str, Any]]:
    """Documents of a corpus with their toponyms."""
    path = shared / "data" / "bench" / "geoparsing" / f"{corpus}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def scorer(shared: Path) -> Callable[[list[dict[str, Any]], list[dict[str, Any]]], dict[str, Any]]:
    """The ``score`` function of ``score_geoparsing.py``."""
    path = shared / "data" / "bench" / "scorers" / "score_geoparsing.py"
    spec = importlib.util.spec_from_file_location("score_geoparsing", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score  # type: ignore[no-any-return]


def report_of(row: dict[str, Any], *, urls: bool) -> Report:
    """A report of a row; with ``urls`` also where it was published, which helps to place local news."""
    published = dt.date.fromisoformat(row["date"]) if row.get("date") else None
    return Report(row["id"], row["text"], "en", published, url=row.get("url") if urls else None)


def as_prediction(row: dict[str, Any], places: list[PlaceMention]) -> dict[str, Any]:
    """What the scorer reads."""
    return {
        "id": row["id"],
        "toponyms": [
            {"start": p.span.start, "end": p.span.end, "lat": p.lat, "lon": p.lon, "country": p.country} for p in places
        ],
    }


def documents(rows: list[dict[str, Any]], *, model: bool) -> list[Document]:
    """Documents of the texts, analysed by the shipped model or bare."""
    if not model:
        return [Document(row["text"], "en") for row in rows]
    from benchmarks.cache import analysed

    return analysed([(row["text"], "en") for row in rows])


def run(shared: Path, *, model: bool = True, urls: bool = False) -> dict[str, float]:
    """Detection F1 (overlap and exact), share within 161 km and right country of the toponyms found."""
    score, numbers = scorer(shared), {}
    for corpus in CORPORA:
        rows = load_rows(shared, corpus)
        places = [
            resolve(document, report_of(row, urls=urls))
            for row, document in zip(rows, documents(rows, model=model), strict=True)
        ]
        result = score(rows, [as_prediction(row, found) for row, found in zip(rows, places, strict=True)])
        for part in ("exact", "overlap"):
            numbers |= {f"{corpus}.{part}.{name}": value for name, value in result[f"detection.{part}"].items()}
        numbers |= {f"{corpus}.{name}": result[name] for name in ("within_161km", "country", "median_km")}
    return numbers


if __name__ == "__main__":
    import sys

    flags = set(sys.argv[2:])
    for name, value in run(Path(sys.argv[1]), model="bare" not in flags, urls="urls" in flags).items():
        print(f"{name:28s} {value}")
