"""Overlapping spans to consecutive pieces of text, so that evidence can be marked in a page."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lagebild.records import Claim, Reading, Span


@dataclass(slots=True, frozen=True)
class Mark:
    """One span with what it shows: ``kind`` is trigger, actor, recipient, source, cue, hedge, time or place."""

    span: Span
    kind: str
    claim: str
    label: str


@dataclass(slots=True)
class Piece:
    """Characters ``start`` to ``end`` with all marks that cover them."""

    start: int
    end: int
    text: str
    marks: list[Mark] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        """Kinds of the marks, without repetition, in order."""
        return list(dict.fromkeys(mark.kind for mark in self.marks))


def marks_of(reading: Reading) -> list[Mark]:
    """All evidence of a reading's claims."""
    return [mark for claim in reading.claims for mark in _claim_marks(claim)]


def _claim_marks(claim: Claim) -> Iterator[Mark]:
    title = f"{claim.event}{' / ' + claim.mode if claim.mode else ''}, {claim.status}"
    for span in claim.triggers:
        yield Mark(span, "trigger", claim.id, title)
    for kind, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
        for party in parties:
            if party.span:
                yield Mark(party.span, kind, claim.id, f"{kind}: {party.text}")
    for source in claim.sources:
        for kind, words in (("source", source.span), ("cue", source.cue)):
            if words:
                yield Mark(words, kind, claim.id, f"{source.name} {source.stance}")
    for span in claim.hedges:
        yield Mark(span, "hedge", claim.id, claim.status)
    for kind, found in (("time", claim.time), ("place", claim.place)):
        if found:
            yield Mark(found.span, kind, claim.id, kind)


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """Cut a text at every border of a mark; the pieces joined are the text. Time grows with marks times log(marks)."""
    borders = sorted({0, len(text), *(edge for mark in marks for edge in (mark.span.start, mark.span.end))})
    borders = [border for border in borders if 0 <= border <= len(text)]
    result, active = [], list[Mark]()
    waiting = sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
    position = 0
    for start, end in itertools.pairwise(borders):
        while position < len(waiting) and waiting[position].span.start <= start:
            active.append(waiting[position])
            position += 1
        active = [mark for mark in active if mark.span.end > start]
        result.append(Piece(start, end, text[start:end], list(active)))
    return result
