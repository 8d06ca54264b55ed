"""Time expressions to ISO values: what words of a report mean, seen from the day it was published.

The expressions of a language are data (``lang/<language>/times.yaml``, grammar in :mod:`lagebild.times.grammar`);
their meanings are a few operations on the calendar (:mod:`lagebild.times.values`).
"""

from __future__ import annotations

from lagebild.times.link import event_time
from lagebild.times.resolve import resolve

__all__ = ["event_time", "resolve"]
