"""What detection looks at, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analysis.document import Document
from lagebild.places.cues import Cues
from lagebild.places.gazetteer import Found, Gazetteer
from lagebild.places.tokens import Token


@dataclass(slots=True)
class Toponym:
    """Words that may name a place: indices of tokens (end exclusive) and what the name can mean."""

    first: int
    last: int
    start: int
    end: int
    text: str
    key: str
    found: Found
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    container: int | None = None
    """Index (in the list of toponyms) of the place named as the one it lies in."""
    feature: str | None = None
    """Kind of thing by its name, where the gazetteer has no such name."""
    before: int = -1
    after: int = -1
    """Ends of the run of capitalised words it stands in."""

    def add(self, points: float, reason: str) -> None:
        """Count a piece of evidence."""
        self.score += points
        self.reasons.append(reason)


@dataclass(slots=True)
class Scene:
    """All that detection looks at in one text."""

    document: Document
    tokens: list[Token]
    cues: Cues
    gazetteer: Gazetteer
    labels: dict[int, tuple[str, int, int]]
    """By token: label of the model's name over it, with the name's characters."""
    parts: dict[int, str]
    """By token: universal part of speech."""
