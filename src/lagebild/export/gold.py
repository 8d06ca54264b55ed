"""Claims in the gold format of hand-annotated reports, out and back in.

A record has ``doc``, ``type``, ``mode``, ``actors``, ``recipients`` (each ``name``, ``country``, ``sector``, ``span``),
``spans`` (triggers), ``status``, ``sources`` (``name``, ``stance``), ``country`` and ``place`` (where), ``time`` (the
words) and ``date`` (ISO). What a person has judged leaves the store this way and can train or measure the next model.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lagebild import ontology
from lagebild.records import Claim, Party, PlaceMention, Report, Source, Span, TimeMention

if TYPE_CHECKING:
    from lagebild.store import Store


def to_gold(claim: Claim) -> dict[str, Any]:
    """One claim as a gold record."""
    return {
        "doc": claim.report_id,
        "type": claim.event,
        "mode": claim.mode,
        "actors": [_party_out(party) for party in claim.actors],
        "recipients": [_party_out(party) for party in claim.recipients],
        "spans": [[span.start, span.end] for span in claim.triggers],
        "status": claim.status,
        "sources": [{"name": source.name, "stance": _gold_stance(source)} for source in claim.sources],
        "country": claim.place.country if claim.place else None,
        "place": claim.place.text if claim.place else None,
        "time": claim.time.text if claim.time else None,
        "date": claim.time.start.isoformat() if claim.time and claim.time.start else None,
    }


def _gold_stance(source: Source) -> str:
    """The gold knows no confirmation: who confirms an event asserts it."""
    return "asserts" if source.stance == "confirms" else source.stance


def from_gold(record: dict[str, Any], report: Report, *, number: int = 1) -> Claim:
    """A gold record as a claim of ``report``; ``number`` makes its id.

    Names and places without a span are looked up in the text. Raises ValueError if the type is none of PLOVER's.
    """
    event = record["type"]
    if event not in ontology.event_types():
        raise ValueError(f"{event!r} in a gold record of report {report.id!r} is no PLOVER event type.")
    triggers = [Span(start, end) for start, end in record.get("spans", [])]
    mode = record.get("mode")
    return Claim(
        id=f"{report.id}:{number}",
        report_id=report.id,
        event=event,
        mode=mode,
        actors=[_party_in(item, report) for item in record.get("actors", [])],
        recipients=[_party_in(item, report) for item in record.get("recipients", [])],
        status=record.get("status", "occurred"),
        sources=[_source_in(item, report) for item in record.get("sources", [])],
        triggers=triggers,
        sentences=[sentence_around(report.text, span) for span in triggers],
        time=_time_in(record, report),
        place=_place_in(record, report),
        quad=ontology.event_types()[event].quad,
        scale=ontology.scale(event, mode),
        confidence=1.0,
        why=["read by a person"],
    )


def write(store: Store, path: Path) -> int:
    """Write the claims that a person has accepted or corrected, with their event, one a line. Returns how many."""
    from lagebild.export._store import event_claims

    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for event in event_claims(store):
            for item in event.items:
                if item.verdict == "accept" or item.corrected:
                    record = to_gold(item.claim) | {"event": event.line.id}
                    print(json.dumps(record, ensure_ascii=False), file=stream)
                    count += 1
    return count


def sentence_around(text: str, span: Span) -> Span:
    """The stretch of text between sentence ends or line breaks around a span; good enough without an analysis."""
    start = max(text.rfind(mark, 0, span.start) for mark in (". ", "! ", "? ", "\n"))
    ends = [position for mark in (". ", "! ", "? ", "\n") if (position := text.find(mark, span.end)) >= 0]
    return Span(start + (2 if start >= 0 and text[start] != "\n" else 1), min(ends) + 1 if ends else len(text))


def _party_out(party: Party) -> dict[str, Any]:
    span = [party.span.start, party.span.end] if party.span else None
    return {"name": party.text, "country": party.code, "sector": party.sector, "span": span}


def _party_in(item: dict[str, Any], report: Report) -> Party:
    return Party(
        text=item["name"],
        span=_span(item, item["name"], report),
        code=item.get("country"),
        sector=item.get("sector"),
        entity=item.get("entity"),
        name=item.get("canonical") or item["name"],
    )


def _source_in(item: dict[str, Any], report: Report) -> Source:
    return Source(
        name=item["name"],
        stance=item.get("stance", "asserts"),
        form=item.get("form", "indirect"),
        span=_span(item, item["name"], report),
        country=item.get("country"),
        chain=[item["name"]],
    )


def _span(item: dict[str, Any], words: str, report: Report) -> Span | None:
    if item.get("span"):
        return Span(*item["span"])
    start = report.text.find(words)
    return Span(start, start + len(words)) if start >= 0 else None


def _time_in(record: dict[str, Any], report: Report) -> TimeMention | None:
    if not record.get("date") and not record.get("time"):
        return None
    words = record.get("time") or ""
    start = dt.date.fromisoformat(record["date"]) if len(record.get("date") or "") == 10 else None
    end = dt.date.fromisoformat(record["enddate"]) if record.get("enddate") else start
    span = _span({}, words, report) or Span(0, 0)
    return TimeMention(span, words, "DATE", record.get("date") or "", start, end)


def _place_in(record: dict[str, Any], report: Report) -> PlaceMention | None:
    words, country = record.get("place"), record.get("country")
    if not words and not country:
        return None
    span = _span({}, words or "", report) if words else None
    kind = "city" if words else "country"
    where = PlaceMention(span or Span(0, 0), words or "", name=words, country=country, kind=kind)
    where.lat, where.lon = record.get("lat"), record.get("lon")
    return where
