"""Who judges or tells an act is not who did it.

"Rutte condemned the attacks" does not make Rutte an attacker, nor "he stabbed her, said a spokeswoman of the
prosecution" the spokeswoman.
"""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.analysis.document import Document
from lagebild.coding.clause import base
from lagebild.coding.events import Event, Role
from lagebild.coding.pairs import same

_JUDGING = frozenset({"ACCUSE"})
_TELLING = frozenset({"JUD", "JRN", "MED"})
"""Sectors that report violence; as its actor they are believed only where the sentence's grammar says so."""
_GUESSED = frozenset({"context", "arc"})
_OBJECTS = frozenset({"obj", "obl", "nmod"})


def drop_observers(events: Sequence[Event], document: Document) -> None:
    """Take from the actors of each event who only judges it or, for violence, only tells of it.

    No actor is better than the wrong one: readers must not take a critic for a culprit.
    """
    judging = {trigger.word: event.actors for event in events if event.type in _JUDGING for trigger in event.triggers}
    for event in events:
        if event.type in _JUDGING:
            continue
        judges = [role for trigger in event.triggers for role in _judges(trigger.word, judging, document)]
        barred = [role for role in event.actors if any(_one(role, judge) for judge in judges) or _tells(role, event)]
        event.actors = [role for role in event.actors if role not in barred]
        event.why += [f"'{role.party.text}' judges or tells the act, so is not its actor" for role in barred]


def _tells(role: Role, event: Event) -> bool:
    """Whether somebody guessed to be an attacker is of those who report attacks."""
    return event.type == "ASSAULT" and role.via in _GUESSED and role.party.sector in _TELLING


def _one(role: Role, judge: Role) -> bool:
    """The same party, or one of the same state or organisation (an alliance and its secretary general)."""
    return same(role, judge) or (role.party.code is not None and role.party.code == judge.party.code)


def _judges(word: int, judging: dict[int, list[Role]], document: Document) -> list[Role]:
    noun = document.words[word]
    if noun.upos != "NOUN" or base(noun) not in _OBJECTS:
        return []
    return judging.get(noun.head, [])
