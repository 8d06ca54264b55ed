"""Where reports come from: files of several formats to :class:`lagebild.records.Report`, cleaned."""

from lagebild.reports.clean import clean, readable
from lagebild.reports.errors import ReportError
from lagebild.reports.language import detect
from lagebild.reports.load import load

__all__ = ["ReportError", "clean", "detect", "load", "readable"]
