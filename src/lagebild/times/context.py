"""What a time expression is understood from: the day of the report, the last time mentioned, the tense around it."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from lagebild.analysis.document import Document, Word
from lagebild.times.periods import Period

NEAR = 200
"""How many characters back a clock time finds its day."""


@dataclass(slots=True)
class Context:
    """The state while a text is read from front to back."""

    document: Document
    published: dt.date | None
    data: dict[str, Any]
    sentences: list[tuple[int, int]]
    last: Period | None = None
    """The time the narrative is at: the last calendar date or period mentioned."""
    day: dt.date | None = None
    """The last day mentioned, at ``day_end`` and in sentence ``day_sentence``."""
    day_end: int = -NEAR
    night: bool = False
    """Whether that day was named by its night: the small hours after it are the next day's."""
    last_end: int = 0
    start: int = 0
    end: int = 0
    coming: list[tuple[int, dt.date]] = field(default_factory=list)
    """Days that later words of the text name outright: (start, day)."""

    @property
    def anchor(self) -> dt.date | None:
        """The day that the narrative is at, else the day of the report."""
        return self.last.first if self.last else self.published

    def story_year(self) -> int | None:
        """The year of the time last mentioned, if that was in this sentence or the one before."""
        if self.last is None or self.last.unit not in ("D", "M", "S", "Y"):
            return None
        here, then = (sentence_at(self.sentences, at) for at in (self.start, max(self.last_end - 1, 0)))
        return self.last.first.year if here - then <= 1 else None

    def same_sentence(self, start: int) -> bool:
        """Whether a position lies in the sentence of the current expression."""
        return sentence_at(self.sentences, start) == sentence_at(self.sentences, self.start)

    def nearest_day(self, previous: bool = False) -> dt.date | None:
        """The day a clock time or part of a day belongs to.

        The last one named before it in its sentence (with ``previous`` also in the sentence before), else the first
        one named after it in its sentence, else the day of the report.
        """
        here = sentence_at(self.sentences, self.start)
        then = sentence_at(self.sentences, max(self.day_end - 1, 0))
        if self.day and self.start - self.day_end < NEAR and here - then <= (1 if previous else 0):
            return self.day
        for start, day in self.coming:
            if start >= self.end and self.same_sentence(start) and start - self.end < NEAR // 4:
                return day
        return self.published

    def direction(self) -> int:
        """Whether the words around speak of the future (1), the past (-1), or do not tell (0)."""
        tense = self.data.get("tense", {})
        before = self.document.text[max(self.start - 20, 0) : self.start]
        for name, sign in (("future_before", 1), ("past_before", -1)):
            if name in tense and re.search(tense[name], before, re.IGNORECASE):
                return sign
        told = tree_tense(self.document, self.start, self.end)
        return told if told else self._surface_tense()

    def _surface_tense(self) -> int:
        """Tense by the nearest telling word of the sentence, for texts without trees."""
        first, last = self.sentences[sentence_at(self.sentences, self.start)]
        tense, text = self.data.get("tense", {}), self.document.text
        nearest: tuple[int, int] | None = None
        for name, sign in (("past", -1), ("future", 1)):
            if name not in tense:
                continue
            for match in re.compile(rf"(?<!\w)(?:{tense[name]})(?!\w)").finditer(text, first, last):
                gap = max(match.start() - self.end, self.start - match.end(), 0)
                if nearest is None or gap < nearest[0]:
                    nearest = (gap, sign)
        return nearest[1] if nearest else 0


def sentence_at(sentences: list[tuple[int, int]], position: int) -> int:
    """Index of the sentence that a character lies in."""
    return max(bisect.bisect_right(sentences, (position, 1 << 60)) - 1, 0)


def sentence_bounds(document: Document, data: dict[str, Any]) -> list[tuple[int, int]]:
    """Where sentences begin and end: wherever the analysis or the language's own data says one ends.

    Both, because listings ("... 18 Uhr. Bozen: ...") are often one sentence to the analysis.
    """
    split = re.compile(data.get("sentence_end", r"[.!?]\s+|\n\s*\n"))
    keep = re.compile(data.get("no_sentence_end", r"(?!)"))
    starts = {0, *(sentence.start for sentence in document.sentences)}
    for match in split.finditer(document.text):
        if not keep.search(document.text[max(match.start() - 12, 0) : match.start()]):
            starts.add(match.end())
    ordered = sorted(starts)
    return list(zip(ordered, [*ordered[1:], len(document.text)], strict=True))


def tree_tense(document: Document, start: int, end: int) -> int:
    """Tense of the clause that characters ``start`` to ``end`` hang on: future 1, past -1, unknown 0.

    Read off Universal Dependencies: a past finite verb, a participle with an auxiliary ("has met", "soll getroffen
    haben") is past; an auxiliary in the present with an infinitive ("wird treffen", "soll gewählt werden"), or a
    present finite verb beside a date, looks ahead.
    """
    words = document.words_between(start, end)
    if not words:
        return 0
    for word in [words[-1], *document.ancestors(words[-1].index)]:
        if word.upos in ("VERB", "AUX") or document.dependents(word.index, "cop", "aux"):
            return _clause_tense(document, word)
    return 0


def _clause_tense(document: Document, verb: Word) -> int:
    helpers = document.dependents(verb.index, "aux", "cop")
    finite = [word for word in [verb, *helpers] if word.feats.get("VerbForm") == "Fin"]
    if any(word.feats.get("Tense") == "Past" for word in finite):
        return -1
    if any(word.feats.get("VerbForm") == "Inf" for word in helpers):
        perfect = verb.feats.get("VerbForm") == "Part" and not any(word.deprel == "aux:pass" for word in helpers)
        return -1 if perfect else 1
    if verb.feats.get("VerbForm") == "Part" and any(word.feats.get("Tense") == "Pres" for word in helpers):
        passive = any(word.deprel == "aux:pass" and word in finite for word in helpers)
        return 1 if passive else -1
    if verb.feats.get("VerbForm") == "Inf" and helpers:
        return 1
    return 1 if any(word.feats.get("Tense") == "Pres" for word in finite) else 0
