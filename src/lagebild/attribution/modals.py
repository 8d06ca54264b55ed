"""What somebody claims of oneself with a modal: "der Zeuge will gesehen haben, wie ..."."""

from __future__ import annotations

from lagebild import lang
from lagebild.analysis.document import Document
from lagebild.attribution import tree
from lagebild.attribution.auxiliaries import perfect
from lagebild.attribution.model import Quote


def find(document: Document) -> list[Quote]:
    """Quotes of claiming modals over a perfect infinitive; the subject is the source, and the report hedges."""
    claiming = set(lang.load(document.language, "hedges").get("claiming", ()))
    quotes = []
    for word in document.words:
        if word.lemma.lower() not in claiming or word.upos not in ("AUX", "VERB"):
            continue
        index = word.head if tree.base(word) == "aux" else _infinitive(document, word.index)
        who = tree.subject(document, index) if index is not None and index >= 0 else None
        if index is None or who is None or not perfect(document, index):
            continue
        quote = Quote("modal", "asserts", "possible", "speech", [word.index], word.index, who.index, clause=index)
        quote.source_words = tree.phrase(document, who.index)
        quote.fill(document, tree.subtree_set(document, index) - {word.index, *quote.source_words})
        quote.why = f"“{word.text}” with a perfect infinitive"
        quotes.append(quote)
    return quotes


def _infinitive(document: Document, index: int) -> int | None:
    """The infinitive below a modal that heads its clause."""
    return next((child.index for child in document.dependents(index, "xcomp", "ccomp")), None)


def hearsay(document: Document, index: int) -> bool:
    """Whether a predicate passes on what somebody says: "soll getötet haben"."""
    words = set(lang.load(document.language, "hedges").get("hearsay", ()))
    helpers = tree.helpers(document, index)
    return any(helper.lemma.lower() in words for helper in helpers) and perfect(document, index)
