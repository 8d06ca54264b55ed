"""Tests of coding: frames, predicates, slots, roles, decision, merging."""

from __future__ import annotations

from lagebild.coding.frames import Lexicon, add_data, read_yaml
from lagebild.ontology import event_types


def mini(*files: str, language: str = "de") -> Lexicon:
    """A lexicon of a few lines, so that tests do not depend on the shipped one."""
    lexicon = Lexicon(language, types=dict(event_types()))
    for text in files:
        assert add_data(lexicon, read_yaml(text, "mini"), "mini") == []
    return lexicon
