"""Direct speech: who speaks what stands between quotation marks."""

from __future__ import annotations

import re

from lagebild.analysis.document import Document, Word
from lagebild.attribution import tree
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.marks import Quoted, quoted
from lagebild.attribution.model import Quote

_SIGNATURE = re.compile(r"\s*([―—–])\s*([^\n.!?“”\"]{3,60}?)\.?\s*(?=\n|$)")
FRAGMENT = 3
"""A quotation of at most so many words without verb is a term or a title unless a cue claims it."""


def link(document: Document, quotes: list[Quote]) -> list[Quote]:
    """Give every quotation to a cue, before, inside or behind it; returns the quotations as quotes of their own.

    A cue without other content becomes the quote itself; a quotation inside what a cue reports is a quote of its own
    with the cue's speaker. The result holds both.
    """
    lex = lexicon(document.language)
    pieces = []
    for stretch in quoted(document.text):
        words = document.words_between(stretch.inner.start, stretch.inner.end)
        if words and not _title(document, stretch, words, lex):
            pieces.append((stretch, words))
    found = _wholly_quoted(quotes, pieces)
    for stretch, words in pieces:
        if any(stretch.span in quote.content for quote in found):
            continue
        quote = _linked(document, stretch, words, quotes, found, lex)
        if quote is not None:
            found.append(quote)
    return found


def _wholly_quoted(quotes: list[Quote], pieces: list[tuple[Quoted, list[Word]]]) -> list[Quote]:
    """Cues whose content is one or several quotations and little else: they become direct speech."""
    found = []
    for quote in quotes:
        if not quote.words or not quote.clausal:
            continue
        held = [(stretch, {word.index for word in words}) for stretch, words in pieces if is_speech(words)]
        held = [(s, inside) for s, inside in held if quote.head not in inside and _mostly(inside, quote.words)]
        total = set().union(*(inside for _, inside in held)) if held else set()
        if len(total) * 10 > len(quote.words | total) * 7:
            outer = any(other is not quote and other.words >= quote.words and other in found for other in quotes)
            if not outer:
                quote.unquoted = quote.content
                quote.form, quote.words = "direct", total
                quote.content = [stretch.span for stretch, _ in held]
                quote.why = "quotation marks, " + quote.why
                found.append(quote)
    return found


def _mostly(inside: set[int], content: set[int]) -> bool:
    """Whether more than half of the shorter of two stretches lies in the other."""
    return len(inside & content) * 2 > min(len(inside), len(content))


def _title(document: Document, stretch: Quoted, words: list[Word], lex: Lexicon) -> bool:
    """Whether the marks hold a title, a name or a term."""
    if is_speech(words):
        return False
    names = any(n.start >= stretch.span.start and n.end <= stretch.span.end for n in document.names)
    proper = all(word.upos in ("PROPN", "PUNCT", "X", "NUM") for word in words)
    if (names or proper) and len(words) <= 5:
        return True
    before = [w for w in document.words if w.end <= stretch.span.start and w.upos != "PUNCT"][-1:]
    lemma = before[0].lemma.lower() if before else ""
    return bool(before) and (lemma in lex.words("title_nouns") | lex.words("so_called"))


def is_speech(words: list[Word]) -> bool:
    """Whether quoted words are a sentence rather than a fragment."""
    if len(words) <= FRAGMENT and words[-1].text[-1:] not in ".!?":
        return False
    return any(w.text[-1:] in ".!?" or (w.upos in ("VERB", "AUX") and tree.maybe_finite(w)) for w in words)


def _linked(
    document: Document, stretch: Quoted, words: list[Word], quotes: list[Quote], found: list[Quote], lex: Lexicon
) -> Quote | None:
    inside = {word.index for word in words}
    outside = [quote for quote in quotes if quote.head is None or quote.head not in inside]
    speech = is_speech(words)
    holder = _covering(inside, outside)
    if holder is not None:
        if speech:
            _extend(holder, stretch, inside)
        return _direct(stretch, inside, holder)
    near = (
        _before_colon(document, stretch, outside, lex)
        or _signed(document, stretch)
        or _same_sentence(document, words, outside, speech)
        or (_neighbour(document, stretch, found) if speech else None)
        or (_going_on(document, stretch, words, outside) if speech else None)
        or (_behind(document, words, outside) if speech else None)
    )
    if near is None:
        return None
    if near.form == "direct" and near in found and _broken(document, near, stretch):
        near.words, near.content = near.words | inside, [*near.content, stretch.span]
        return None
    if not near.words or not near.clausal:
        return _becomes(near, stretch, inside)
    return _direct(stretch, inside, near)


def _becomes(near: Quote, stretch: Quoted, inside: set[int]) -> Quote:
    """A cue whose content is a quotation and little else."""
    near.unquoted = near.content
    near.form, near.clausal = "direct", True
    near.words, near.content = set(inside), [stretch.span]
    near.why = "quotation marks, " + near.why
    return near


def _direct(stretch: Quoted, inside: set[int], near: Quote) -> Quote:
    """A quotation inside or after what a cue reports, with the cue's speaker."""
    quote = Quote("direct", near.stance, near.status, near.group, near.cue, near.head, near.speaker)
    quote.source_words = near.source_words
    quote.words, quote.content = inside, [stretch.span]
    quote.clause = near.clause
    quote.base, quote.nested = near, True
    quote.why = "quotation marks, " + near.why
    return quote


def _covering(inside: set[int], quotes: list[Quote]) -> Quote | None:
    """The smallest quote whose content holds most of a quotation."""
    covering = [q for q in quotes if q.clausal and _mostly(inside, q.words)]
    return min(covering, key=lambda q: len(q.words), default=None)


def _extend(quote: Quote, stretch: Quoted, inside: set[int]) -> None:
    """Let a quote's content reach to the ends of a quotation it holds in part."""
    missing = inside - quote.words
    if missing:
        quote.words = quote.words | inside
        quote.content = tree.merged([*quote.content, stretch.span])


def _before_colon(document: Document, stretch: Quoted, quotes: list[Quote], lex: Lexicon) -> Quote | None:
    """The cue of the clause that ends in a colon before a quotation; any verb will do there."""
    before = document.text[: stretch.span.start].rstrip()
    if not before.endswith(":"):
        return None
    position = len(before) - 1
    words = document.words_between(max(0, position - 400), position + 1)
    if not words:
        return None
    sentence = words[-1].sentence
    candidates = [q for q in quotes if q.head is not None and document.words[q.head].sentence == sentence]
    candidates = [q for q in candidates if q.head is not None and document.words[q.head].start < position]
    if candidates:
        return max(candidates, key=lambda q: q.head or 0)
    return _colon_speaker(document, sentence, words[-1], lex)


def _colon_speaker(document: Document, sentence: int, colon: Word, lex: Lexicon) -> Quote | None:
    """Who acts in a clause without cue that introduces a quotation, or the bare name before a colon."""
    words = [w for w in document.sentence_words(sentence) if w.index < colon.index]
    roots = [w for w in words if w.head < 0 or w.head >= colon.index]
    for root in roots:
        who = root if root.upos in ("PROPN", "NOUN") else tree.subject(document, root.index)
        if who is not None and who.index < colon.index:
            quote = Quote("direct", head=root.index, cue=[root.index], speaker=who.index, clause=root.index)
            if who is root:
                quote.cue = [colon.index]
            quote.source_words = [i for i in tree.phrase(document, who.index) if i < colon.index]
            quote.why = "colon before a quotation"
            return quote
    return None


def _signed(document: Document, stretch: Quoted) -> Quote | None:
    """A name behind a dash that signs a quotation in its own paragraph."""
    end = stretch.span.end
    match = _SIGNATURE.match(document.text, end)
    words = document.words_between(match.start(2), match.end(2)) if match else []
    if not match or not words or words[0].upos not in ("PROPN", "NOUN", "DET") or any(w.upos == "VERB" for w in words):
        return None
    if any(word.upos == "NUM" for word in words):
        return None
    dash = document.words_between(match.start(1), match.end(1))
    quote = Quote("direct", head=dash[0].index if dash else None, cue=[w.index for w in dash], speaker=words[0].index)
    quote.source_words = [word.index for word in words]
    quote.why = "signed behind a dash"
    return quote


def _same_sentence(document: Document, words: list[Word], quotes: list[Quote], speech: bool) -> Quote | None:
    """The nearest cue in the sentences where a quotation begins and ends."""
    first, last = words[0], words[-1]
    candidates = []
    for quote in quotes:
        if quote.head is None or not _takes_quote(document, quote):
            continue
        head = document.words[quote.head]
        if head.sentence not in (first.sentence, last.sentence):
            continue
        if not speech and ((quote.words and quote.clausal) or not _below(document, words, head.index)):
            continue
        between = first.index - head.index if head.index < first.index else head.index - last.index
        candidates.append((between, quote))
    return min(candidates, key=lambda pair: pair[0])[1] if candidates else None


def _below(document: Document, words: list[Word], head: int) -> bool:
    """Whether a fragment stands in the clause of a cue."""
    return any(word.index == head or head in {a.index for a in document.ancestors(word.index)} for word in words)


def _takes_quote(document: Document, quote: Quote) -> bool:
    return bool(quote.source_words) or quote.form == "attribution"


def _neighbour(document: Document, stretch: Quoted, found: list[Quote]) -> Quote | None:
    """The speaker of the quotation before, if only its own sentence stands between, in the same paragraph."""
    start = stretch.span.start
    earlier = [quote for quote in found if quote.content and max(span.end for span in quote.content) <= start]
    if not earlier:
        return None
    previous = max(earlier, key=lambda quote: max(span.end for span in quote.content))
    end = max(span.end for span in previous.content)
    between = document.text[end : stretch.span.start]
    if "\n" in between.strip(" "):
        return None
    sentences = {w.sentence for w in document.words_between(end, stretch.span.start) if w.upos != "PUNCT"}
    heads = {document.words[previous.head].sentence} if previous.head is not None else set()
    last = {w.sentence for w in document.words_between(end - 1, end)}
    return previous if sentences <= heads | last and len(between) < 200 else None


_TELLING = frozenset({"announce", "confirm", "deny", "report", "speech", "think", "warn"})
"""Groups of cues after which the same speaker may be quoted in a sentence without cue."""


def _going_on(document: Document, stretch: Quoted, words: list[Word], quotes: list[Quote]) -> Quote | None:
    """Who spoke in the sentence before, if a quotation makes up whole sentences of the same paragraph."""
    first = words[0]
    sentence = document.sentences[first.sentence]
    if first.sentence == 0 or stretch.span.start > sentence.start:
        return None
    before = document.sentences[first.sentence - 1]
    if (
        "\n" in document.text[before.end : sentence.start].strip(" ")
        or "\n" in document.text[sentence.start - 1 : sentence.start]
    ):
        return None
    spoken = [
        quote
        for quote in quotes
        if quote.head is not None
        and document.words[quote.head].sentence == before.index
        and quote.source_words
        and quote.words
        and quote.clausal
        and quote.group in _TELLING
    ]
    return max(spoken, key=lambda quote: len(quote.words), default=None)


def _behind(document: Document, words: list[Word], quotes: list[Quote]) -> Quote | None:
    """A cue that opens the sentence right behind a quotation ("..." Das sagte X)."""
    following = words[-1].sentence + 1
    if following >= len(document.sentences):
        return None
    for quote in quotes:
        if quote.head is None or quote.words:
            continue
        head = document.words[quote.head]
        first = document.sentences[following].first
        if head.sentence == following and head.index - first <= 2 and quote.source_words and quote.group == "speech":
            return quote
    return None


def _broken(document: Document, first: Quote, stretch: Quoted) -> bool:
    """Whether a cue stands between two pieces of one sentence: the first piece ends in no full stop."""
    if first.head is None or not first.content:
        return False
    between = first.content[-1].end <= document.words[first.head].start < stretch.span.start
    ending = document.text[first.content[-1].start : first.content[-1].end].rstrip("“”\"«»’‘'")[-1:]
    return between and ending not in ".!?"
