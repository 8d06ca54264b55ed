"""Words to places: gazetteer, detection, disambiguation, and the place of an event."""

from __future__ import annotations

from lagebild.places.events import event_place
from lagebild.places.resolve import resolve

__all__ = ["event_place", "resolve"]
