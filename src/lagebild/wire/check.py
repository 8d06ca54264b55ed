"""How each source is: asked once, without noting anything."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass

from lagebild.wire.clock import Clock, SystemClock
from lagebild.wire.crew import Crew
from lagebild.wire.fetch import Fetcher
from lagebild.wire.polling import Poll, poll
from lagebild.wire.sources import Source, SourceList
from lagebild.wire.state import SourceState

SLOW = 5.0
"""Seconds."""
_OLD = dt.timedelta(days=7)


@dataclass(slots=True, frozen=True)
class Finding:
    """One source's state: ``ok``, ``slow``, ``moved``, ``silent``, ``broken`` or ``dead``, and what to do."""

    source: Source
    state: str
    advice: str
    entries: int = 0
    newest: dt.datetime | None = None
    seconds: float = 0.0


def check(sources: SourceList, clock: Clock | None = None) -> list[Finding]:
    """Ask all sources, in the order of the list."""
    time = clock or SystemClock()
    fetcher = Fetcher(sources.settings, time)

    def ask(place: int) -> tuple[int, Finding]:
        source = sources.sources[place]
        return place, judge(source, poll(source, SourceState(source.url), fetcher, time.now()), time.now())

    try:
        crew = Crew(sources.settings.threads, threading.Event())
        findings = dict(crew.map(ask, range(len(sources.sources))))
        return [finding for _, finding in sorted(findings.items())]
    finally:
        fetcher.close()


def judge(source: Source, found: Poll, now: dt.datetime) -> Finding:
    """What a poll says about its source."""
    dates = [entry.published for entry in found.entries if entry.published]
    newest = max(dates) if dates else None
    figures = (len(found.entries), newest, found.seconds)
    if found.problem:
        gone = found.problem.status in (404, 410)
        advice = f"{found.problem}" + ("; look for its new address or remove it" if gone else "")
        return Finding(source, "dead", advice, *figures)
    if not found.whole:
        return Finding(
            source, "broken", "the feed breaks off or is no valid XML; what stood before it is read", *figures
        )
    if found.moved:
        return Finding(source, "moved", f"write {found.moved} into the list", *figures)
    if not found.entries:
        return Finding(source, "silent", "it lists nothing", *figures)
    if newest and now - newest > _OLD and source.kind != "page":
        return Finding(source, "silent", f"nothing new since {newest:%Y-%m-%d}", *figures)
    if found.seconds > SLOW:
        return Finding(source, "slow", f"it took {found.seconds:.0f} s; give it a longer interval", *figures)
    return Finding(source, "ok", "", *figures)
