"""How a place's name is used in its clause: as a place, as its government, or as part of a description."""

from __future__ import annotations

from typing import Literal

from lagebild.analysis.document import Document, Word
from lagebild.places.cues import Cues, cues
from lagebild.records import PlaceMention

Use = Literal["locative", "direction", "object", "attribute", "actor", "bare"]
"""locative: "in Kabul"; direction: "nach Kabul", "from Kabul"; object: "took Kabul"; attribute: "the mayor of Kabul";
actor: "Kabul said"; bare: nothing tells."""

SUBJECT = ("nsubj", "csubj")
STATES = ("country", "city", "region")


def head_of(document: Document, place: PlaceMention) -> Word | None:
    """The word of a place's name that the others depend on; None where the document has no words there."""
    words = document.words_between(place.span.start, place.span.end)
    words = [word for word in words if word.upos != "PUNCT"]
    inside = {word.index for word in words}
    tops = [word for word in words if word.head not in inside]
    names = [word for word in tops if word.upos == "PROPN"]
    return next(iter(names or tops), None)


def use_of(document: Document, place: PlaceMention) -> Use:
    """How a place's name is used, by its relation and preposition."""
    head = head_of(document, place)
    if head is None:
        return "bare"
    words = cues(document.language)
    lifted = _lift(document, head)
    case = [child.lemma.lower() for child in document.dependents(lifted.index, "case")]
    case += [child.text.lower() for child in document.dependents(lifted.index, "case")]
    if lifted.index != head.index and not case:
        case += [child.lemma.lower() for child in document.dependents(head.index, "case")]
    relation = lifted.deprel.partition(":")[0]
    if any(form in words.from_to for form in case):
        return "direction"
    if any(form in words.located for form in case):
        return "locative"
    if lifted.deprel == "nsubj" and not case:
        return "actor" if _acts(document, lifted, words) else "bare"
    if relation == "obl" and lifted.deprel == "obl:agent":
        return "actor"
    if relation in ("obj", "iobj") or lifted.deprel == "nsubj:pass":
        return "object"
    if relation in ("nmod", "compound", "flat", "amod", "nummod") and lifted.head >= 0:
        return "attribute"
    return "bare"


def is_metonym(document: Document, place: PlaceMention) -> bool:
    """Whether a place's name stands for its government: a state, region or city that acts or speaks."""
    return place.kind in STATES and use_of(document, place) == "actor"


def _lift(document: Document, word: Word) -> Word:
    """The word whose relation counts: out of lists, appositions and nouns of place.

    "die Stadt Kabul", "in der Nähe von Kabul", "in Kabul und Herat".
    """
    seen, nouns = {word.index}, cues(document.language).place_nouns
    while word.head >= 0:
        above, relation = document.words[word.head], word.deprel.partition(":")[0]
        if relation not in ("conj", "appos", "flat", "goeswith") and not (
            relation in ("nmod", "compound") and above.lemma.lower() in nouns
        ):
            break
        word = above
        if word.index in seen:
            break
        seen.add(word.index)
    return word


def _acts(document: Document, subject: Word, words: Cues) -> bool:
    """Whether the verb over a subject is something only people do: not a state verb, not a copula."""
    verb = document.words[subject.head]
    return verb.upos == "VERB" and verb.lemma.lower() not in words.stative
