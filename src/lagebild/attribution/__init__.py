"""Who says so: sources with stance and chain, and how certain the report presents what happened."""

from lagebild.attribution.attribute import Attribution, attribute, contradicting
from lagebild.attribution.model import Quote

__all__ = ["Attribution", "Quote", "attribute", "contradicting"]
