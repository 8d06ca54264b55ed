"""Stand-off layers of an analysed report: what ``lagebild annotate`` writes."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lagebild.analysis.document import Document
from lagebild.attribution import attribute
from lagebild.attribution.layout import layout
from lagebild.export.marks import Mark, pieces
from lagebild.records import Grounding, Report, Span

Row = dict[str, Any]


def layers_of(report: Report, document: Document, grounding: Grounding, layers: Sequence[str]) -> Row:
    """One JSON-ready object: ``id`` and a list of objects per layer, each with start, end, text and its own fields."""
    row: Row = {"id": report.id}
    for layer in layers:
        row[layer] = _MAKERS[layer](report, document, grounding)
    return row


def _where(span: Span, report: Report) -> Row:
    return {"start": span.start, "end": span.end, "text": report.text[span.start : span.end]}


def _entities(report: Report, document: Document, grounding: Grounding) -> list[Row]:
    return [
        {
            **_where(mention.span, report),
            "kind": mention.kind,
            "name": mention.name or mention.text,
            "country": mention.country,
            "sector": mention.sector,
            "id": mention.entity,
        }
        for mention in grounding.mentions
    ]


def _places(report: Report, document: Document, grounding: Grounding) -> list[Row]:
    return [
        {
            **_where(place.span, report),
            "name": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "country": place.country,
            "geonames": place.geonames,
        }
        for place in grounding.places
    ]


def _times(report: Report, document: Document, grounding: Grounding) -> list[Row]:
    return [{**_where(time.span, report), "type": time.type, "value": time.value} for time in grounding.times]


def _quotes(report: Report, document: Document, grounding: Grounding) -> list[Row]:
    rows = []
    for quote in layout(document, attribute(document, report, grounding).quotes):
        edges = [edge for key in ("source", "cue", "content") for pair in quote[key] for edge in pair]
        rows.append({**_where(Span(min(edges), max(edges)), report), **quote})
    return rows


def _syntax(report: Report, document: Document, grounding: Grounding) -> list[Row]:
    return [
        {
            "start": word.start,
            "end": word.end,
            "text": word.text,
            "lemma": word.lemma,
            "upos": word.upos,
            "feats": word.feats,
            "head": word.head,
            "deprel": word.deprel,
            "sentence": word.sentence,
        }
        for word in document.words
    ]


_MAKERS: dict[str, Callable[[Report, Document, Grounding], list[Row]]] = {
    "entities": _entities,
    "places": _places,
    "times": _times,
    "quotes": _quotes,
    "syntax": _syntax,
}


def layers_page(rows: Iterable[Row]) -> str:
    """One self-contained page with each report's layers marked in its text (syntax left out)."""
    parts = [_PAGE_HEAD]
    for row in rows:
        marks = [
            Mark(Span(item["start"], item["end"]), layer, row["id"], _title(layer, item))
            for layer in _MAKERS
            if layer in row and layer != "syntax"
            for item in row[layer]
        ]
        parts.append(f"<h1>{html.escape(row['id'])}</h1><p>")
        for piece in pieces(row["text"], marks):
            text = html.escape(piece.text)
            title = html.escape("; ".join(dict.fromkeys(mark.label for mark in piece.marks)))
            classes = " ".join(piece.kinds)
            parts.append(f'<span class="{classes}" title="{title}">{text}</span>' if piece.marks else text)
        parts.append("</p>")
    return "".join([*parts, "</body></html>"])


def _title(layer: str, item: Row) -> str:
    keys = {"entities": ("kind", "country", "sector"), "places": ("name", "country"), "times": ("type", "value")}
    values = (str(item[key]) for key in keys.get(layer, ("form", "stance")) if item[key])
    return f"{layer}: {' '.join(values)}"


_PAGE_HEAD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Lagebild layers</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{font:1rem/1.7 Georgia,serif;max-width:60rem;margin:1rem auto;padding:0 1rem}p{white-space:pre-wrap}
.entities{background:#dbe9ff}.places{border-bottom:3px solid #2c7a3f}.times{border-bottom:3px dotted #8a4b00}
.quotes{text-decoration:underline wavy #86309a 1px}</style></head><body>"""
