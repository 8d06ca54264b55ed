"""Time expressions: KRAUTS (German, TIMEX3), MEANTIME (English), days of gold claims.

The scorer is loaded from the shared folder. MEANTIME: TIMEX3 of three parts, extents as annotated. Claims: a time
that the gold gives with a day counts as right if a mention overlaps its words and means that day.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from lagebild.analysis.document import Document
from lagebild.records import Report, TimeMention
from lagebild.times import resolve

ANNOTATED = 5
"""MEANTIME annotates headline, date and the first four sentences: indices 0 to 5."""


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read(text: str, language: str, published: str | None) -> list[TimeMention]:
    """Mentions of a bare text, without trees."""
    day = dt.date.fromisoformat(published) if published else None
    return resolve(Document(text, language), Report("", text, language, day))


def predict(gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What we find, in the scorer's format."""
    found = []
    for entry in gold:
        mentions = read(entry["text"], entry["lang"], entry["dct"])
        timexes = [{"start": m.span.start, "end": m.span.end, "type": m.type, "value": m.value} for m in mentions]
        found.append({"id": entry["id"], "timexes": timexes})
    return found


def meantime(folder: Path) -> Iterator[dict[str, Any]]:
    """MEANTIME documents in the scorer's format."""
    for path in sorted(folder.glob("*/*.xml")):
        root = ElementTree.parse(path).getroot()
        text, offsets, sentence = "", {}, "0"
        for token in root.iter("token"):
            if int(token.get("sentence", "0")) > ANNOTATED:
                continue
            word, number = token.text or "", token.get("sentence", "0")
            text += "" if not text else "\n\n" if number != sentence else " "
            sentence = number
            offsets[token.get("t_id")] = (len(text), len(text) + len(word))
            text += word
        timexes, published = [], None
        for timex in root.iter("TIMEX3"):
            if timex.get("functionInDocument") == "CREATION_TIME":
                published = timex.get("value")
            anchors = [
                offsets[key] for anchor in timex.findall("token_anchor") if (key := anchor.get("t_id")) in offsets
            ]
            if anchors:
                span = {"start": min(a[0] for a in anchors), "end": max(a[1] for a in anchors)}
                timexes.append({**span, "type": timex.get("type"), "value": timex.get("value")})
        yield {"id": path.stem, "lang": "en", "dct": (published or "")[:10] or None, "text": text, "timexes": timexes}


def claim_days(gold: Path, name: str) -> dict[str, float]:
    """Share of the times of gold claims that are found, and that mean the gold's day."""
    reports = {report["id"]: report for report in lines(gold / f"{name}.reports.jsonl")}
    mentions: dict[str, list[TimeMention]] = {}
    wanted = found = right = 0
    seen = set()
    for claim in lines(gold / f"{name}.claims.jsonl"):
        report, words, day = reports[claim["doc"]], claim.get("time"), claim.get("date")
        if not words or not day or len(day) != 10 or words not in report["text"]:
            continue
        if (claim["doc"], words, day) in seen:
            continue
        seen.add((claim["doc"], words, day))
        if claim["doc"] not in mentions:
            mentions[claim["doc"]] = read(report["text"], report["language"], report["published"])
        hits = [m for m in mentions[claim["doc"]] if _inside(m, report["text"], words)]
        wanted += 1
        found += bool(hits)
        right += any(m.start and m.end and m.start.isoformat() <= day <= m.end.isoformat() for m in hits)
    return {"claims": wanted, "found": found / max(wanted, 1), "day": right / max(wanted, 1)}


def _inside(mention: TimeMention, text: str, words: str) -> bool:
    start = text.find(words)
    while start >= 0:
        if mention.span.start < start + len(words) and mention.span.end > start:
            return True
        start = text.find(words, start + 1)
    return False


def scorer(shared: Path) -> ModuleType:
    """The TIMEX3 scorer of the shared folder."""
    spec = importlib.util.spec_from_file_location("score_timex", shared / "data/bench/scorers/score_timex.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no score_timex.py below {shared}; give --shared the folder with data/bench")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(shared: Path) -> dict[str, float]:
    """All numbers; HeidelTime on the visible part of KRAUTS: value 0.800, relaxed 0.831."""
    score = scorer(shared).score
    numbers: dict[str, float] = {}
    krauts = lines(shared / "data/bench/krauts/krauts.jsonl")
    for name, gold in (("krauts", krauts), ("meantime", list(meantime(shared / "data/train/meantime-en")))):
        result = score(gold, predict(gold))
        for key in ("strict", "relaxed", "type", "value"):
            numbers[f"{name}.{key}"] = result[key]["F1"]
    for name in ("wikinews-train", "english-train", "wikinews-dev"):
        numbers |= {f"claims.{name}.{key}": value for key, value in claim_days(shared / "gold", name).items()}
    return numbers


if __name__ == "__main__":
    for key, value in run(Path("../shared")).items():
        print(f"{key:32s} {value:.3f}")
