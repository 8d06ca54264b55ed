"""PLOVER JSON lines: one claim a line, with sources, status and evidence as extensions.

Field names follow the PLOVER event format of the Open Event Data Alliance (manual, draft 0.8);
``docs/plover.schema.json`` is the JSON Schema of a line.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lagebild.attribution.sides import side
from lagebild.records import Claim, Party, PlaceMention, Reading, Report, Source, Span

if TYPE_CHECKING:
    from lagebild.store import Store


def to_plover(claim: Claim, report: Report) -> dict[str, Any]:
    """One claim as a JSON-ready dictionary.

    ``text_info`` holds the trigger spans alone, the clearest first; all other words that the claim rests on are in
    ``evidence``, by kind. Offsets are characters of ``report.text``, end exclusive.
    """
    first, last = _dates(claim, report)
    return {
        "id": claim.id,
        "report_id": claim.report_id,
        "date": first,
        "enddate": last,
        "actor": [_party(party) for party in claim.actors],
        "recipient": [_party(party) for party in claim.recipients],
        "event": claim.event,
        "mode": claim.mode,
        "context": list(claim.contexts),
        "quad": claim.quad,
        "scale": claim.scale,
        "event_loc": _place(claim.place),
        "status": claim.status,
        "sources": [_source(source, claim) for source in claim.sources],
        "confidence": round(claim.confidence, 4),
        "text_info": [_words(span, report, "trigger") for span in claim.triggers],
        "evidence": list(_evidence(claim, report)),
        "cameo": claim.cameo,
        "goldstein": claim.goldstein,
        "publisher": report.publisher,
        "published": _iso(report.published),
        "language": report.language,
        "url": report.url,
        "why": list(claim.why),
    }


def lines(readings: Iterable[Reading]) -> Iterator[str]:
    """Each claim of each reading as one line of JSON, without a line break at its end."""
    for reading in readings:
        for claim in reading.claims:
            yield json.dumps(to_plover(claim, reading.report), ensure_ascii=False)


def _dates(claim: Claim, report: Report) -> tuple[str | None, str | None]:
    """First and last day of the event; both None where the report does not tell."""
    if claim.time is None or claim.time.start is None:
        return None, None
    return _iso(claim.time.start), _iso(claim.time.end or claim.time.start)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _party(party: Party) -> dict[str, Any]:
    return {
        "entity_text": party.text,
        "name": party.name or party.text,
        "code": party.code,
        "sector": party.sector,
        "second_sector": party.second_sector,
        "identifier": party.entity,
        "span": _pair(party.span),
    }


def _source(source: Source, claim: Claim) -> dict[str, Any]:
    return {
        "name": source.name,
        "stance": "asserts" if source.stance == "confirms" else source.stance,
        "confirms": source.stance == "confirms",
        "form": source.form,
        "span": _pair(source.span),
        "cue": _pair(source.cue),
        "chain": list(source.chain),
        "kind": source.kind,
        "code": source.country,
        "sector": source.sector,
        "identifier": source.entity,
        "commitment": source.commitment,
        "side": side(claim, source),
    }


def _place(place: PlaceMention | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "text": place.text,
        "name": place.name or place.text,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "geonames": place.geonames,
        "span": _pair(place.span),
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _words(span: Span, report: Report, kind: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": report.text[span.start : span.end], "kind": kind}


def _evidence(claim: Claim, report: Report) -> Iterator[dict[str, Any]]:
    spans: list[tuple[str, Span | None]] = []
    spans += [("sentence", span) for span in claim.sentences]
    spans += [("hedge", span) for span in claim.hedges]
    spans += [("actor", party.span) for party in claim.actors]
    spans += [("recipient", party.span) for party in claim.recipients]
    for source in claim.sources:
        spans += [("source", source.span), ("cue", source.cue)]
        spans += [("content", span) for span in source.content]
    spans.append(("time", claim.time.span if claim.time else None))
    spans.append(("place", claim.place.span if claim.place else None))
    for kind, span in spans:
        if span is not None:
            yield _words(span, report, kind)


def write(store: Store, path: Path) -> int:
    """Write all claims of events that stand, one a line, with ``event_id`` and ``origins``. Returns how many."""
    from lagebild.export._store import event_claims, report_of

    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for event in event_claims(store):
            for item in event.items:
                line = to_plover(item.claim, report_of(item))
                line |= {"event_id": event.line.id, "origins": event.line.origins}
                print(json.dumps(line, ensure_ascii=False), file=stream)
                count += 1
    return count
