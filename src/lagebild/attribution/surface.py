"""What a cue says, from commas and word order where the tree gives no complement."""

from __future__ import annotations

from lagebild.analysis.document import Document, Word
from lagebild.attribution import mood, tree
from lagebild.attribution.lexicon import Lexicon
from lagebild.attribution.model import Quote


def content(document: Document, quote: Quote, lex: Lexicon) -> set[int]:
    """Words of the clause behind the first comma after a cue, or before a cue that closes its sentence."""
    if not quote.cue:
        return set()
    sentence = document.sentences[document.words[quote.cue[0]].sentence]
    known = {*quote.cue, *quote.source_words}
    behind = _behind(document, max(known), sentence.last, lex)
    return behind or _before(document, quote, sentence.first, sentence.last)


def _behind(document: Document, last: int, end: int, lex: Lexicon) -> set[int]:
    """After the next comma, if a reported clause starts there: complementizer or Konjunktiv."""
    comma = next((i for i in range(last + 1, min(end, last + 12)) if document.words[i].text in (",", ":")), None)
    if comma is None or comma + 2 >= end:
        return set()
    words = range(comma + 1, end)
    first = document.words[comma + 1].text.lower()
    stop = next((i for i in words if document.words[i].text in (",", ";")), end)
    moods = [mood.of_word(document.words[i], document.language) for i in range(comma + 1, stop)]
    if first in lex.words("complementizers") or "I" in moods:
        return {i for i in words if document.words[i].text not in '“”"«»' or i < end - 2}
    return set()


def _before(document: Document, quote: Quote, first: int, end: int) -> set[int]:
    """Everything before ", sagte X." or ", X said." at the end of a sentence."""
    known = {*quote.cue, *quote.source_words}
    start, last = min(known), max(known)
    if start <= first + 2 or document.words[start - 1].text != "," or last - start > 25:
        return set()
    rest = [document.words[i] for i in range(last + 1, end)]
    if any(word.upos in ("VERB", "AUX") for word in rest):
        return set()
    words = set(range(first, start - 1))
    verbal = any(document.words[i].upos in ("VERB", "AUX") for i in words)
    return words if verbal else set()


def sentence_before(document: Document, word: Word, lex: Lexicon) -> set[int]:
    """The sentence before, where the cue's object takes it up: "Das teilte die Polizei mit.", "Dies berichtet X."."""
    sentence = document.sentences[word.sentence]
    if word.sentence == 0 or word.index - sentence.first > 3:
        return set()
    opener = document.words[sentence.first]
    if opener.text.lower() not in lex.words("resuming") or tree.base(opener) in ("det", "mark"):
        return set()
    previous = document.sentences[word.sentence - 1]
    return set(range(previous.first, previous.last))
