"""The published annotation: offsets and codes without the texts, joined to the public corpora they belong to.

``annotations/de.claims.jsonl`` and ``en.claims.jsonl`` hold one claim a line in the gold format, but names, sources and
times as character offsets. ``core`` is true where two independent readers have the claim (the second one's version
under ``alt``), false where only one has it, absent where only one reader read the report.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from gold.texts import texts

FOLDER = Path(__file__).parent / "annotations"


class JoinError(ValueError):
    """An annotation whose text is not in the data folder, or is another one than was annotated."""


def load(data: Path, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Reports and claims of one set (``de``, ``en``, ``second``) in the gold format.

    ``data`` is the folder with ``raw-de-wikinews``, ``ud-english-ewt`` and the like. Raises :class:`JoinError`.
    """
    known = _texts(data)
    reports, claims = [], []
    for line in _lines(FOLDER / f"{name}.reports.jsonl"):
        report = known.get(line["id"])
        if report is None or len(report["text"]) != line["characters"]:
            raise JoinError(f"no text {line['id']} of {line['characters']} characters below {data}")
        reports.append(report)
    wanted = {report["id"]: report["text"] for report in reports}
    for record in _lines(FOLDER / f"{name}.claims.jsonl"):
        claims.append(with_words(record, wanted[record["doc"]]))
    return reports, claims


@cache
def _texts(data: Path) -> dict[str, dict[str, Any]]:
    return {report["id"]: report for report in texts(data)}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def with_words(record: dict[str, Any], text: str) -> dict[str, Any]:
    """A published claim with the words that its offsets name."""
    claim = dict(record)
    for side in ("actors", "recipients", "sources"):
        claim[side] = [{"name": text[slice(*party["span"])], **party} for party in record[side]]
    claim["time"] = text[slice(*record["time"])] if record.get("time") else None
    if "alt" in record:
        claim["alt"] = with_words(record["alt"], text)
    return claim


def without_words(claim: dict[str, Any], text: str) -> dict[str, Any]:
    """A claim of the gold format as it is published: offsets for words (of a name, the mention nearest the trigger)."""
    near = claim["spans"][0][0]
    record = dict(claim)
    for side in ("actors", "recipients", "sources"):
        record[side] = [
            {"span": place(party["name"], text, near), **{k: v for k, v in party.items() if k not in ("name", "span")}}
            for party in claim[side]
        ]
    record["time"] = place(claim["time"], text, near) if claim.get("time") else None
    if "alt" in claim:
        record["alt"] = without_words(claim["alt"], text)
    return record


def place(words: str, text: str, near: int) -> list[int]:
    """Offsets of the occurrence of some words that is nearest to a position. Raises :class:`JoinError`."""
    starts, start = [], text.find(words)
    while start >= 0:
        starts.append(start)
        start = text.find(words, start + 1)
    if not starts:
        raise JoinError(f"{words!r} is not in the text")
    best = min(starts, key=lambda at: abs(at - near))
    return [best, best + len(words)]
