"""Readings built by hand, for what works on records alone."""

from __future__ import annotations

import datetime as dt

from lagebild.records import Claim, Party, PlaceMention, Reading, Report, Source, Span, TimeMention

TEXT = (
    "Treffen in Wien\n\nRusslands Präsident Putin traf am Freitag in Wien den iranischen Präsidenten. "
    "Laut US-Beamten habe der Iran Drohnen geliefert. Teheran bestreitet dies."
)


def span(words: str, text: str = TEXT) -> Span:
    """Where words first stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def vienna() -> Reading:
    """A meeting told by the report itself, and a delivery that officials claim and Tehran denies."""
    report = Report("r1", TEXT, "de", dt.date(2024, 10, 12), "Die Zeitung", title="Treffen in Wien", credits=["dpa"])
    meeting = Claim(
        "aaaaaaaaaaaa",
        "r1",
        "CONSULT",
        contexts=["diplomatic"],
        actors=[
            Party("Putin", span("Putin"), "RUS", "GOV"),
            Party("iranischen Präsidenten", span("iranischen Präsidenten"), "IRN", "GOV"),
        ],
        triggers=[span("traf")],
        sentences=[span("Russlands Präsident Putin traf am Freitag in Wien den iranischen Präsidenten.")],
        time=TimeMention(
            span("am Freitag"), "am Freitag", "DATE", "2024-10-11", dt.date(2024, 10, 11), dt.date(2024, 10, 11)
        ),
        place=PlaceMention(Span(56, 60), "Wien", "Wien", 48.2, 16.37, "AUT"),
        quad="verbal_cooperation",
        scale=2.5,
        confidence=0.8,
        why=["frame de/CONSULT/treffen"],
    )
    delivery = Claim(
        "bbbbbbbbbbbb",
        "r1",
        "AID",
        actors=[Party("Iran", span("Iran"), "IRN", "GOV")],
        status="possible",
        sources=[
            Source("US-Beamten", form="attribution", span=span("US-Beamten"), cue=span("Laut"), chain=["US-Beamten"]),
            Source("Teheran", "denies", span=span("Teheran"), cue=span("bestreitet"), chain=["Teheran"]),
        ],
        triggers=[span("geliefert")],
        sentences=[span("Laut US-Beamten habe der Iran Drohnen geliefert.")],
        hedges=[span("habe")],
        quad="material_cooperation",
        scale=10.0,
        confidence=0.6,
    )
    return Reading(report, [meeting, delivery])
