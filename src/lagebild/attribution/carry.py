"""Reported speech that runs on without a cue: while the Konjunktiv lasts, the last speaker speaks."""

from __future__ import annotations

from lagebild.analysis.document import Document
from lagebild.attribution import modals, mood, resume, tree
from lagebild.attribution.lexicon import lexicon
from lagebild.attribution.model import Quote
from lagebild.records import Span

_LEADING = frozenset(
    [
        "speech",
        "report",
        "think",
        "judge",
        "accuse",
        "deny",
        "confirm",
        "announce",
        "demand",
        "suspect",
        "findings",
        "expect",
        "hope",
        "doubt",
        "ruling",
        "ask",
        "warn",
    ]
)
"""Groups of cues whose speaker may go on in the next sentence."""


def find(document: Document, quotes: list[Quote], leads: list[Quote]) -> list[Quote]:
    """Quotes of clauses in reporting mood that no cue covers; neighbouring sentences of one speaker are one quote.

    ``leads`` are cues with a speaker but without content so far ("berichtete von dem Treffen. Man sei ...").
    """
    found = _loose_clauses(document, quotes)
    bare = [quote for quote in leads if quote not in quotes]
    found += _sentences(document, [*quotes, *bare, *found])
    return found


def _loose_clauses(document: Document, quotes: list[Quote]) -> list[Quote]:
    """Clauses in Konjunktiv below a verb that is no cue: its subject speaks ("verwarf die Klage: sie sei ...")."""
    covered = set().union(*(quote.words for quote in quotes)) if quotes else set()
    found: list[Quote] = []
    for word in document.words:
        if tree.base(word) not in ("ccomp", "parataxis", "acl", "conj", "advcl") or word.index in covered:
            continue
        if word.head < 0 or mood.of_clause(document, word.index) != "I" or tree.mark(document, word.index):
            continue
        governor = tree.clause_head(document, word.head)
        if mood.of_clause(document, governor) == "I" or word.deprel == "acl:relcl":
            continue
        who = tree.subject(document, governor)
        if who is None or who.upos not in tree.NOMINAL:
            continue
        quote = Quote("konjunktiv", head=None, speaker=who.index, clause=governor)
        quote.source_words = tree.phrase(document, who.index)
        quote.fill(document, tree.subtree_set(document, word.index))
        quote.why = "Konjunktiv without a cue"
        found.append(quote)
        covered |= quote.words
    return found


def _sentences(document: Document, quotes: list[Quote]) -> list[Quote]:
    """Whole sentences in Konjunktiv: they go on with the source of the sentence before."""
    found: list[Quote] = []
    running: Quote | None = None
    for sentence in document.sentences:
        root = tree.root(document, sentence.index)
        here = _own(document, sentence.index, quotes)
        if root is None:
            running = None
            continue
        top = [quote for quote in here if root in quote.words]
        if top:
            running = top[-1] if not top[-1].carried else running
        elif (
            mood.reported(document, root)
            or resume.takes_up(document, root)
            or (running and modals.hearsay(document, root))
        ):
            lead = running
            if lead is None and resume.takes_up(document, root):
                lead = resume.source_before(document, sentence.index)
            if lead is None and mood.of_clause(document, root) == "I":
                lead = _speaker_before(document, sentence.index) or _speaker_behind(document, sentence.index, quotes)
            if lead is not None:
                quote = _carried(document, root, lead, sentence.index)
                found.append(quote)
                running = quote
                continue
        else:
            running = None
        leading = [quote for quote in _outermost(here) if quote.source_words and quote.group in _LEADING]
        if leading:
            running = leading[-1]
    return _joined(document, found)


def _outermost(quotes: list[Quote]) -> list[Quote]:
    """Quotes whose cue stands in no other quote's content."""
    return [
        quote
        for quote in quotes
        if quote.head is None
        or not any(quote.head in other.words and other.clausal for other in quotes if other is not quote)
    ]


def _own(document: Document, sentence: int, quotes: list[Quote]) -> list[Quote]:
    """Quotes whose cue (or, without one, content) stands in a sentence, the outer ones first, then in text order."""
    found = []
    for quote in quotes:
        place = quote.head if quote.head is not None else min(quote.words, default=None)
        if place is not None and document.words[place].sentence == sentence:
            found.append((-len(quote.words), place, quote))
    return [quote for _, _, quote in sorted(found, key=lambda item: item[1])]


def _speaker_before(document: Document, sentence: int) -> Quote | None:
    """The subject of the sentence before, taken for the speaker, if it is a person's or body's act."""
    if sentence == 0:
        return None
    root = tree.root(document, sentence - 1)
    if root is None:
        return None
    clause = root
    who = tree.subject(document, clause)
    nobody = lexicon(document.language).words("impersonal")
    if who is None or who.upos not in tree.NOMINAL or who.lemma.lower() in nobody:
        return None
    quote = Quote("konjunktiv", speaker=who.index, source_words=tree.phrase(document, who.index), clause=clause)
    quote.why = "subject of the sentence before"
    return quote


def _speaker_behind(document: Document, sentence: int, quotes: list[Quote]) -> Quote | None:
    """A parenthesis in the next sentence speaks for this one too (first sentence of a paragraph)."""
    here = _own(document, sentence + 1, quotes)
    return next((quote for quote in here if quote.source_words), None)


def _carried(document: Document, root: int, lead: Quote, sentence: int) -> Quote:
    quote = Quote("konjunktiv", "asserts", None, lead.group, speaker=lead.speaker, clause=root, carried=True)
    quote.source_words = lead.source_words
    quote.parent = lead
    bounds = document.sentences[sentence]
    quote.words = set(range(bounds.first, bounds.last))
    quote.content = [Span(bounds.start, bounds.end)]
    quote.why = "taken up from the sentence before" if resume.takes_up(document, root) else "Konjunktiv runs on"
    return quote


def _joined(document: Document, found: list[Quote]) -> list[Quote]:
    joined: list[Quote] = []
    for quote in found:
        last = joined[-1] if joined else None
        if last is not None and last.source_words == quote.source_words:
            gap = document.text[last.content[-1].end : quote.content[0].start]
            if not gap.strip():
                last.content[-1] = Span(last.content[-1].start, quote.content[0].end)
                last.words = last.words | quote.words
                continue
        joined.append(quote)
    return joined
