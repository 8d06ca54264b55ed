"""English news for the annotation, rebuilt the same way every time: GUM's Wikinews texts and MEANTIME."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NO_BLANK = re.compile(r" (?=[,.;:!?%)\]…])|(?<=[(\[$£]) | (?='s\b)| (?=n't\b)| (?='(?:re|ve|ll|d|m)\b)")


def gum(folder: Path) -> Iterator[dict[str, Any]]:
    """Wikinews reports and interviews of GUM; paragraphs are joined by an empty line."""
    for path in sorted(folder.glob("GUM_*.conllu")):
        name = path.stem.removeprefix("GUM_")
        if not name.startswith(("news", "interview")):
            continue
        meta, paragraphs = dict[str, str](), [""]
        for line in path.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            if key.startswith("# meta::"):
                meta[key.removeprefix("# meta::").strip()] = value.strip()
            elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
                paragraphs.append("")
            elif key == "# text ":
                paragraphs[-1] = f"{paragraphs[-1]} {value.strip()}".strip()
        yield _report(f"en-{name}", meta.get("dateCreated"), meta.get("title", ""), paragraphs)


def meantime(folder: Path) -> Iterator[dict[str, Any]]:
    """Wikinews reports of MEANTIME from their tokens: title, date, and the rest as one paragraph."""
    for path in sorted(folder.glob("corpus_*/*.xml")):
        root = ET.parse(path).getroot()
        sentences = dict[int, list[str]]()
        for token in root.iter("token"):
            sentences.setdefault(int(token.get("sentence", "0")), []).append(token.text or "")
        if not sentences:
            continue
        title, *lines = [_sentence(sentences[number]) for number in sorted(sentences)]
        yield _report(
            f"mt-{root.get('doc_id', '').strip()}", _created(root), title, [title, *lines[:1], " ".join(lines[1:])]
        )


def _created(root: ET.Element) -> str | None:
    times = root.iterfind(".//TIMEX3[@functionInDocument='CREATION_TIME']")
    return next((value for time in times if _DATE.fullmatch(value := time.get("value", ""))), None)


def _report(identifier: str, published: str | None, title: str, paragraphs: list[str]) -> dict[str, Any]:
    return {
        "id": identifier,
        "language": "en",
        "published": published,
        "publisher": "Wikinews",
        "title": title,
        "text": "\n\n".join(filter(None, paragraphs)),
    }


def _sentence(tokens: list[str]) -> str:
    """Tokens with blanks where English has them; lone straight quotes open and close in turn."""
    first, *rest = " ".join(tokens).replace("`` ", '"').replace(" ''", '"').split(' " ')
    text = first + "".join((' "' if number % 2 == 0 else '" ') + part for number, part in enumerate(rest))
    return _NO_BLANK.sub("", text).strip()
