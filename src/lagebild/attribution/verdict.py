"""A status with the words it rests on; the stronger sign wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lagebild.records import Status

ORDER: dict[Status, int] = {
    "occurred": 0,
    "ongoing": 1,
    "planned": 2,
    "possible": 3,
    "hypothetical": 4,
    "negated": 5,
}


@dataclass(slots=True)
class Verdict:
    """A status and the words it rests on."""

    status: Status = "occurred"
    words: list[int] = field(default_factory=list)
    why: str = ""
    deaf: frozenset[Status] = frozenset()
    """Statuses that cannot be."""
    own: frozenset[str] = frozenset()
    """Lemmas that do the event by saying so: what they govern is the event itself, not made uncertain by them."""
    path: set[int] = field(default_factory=set)
    """The word and all that governs it and bears on whether it happened."""

    def add(self, status: Status, words: Iterable[int], why: str) -> None:
        """Take a further sign into account; the stronger one wins (see :data:`ORDER`)."""
        if status not in self.deaf and ORDER[status] > ORDER[self.status]:
            self.status, self.words, self.why = status, list(words), why
