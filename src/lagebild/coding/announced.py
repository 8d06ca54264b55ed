"""What is promised is the promise: "pledged aid" tells one agreement, no aid beside it.

The manual counts future meetings, help, support and cooperation as AGREE. Where one event says so and another is the
very thing it promises, the second would be the same agreement told twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.analysis.document import Document
from lagebild.coding.clause import base
from lagebild.coding.events import FUTURE_AS_AGREEMENT, Event, Trigger

_PROMISED = frozenset({"obj", "xcomp", "ccomp"})
"""Relations in which the thing promised hangs on the word that promises."""
_WITHIN = _PROMISED | {"nmod", "conj"}
"""Relations further down inside of what is promised."""
_STEPS = 4


def without_announced(events: Sequence[Event], document: Document) -> list[Event]:
    """The events without those of which every trigger stands inside of what an agreement promises."""
    promising = {word for event in events if event.type == "AGREE" for t in event.triggers for word in (t.word, t.head)}
    return [
        event
        for event in events
        if event.type not in FUTURE_AS_AGREEMENT
        or not all(_inside(trigger, promising, document) for trigger in event.triggers)
    ]


def _inside(trigger: Trigger, promising: set[int], document: Document) -> bool:
    index = trigger.head
    for _ in range(_STEPS):
        word = document.words[index]
        if word.head in promising:
            return base(word) in _PROMISED
        if word.head < 0 or base(word) not in _WITHIN:
            return False
        index = word.head
    return False
