"""What drives the path: this process, all cores, or a Ray cluster; what becomes of reports that fail."""

from __future__ import annotations

from lagebild.engine.drive import DRIVERS, read_all
from lagebild.engine.quarantine import Quarantine, paired

__all__ = ["DRIVERS", "Quarantine", "paired", "read_all"]
