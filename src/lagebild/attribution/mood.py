"""Mood of a verb: German tells reported speech by it."""

from __future__ import annotations

from typing import Literal

from lagebild import lang
from lagebild.analysis.document import Document, Word
from lagebild.attribution import tree

Mood = Literal["I", "II"]


def of_word(word: Word, language: str) -> Mood | None:
    """Konjunktiv I or II of a finite verb; None for everything that may be an indicative.

    The form decides, not the tagger: Konjunktiv I is stem + e where the indicative ends in t ("gehe", "bringe").
    """
    data = lang.load(language, "mood")
    form = word.text.lower()
    if form in data.get("subjunctive1", ()):
        return "I"
    if form in data.get("subjunctive2", ()):
        return "II"
    if language != "de" or word.upos not in ("VERB", "AUX") or word.feats.get("VerbForm", "Fin") != "Fin":
        return None
    lemma = word.lemma.lower()
    stem = lemma[:-2] if lemma.endswith("en") else lemma[:-1]
    plain = form == stem + "e" and word.feats.get("Person", "3") == "3" and word.feats.get("Number") != "Plur"
    return "I" if plain and word.feats.get("Mood") != "Imp" else None


def of_clause(document: Document, index: int) -> Mood | None:
    """Mood of the clause whose predicate is ``index``; None with a first-person subject, whose forms are alike."""
    verb = tree.finite(document, index)
    if verb is None:
        verb = next((word for word in tree.helpers(document, index) if of_word(word, document.language)), None)
    if verb is None:
        return None
    mood = of_word(verb, document.language)
    who = document.dependents(index, "nsubj")
    first = any(w.feats.get("Person") == "1" for w in who)
    if mood == "I" and verb.text.lower() not in ("sei", "seien") and (first or not _has_subject(document, index)):
        return None
    return mood


def _has_subject(document: Document, index: int) -> bool:
    """Whether a clause, or the one it is coordinated with, has a subject ("Habe bestellt" has none)."""
    current = index
    while current >= 0:
        if document.dependents(current, "nsubj", "expl", "csubj"):
            return True
        word = document.words[current]
        if tree.base(word) != "conj":
            return tree.base(word) != "root"
        current = word.head
    return False


def reported(document: Document, index: int) -> bool:
    """Whether the mood of a clause says that somebody else speaks: Konjunktiv I, or II without a condition."""
    mood = of_clause(document, index)
    if mood == "I":
        return True
    if mood != "II":
        return False
    conditions = set(lang.load(document.language, "mood").get("conditional_marks", ()))
    return not any(
        base_marks & conditions
        for base_marks in (tree.mark(document, child.index) for child in document.dependents(index, "advcl"))
    )
