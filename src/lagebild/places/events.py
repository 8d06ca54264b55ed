"""The place of an event, which is not just any place of its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lagebild.analysis.document import Document, Word
from lagebild.places.cues import cues
from lagebild.places.grammar import Use, head_of, use_of
from lagebild.records import PlaceMention

USES: dict[Use, float] = {
    "locative": 6.0, "object": 3.0, "direction": 2.0, "bare": 2.0, "attribute": 1.5, "actor": 0.0,
}  # fmt: skip
ENOUGH = 5.0
"""Evidence from which a place of the sentence is taken; below, earlier sentences and the dateline are asked first."""
WEAK = 4.5
"""Evidence from which a place of the sentence goes before the country that the text names most."""
BACK = 1
"""Sentences before the event's that may say where it happens."""
SMALL = ("city", "district", "region", "island", "mountain", "water", "street", "desert")


@dataclass(slots=True, frozen=True)
class Located:
    """The place of an event and what tells it: the clause, the sentence before, the dateline, or only the text."""

    place: PlaceMention
    how: Literal["clause", "earlier", "dateline", "text"]
    share: float = 1.0
    """For ``text``: how much of what the text says of states is of this one, from 0 to 1."""


def event_place(document: Document, places: Sequence[PlaceMention], event_word: int) -> PlaceMention | None:
    """Where the event happens that the word ``event_word`` (an index into the document's words) states.

    Asked in this order: a place that depends on the event's word or clause with a preposition of place; another such
    place of the sentence; the sentence before; the dateline; a place of the sentence in another use; the country the
    text speaks of most. A name that stands for its government is never taken. None where nothing tells.
    """
    located = locate(document, places, event_word)
    return located.place if located else None


def locate(document: Document, places: Sequence[PlaceMention], event_word: int) -> Located | None:
    """As :func:`event_place`, with what tells it: ``text`` is a guess that an actor's country may overrule."""
    if not 0 <= event_word < len(document.words):
        return None
    event = document.words[event_word]
    usable = [place for place in places if place.kind not in ("metonym", "street") and (place.country or place.name)]
    dateline = _dateline(document, usable)
    if dateline and _only_desk(_states(document, usable), dateline):
        usable, dateline = [place for place in usable if place is not dateline], None
    near = [place for place in usable if _sentence(document, place) == event.sentence]
    scored = [(_evidence(document, place, event), place) for place in near]
    best = max((pair for pair in scored if pair[0] > 0), key=_rank, default=None)
    if best and best[0] >= ENOUGH:
        return Located(best[1], "clause")
    earlier = _earlier(document, usable, event)
    if earlier:
        return Located(earlier, "earlier")
    if dateline:
        return Located(dateline, "dateline")
    if best and best[0] >= WEAK:
        return Located(best[1], "text")
    counts = _states(document, usable)
    guess = _main(counts, usable) or (best[1] if best else None)
    return Located(guess, "text", counts[guess.country] / max(1, counts.total())) if guess else None


def _rank(pair: tuple[float, PlaceMention]) -> tuple[float, bool]:
    return pair[0], pair[1].kind in SMALL


def _sentence(document: Document, place: PlaceMention) -> int | None:
    head = head_of(document, place)
    return head.sentence if head else None


def _evidence(document: Document, place: PlaceMention, event: Word) -> float:
    """How much speaks for a place of the event's sentence: its use, and how it hangs on the event in the tree."""
    head = head_of(document, place)
    if head is None:
        return 0.0
    use = use_of(document, place)
    points = USES[use]
    above = [word.index for word in document.ancestors(head.index)]
    over = [word.index for word in document.ancestors(event.index)]
    if head.index == event.index:
        return points
    if event.index in above:
        near = above.index(event.index)
        points += 3.0 - 0.6 * near - _breaks(document, head, event.index)
    elif over and over[0] in above and event.upos == "NOUN":
        points += 2.0 - 0.4 * above.index(over[0]) - _breaks(document, head, over[0])
    elif set(over) & set(above):
        shared = next(index for index in above if index in set(over))
        points -= 0.5 * (above.index(shared) + over.index(shared))
    else:
        points -= 1.5
    return points


def _breaks(document: Document, start: Word, stop: int) -> float:
    """Cost of leaving subordinate clauses and descriptions of people on the way up."""
    cost, word = 0.0, start
    while word.head >= 0 and word.index != stop:
        relation = word.deprel.partition(":")[0]
        cost += {"acl": 1.5, "advcl": 1.0, "ccomp": 1.0, "parataxis": 1.0, "appos": 1.0}.get(relation, 0.0)
        word = document.words[word.head]
        if word.index != stop and relation == "nmod" and word.deprel.partition(":")[0] in ("nsubj", "obj"):
            cost += 1.0
    return cost


def _earlier(document: Document, places: Sequence[PlaceMention], event: Word) -> PlaceMention | None:
    """The last place of the sentences before that is named as a place, a smaller one first."""
    for back in range(1, BACK + 1):
        inside = [place for place in places if _sentence(document, place) == event.sentence - back]
        located = [place for place in inside if use_of(document, place) == "locative"]
        if located:
            return max(located, key=lambda place: (place.kind in SMALL, place.span.start))
    return None


def _dateline(document: Document, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place a text begins with ("ANKARA (dpa) -")."""
    first = next(iter(places), None)
    if first is None or first.span.start > 40:
        return None
    behind = document.text[first.span.end : first.span.end + 40]
    marks = cues(document.language).dateline_marks
    return first if any(mark in behind for mark in marks) else None


def _only_desk(counts: Counter[str | None], dateline: PlaceMention) -> bool:
    """Whether only the correspondent sits at the dateline: the text speaks of other states and never of this again."""
    return counts[dateline.country] <= 1 < len(counts)


def _states(document: Document, places: Sequence[PlaceMention]) -> Counter[str | None]:
    """How often a text speaks of each state, by places and adjectives."""
    known = cues(document.language)
    counts: Counter[str | None] = Counter(place.country for place in places if place.country)
    counts.update(code for word in document.words if (code := known.adjectives.get(word.lemma.lower())))
    return counts


def _main(counts: Counter[str | None], places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The country that the text speaks of most: a mention by its own name if there is one.

    A city would say more than is known here.
    """
    named = {place.country for place in places if place.country}
    country = max(named, key=lambda code: counts[code], default=None)
    inside = [place for place in places if place.country == country and country]
    return next((place for place in inside if place.kind == "country"), inside[0] if inside else None)
