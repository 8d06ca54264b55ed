"""The shipped model: text to words, trees, names and signals."""

from __future__ import annotations

from lagebild.analysis.analyzer import Analyzer

__all__ = ["Analyzer"]
