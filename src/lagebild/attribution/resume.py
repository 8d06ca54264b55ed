"""Words that take up a source named before: "Demnach wurden ...", "ein Bericht, wonach ..."."""

from __future__ import annotations

from lagebild.analysis.document import Document, Word
from lagebild.attribution import tree
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.model import Quote
from lagebild.attribution.phrases import holder

_TOLD = frozenset({"report", "speech", "accuse", "suspect", "think"})
"""Groups of nouns whose content such a word may take up."""


def takes_up(document: Document, root: int) -> bool:
    """Whether a sentence goes on with what a source of the sentence before says ("Demnach ...")."""
    words = lexicon(document.language).words("resuming_sentences")
    return any(child.text.lower() in words for child in document.dependents(root, "advmod"))


def source_before(document: Document, sentence: int) -> Quote | None:
    """The report or statement that the sentence before names, as a quote without content."""
    if sentence == 0:
        return None
    lex = lexicon(document.language)
    nouns = [word for word in document.sentence_words(sentence - 1) if _told(word, lex)]
    return _quote(document, nouns[-1], lex) if nouns else None


def clauses(document: Document) -> list[Quote]:
    """Quotes of clauses behind a noun, opened by "wonach": the noun or its owner speaks."""
    lex = lexicon(document.language)
    found = []
    for word in document.words:
        if word.text.lower() not in lex.words("resuming_clauses"):
            continue
        sentence = document.sentences[word.sentence]
        before = [other for other in document.words[sentence.first : word.index] if _told(other, lex)]
        words = _clause(document, word)
        if before and words:
            quote = _quote(document, before[-1], lex)
            quote.head, quote.cue = before[-1].index, [before[-1].index]
            quote.fill(document, words)
            found.append(quote)
    return found


def _told(word: Word, lex: Lexicon) -> bool:
    entry = lex.noun(word.lemma) if word.upos == "NOUN" else None
    return (entry is not None and entry.group in _TOLD) or lex.speaker_kind(word.lemma) == "media"


def _quote(document: Document, noun: Word, lex: Lexicon) -> Quote:
    entry = lex.noun(noun.lemma)
    quote = Quote("attribution", "asserts", entry.status if entry else None, entry.group if entry else "report")
    owner = holder(document, noun, lex) if entry is not None else None
    quote.speaker = (owner or noun).index
    quote.source_words = tree.phrase(document, noun.index)
    quote.clause = tree.clause_head(document, noun.index)
    quote.why = f"“{noun.text}” is taken up"
    return quote


def _clause(document: Document, opener: Word) -> set[int]:
    """From behind the opener to the end of its clause."""
    end = document.sentences[opener.sentence].last
    head = tree.clause_head(document, opener.index)
    if head > opener.index:
        return {index for index in document.subtree(head) if opener.index < index < end}
    stop = next((i for i in range(opener.index + 1, end) if document.words[i].text in (",", ";", ".")), end)
    return set(range(opener.index + 1, stop))
