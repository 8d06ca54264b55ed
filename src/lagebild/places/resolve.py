"""From the words of a report to its places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from lagebild.analysis.document import Document
from lagebild.places.detect import detect, scene_of
from lagebild.places.gazetteer import Gazetteer
from lagebild.places.grammar import is_metonym
from lagebild.places.rank import Reading, readings
from lagebild.places.scene import Scene, Toponym
from lagebild.records import PlaceMention, Report, Span


def resolve(document: Document, report: Report) -> list[PlaceMention]:
    """The places a report names, in the order of the text, each with its reading in the gazetteer.

    Works without words and names of a model, by gazetteer and context alone, and better with them. Adjectives and
    peoples ("iranisch", "Iranians") are no places. A place that stands for its government is kept with the kind
    ``metonym``. A name that the text shows to be a place but the gazetteer lacks has no coordinates.
    """
    scene = scene_of(document)
    toponyms = detect(scene)
    states = Counter(scene.cues.adjectives[word] for word in _adjectives(scene))
    table = readings(scene.gazetteer, toponyms, _home(scene.gazetteer, report), states)
    places = [_mention(scene.gazetteer, toponym, table.get(toponym.key)) for toponym in toponyms]
    for place in places:
        if document.words and is_metonym(document, place):
            place.why = f"stands for its government: a {place.kind} that acts; {place.why}"
            place.kind = "metonym"
    return places


def _adjectives(scene: Scene) -> Iterator[str]:
    """Adjectives and peoples of states in the text, plurals and endings taken off."""
    known = scene.cues.adjectives
    for token in scene.tokens:
        stem = next((token.lower[: -len(end) or None] for end in scene.cues.endings if token.lower.endswith(end)), None)
        if stem in known or token.lower in known:
            yield stem if stem in known else token.lower


def _home(gazetteer: Gazetteer, report: Report) -> str | None:
    """The country of the publisher, from the top-level domain of the report's address."""
    host = (urlsplit(report.url).hostname or "") if report.url else ""
    return gazetteer.by_domain(host.rpartition(".")[2])


def _mention(gazetteer: Gazetteer, toponym: Toponym, reading: Reading | None) -> PlaceMention:
    span = Span(toponym.start, toponym.end)
    evidence = "; ".join(toponym.reasons)
    if reading is None:
        return PlaceMention(span, toponym.text, kind=toponym.feature, why=f"not in the gazetteer; {evidence}")
    place = reading.places[reading.best]
    region = gazetteer.region(place)
    return PlaceMention(
        span,
        toponym.text,
        place.name,
        round(place.lat, 4),
        round(place.lon, 4),
        place.country,
        region.name if region else None,
        str(place.geonames) if place.geonames else None,
        place.kind,
        f"{reading.why}; {evidence}",
    )
