"""Many reports, one sourced memory: origins, events, agreement and dispute, questions."""

from __future__ import annotations

from lagebild.picture.adding import Added, add, add_all, is_known

__all__ = ["Added", "add", "add_all", "is_known"]
