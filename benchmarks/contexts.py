"""Contexts by cue words against sentences we labelled ourselves (German Wikinews, GUM news; training parts).

The labels are in ``data/contexts.jsonl``; the reports are joined from the public data in ``shared``. The labels of
``set: first`` were looked at while the cues were written, those of ``fresh`` only after.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cache import analysed
from lagebild.coding.contexts import contexts

LABELS = Path(__file__).parent / "data" / "contexts.jsonl"


@dataclass
class Labelled:
    """A sentence (characters ``start`` to ``end`` of its report's text) with its gold contexts."""

    text: str
    language: str
    start: int
    end: int
    gold: set[str]
    part: str


def run(shared: Path) -> dict[str, float]:
    """Micro precision, recall and F1 over (sentence, context) pairs, by part and language, and of all."""
    rows = list(labelled(shared))
    documents = analysed([(row.text, row.language) for row in rows])
    counts: dict[str, Counter[str]] = {}
    for document, row in zip(documents, rows, strict=True):
        inside = [s.index for s in document.sentences if s.start < row.end and s.end > row.start]
        found = {context for index in inside for context in contexts(document, index)}
        for part in (f"{row.part}_{row.language}_", ""):
            count = counts.setdefault(part, Counter())
            count.update(hit=len(found & row.gold), found=len(found), gold=len(row.gold))
    return {part + name: value for part, count in counts.items() for name, value in _scores(count).items()}


def labelled(shared: Path) -> Iterator[Labelled]:
    """The labelled sentences, each with the text of its report."""
    articles = _articles(shared)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = set(row["contexts"])
        if row["from"] == "gum":
            text, start, end = _gum(shared, row["sentence"])
            yield Labelled(text, "en", start, end, gold, row["set"])
        else:
            yield Labelled(articles[row["article"]], "de", row["start"], row["end"], gold, row["set"])


def _articles(shared: Path) -> dict[str, str]:
    path = shared / "data/train/raw-de-wikinews/wikinews_de_2005ff.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["title"].split(" ")[0]: row["text"] for row in rows}


def _gum(shared: Path, sentence: str) -> tuple[str, int, int]:
    path = shared / "data/train/gum" / f"{sentence.rpartition('-')[0]}.conllu"
    text, found = "", None
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        match = re.search(r"# text = (.*)", block)
        if match:
            if f"# sent_id = {sentence}\n" in block:
                found = (len(text), len(text) + len(match[1]))
            text += match[1] + "\n\n"
    if not found:
        raise ValueError(f"{path}: no sentence {sentence}; the labels were made for the GUM release in data/train")
    return text, *found


def _scores(count: Counter[str]) -> dict[str, float]:
    precision = count["hit"] / max(count["found"], 1)
    recall = count["hit"] / max(count["gold"], 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}
