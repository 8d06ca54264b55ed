"""What the confidence of a whole event rests on: its triggers, its roles, and the other events of its report.

The decision looks at one word at a time (:mod:`lagebild.coding.decide`). Whether the event that its triggers make up
is one of its own shows only beside the others: a weak second telling of an event that merging missed, or a weak word
next to a clear event of another type, is seldom right. The more a report is full of events, the likelier is each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from lagebild.analysis.document import Document
from lagebild.coding.features import Candidate
from lagebild.coding.merge import same_event
from lagebild.coding.odds import logit

BESIDE = 80
"""Characters between the words of two events that stand beside each other."""
Group = Sequence[Candidate]


def event_features(
    found: Sequence[Group], document: Document, merging: Mapping[str, float] | None = None
) -> list[dict[str, float]]:
    """Features of every event of a report, by name; each group is the triggers of one event, the clearest first."""
    sentences = [{document.words[item.word].sentence for item in group} for group in found]
    values = []
    for number, group in enumerate(found):
        better = [other for other in found if other[0].score > group[0].score]
        same = [other for other in better if other[0].type == group[0].type]
        beside = [other for other in better if _beside(group, other, document)]
        values.append(
            _alone(group)
            | {
                "events": math.log1p(len(found)),
                "sentence": math.log1p(sum(bool(sentences[number] & other) for other in sentences) - 1),
                "told": math.log1p(len(same)),
                "told.beside": float(any(other[0].type == group[0].type for other in beside)),
                "told.close": max((_close(group, other, document, merging) for other in same), default=0.0),
                "beside": max((other[0].score for other in beside if other[0].type != group[0].type), default=0.0),
            }
        )
    return values


def _alone(group: Group) -> dict[str, float]:
    scores = sorted((item.score for item in group), reverse=True)
    actors, recipients = any(item.actors for item in group), any(item.recipients for item in group)
    return {
        "best": logit(scores[0]),
        "more": float(len(scores) > 1),
        "second": scores[1] if len(scores) > 1 else 0.0,
        "triggers": math.log1p(len(scores)),
        "roles": float(actors or recipients),
        "roles.both": float(actors and recipients),
        "frame": float(any(item.match for item in group)),
        "model": max(item.model or 0.0 for item in group),
    }


def _close(first: Group, second: Group, document: Document, merging: Mapping[str, float] | None) -> float:
    """The best chance that a trigger of each state the same event after all."""
    return max(same_event(one, two, document, merging) for one in first for two in second)


def _beside(first: Group, second: Group, document: Document) -> bool:
    words = document.words
    return any(
        words[one.word].start - BESIDE < words[two.word].end and words[two.word].start - BESIDE < words[one.word].end
        for one in first
        for two in second
    )
