"""One event told several times in one report is one event with several triggers and its most specific fields."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set

from lagebild.analysis.document import Document
from lagebild.analysis.lemmas import same_stem
from lagebild.coding import clause, slots
from lagebild.coding.events import Event, Role, Trigger
from lagebild.coding.features import Candidate
from lagebild.coding.odds import weighed
from lagebild.coding.roles import codes, distinct
from lagebild.coding.setting import Setting, setting

SAME = 0.33
"""Probability from which two triggers are one event; below one half, as all pairs of a group must reach it."""
_NEAR = 80
"""Characters between triggers that stand close together."""
_GUESSED = frozenset({"arc", "context"})
_LEAD = 2
"""Sentences after the headline that tell the same event once more."""


def groups(
    chosen: list[Candidate], document: Document, weights: Mapping[str, float] | None = None
) -> list[list[Candidate]]:
    """Group triggers that state the same event, the clearest first in each group.

    Two triggers of one type belong together if the regression over :func:`pair_features` says so; ``weights`` come
    from the training gold. Without weights a rule decides: one sentence, or one stem anywhere, and roles that agree.
    A trigger joins a group only if it goes with all of it (complete linkage): attacks told side by side would
    otherwise be chained into one.
    """
    found: list[list[Candidate]] = []
    for candidate in sorted(chosen, key=lambda item: -item.score):
        best, home = SAME, None
        for group in found:
            if group[0].type == candidate.type:
                chance = min(same_event(item, candidate, document, weights) for item in group)
                if chance > best:
                    best, home = chance, group
        if home is None:
            found.append([candidate])
        else:
            home.append(candidate)
    return found


def same_event(
    first: Candidate, second: Candidate, document: Document, weights: Mapping[str, float] | None = None
) -> float:
    """Probability that two triggers of one type state the same event."""
    if _differ(first, second, document):
        return 0.0
    features = pair_features(first, second, document)
    if not weights:
        near, kin = features["here"], features["stem"]
        clashes = features["actors.clash"] + features["recipients.clash"]
        return float(bool((near and clashes < 2) or (kin and not clashes)))
    return weighed(features, weights)


def _differ(first: Candidate, second: Candidate, document: Document) -> bool:
    """Whether two triggers of neighbouring sentences are told of others who do other things, whatever speaks for one.

    The actors differ, and with them whom it is done to, where, on what or how many, or the state of those who do what
    two verbs say ("Kenya sent a ship, Uganda moved a brigade"). Of such pairs of gold triggers that the weights would
    merge, less than half state one event. A headline tells loosely and is left to the weights.
    """
    words = document.words
    sentences = words[first.word].sentence, words[second.word].sentence
    if abs(sentences[0] - sentences[1]) > 1 or (min(sentences) == 0 < max(sentences)):
        return False
    ones, others = _doers(first, document), _doers(second, document)
    if not _clash(_named(ones), _named(others)):
        return False
    verbs = words[first.word].upos == words[second.word].upos == "VERB"
    ours, theirs = _setting(first, document), _setting(second, document)
    return (
        (verbs and _clash(codes(ones), codes(others)))
        or _clash(_named(_placed(first.recipients)), _named(_placed(second.recipients)))
        or _clash(ours.places, theirs.places)
        or _clash(ours.objects, theirs.objects)
        or _clash(ours.counts, theirs.counts)
    )


def _setting(item: Candidate, document: Document) -> Setting:
    if item.setting is None:
        item.setting = setting(document, item.word)
    return item.setting


def _placed(roles: Iterable[Role]) -> list[Role]:
    """Roles that a slot of the frame gives, no guesses."""
    return [role for role in roles if role.mention and role.via not in _GUESSED]


def _named(roles: Iterable[Role]) -> set[object]:
    return {
        role.party.text if role.mention is None or role.mention.cluster is None else role.mention.cluster
        for role in roles
    }


def _doers(item: Candidate, document: Document) -> list[Role]:
    """Actors by the frame's slot, or by the model where the grammar agrees: it takes the verb's own subject."""
    own = set(slots.coordinated(document, clause.deep_subjects(document, item.word)))
    return [role for role in item.actors if role.mention and (role.via not in _GUESSED or role.word in own)]


def pair_features(first: Candidate, second: Candidate, document: Document) -> dict[str, float]:
    """What tells whether two triggers of one type state the same event."""
    one, two = sorted((document.words[first.word], document.words[second.word]), key=lambda word: word.index)
    gap = two.sentence - one.sentence
    near = two.start - one.end < _NEAR
    values = {
        f"type={first.type}": 1.0,
        f"{first.type}&here": float(gap == 0),
        "here": float(gap == 0),
        "next": float(gap == 1),
        "two": float(gap == 2),
        "far": math.log1p(gap),
        "near": float(near),
        "lemma": float(first.lemma == second.lemma),
        "stem": float(same_stem(first.lemma, second.lemma)),
        "stem&here": float(gap == 0 and same_stem(first.lemma, second.lemma)),
        "noun": float(two.upos in ("NOUN", "PROPN")),
        "nouns": float(two.upos == one.upos == "NOUN"),
        "verbs": float(two.upos == one.upos == "VERB"),
        "definite": float(any(child.feats.get("Definite") == "Def" for child in document.children(two.index))),
        "conj": float(two.deprel == "conj" and two.head == one.index),
        "below": float(any(word.index == one.index for word in document.ancestors(two.index))),
        "above": float(any(word.index == two.index for word in document.ancestors(one.index))),
        "title": float(one.sentence == 0 < gap),
        "title&lead": float(one.sentence == 0 and 0 < gap <= _LEAD),
        "title&lemma": float(one.sentence == 0 < gap and first.lemma == second.lemma),
        "lead": float(0 < one.sentence <= _LEAD and gap > 0),
        "words": math.log1p(two.index - one.index) if gap == 0 else 0.0,
        "frame": float(bool(first.match and second.match) and _frame(first) == _frame(second)),
        "frame.none": float(not first.match) + float(not second.match),
        "mode.clash": float(_clash({_mode(first)} - {None}, {_mode(second)} - {None})),
    }
    for name, ours, theirs in (
        ("actors", codes(first.actors), codes(second.actors)),
        ("recipients", codes(first.recipients), codes(second.recipients)),
    ):
        values[f"{name}.clash"] = float(_clash(ours, theirs))
        values[f"{name}.same"] = float(bool(ours & theirs))
    values["status.clash"] = _status_clash(first, second)
    one_side, other_side = _role_words(first), _role_words(second)
    values["roles.shared"] = float(bool(one_side & other_side))
    values["roles.one"] = float(bool(one_side) != bool(other_side))
    values["roles.none"] = float(not one_side and not other_side)
    values["people.same"] = float(bool(_people(first) & _people(second)))
    values["people.clash"] = float(_clash(_people(first), _people(second)))
    return values


def _frame(item: Candidate) -> str | None:
    return item.match.frame.id if item.match else None


def _role_words(item: Candidate) -> set[int]:
    return {role.word for role in (*item.actors, *item.recipients)}


def _mode(item: Candidate) -> str | None:
    return item.match.mode if item.match else None


def _status_clash(first: Candidate, second: Candidate) -> float:
    """How likely the two differ in status, by the model: a planned meeting is not the one that took place."""
    if not (first.signal and second.signal and first.signal.statuses and second.signal.statuses):
        return 0.0
    ours, theirs = first.signal.statuses, second.signal.statuses
    return 1.0 - min(1.0, sum(chance * theirs.get(status, 0.0) for status, chance in ours.items()))


def _clash(first: Set[object], second: Set[object]) -> bool:
    return bool(first and second and not first & second)


def _people(item: Candidate) -> set[object]:
    roles = (*item.actors, *item.recipients)
    return {role.mention.cluster for role in roles if role.mention and role.mention.cluster is not None}


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
