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


def aside(document: Document, quote: Quote, lex: Lexicon) -> set[int]:
    """The sentence around a cue that stands with its speaker alone between commas: "X, the governor said, was Y"."""
    if not quote.cue or not quote.source_words:
        return set()
    known = {*quote.cue, *quote.source_words}
    start, last = min(known), max(known)
    sentence = document.sentences[document.words[start].sentence]
    gap = [document.words[i] for i in range(start, last + 1) if i not in known]
    if start <= sentence.first + 1 or any(w.upos not in ("ADV", "PUNCT", "PRON", "PART") for w in gap) or len(gap) > 3:
        return set()
    before, after = document.words[start - 1], document.words[last + 1] if last + 1 < sentence.last else None
    quoted_before = {before.text[-1:], document.words[start - 2].text[-1:]} & set('”»"')
    quoted_after = any(document.words[i].text[:1] in '“«"„' for i in range(last + 1, min(last + 3, sentence.last)))
    if quoted_before and not quoted_after:
        return set()
    opens = before.text in (",", "–", "-", "—", "(") or before.text[-1:] in '“”"«'
    closes = after is None or after.upos == "PUNCT"
    following = document.words[last + 2].text.lower() if last + 2 < sentence.last else ""
    starts = lex.words("complementizers") | lex.words("relatives")
    if not (opens and closes) or following in starts or (after is not None and after.text == ":"):
        return set()
    words = set(range(sentence.first, sentence.last)) - set(range(start, last + 1))
    verbal = any(document.words[i].upos in ("VERB", "AUX") for i in words if i < start)
    later = any(document.words[i].upos in ("VERB", "AUX") for i in words if i > last)
    return words if verbal or later else set()


def _behind(document: Document, last: int, end: int, lex: Lexicon) -> set[int]:
    """After the next comma, if a reported clause starts there: complementizer or Konjunktiv."""
    comma = next((i for i in range(last + 1, min(end, last + 12)) if document.words[i].text in (",", ":")), None)
    if comma is None or comma + 2 >= end:
        return set()
    words = range(comma + 1, end)
    first = document.words[comma + 1].text.lower()
    stop = _over_relative(document, comma + 1, end)
    moods = [mood.of_word(document.words[i], document.language) for i in stop]
    if first in lex.words("complementizers") or "I" in moods:
        return {i for i in words if document.words[i].text not in '“”"«»' or i < end - 2}
    return set()


def _over_relative(document: Document, first: int, end: int) -> list[int]:
    """Words up to the comma that ends a clause; a relative clause behind its first phrase is left out."""
    found: list[int] = []
    for _ in range(2):
        stop = next((i for i in range(first, end) if document.words[i].text in (",", ";")), end)
        found += range(first, stop)
        verbal = any(document.words[i].upos in ("VERB", "AUX") for i in found)
        opener = document.words[stop + 1] if stop + 1 < end else None
        if verbal or opener is None or opener.feats.get("PronType") != "Rel":
            return found
        first = next((i + 1 for i in range(stop + 1, end) if document.words[i].text == ","), end)
    return found


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


def as_clause(document: Document, quote: Quote, lex: Lexicon) -> set[int]:
    """The sentence around ", wie X berichtete,": opener, speaker and verb stand alone between punctuation marks."""
    if not quote.cue or not quote.source_words:
        return set()
    known = {*quote.cue, *quote.source_words}
    start, last = min(known), max(known)
    sentence = document.sentences[document.words[start].sentence]
    opener = start - 1
    if opener < sentence.first or document.words[opener].text.lower() not in lex.words("as_clause"):
        return set()
    starts = opener == sentence.first or document.words[opener - 1].text in (",", "–", "(", "-")
    ends = last + 1 >= sentence.last or document.words[last + 1].upos == "PUNCT"
    gap = [document.words[i] for i in range(start, last) if i not in known]
    if not (starts and ends) or any(word.upos in ("VERB", "AUX", "SCONJ") for word in gap):
        return set()
    words = set(range(sentence.first, sentence.last)) - set(range(opener, last + 1))
    return words if any(document.words[i].upos in ("VERB", "AUX") for i in words) else set()


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


def to_comma(document: Document, quote: Quote, words: set[int]) -> set[int]:
    """Content behind a cue, from the comma on: objects of an infinitive are often hung on the cue's verb."""
    if not words or not quote.cue or min(words) < max(quote.cue):
        return words
    known = {*quote.cue, *quote.source_words}
    start = min(words)
    for index in range(start - 1, max(known), -1):
        if document.words[index].text in (",", ":"):
            return words | set(range(index + 1, start))
        if document.words[index].upos in ("PUNCT", "SCONJ"):
            break
    return words


def after_noun(document: Document, word: Word, lex: Lexicon) -> set[int]:
    """The clause between commas right behind a noun: "der Vorwurf, Soldaten hätten ..., wiegt schwer"."""
    end = document.sentences[word.sentence].last
    last = max((i for i in tree.phrase(document, word.index) if i < word.index + 8), default=word.index)
    if last + 3 >= end or document.words[last + 1].text != ",":
        return set()
    stop = next((i for i in range(last + 2, end) if document.words[i].text in (",", ";", ".")), end)
    words = range(last + 2, stop)
    moods = [mood.of_word(document.words[i], document.language) for i in words]
    complement = document.words[last + 2].text.lower() in lex.words("complementizers")
    relative = document.words[last + 2].feats.get("PronType") == "Rel"
    return set(words) if complement or (any(moods) and not relative) else set()
