"""Names to identities: states, offices, people, organisations; described people and groups; coreference."""

from __future__ import annotations

from lagebild.entities.coder import Code, code
from lagebild.entities.resolve import at, resolve
from lagebild.entities.variants import Match, compare

__all__ = ["Code", "Match", "at", "code", "compare", "resolve"]
