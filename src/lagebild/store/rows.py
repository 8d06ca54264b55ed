"""Records to rows and back: the one place that knows both."""

from __future__ import annotations

import array
import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from lagebild.records import (
    Claim,
    Form,
    Furniture,
    Party,
    PlaceMention,
    Report,
    Source,
    Span,
    Stance,
    Status,
    TimeMention,
)

Row = dict[str, Any]


def digest(report: Report) -> str:
    """What tells whether a report has changed: SHA-256 of its title and text, in hexadecimal."""
    return hashlib.sha256(f"{report.title or ''}\n{report.text}".encode()).hexdigest()


def pack(vector: list[float] | None) -> bytes | None:
    """A vector as 32-bit floats."""
    return array.array("f", vector).tobytes() if vector else None


def unpack(data: bytes | None) -> list[float] | None:
    """A vector out of its bytes."""
    return list(array.array("f", data)) if data else None


def version_row(report: Report) -> Row:
    """What a version's row takes from the report itself."""
    return {
        "title": report.title,
        "language": report.language,
        "published": report.published,
        "publisher": report.publisher,
        "url": report.url,
        "text": report.text,
        "digest": digest(report),
        "credits": list(report.credits),
        "dateline": report.dateline,
        "furniture": [[item.kind, item.span.start, item.span.end] for item in report.furniture],
    }


def report_record(row: Mapping[str, Any], key: str) -> Report:
    """The report that a version's row tells of."""
    furniture = [Furniture(kind, Span(start, end)) for kind, start, end in row["furniture"]]
    return Report(
        key,
        row["text"],
        row["language"],
        row["published"],
        row["publisher"],
        row["url"],
        row["title"],
        furniture,
        list(row["credits"]),
        row["dateline"],
    )


def claim_row(claim: Claim) -> Row:
    """A claim's own row, without the numbers that the store gives."""
    return {
        "name": claim.id,
        "type": claim.event,
        "mode": claim.mode,
        "contexts": list(claim.contexts),
        "status": claim.status,
        "quad": claim.quad,
        "scale": claim.scale,
        "cameo": claim.cameo,
        "goldstein": claim.goldstein,
        "confidence": claim.confidence,
        "first_day": claim.time.start if claim.time else None,
        "last_day": (claim.time.end or claim.time.start) if claim.time else None,
        "time": _time_out(claim.time),
        "place": _place_out(claim.place),
        "country": claim.place.country if claim.place else None,
        "why": list(claim.why),
    }


def party_row(party: Party, role: str, number: int) -> Row:
    """An actor's or recipient's row."""
    return {
        "role": role,
        "number": number,
        "text": party.text,
        "start": party.span.start if party.span else None,
        "end": party.span.end if party.span else None,
        "name": party.name or party.text,
        "code": party.code,
        "sector": party.sector,
        "second_sector": party.second_sector,
        "identifier": party.entity,
        "why": party.why,
    }


def source_row(source: Source, number: int) -> Row:
    """A source's row."""
    return {
        "number": number,
        "name": source.name,
        "stance": source.stance,
        "form": source.form,
        "start": source.span.start if source.span else None,
        "end": source.span.end if source.span else None,
        "cue": _pair(source.cue),
        "content": [_pair(span) for span in source.content],
        "chain": list(source.chain),
        "kind": source.kind,
        "code": source.country,
        "sector": source.sector,
        "identifier": source.entity,
        "commitment": source.commitment,
        "why": source.why,
    }


def evidence_rows(claim: Claim) -> list[Row]:
    """The claim's words that belong to no party or source."""
    spans = [("trigger", span) for span in claim.triggers]
    spans += [("sentence", span) for span in claim.sentences]
    spans += [("hedge", span) for span in claim.hedges]
    if claim.time and claim.time.span.end:
        spans.append(("time", claim.time.span))
    if claim.place and claim.place.span.end:
        spans.append(("place", claim.place.span))
    return [
        {"number": number, "kind": kind, "start": span.start, "end": span.end}
        for number, (kind, span) in enumerate(spans)
    ]


def claim_record(
    row: Mapping[str, Any], report_key: str, parties: list[Row], sources: list[Row], evidence: list[Row]
) -> Claim:
    """The claim that the rows tell of."""
    spans = {kind: [Span(item["start"], item["end"]) for item in evidence if item["kind"] == kind] for kind in _KINDS}
    return Claim(
        id=row["name"],
        report_id=report_key,
        event=row["type"],
        mode=row["mode"],
        contexts=list(row["contexts"]),
        actors=[_party_record(item) for item in parties if item["role"] == "actor"],
        recipients=[_party_record(item) for item in parties if item["role"] == "recipient"],
        status=cast(Status, row["status"]),
        sources=[_source_record(item) for item in sources],
        triggers=spans["trigger"],
        sentences=spans["sentence"],
        hedges=spans["hedge"],
        time=_time_in(row["time"]),
        place=_place_in(row["place"]),
        quad=row["quad"],
        scale=row["scale"],
        cameo=row["cameo"],
        goldstein=row["goldstein"],
        confidence=row["confidence"],
        why=list(row["why"]),
    )


_KINDS = ("trigger", "sentence", "hedge")


def _party_record(row: Row) -> Party:
    return Party(
        row["text"],
        _span(row["start"], row["end"]),
        row["code"],
        row["sector"],
        row["second_sector"],
        row["identifier"],
        row["name"],
        row["why"],
    )


def _source_record(row: Row) -> Source:
    return Source(
        row["name"],
        cast(Stance, row["stance"]),
        cast(Form, row["form"]),
        _span(row["start"], row["end"]),
        Span(*row["cue"]) if row["cue"] else None,
        [Span(*pair) for pair in row["content"]],
        list(row["chain"]),
        row["kind"],
        row["code"],
        row["sector"],
        row["identifier"],
        cast("Status | None", row["commitment"]),
        row["why"],
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return Span(start, end) if start is not None and end is not None else None


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _time_out(time: TimeMention | None) -> Row | None:
    if time is None:
        return None
    dates = {"start": _iso(time.start), "end": _iso(time.end)}
    return {**asdict(time), "span": [time.span.start, time.span.end], **dates}


def _time_in(data: Row | None) -> TimeMention | None:
    if data is None:
        return None
    first, last = (dt.date.fromisoformat(day) if day else None for day in (data["start"], data["end"]))
    return TimeMention(Span(*data["span"]), data["text"], data["type"], data["value"], first, last, data["why"])


def _place_out(place: PlaceMention | None) -> Row | None:
    return {**asdict(place), "span": [place.span.start, place.span.end]} if place else None


def _place_in(data: Row | None) -> PlaceMention | None:
    return PlaceMention(**{**data, "span": Span(*data["span"])}) if data else None


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
