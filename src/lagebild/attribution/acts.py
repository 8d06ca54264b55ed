"""Types of events that are done by speaking, and what their status cannot be."""

from __future__ import annotations

from functools import cache

from lagebild.attribution.lexicon import lexicon
from lagebild.records import Status

WORDS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})
"""PLOVER types that are done by speaking: "nicht anerkannt" is a rejection that happened."""
SPOKEN = WORDS | {"AGREE", "CONCEDE", "SANCTION", "SUPPORT"}
"""PLOVER types whose actor does them by saying so (a verdict is a SANCTION)."""
CHARGED = frozenset({"AID", "ASSAULT", "COERCE", "MOBILIZE"})
"""PLOVER types that somebody who pleads innocent may be charged with."""
ACTS = frozenset({"AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION"})
"""PLOVER types that are not done by announcing them: an announced protest is planned."""


DONE_BY = {
    "ACCUSE": frozenset({"accuse", "suspect", "doubt", "deny"}),
    "AGREE": frozenset({"announce"}),
    "REQUEST": frozenset({"demand", "hope", "expect"}),
    "THREATEN": frozenset({"announce", "warn"}),
}
"""Groups of cues by which a type is done: "warf ihm Betrug vor" is a criticism that happened, whatever it is about."""


@cache
def doing(language: str, event: str | None) -> frozenset[str]:
    """Lemmas of the cues by which an event of a type is done."""
    lex, groups = lexicon(language), DONE_BY.get(event or "", frozenset())
    verbs = {
        verb for verb, entries in lex.verbs.items() for entry in entries if entry.group in groups and not entry.fixed
    }
    return frozenset(verbs | {noun for noun, entry in lex.nouns.items() if entry.group in groups})


def deaf(event: str | None) -> frozenset[Status]:
    """What a type cannot be: refusals and threats look at the future and say no, and have happened all the same."""
    if event in ("REJECT", "THREATEN"):
        return frozenset({"negated", "planned", "hypothetical"})
    if event == "REQUEST":
        return frozenset({"negated", "hypothetical"})
    return frozenset({"negated"}) if event in WORDS else frozenset()
