"""Claims of responsibility: "übernahm die Verantwortung für den Anschlag", "bekannte sich zu dem Angriff"."""

from __future__ import annotations

from typing import Any

from lagebild import lang
from lagebild.analysis.document import Document, Word
from lagebild.attribution import speakers, tree
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.model import Quote


def find(document: Document, said: list[Quote]) -> list[Quote]:
    """Quotes of those who say of themselves that they did it; what they did is the content.

    Where the verb is a cue in itself (one of ``said``), its quote is the base.
    """
    rules: list[dict[str, Any]] = lang.load(document.language, "attribution").get("responsibility", [])
    lex = lexicon(document.language)
    quotes = []
    for word in document.words:
        if not tree.is_verb(word):
            continue
        keys = set(tree.lemma_keys(document, word))
        for rule in rules:
            quote = _quote(document, word, rule, lex) if keys & set(rule["verbs"]) else None
            if quote is not None:
                quote.base = next((other for other in said if other.head == quote.head), None)
                quotes.append(quote)
    return quotes


def _quote(document: Document, word: Word, rule: dict[str, Any], lex: Lexicon) -> Quote | None:
    """The quote of a verb, none where it has no speaker or nothing that is claimed."""
    beside = next((child for child in document.children(word.index) if child.lemma == rule["beside"]), None)
    if beside is None:
        return None
    act = _act(document, [beside, word], rule["preposition"])
    who = _speaker(document, word, beside, lex)
    if act is None or who is None:
        return None
    quote = Quote("indirect", group="responsibility", cue=[word.index], head=word.index, speaker=who.index)
    quote.clause, quote.clausal = word.index, False
    inside = tree.subtree_set(document, act.index)
    quote.source_words = [index for index in speakers.whole(document, who.index, lex) if index not in inside]
    quote.fill(document, inside)
    quote.why = f"“{word.text}” takes responsibility"
    return quote


def _act(document: Document, governors: list[Word], preposition: str) -> Word | None:
    """What somebody takes responsibility for."""
    for governor in governors:
        for child in document.dependents(governor.index, "nmod", "obl", "obl:arg"):
            if preposition in {case.text.lower() for case in document.dependents(child.index, "case")}:
                return child
    return None


def _speaker(document: Document, word: Word, beside: Word, lex: Lexicon) -> Word | None:
    """Who claims; where the object comes first the tree takes it for the subject, and the object is who claims."""
    who = speakers.find(document, word.index, tree.finite(document, word.index) or word, lex)
    if who is None or who.index != beside.index:
        return who
    return next(iter(document.dependents(word.index, "obj")), None)
