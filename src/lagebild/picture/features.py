"""What of a claim is compared when events are merged; small enough to be kept beside the claim."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lagebild import lang
from lagebild.picture.quantities import quantities
from lagebild.records import Claim, Party, Report
from lagebild.store.folding import name_sounds, plain, sound

NAMES = 4
"""Words of a party's name under which it is looked up: enough for a person with a title."""
LONGEST = 10
"""Days that a time may span and still tell when something was."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_NAMED = re.compile(r"(?<![.!?:“”\"»]\s)(?<!^)(?<!\w)(?:[^\W\d_a-zäöüß][^\W\d_]{2,}|\d[\d.,]*\d)", re.MULTILINE)
STORY = 1200
"""Characters from the start of a report that tell what it is about."""
_NEXT = re.compile(r"[ \n][^\n]{2,}?(?:[.!?](?=\s|$)|$)", re.MULTILINE)


@dataclass(slots=True)
class Side:
    """An actor or recipient: entity identifier, code, sector, and its names' words as they sound."""

    identifier: str | None
    code: str | None
    sector: str | None
    sounds: frozenset[str]


@dataclass(slots=True)
class Features:
    """A claim as merging sees it. Days are proleptic Gregorian ordinals."""

    type: str
    mode: str | None
    status: str
    language: str
    published: int
    first: int | None
    last: int | None
    actors: list[Side]
    recipients: list[Side]
    place: str = ""
    country: str | None = None
    point: tuple[float, float] | None = None
    words: frozenset[str] = frozenset()
    counts: dict[str, list[float]] = field(default_factory=dict)
    story: frozenset[str] = frozenset()
    report: int = 0
    version: int = 0
    claim: int = 0

    @property
    def day(self) -> int:
        """The day under which it is looked up: of the event where known, else of the report."""
        return self.first if self.first is not None else self.published

    def keys(self) -> set[str]:
        """What it shares with claims of the same event: codes and names of parties, a place, the country it is in."""
        sides = self.actors + self.recipients
        named = {side.code for side in sides if side.code}
        named |= {f"@{name}" for side in sides for name in sorted(side.sounds)[:NAMES]}
        named |= {f"#{self.place}"} if self.place else set()
        named |= {f"={self.country}"} if self.country else set()
        return named or {"*"}


def features(claim: Claim, report: Report, known: dt.date, others: Iterable[Claim] = ()) -> dict[str, Any]:
    """A claim's features as JSON-ready data. ``others``: all claims of the report, whose sentences are not its own."""
    sentences = [report.text[span.start : span.end] for span in claim.sentences[:3]]
    first, last = _days(claim)
    place = claim.place
    located = place is not None and place.lat is not None and place.lon is not None and place.kind != "country"
    return {
        "type": claim.event,
        "mode": claim.mode,
        "status": claim.status,
        "language": report.language or "",
        "published": known.toordinal(),
        "first": first,
        "last": last,
        "actors": [_side(party) for party in claim.actors],
        "recipients": [_side(party) for party in claim.recipients],
        "place": sound(place.name or place.text) if place and place.kind != "country" and place.text else "",
        "country": place.country if place else None,
        "point": [place.lat, place.lon] if place and located else None,
        "words": sorted({stem for sentence in sentences for stem in stems(sentence, report.language or "")}),
        "story": sorted(story_names(report.text)),
        "counts": quantities(_told(claim, report, others), report.language),
    }


def from_row(data: dict[str, Any], *, claim: int, version: int, report: int) -> Features:
    """Features out of their JSON data and the numbers of the store."""
    return Features(
        data["type"],
        data["mode"],
        data["status"],
        data["language"],
        data["published"],
        data["first"],
        data["last"],
        [_to_side(item) for item in data["actors"]],
        [_to_side(item) for item in data["recipients"]],
        data["place"],
        data["country"],
        tuple(data["point"]) if data["point"] else None,
        frozenset(data["words"]),
        data["counts"],
        _shared(frozenset(data["story"])),
        report,
        version,
        claim,
    )


@lru_cache(maxsize=4096)
def _shared(story: frozenset[str]) -> frozenset[str]:
    """One object for all claims of a report, which have their story in common."""
    return story


def stems(sentence: str, language: str) -> set[str]:
    """Beginnings of the words that carry content, and the numbers."""
    stop = _stop(language)
    words = (plain(word) for word in _WORD.findall(sentence) if word.lower() not in stop)
    numbers = (number.replace(".", "").replace(",", "") for number in _NUMBER.findall(sentence))
    return {word[:6] for word in words if len(word) > 3} | set(numbers)


def _told(claim: Claim, report: Report, others: Iterable[Claim]) -> str:
    """The sentence that tells the event, and the next one unless that tells another: numbers often stand there."""
    if not claim.sentences:
        return ""
    first = claim.sentences[0]
    following = _NEXT.match(report.text, first.end)
    end = following.end() if following else first.end
    triggers = (span for other in others if other is not claim for span in other.triggers)
    if any(first.end <= span.start < end for span in triggers):
        end = first.end
    return report.text[first.start : end]


@lru_cache(maxsize=256)
def story_names(text: str) -> frozenset[str]:
    """Names and numbers in the beginning of a report as they sound: what it is about, in any language.

    In German all nouns are among them; of two languages only names and numbers come out the same.
    """
    words = _NAMED.findall(text[:STORY])
    return frozenset(re.sub(r"\D", "", word) if word[0].isdigit() else sound(word) for word in words)


@lru_cache(maxsize=16)
def _stop(language: str) -> frozenset[str]:
    return frozenset(lang.load(language, "picture").get("stop", ())) if language else frozenset()


def _days(claim: Claim) -> tuple[int | None, int | None]:
    """First and last day where the report tells them closely enough."""
    time = claim.time
    if time is None or time.start is None:
        return None, None
    last = time.end or time.start
    if (last - time.start).days > LONGEST:
        return None, None
    return time.start.toordinal(), last.toordinal()


def _side(party: Party) -> list[Any]:
    names = {*name_sounds(party.name or ""), *name_sounds(party.text)}
    return [party.entity, party.code, party.sector, sorted(name for name in names if len(name) > 1)]


def _to_side(item: list[Any]) -> Side:
    return Side(item[0], item[1], item[2], frozenset(item[3]))
