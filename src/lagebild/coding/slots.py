"""From a slot of a frame ("subj", "gen", "an") to the words that fill it in a tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lagebild.analysis.document import Document, Word
from lagebild.coding import clause
from lagebild.coding.clause import antecedent, base, cases
from lagebild.coding.grammar import grammar

_POSSESSIVE_MARKS = frozenset({"'s", "’s", "'", "’"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "SYM", "DET"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A word that fills a slot; ``part`` are the characters of a compound's first part, if that is meant."""

    word: int
    slot: str
    part: tuple[int, int] | None = None


def fill(document: Document, head: int, slot: str, *, noun: bool, part: tuple[int, int] | None = None) -> list[Filler]:
    """All fillers of a slot of the predicate at ``head``, coordinated ones included, in text order.

    ``noun`` tells that the predicate is a noun; ``part`` are the characters of its first part if it is a compound.
    """
    if slot == "mod":
        first = [Filler(head, slot, part)] if part else []
        return first + [Filler(child.index, slot) for child in _modifiers(document, head)]
    words = _words(document, head, slot, noun)
    return [Filler(index, slot) for index in coordinated(document, words)]


def _words(document: Document, head: int, slot: str, noun: bool) -> list[int]:
    if slot == "subj":
        return clause.noun_agents(document, head) if noun else clause.deep_subjects(document, head)
    if slot == "obj":
        return clause.deep_objects(document, head)
    if slot == "iobj":
        return _recipients(document, head)
    if slot == "xcomp" or grammar(document.language).complement_words.get(slot) == "clause":
        return complement_subjects(document, head)
    if slot == "gen":
        return genitives(document, head)
    if slot == "adj":
        return [child.index for child in document.dependents(head, "amod") if not clause.cases(document, child.index)]
    return prepositional(document, head, slot, noun=noun)


def coordinated(document: Document, words: Iterable[int]) -> list[int]:
    """The words and everything joined to them by "und", commas or "sowie"."""
    found: list[int] = []
    stack = list(words)
    while stack:
        index = stack.pop(0)
        if index in found:
            continue
        found.append(index)
        stack += [
            child.index
            for child in document.dependents(index, "conj")
            if child.upos in NOMINAL
            and not any(base(item) in ("nsubj", "cop") for item in document.children(child.index))
        ]
    return sorted(found)


def _recipients(document: Document, head: int) -> list[int]:
    """Datives; a parser that knows no case puts them among objects or, in the passive, subjects."""
    found = clause.datives(document, head)
    if found:
        return found
    if clause.is_passive(document, head):
        return clause.surface_subjects(document, head)
    _, objects, _ = clause.core(document, head)
    return [antecedent(document, item) for item in objects]


def complement_subjects(document: Document, head: int) -> list[int]:
    """The subject of the clause or infinitive that hangs on the predicate ("forderte, dass Israel ...")."""
    for child in document.dependents(head, "xcomp", "ccomp", "acl", "csubj", "advcl"):
        if child.deprel == "acl:relcl":
            continue
        own, _, _ = clause.core(document, child.index)
        agents = clause.agents(document, child.index) if clause.is_passive(document, child.index) else own
        if agents or own:
            return [antecedent(document, item) for item in agents or own]
    return clause.deep_objects(document, head)


def genitives(document: Document, head: int) -> list[int]:
    """Genitive attributes, possessives, English "of" and "'s"."""
    found, owners = [], []
    for child in document.children(head):
        marks = {mark.text.lower() for mark in cases(document, child.index)}
        possessive = child.deprel in ("det:poss", "nmod:poss") or (
            base(child) == "det" and child.feats.get("Poss") == "Yes"
        )
        attribute = base(child) == "nmod" and (not marks or marks & _POSSESSIVE_MARKS or marks & _of(document))
        name = base(child) in ("flat", "appos") and child.feats.get("Case") == "Gen"
        if possessive or attribute or name:
            found.append(child.index)
        if possessive or marks & _POSSESSIVE_MARKS:
            owners.append(child.index)
    # "Russia's invasion of Ukraine": beside a possessive, "of" names the object
    chosen = owners if owners and document.language != "de" else found
    return [antecedent(document, item) for item in chosen]


def _of(document: Document) -> frozenset[str]:
    rules = grammar(document.language)
    return rules.genitive_prepositions if document.language != "de" else frozenset()


def prepositional(document: Document, head: int, preposition: str, *, noun: bool) -> list[int]:
    """Nouns governed by a preposition that belong to the predicate.

    Attachment is where parsers err most: for a verb, attributes of its object count too; for a noun, the phrase
    that follows it directly, whatever it hangs on.
    """
    found = [child.index for child in document.children(head) if _governed(document, child, preposition)]
    if not found and noun:
        found = _following(document, head, preposition)
    elif not found:
        found = [
            grandchild.index
            for child in document.dependents(head, "obj", "obl", "nsubj", "xcomp")
            for grandchild in document.children(child.index)
            if _governed(document, grandchild, preposition) and grandchild.upos != "VERB"
        ]
    return [antecedent(document, item) for item in found]


def _governed(document: Document, word: Word, preposition: str) -> bool:
    if base(word) not in ("obl", "nmod", "obj", "advmod", "xcomp", "ccomp", "conj", "iobj", "dep", "advcl", "acl"):
        return False
    return any(
        preposition in (mark.text.lower(), mark.lemma.lower())
        for mark in document.children(word.index)
        if base(mark) in ("case", "mark") and (base(mark) == "case" or word.upos in ("NOUN", "PROPN", "PRON", "ADJ"))
    )


def _following(document: Document, head: int, preposition: str) -> list[int]:
    """The noun of a prepositional phrase that starts right behind the predicate or behind its attributes."""
    sentence = document.sentences[document.words[head].sentence]
    attributes = [index for index in document.subtree(head) if index > head]
    for start in {head + 1, _end_of_run(head, attributes)}:
        if start < sentence.last:
            mark = document.words[start]
            if base(mark) == "case" and preposition in (mark.text.lower(), mark.lemma.lower()) and mark.head > start:
                return [mark.head]
    return []


def _end_of_run(head: int, later: list[int]) -> int:
    end = head + 1
    for index in later:
        if index != end:
            break
        end += 1
    return end


def _modifiers(document: Document, head: int) -> list[Word]:
    """English noun modifiers, names in front of a noun, in order."""
    return [
        child
        for child in document.children(head)
        if child.deprel in ("compound", "nmod", "amod", "nmod:desc", "flat")
        and child.index < head
        and child.upos in ("NOUN", "PROPN", "X", "ADJ")
        and not cases(document, child.index)
    ]
