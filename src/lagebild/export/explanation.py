"""One claim with everything that led to it, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group
from rich.text import Text

from lagebild.export import wording
from lagebild.export.marks import marks_of
from lagebild.records import Claim, Reading, Report


def explain(claim: Claim, report: Report) -> Group:
    """Words with their offsets, then the steps of the reading."""
    head = Text(f"{wording.headline(claim)}  [{claim.status}]  {wording.parties(claim)}", style="bold")
    words = [Text(line) for line in _words(claim, report)]
    steps = [Text(f"  {number}. {step}") for number, step in enumerate(_steps(claim), 1)]
    return Group(head, Text("\nWords it rests on", "bold"), *words, Text("\nHow it was read", "bold"), *steps)


def _words(claim: Claim, report: Report) -> Iterator[str]:
    for mark in sorted(marks_of(Reading(report, [claim])), key=lambda mark: mark.span):
        words = " ".join(report.text[mark.span.start : mark.span.end].split())
        yield f"  {mark.span.start:>6}-{mark.span.end:<6} {mark.kind:<10} “{words}”"


def _steps(claim: Claim) -> Iterator[str]:
    yield from claim.why
    for role, parties in (("actor", claim.actors), ("recipient", claim.recipients)):
        for party in parties:
            yield f"{role} {wording.party(party)}: {party.why or 'as written'}"
    yield f"confidence {claim.confidence:.2f}; PLOVER scale {claim.scale}, CAMEO {claim.cameo}"
