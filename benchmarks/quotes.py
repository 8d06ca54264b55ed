"""Who said what: German news quotations and PolNeAR.

The corpora draw their spans differently. Here Lagebild's quotes are laid out as each of them does; nothing is learned
from their texts.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.cache import analysed
from lagebild.analysis.document import Document
from lagebild.attribution import Quote, attribute
from lagebild.attribution.layout import layout
from lagebild.records import Report

Json = dict[str, Any]


def read(path: Path) -> list[Json]:
    """Lines of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def scorer(shared: Path, name: str) -> ModuleType:
    """One of the shared scorers as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "data" / "bench" / "scorers" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer {name} below {shared}; give the folder with --shared")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def quotes_of(document: Document) -> list[Quote]:
    """Quotes of one document, without grounding."""
    return attribute(document, Report("", document.text, document.language)).quotes


def measure(shared: Path, gold: Path) -> tuple[Json, list[Json]]:
    """Scores of one attribution benchmark, and the predictions."""
    records = read(gold)
    documents = analysed([(record["text"], record["lang"]) for record in records])
    predicted = [
        {"id": r["id"], "attributions": layout(d, quotes_of(d))} for r, d in zip(records, documents, strict=True)
    ]
    return scorer(shared, "score_attrib").score(records, predicted), predicted


def run(shared: Path) -> dict[str, float]:
    """F1 of relations on both corpora."""
    bench = shared / "data" / "bench"
    found: dict[str, float] = {}
    for name, path in (
        ("quotation-de", bench / "quotation-de" / "quotation_de_dev.jsonl"),
        ("polnear", bench / "polnear" / "polnear_dev.jsonl"),
    ):
        scores, _ = measure(shared, path)
        found |= {f"{name} {key}": scores[key]["F1"] for key in ("rel.half", "rel.overlap", "rel.content_ov")}
        found[f"{name} source"] = scores["src_acc"]
    return found
