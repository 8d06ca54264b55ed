"""Which time expression dates an event: the nearest one in the event's own clause."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from lagebild.analysis.document import Document
from lagebild.records import Span, TimeMention

_FARTHEST = 5
"""Steps in the tree beyond which a time belongs to something else."""
_BORDERS = {"ccomp": 2, "advcl": 2, "acl": 4, "parataxis": 3, "conj": 1, "csubj": 2}
"""Extra steps for crossing into another clause."""
_DATED = ("DATE", "TIME")


def event_time(document: Document, times: Sequence[TimeMention], event: int) -> TimeMention | None:
    """The time of an event word: the dated expression fewest steps away in its sentence's tree, or None.

    Words that name no day ("former", "recently") date nothing.
    """
    sentence = document.sentences[document.words[event].sentence]
    best: tuple[int, int, TimeMention] | None = None
    for time in times:
        if time.type not in _DATED or time.start is None or not sentence.start <= time.span.start < sentence.end:
            continue
        anchor = _anchor(document, time)
        steps = None if anchor is None else _steps(document, anchor, event)
        if anchor is None or steps is None or steps > _FARTHEST:
            continue
        rank = (steps, abs(anchor - event))
        if best is None or rank < best[:2]:
            best = (*rank, time)
    return _whole_range(document, times, best[2]) if best else None


def _whole_range(document: Document, times: Sequence[TimeMention], time: TimeMention) -> TimeMention:
    """Both ends of a range ("vom 22. bis 24. Oktober") as one time, whichever end was found."""
    for first, last in itertools.pairwise(times):
        if _opens_range(first) and last.type == "DATE" and (time is first or time is last):
            span = Span(first.span.start, last.span.end)
            words = document.text[span.start : span.end]
            value = f"{first.value}/{last.value}"
            return TimeMention(span, words, "DATE", value, first.start, last.end, f"{first.why}; {last.why}")
    return time


def _opens_range(time: TimeMention) -> bool:
    """Whether a rule of the language's data read this as the first end of a range of days."""
    rule = time.why.partition(" (")[0]
    return time.type == "DATE" and rule in ("first of range", "date of range")


def _anchor(document: Document, time: TimeMention) -> int | None:
    """The expression's top word: the one whose governor stands outside it."""
    inside = [word for word in document.words_between(time.span.start, time.span.end) if word.upos != "PUNCT"]
    members = {word.index for word in inside}
    for word in inside:
        if word.head not in members:
            return word.index
    return None


def _steps(document: Document, one: int, other: int) -> int | None:
    """Length of the way between two words in the tree, clause borders counted extra."""
    up_one, up_other = _way_up(document, one), _way_up(document, other)
    shared = [index for index in up_one if index in up_other]
    return min((up_one[index] + up_other[index] for index in shared), default=None)


def _way_up(document: Document, index: int) -> dict[int, int]:
    """Each ancestor (the word included) with the cost of reaching it."""
    costs, cost, word = {index: 0}, 0, document.words[index]
    for governor in document.ancestors(index):
        cost += 1 + _BORDERS.get(word.deprel.partition(":")[0], 0)
        costs[governor.index] = cost
        word = governor
    return costs
