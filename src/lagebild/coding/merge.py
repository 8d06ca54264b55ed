"""One event told several times in one report is one event with several triggers and its most specific fields."""

from __future__ import annotations

from lagebild.analysis.document import Document
from lagebild.coding.events import Event, Role, Trigger
from lagebild.coding.features import Candidate
from lagebild.coding.roles import codes, distinct


def merge(chosen: list[Candidate], document: Document) -> list[Event]:
    """Events of the groups that :func:`groups` finds."""
    return [merge_group(group) for group in groups(chosen, document)]


def groups(chosen: list[Candidate], document: Document) -> list[list[Candidate]]:
    """Group triggers into events: same type in one sentence, or same type and stem anywhere, if the roles agree.

    Each group keeps its clearest trigger first. The rule was the best simple one on the training gold, where it can
    reach 0.85 to 0.89.
    """
    found: list[list[Candidate]] = []
    for candidate in sorted(chosen, key=lambda item: -item.score):
        home = next((group for group in found if _same(group, candidate, document)), None)
        if home is None:
            found.append([candidate])
        else:
            home.append(candidate)
    return found


def _same(group: list[Candidate], candidate: Candidate, document: Document) -> bool:
    if group[0].type != candidate.type:
        return False
    sentence = document.words[candidate.word].sentence
    near = any(document.words[item.word].sentence == sentence for item in group)
    kin = any(same_stem(item.lemma, candidate.lemma) for item in group)
    return (near or kin) and all(compatible(item, candidate, strict=not near) for item in group)


def same_stem(first: str, second: str) -> bool:
    """Whether two lemmas share their stem: "angreifen" and "Angriff" do not, "verhaften" and "Verhaftung" do."""
    if first == second:
        return True
    length = min(len(first), len(second))
    common = next((i for i in range(length) if first[i] != second[i]), length)
    if common >= 5 and common >= 0.6 * length:
        return True
    short, long = sorted((first, second), key=len)
    return len(short) >= 5 and long.endswith(short)


def compatible(first: Candidate, second: Candidate, *, strict: bool) -> bool:
    """Whether the roles of two triggers can belong to one event: no filled role contradicts the other's.

    ``strict`` asks that no role contradicts; otherwise one of the two may.
    """
    clashes = [
        bool(a and b and not a & b)
        for a, b in (
            (codes(first.actors), codes(second.actors)),
            (codes(first.recipients), codes(second.recipients)),
        )
    ]
    return not any(clashes) if strict else not all(clashes)


def merge_group(group: list[Candidate]) -> Event:
    """One event of triggers that are known to belong together, the clearest first."""
    event = Event(group[0].type, [_trigger(item) for item in group])
    event.mode = next((item.match.mode for item in group if item.match and item.match.mode), None)
    event.reciprocal = bool(group[0].match and group[0].match.frame.reciprocal)
    event.actors = _most_specific([item.actors for item in group])
    event.recipients = _most_specific([item.recipients for item in group])
    taken = {role.party.text for role in event.actors}
    event.recipients = [role for role in event.recipients if role.party.text not in taken]
    event.why = [_reason(item) for item in group]
    return event


def _trigger(item: Candidate) -> Trigger:
    words = item.match.words if item.match else (item.word,)
    head = item.match.head if item.match else item.word
    frame = item.match.frame.id if item.match else None
    return Trigger(item.word, head, words, item.score, frame, item.model)


def _most_specific(sides: list[list[Role]]) -> list[Role]:
    """The side of the clearest trigger that has named parties, else that has any."""
    named = next((side for side in sides if any(role.mention and role.mention.country for role in side)), None)
    return distinct(named or next((side for side in sides if side), []))


def _reason(item: Candidate) -> str:
    parts = []
    if item.match:
        parts.append(f"frame {item.match.frame.id}")
    if item.model is not None:
        parts.append(f"model {item.model:.2f}")
    return f"word {item.word} '{item.lemma}': {', '.join(parts) or 'known from the training gold'} -> {item.score:.2f}"
