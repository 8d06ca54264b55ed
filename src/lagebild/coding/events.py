"""The event as coding hands it on: type, mode, trigger words, roles, confidence and the reasons."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analysis.document import Document
from lagebild.ontology import EventType
from lagebild.records import Mention, Party, Span, Status

FUTURE_AS_AGREEMENT = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""PLOVER codes these types as AGREE as long as they are only announced."""


@dataclass(slots=True)
class Trigger:
    """Words that state an event at one place. ``word`` is the main one, arguments hang on ``head``."""

    word: int
    head: int
    words: tuple[int, ...]
    score: float
    """Probability that this place states an event of the type."""
    frame: str | None = None
    """The frame's id, None where only the model saw the event."""
    model: float | None = None
    """The model's own probability of the type here."""


@dataclass(slots=True)
class Role:
    """An actor or recipient: the party, the mention it rests on, and how it was found."""

    party: Party
    word: int
    mention: Mention | None = None
    via: str = ""
    """Slot of the frame ("subj", "an"), ``arc`` (the model), or ``context`` (taken from around the event)."""


@dataclass(slots=True)
class Event:
    """What a report says happened, before status, sources, time and place are read."""

    type: str
    triggers: list[Trigger]
    mode: str | None = None
    actors: list[Role] = field(default_factory=list)
    recipients: list[Role] = field(default_factory=list)
    reciprocal: bool = False
    """All parties are actors: meetings, mutual agreements, clashes of two sides."""
    own: EventType | None = None
    """The description of a user's own type; None for PLOVER's."""
    confidence: float = 0.0
    why: list[str] = field(default_factory=list)

    @property
    def word(self) -> int:
        """The clearest trigger word."""
        return self.triggers[0].word

    @property
    def words(self) -> list[int]:
        """The main word of every trigger, the clearest first."""
        return [trigger.word for trigger in self.triggers]

    def spans(self, document: Document) -> list[Span]:
        """Characters of each trigger, the clearest first; of a split predicate ("lehnte ... ab") its main word."""
        return list(dict.fromkeys(trigger_span(document, trigger) for trigger in self.triggers))


def trigger_span(document: Document, trigger: Trigger) -> Span:
    """The run of trigger words around the main word."""
    first = last = trigger.word
    words = set(trigger.words)
    while first - 1 in words:
        first -= 1
    while last + 1 in words:
        last += 1
    return Span(document.words[first].start, document.words[last].end)


def final_type(event: Event, status: Status) -> tuple[str, str | None]:
    """Type and mode once the status is known: meetings and help that are only planned are agreements.

    Source: PLOVER manual, "AGREE"; a user's own types stay as they are.
    """
    if status == "planned" and event.type in FUTURE_AS_AGREEMENT:
        return "AGREE", None
    return event.type, event.mode
