"""A source set off by a mark in a headline or at the head of a line: "Police: two men arrested", "... - army".

Only what can hardly be a topic or a dateline is taken for a source: a person, a medium, a report, or a noun for those
who speak ("Polizei", "officials").
"""

from __future__ import annotations

from lagebild.analysis.document import Document, Sentence, Word
from lagebild.attribution import kinds, tree
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.model import Quote

LONGEST = 6
"""Words that such a source has at most ("Israelischer Minister Gallant", "UN refugee agency chief")."""
_DASHES = frozenset("-–—")
_OPENING = frozenset("„“\"»«‚'‘")


def find(document: Document, others: list[Quote]) -> list[Quote]:
    """Quotes of sources before a colon that opens a line, and behind a colon or dash that closes one.

    They are taken from what ``others`` report.
    """
    lex = lexicon(document.language)
    quotes = []
    for sentence in document.sentences:
        quote = _before(document, sentence, lex) or _behind(document, sentence, lex)
        if quote is not None:
            quotes.append(quote)
            _cut(document, others, {*quote.source_words, *quote.cue})
    return quotes


def _cut(document: Document, quotes: list[Quote], words: set[int]) -> None:
    for quote in quotes:
        if quote.words & words:
            quote.fill(document, quote.words - words)


def _before(document: Document, sentence: Sentence, lex: Lexicon) -> Quote | None:
    if not _opens_line(document, sentence):
        return None
    mark = next(
        (i for i in range(sentence.first, min(sentence.last, sentence.first + LONGEST + 1)) if _colon(document, i)),
        None,
    )
    if mark is None or mark + 1 >= sentence.last or document.words[mark + 1].text[:1] in _OPENING:
        return None
    return _quote(document, range(sentence.first, mark), mark, range(mark + 1, sentence.last), lex)


def _behind(document: Document, sentence: Sentence, lex: Lexicon) -> Quote | None:
    if not _closes_line(document, sentence):
        return None
    for mark in range(sentence.last - 2, max(sentence.first, sentence.last - LONGEST - 2), -1):
        text = document.words[mark].text
        if _colon(document, mark) or (text in _DASHES and _spaced(document, mark)):
            return _quote(document, range(mark + 1, sentence.last), mark, range(sentence.first, mark), lex)
    return None


def _colon(document: Document, index: int) -> bool:
    return document.words[index].text == ":"


def _spaced(document: Document, index: int) -> bool:
    """Whether a dash stands between blanks: a hyphen joins parts of a name."""
    word = document.words[index]
    return document.text[word.start - 1 : word.start].isspace() and document.text[word.end : word.end + 1].isspace()


def _opens_line(document: Document, sentence: Sentence) -> bool:
    return sentence.start == 0 or document.text[: sentence.start].rstrip(" ")[-1:] in ("\n", "")


def _closes_line(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence ends its line without a full stop, as a headline does."""
    ends = document.text[sentence.end :].lstrip(" ")[:1] in ("\n", "")
    return ends and document.text[sentence.end - 1] not in ".!?"


def _quote(document: Document, named: range, mark: int, told: range, lex: Lexicon) -> Quote | None:
    """The quote of a stretch that names who speaks, if it does and the other tells something."""
    source = [document.words[index] for index in named]
    if not source or any(word.upos in ("VERB", "AUX", "PUNCT", "SCONJ", "ADV") for word in source):
        return None
    inside = {word.index for word in source}
    head = next((word for word in source if word.head not in inside), None)
    if head is None or head.upos not in ("NOUN", "PROPN") or not _speaks(document, head, source, lex):
        return None
    if len(told) < 2:
        return None
    quote = Quote("attribution", head=mark, cue=[mark], speaker=head.index)
    quote.source_words = tree.trim(document, [word.index for word in source])
    quote.fill(document, set(told))
    noun = lex.noun(head.lemma)
    if noun is not None:
        quote.status, quote.group = noun.status, noun.group
    quote.clause = next((i for i in told if document.words[i].head not in told), told[0])
    quote.why = "named before or behind a mark in a headline"
    return quote


def _speaks(document: Document, head: Word, source: list[Word], lex: Lexicon) -> bool:
    """Whether a phrase names a person, a medium, a report, or those who speak by their trade."""
    noun = lex.noun(head.lemma)
    if noun is not None and noun.group in ("report", "suspect"):
        return True
    if lex.speaker_kind(head.lemma) is not None or head.lemma.lower() in lex.words("heading_speakers"):
        return True
    first, last = source[0].index, source[-1].index
    if any(
        name.label == "PER" and first <= name.first <= head.index < name.last <= last + 1 for name in document.names
    ):
        return True
    outlet = kinds.named(document.text[source[0].start : source[-1].end])
    return outlet is not None
