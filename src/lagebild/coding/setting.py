"""What stands beside a trigger in its clause: where, how many, on what. Attacks on two towns by two armies are two."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.analysis.document import Document
from lagebild.coding import clause
from lagebild.coding.clause import base

_CARRIED = frozenset({"nsubj", "obj", "obl", "nmod"})
"""Relations by which a noun belongs to the clause of its verb."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Places, counted things and things acted on in the clause of one trigger, lower case."""

    places: frozenset[str]
    counts: frozenset[str]
    objects: frozenset[str]


def setting(document: Document, word: int) -> Setting:
    """The setting of the trigger at ``word``; a noun has that of the verb that carries it."""
    top = _top(document, word)
    inside = _clause(document, top)
    located = {
        document.text[name.start : name.end].lower()
        for name in document.names
        if name.label == "LOC" and inside & set(range(name.first, name.last))
    }
    words = [document.words[index] for index in inside]
    counts = {item.text.lower() for item in words if base(item) == "nummod"}
    objects = {item.lemma.lower() for item in words if base(item) == "obj" and item.upos == "NOUN"}
    if clause.is_passive(document, top):
        objects |= {item.lemma.lower() for item in words if item.deprel == "nsubj:pass" and item.upos == "NOUN"}
    return Setting(frozenset(located), frozenset(counts), frozenset(objects))


def _top(document: Document, word: int) -> int:
    """The verb that carries a noun, at most two nouns up; a verb itself."""
    top = document.words[word]
    for _ in range(2):
        if top.upos in ("VERB", "AUX") or top.head < 0 or base(top) not in _CARRIED:
            break
        top = document.words[top.head]
    return top.index


def _clause(document: Document, top: int) -> set[int]:
    """The words below ``top`` that belong to its own clause."""
    found, level = {top}, [top]
    while level:
        level = [
            child.index
            for index in level
            for child in document.children(index)
            if base(child) not in clause.CLAUSAL and not (base(child) == "conj" and child.upos in ("VERB", "AUX"))
        ]
        found.update(level)
    return found
