"""A made-up feed of all desks, for long runs: pages of 400 words that are not all politics and partly copies.

Of 100 pages 25 are copies of one of the 200 pages before, with another outlet and a first sentence of its own, as wire
reports are. Of the others 62 are German Wikinews reports of every kind (as the data come: disasters, sport, politics),
13 German reviews and encyclopedia (UD GSD) and 25 English web text (UD EWT). Texts are filled up to the length with the
next ones of the same kind. There are only some 600,000 words to draw from, so in each sentence one capitalised word is
exchanged for another with the same ending: no sentence comes twice by chance, only in copies. Every 200 pages are a
day. A page depends on its number alone, so that a run can go on where it was stopped.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

WORDS = 400
PER_DAY = 200
COPIES = 0.25
KINDS = {"de news": 0.62, "de mixed": 0.13, "en mixed": 0.25}
_SENTENCE = re.compile(r"[^.!?]+[.!?]*\s*")
_CAPITAL = re.compile(r"(?<=\w\s)[A-ZÄÖÜ][a-zäöüß]{4,}\b")
_FRAME = (
    "<!doctype html><html lang='{language}'><head><title>Meldung {number}</title>"
    "<meta property='article:published_time' content='{day}T08:00:00Z'><script>{script}</script></head><body>"
    "<nav><ul>{menu}</ul></nav><article><h1>Meldung {number}</h1>{body}</article>"
    "<footer><p>Impressum, Datenschutz, Kontakt</p></footer></body></html>"
)


class Feed:
    """Pages by number, each always the same."""

    def __init__(self, shared: Path) -> None:
        self._shared = shared

    def page(self, number: int) -> bytes:
        """The HTML of a page."""
        language, parts = self._paragraphs(number)
        return _FRAME.format(
            language=language, number=number, day=day(number), script="var a = 1;" * 200,
            menu="".join(f"<li><a href='/{n}'>Ressort {n}</a></li>" for n in range(30)),
            body="".join(f"<p>{part}</p>" for part in parts),
        ).encode()  # fmt: skip

    def _paragraphs(self, number: int) -> tuple[str, list[str]]:
        draw = random.Random(number)
        if number >= PER_DAY and draw.random() < COPIES:
            language, parts = self._paragraphs(number - draw.randint(1, PER_DAY))
            return language, [self._changed(parts[0], draw), *parts[1:]]
        kind = draw.choices([*KINDS], [*KINDS.values()])[0]
        texts = self.texts[kind]
        place, words, parts = draw.randrange(len(texts)), 0, []
        while words < WORDS:
            for part in texts[place % len(texts)].split("\n"):
                if part.strip() and words < WORDS:
                    parts.append(self._changed(part.strip(), draw))
                    words += len(part.split())
            place += 1
        return kind[:2], parts

    def _changed(self, part: str, draw: random.Random) -> str:
        """One capitalised word of each sentence exchanged for another with the same two letters at its end."""

        def sentence(found: re.Match[str]) -> str:
            words = list(_CAPITAL.finditer(found[0]))
            if not words:
                return found[0]
            word = draw.choice(words)
            return found[0][: word.start()] + draw.choice(self._endings[word[0][-2:]]) + found[0][word.end() :]

        return _SENTENCE.sub(sentence, part)

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """Texts of each kind, paragraphs on lines."""
        train = self._shared / "data/train"
        lines = (train / "raw-de-wikinews/wikinews_de_2005ff.jsonl").read_text("utf8").splitlines()
        lines += (self._shared / "gold/wikinews-train.reports.jsonl").read_text("utf8").splitlines()
        reports = [item["text"] for item in map(json.loads, lines) if item.get("split", "train") == "train"]
        return {
            "de news": reports,
            "de mixed": list(conllu(train / "ud-german-gsd/de_gsd-ud-test.conllu")),
            "en mixed": list(conllu(train / "ud-english-ewt/en_ewt-ud-train.conllu")),
        }

    @cached_property
    def _endings(self) -> dict[str, list[str]]:
        found: dict[str, set[str]] = {}
        for texts in self.texts.values():
            for word in _CAPITAL.findall("\n".join(texts)):
                found.setdefault(word[-2:], set()).add(word)
        return {ending: sorted(words) for ending, words in found.items()}


def day(number: int) -> date:
    """The day a page is of."""
    return date(2024, 10, 12) + timedelta(days=number // PER_DAY)


def conllu(path: Path) -> Iterator[str]:
    """Texts of a treebank, paragraphs on lines; sentences without documents around them go ten to a text."""
    parts: list[str] = []
    documents = "# newdoc" in path.read_text("utf8")
    for line in path.open(encoding="utf8"):
        if parts and (line.startswith("# newdoc") or (not documents and len(parts) >= 20)):
            yield "".join(parts).strip()
            parts = []
        if line.startswith("# newpar") or (not documents and line.startswith("# text") and len(parts) == 10):
            parts.append("\n")
        if line.startswith("# text = "):
            parts.append(line[9:].strip() + " ")
    if parts:
        yield "".join(parts).strip()
