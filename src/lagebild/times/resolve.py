"""From a document to its time mentions."""

from __future__ import annotations

import datetime as dt

from lagebild.analysis.document import Document
from lagebild.records import Report, Span, TimeMention
from lagebild.times.context import Context, sentence_bounds
from lagebild.times.grammar import Hit, grammar
from lagebild.times.meaning import Meaning
from lagebild.times.values import OPERATIONS


def resolve(document: Document, report: Report) -> list[TimeMention]:
    """The time expressions of a document in text order, without overlaps.

    Values are relative to ``report.published``; without it, what depends on it stays open (``XXXX-10-11``). Works on
    a document without words, too; tense is then read from words on the surface. Languages without ``times.yaml``
    give none.
    """
    rules = grammar(document.language)
    if rules is None or not document.text:
        return []
    hits = [hit for hit in rules.find(document.text) if not _in_person(hit, document)]
    context = Context(document, report.published, rules.data, sentence_bounds(document, rules.data))
    context.coming = _named_days(hits, context)
    mentions = []
    for hit in hits:
        meaning = _meaning(hit, context)
        if meaning is not None:
            mentions.append(_mention(hit, meaning, document.text))
            _move(context, hit, meaning)
    return mentions


def _in_person(hit: Hit, document: Document) -> bool:
    """Whether the words are part of a person's name ("August Bebel", "Theresa May")."""
    return any(name.label == "PER" and name.start <= hit.start and hit.end <= name.end for name in document.names)


def _meaning(hit: Hit, context: Context) -> Meaning | None:
    context.start, context.end = hit.start, hit.end
    try:
        return OPERATIONS[hit.pattern.make](hit.slots, context)
    except (ValueError, OverflowError):  # a day that the calendar does not have
        return None


def _named_days(hits: list[Hit], context: Context) -> list[tuple[int, dt.date]]:
    days = []
    for hit in hits:
        if hit.pattern.make in ("date", "deictic", "weekday", "feast"):
            meaning = _meaning(hit, context)
            if meaning and meaning.period and meaning.period.unit == "D":
                days.append((hit.start, meaning.period.first))
    return days


def _move(context: Context, hit: Hit, meaning: Meaning) -> None:
    if meaning.period is None:
        return
    context.last, context.last_end = meaning.period, hit.end
    if meaning.period.unit == "D":
        context.day, context.day_end = meaning.period.first, hit.end
        context.night = meaning.type == "TIME" and hit.slots.get("daypart") == "NI" and "days" in hit.slots


def _mention(hit: Hit, meaning: Meaning, text: str) -> TimeMention:
    return TimeMention(
        Span(hit.start, hit.end),
        text[hit.start : hit.end],
        meaning.type,
        meaning.value,
        meaning.start,
        meaning.end,
        f"{hit.pattern.name} ({hit.pattern.make})",
    )
