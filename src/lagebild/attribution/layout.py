"""Quotes laid out as stand-off spans, the way the public corpora of each language draw them.

German as in the German news quotations (Papay and Pado's guidelines in their 2024 corpus): quoted fragments count by
themselves, a reported act is its whole clause. Other languages as in PolNeAR (Newell, Margolin and Ruths, 2018): a
quotation or a cue inside reported speech is part of it; plans and opinions count where a clause tells them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lagebild.analysis.document import Document
from lagebild.attribution import tree
from lagebild.attribution.model import Quote
from lagebild.records import Span

Json = dict[str, Any]


def layout(document: Document, quotes: Iterable[Quote]) -> list[Json]:
    """One object a quote: ``source``, ``cue``, ``content`` as lists of [start, end], ``form`` and ``stance``."""
    return _german(document, quotes) if document.language == "de" else _english(document, quotes)


def _pairs(spans: Iterable[Span | None]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans if span is not None]


def _row(document: Document, quote: Quote, content: list[Span], cue: bool = True) -> Json:
    return {
        "source": _pairs(tree.runs(document, quote.source_words)),
        "cue": _pairs(tree.runs(document, quote.cue)) if cue else [],
        "content": _pairs(content),
        "form": quote.form,
        "stance": quote.stance,
    }


def _german(document: Document, quotes: Iterable[Quote]) -> list[Json]:
    """As in the German news quotations: quoted fragments count by themselves; a reported act is its whole clause."""
    rows = []
    for quote in quotes:
        if quote.clausal:
            rows.append(_row(document, quote, quote.content))
        elif quote.clause is not None and quote.source_words:
            sentence = document.words[quote.clause].sentence
            words = [i for i in document.subtree(quote.clause) if document.words[i].sentence == sentence]
            span = tree.extent(document, tree.trim(document, words))
            rows.append(_row(document, quote, [span] if span else [], cue=False))
    return [row for row in rows if row["content"]]


def _full_source(document: Document, quote: Quote) -> list[list[int]]:
    """The speaker with the clauses that describe it, as PolNeAR marks it."""
    words = set(quote.source_words)
    if quote.speaker is not None and document.words[quote.speaker].upos != "PRON":
        words |= set(tree.phrase(document, quote.speaker, relatives=True))
    return _pairs(tree.runs(document, words - quote.words - set(quote.cue)))


_INNER_LIFE = frozenset({"intend", "think"})
"""Groups of cues of plans and opinions, which PolNeAR annotates where a verb or adjective governs a clause."""


def _annotated(document: Document, quote: Quote) -> bool:
    """Whether PolNeAR mostly annotates such a quote; not the nouns of plans and opinions, nor mere readiness."""
    if not quote.source_words or not quote.content:
        return False
    cue = document.words[quote.head].upos if quote.head is not None else ""
    if quote.group in _INNER_LIFE:
        return quote.clausal and not quote.weak and cue != "NOUN"
    return not (quote.group == "announce" and cue == "ADJ")


def _inner(quote: Quote, others: Iterable[Quote]) -> bool:
    """Whether a cue stands in what another one reports (of its own speaker or of somebody who is cited)."""
    cue = set(quote.cue)
    return bool(cue) and any(
        cue <= other.words and not set(other.cue) <= quote.words and (other.base or other) is not quote
        for other in others
        if other is not quote
    )


def _english(document: Document, quotes: Iterable[Quote]) -> list[Json]:
    """As in PolNeAR: whatever stands inside reported speech is part of it; objects are content."""
    rows: dict[int, Json] = {}
    told = [quote for quote in quotes if _annotated(document, quote)]
    for quote in told:
        base = quote.base or quote
        if (quote is not base and quote.words & base.words) or _inner(base, told):
            continue
        row = rows.setdefault(id(base), {**_row(document, quote, []), "source": _full_source(document, quote)})
        row["content"] += _pairs(tree.merged([*quote.content, *quote.unquoted]))
    return [row for row in rows.values() if row["content"]]
