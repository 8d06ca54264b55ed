"""Whom a speaker tells it is no part of the speaker: "sagten Anwohner der Agentur Reuters", "erklärte X dem Sender Y".

A bare dative right behind the speaker is the addressee. A feminine may be a genitive as well: a medium is spoken to,
unless the speaker is one of its staff ("eine Reporterin der Zeitung").
"""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.analysis.document import Document, Word
from lagebild.attribution import kinds, tree
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.model import Quote


def cut(document: Document, quotes: Iterable[Quote]) -> None:
    """Take addressees from the source words of verbs' quotes."""
    lex = lexicon(document.language)
    if not lex.words("media_staff"):
        return
    for quote in quotes:
        if quote.speaker is None or quote.head is None or document.words[quote.head].upos not in ("VERB", "AUX"):
            continue
        start = next((i for i in quote.source_words if i > quote.speaker and _addressed(document, i, quote, lex)), None)
        if start is not None:
            quote.source_words = tree.trim(document, [i for i in quote.source_words if i < start])


def _addressed(document: Document, index: int, quote: Quote, lex: Lexicon) -> bool:
    """Whether a determiner opens the phrase of an addressee."""
    article = document.words[index]
    noun = document.words[article.head] if tree.base(article) == "det" and article.head > index else None
    if noun is None or quote.speaker is None or noun.index not in quote.source_words:
        return False
    if document.dependents(noun.index, "case") or document.words[index - 1].upos in ("ADP", "PUNCT", "CCONJ"):
        return False
    speaker = document.words[quote.speaker]
    if article.feats.get("Case") == "Dat" and not _dative(document, speaker):
        return not _joined_to_preposition(document, noun, quote)
    staff = lex.words("media_staff")
    if any(document.words[i].lemma.lower() in staff for i in quote.source_words if i < index):
        return False
    feminine = article.feats.get("Gender") == "Fem" and article.feats.get("Number") == "Sing"
    return feminine and _medium(document, noun, lex)


def _dative(document: Document, speaker: Word) -> bool:
    cases = {child.feats.get("Case") for child in document.dependents(speaker.index, "det", "amod")}
    return "Dat" in cases and "Nom" not in cases


def _joined_to_preposition(document: Document, noun: Word, quote: Quote) -> bool:
    """Whether a dative belongs to a preposition further up ("der Chef von Reuters und der BBC")."""
    above = [noun, *document.ancestors(noun.index)]
    inside = [word for word in above if word.index in quote.source_words and word.index != quote.speaker]
    return any(document.dependents(word.index, "case") for word in inside)


def _medium(document: Document, noun: Word, lex: Lexicon) -> bool:
    if lex.speaker_kind(noun.lemma) in ("media", "state_media"):
        return True
    span = tree.extent(document, tree.phrase(document, noun.index))
    outlet = kinds.named(document.text[span.start : span.end]) if span else None
    return outlet is not None and outlet.kind in kinds.MEDIA
