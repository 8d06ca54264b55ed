"""The wire: sources watched, their reports fetched politely and handed on exactly once.

Needs ``lagebild[wire]``. A source is polled (:mod:`.feeds`, :mod:`.sitemaps`), what it lists is noted in a small state
file (:mod:`.state`), each page is fetched (:mod:`.fetch`), turned into a report (:mod:`.pages`) and delivered.
"""

from __future__ import annotations

from lagebild.wire.errors import FetchError, WireError
from lagebild.wire.sources import Settings, Source, load_sources

__all__ = ["FetchError", "Settings", "Source", "WireError", "load_sources"]
