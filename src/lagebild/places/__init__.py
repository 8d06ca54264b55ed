"""Words to places: gazetteer, detection, disambiguation, and the place of an event."""

from __future__ import annotations

from lagebild.places.resolve import resolve

__all__ = ["resolve"]
