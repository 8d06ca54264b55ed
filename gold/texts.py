"""The texts that the annotations belong to, read from the public corpora as they are published.

German: articles of the German Wikinews (CC BY 2.5) in ``raw-de-wikinews``. English: weblogs and newsgroup posts of the
English Web Treebank (UD_English-EWT, CC BY-SA 4.0), long ones cut into parts at paragraph borders, and the Wikinews
texts (CC BY 2.5) of GUM and MEANTIME. Where only parts of a report were read, ``annotations/parts.tsv`` has them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gold import english

_DATE = re.compile(r"\((\d{4}-\d{2}-\d{2})\)\s*$")
_EWT_DATE = re.compile(r"ENG_(\d{4})(\d{2})(\d{2})")
_PART_WORDS = 350
"""Length from which a part of a long post ends at its next paragraph border."""
_PARTS = Path(__file__).parent / "annotations" / "parts.tsv"
"""Parts of reports: id, id of the whole, start and end in its text."""


def texts(data: Path, parts: Path = _PARTS) -> Iterator[dict[str, Any]]:
    """All candidate reports (id, language, published, title, text) below a folder with the corpora, and their parts."""
    cuts = defaultdict[str, list[tuple[str, int, int]]](list)
    for line in parts.read_text(encoding="utf-8").splitlines()[1:]:
        identifier, whole, start, end = line.split("\t")
        cuts[whole].append((identifier, int(start), int(end)))
    for report in _wholes(data):
        yield report
        for part, first, last in cuts[report["id"]]:
            yield {**report, "id": part, "text": report["text"][first:last]}


def _wholes(data: Path) -> Iterator[dict[str, Any]]:
    yield from _wikinews(data / "raw-de-wikinews" / "wikinews_de_2005ff.jsonl")
    for path in sorted((data / "ud-english-ewt").glob("*.conllu")):
        yield from _posts(path)
    yield from english.gum(data / "gum")
    yield from english.meantime(data / "meantime-en")


def _wikinews(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            article = json.loads(line)
            if article["split"] != "train":
                continue
            number, _, title = article["title"].partition(" - ")
            yield {
                "id": f"wn-{number}",
                "language": "de",
                "published": article["date"],
                "publisher": "Wikinews",
                "title": _DATE.sub("", title).strip(),
                "text": article["text"],
            }


def _posts(path: Path) -> Iterator[dict[str, Any]]:
    for name, paragraphs in _documents(path):
        if not name.startswith(("weblog", "newsgroup")):
            continue
        found = _EWT_DATE.search(name)
        published = "-".join(found.groups()) if found else None
        for number, part in enumerate(_parts(paragraphs)):
            yield {
                "id": f"ewt-{name}-{number}",
                "language": "en",
                "published": published,
                "publisher": None,
                "title": "",
                "text": part,
            }


def _documents(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Name and paragraphs of each document; sentences are joined by a blank."""
    name, paragraphs = "", list[str]()
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.startswith("# newdoc id"):
                if name:
                    yield name, paragraphs
                name, paragraphs = line.partition("=")[2].strip(), []
            elif line.startswith("# newpar") or (line.startswith("# text =") and not paragraphs):
                paragraphs.append("")
            if line.startswith("# text ="):
                paragraphs[-1] = f"{paragraphs[-1]} {line.partition('=')[2].strip()}".strip()
    if name:
        yield name, paragraphs


def _parts(paragraphs: list[str]) -> Iterator[str]:
    part: list[str] = []
    for paragraph in paragraphs:
        part.append(paragraph)
        if sum(len(piece.split()) for piece in part) >= _PART_WORDS:
            yield "\n\n".join(part)
            part = []
    if part:
        yield "\n\n".join(part)
