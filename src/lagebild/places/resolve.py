"""From the words of a report to its places."""

from __future__ import annotations

from lagebild.analysis.document import Document
from lagebild.places.detect import Toponym, detect, scene_of
from lagebild.places.gazetteer import Gazetteer, Place
from lagebild.places.rank import Reading, readings
from lagebild.records import PlaceMention, Report, Span


def resolve(document: Document, report: Report) -> list[PlaceMention]:
    """The places a report names, in the order of the text, each with its reading in the gazetteer.

    Works without words and names of a model, by gazetteer and context alone, and better with them. Adjectives and
    peoples ("iranisch", "Iranians") are no places. A place that stands for its government is kept with the kind
    ``metonym``. A name that the text shows to be a place but the gazetteer lacks has no coordinates.
    """
    scene = scene_of(document)
    toponyms = detect(scene)
    table = readings(scene.gazetteer, toponyms, None)
    return [_mention(scene.gazetteer, toponym, table.get(toponym.key)) for toponym in toponyms]


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
