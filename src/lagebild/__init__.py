"""Lagebild reads news reports and keeps a sourced picture of what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from lagebild.pipeline import read, read_many
    from lagebild.records import Claim, Reading, Report, Source
    from lagebild.reports import ReportError

_HOMES = {
    "Claim": "lagebild.records",
    "Reading": "lagebild.records",
    "Report": "lagebild.records",
    "ReportError": "lagebild.reports",
    "Source": "lagebild.records",
    "read": "lagebild.pipeline",
    "read_many": "lagebild.pipeline",
}
__all__ = ["Claim", "Reading", "Report", "ReportError", "Source", "__version__", "read", "read_many"]


def __getattr__(name: str) -> Any:
    """Load a public name only when it is used, so that the command line starts at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'lagebild' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
