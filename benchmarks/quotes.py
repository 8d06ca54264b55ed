"""Who said what: German news quotations and PolNeAR.

The corpora draw their spans differently. Here Lagebild's quotes are laid out as each of them does; nothing is learned
from their texts.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.cache import analysed
from lagebild.analysis.document import Document
from lagebild.attribution import Quote, attribute, tree
from lagebild.records import Report, Span

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


def _pairs(spans: Iterable[Span | None]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans if span is not None]


def _row(document: Document, quote: Quote, content: list[Span], cue: bool = True) -> Json:
    return {
        "source": _pairs(tree.runs(document, quote.source_words)),
        "cue": _pairs(tree.runs(document, quote.cue)) if cue else [],
        "content": _pairs(content),
    }


def german(document: Document) -> list[Json]:
    """As in the German news quotations: quoted fragments count by themselves; a reported act is its whole clause."""
    rows = []
    for quote in quotes_of(document):
        if quote.clausal:
            rows.append(_row(document, quote, quote.content))
        elif quote.clause is not None and quote.source_words:
            sentence = document.words[quote.clause].sentence
            words = [i for i in document.subtree(quote.clause) if document.words[i].sentence == sentence]
            span = tree.extent(document, tree.trim(document, words))
            rows.append(_row(document, quote, [span] if span else [], cue=False))
    return [row for row in rows if row["content"]]


def _full_source(document: Document, quote: Quote) -> list[list[int]]:
    """The speaker with the clauses that describe it, as PolNeAR marks it."""
    words = set(quote.source_words)
    if quote.speaker is not None and document.words[quote.speaker].upos != "PRON":
        words |= set(tree.phrase(document, quote.speaker, relatives=True))
    return _pairs(tree.runs(document, words - quote.words - set(quote.cue)))


_NOT_SAID = frozenset({"intend", "think"})
"""Groups of cues that PolNeAR mostly leaves out (a fifth of them are annotated): plans and opinions nobody utters."""


def english(document: Document) -> list[Json]:
    """As in PolNeAR: a quotation inside reported speech is part of it; objects are content."""
    rows: dict[int, Json] = {}
    for quote in quotes_of(document):
        base = quote.base or quote
        if not quote.source_words or not quote.content or (quote is not base and quote.words & base.words):
            continue
        if quote.group in _NOT_SAID:
            continue
        row = rows.setdefault(id(base), {**_row(document, quote, []), "source": _full_source(document, quote)})
        row["content"] += _pairs(quote.content)
    return [row for row in rows.values() if row["content"]]


def measure(shared: Path, gold: Path, rows: Callable[[Document], list[Json]]) -> tuple[Json, list[Json]]:
    """Scores of one attribution benchmark, and the predictions."""
    records = read(gold)
    documents = analysed([(record["text"], record["lang"]) for record in records])
    predicted = [{"id": r["id"], "attributions": rows(d)} for r, d in zip(records, documents, strict=True)]
    return scorer(shared, "score_attrib").score(records, predicted), predicted


def run(shared: Path) -> dict[str, float]:
    """F1 of relations on both corpora."""
    bench = shared / "data" / "bench"
    found: dict[str, float] = {}
    for name, path, rows in (
        ("quotation-de", bench / "quotation-de" / "quotation_de_dev.jsonl", german),
        ("polnear", bench / "polnear" / "polnear_dev.jsonl", english),
    ):
        scores, _ = measure(shared, path, rows)
        found |= {f"{name} {key}": scores[key]["F1"] for key in ("rel.half", "rel.overlap", "rel.content_ov")}
        found[f"{name} source"] = scores["src_acc"]
    return found
