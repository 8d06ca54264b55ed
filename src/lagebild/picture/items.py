"""Claims with what the picture needs to know of their reports, loaded many at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from lagebild.picture.outlets import controlled
from lagebild.picture.views import Knowledge, ReportLine, Words
from lagebild.records import Claim, Span
from lagebild.store import loading, tables
from lagebild.store.loading import WANTED, Stored, chunks


@dataclass(slots=True)
class VersionInfo:
    """A version of a report, all but its records."""

    id: int
    report: int
    key: str
    number: int
    title: str | None
    publisher: str | None
    language: str | None
    published: dt.date | None
    url: str | None
    text: str
    added: dt.datetime
    known: dt.date
    until: dt.date | None
    replaced: dt.datetime | None
    credits: list[str]
    cites: list[tuple[str, int]]

    def line(self) -> ReportLine:
        """In short."""
        return ReportLine(
            self.id,
            self.key,
            self.number,
            self.title,
            self.publisher,
            self.language,
            self.published,
            self.url,
            self.known,
            self.until,
            controlled(self.publisher),
        )

    def since(self, by: Knowledge) -> dt.date:
        """The day from which its claims count as known."""
        return self.known if by == "published" else self.added.date()

    def current(self, on: dt.date | None, by: Knowledge = "published") -> bool:
        """Whether it is the newest version (on that day)."""
        if on is None:
            return self.until is None
        end = self.until if by == "published" else (self.replaced.date() if self.replaced else None)
        return self.since(by) <= on and (end is None or end > on)


@dataclass(slots=True)
class Item:
    """A claim in its report. ``verdict`` is a person's: accept, reject, or None."""

    stored: Stored
    version: VersionInfo
    verdict: str | None = None
    corrected: list[int] = field(default_factory=list)
    """Parties that a person has corrected."""

    @property
    def id(self) -> int:
        """The claim's number in the store."""
        return self.stored.id

    @property
    def claim(self) -> Claim:
        """The record."""
        return self.stored.claim

    def text(self, span: Span) -> str:
        """The report's words there."""
        return self.version.text[span.start : span.end]

    def words(self) -> list[Words]:
        """All words that the claim rests on, by place in the text."""
        found = [("trigger", span) for span in self.claim.triggers]
        found += [("hedge", span) for span in self.claim.hedges]
        found += [("actor", party.span) for party in self.claim.actors if party.span]
        found += [("recipient", party.span) for party in self.claim.recipients if party.span]
        for source in self.claim.sources:
            found += [("source", source.span)] if source.span else []
            found += [("cue", source.cue)] if source.cue else []
            found += [("content", span) for span in source.content]
        found += [("time", self.claim.time.span)] if self.claim.time and self.claim.time.span.end else []
        found += [("place", self.claim.place.span)] if self.claim.place and self.claim.place.span.end else []
        found += [("sentence", span) for span in self.claim.sentences]
        return [Words(kind, span.start, span.end, self.text(span)) for kind, span in sorted(found, key=lambda x: x[1])]

    def sentence(self) -> str:
        """The sentence of its clearest trigger, on one line."""
        spans = self.claim.sentences or self.claim.triggers
        return " ".join(self.text(spans[0]).split()) if spans else ""


def by_event(connection: Connection, events: Iterable[int]) -> dict[int, list[Item]]:
    """All claims of the events, by event, in the order of their numbers."""
    result: dict[int, list[Item]] = defaultdict(list)
    wanted: list[int] = []
    for chunk in chunks(events):
        wanted += connection.scalars(_OF_EVENTS, {"numbers": chunk})
    for item in by_claim(connection, wanted):
        result[item.stored.row["event_id"]].append(item)
    return result


def by_claim(connection: Connection, claims: Iterable[int]) -> list[Item]:
    """Claims with their versions and verdicts, in the order of their numbers."""
    stored = loading.claims(connection, claims)
    known = versions(connection, {item.row["version_id"] for item in stored})
    items = [Item(item, known[item.row["version_id"]]) for item in stored]
    _verdicts(connection, {item.id: item for item in items})
    return items


_LATER = tables.version.alias("later")
_VERSIONS = (
    select(tables.version, tables.report.c.key, _LATER.c.added.label("replaced"))
    .join(tables.report, tables.report.c.id == tables.version.c.report_id)
    .outerjoin(
        _LATER,
        (_LATER.c.report_id == tables.version.c.report_id) & (_LATER.c.number == tables.version.c.number + 1),
    )
    .where(tables.version.c.id.in_(WANTED))
)
_OF_EVENTS = select(tables.claim.c.id).where(tables.claim.c.event_id.in_(WANTED))
_JUDGED = (
    select(tables.verdict_claim.c.claim_id, tables.verdict)
    .join(tables.verdict, tables.verdict.c.id == tables.verdict_claim.c.verdict_id)
    .where(tables.verdict_claim.c.claim_id.in_(WANTED), tables.verdict.c.revoked_at.is_(None))
    .order_by(tables.verdict.c.id)
)


def versions(connection: Connection, numbers: Iterable[int]) -> dict[int, VersionInfo]:
    """Versions by number."""
    result: dict[int, VersionInfo] = {}
    for chunk in chunks(numbers):
        for row in connection.execute(_VERSIONS, {"numbers": chunk}).mappings():
            result[row["id"]] = _version(dict(row))
    return result


def _version(row: dict[str, Any]) -> VersionInfo:
    return VersionInfo(
        row["id"],
        row["report_id"],
        row["key"],
        row["number"],
        row["title"],
        row["publisher"],
        row["language"],
        row["published"],
        row["url"],
        row["text"],
        row["added"],
        row["known"],
        row["until"],
        row["replaced"],
        row["credits"],
        [(name, place) for name, place in row["cites"]],
    )


def _verdicts(connection: Connection, items: dict[int, Item]) -> None:
    """Set each claim's verdict, the newest one that stands, and put in what a person corrected."""
    for chunk in chunks(items):
        for row in connection.execute(_JUDGED, {"numbers": chunk}).mappings():
            item = items[row["claim_id"]]
            if row["kind"] in ("accept", "reject"):
                item.verdict = row["kind"]
            elif row["kind"] == "wrong-entity":
                correct(item, dict(row))


def correct(item: Item, verdict: dict[str, Any]) -> None:
    """Put a person's word on who it was into the record (the row stays as the reader wrote it)."""
    parties = item.claim.actors + item.claim.recipients
    for row, party in zip(item.stored.parties, parties, strict=True):
        if row["id"] == verdict["party_id"]:
            party.code = verdict["code"] or party.code
            party.sector = verdict["sector"] or party.sector
            party.name = verdict["name"] or party.name
            party.entity = None
            party.why = f"corrected by {verdict['who']}"
            row["entity_id"] = verdict["entity_id"] or row["entity_id"]
            item.corrected.append(row["id"])
