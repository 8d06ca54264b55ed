"""Lagebild reads news reports and keeps a sourced picture of what they say."""

__version__ = "0.1.0"
