"""Words to places: gazetteer, detection, disambiguation, and the place of an event."""

from __future__ import annotations

from lagebild.places.events import Located, event_place, locate
from lagebild.places.parties import place_of
from lagebild.places.resolve import resolve

__all__ = ["Located", "event_place", "locate", "place_of", "resolve"]
