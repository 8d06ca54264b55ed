"""Hedges and negations of a language, read from ``lang/<language>/hedges.yaml`` and ``negation.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lagebild import lang
from lagebild.records import Status

Lists = dict[Status, frozenset[str]]


@dataclass(slots=True)
class Hedges:
    """All in lower case; modals by lemma and use."""

    modals: dict[str, dict[str, Status]] = field(default_factory=dict)
    adverbs: Lists = field(default_factory=dict)
    adjectives: Lists = field(default_factory=dict)
    governors: Lists = field(default_factory=dict)
    subjects: Lists = field(default_factory=dict)
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    negation: dict[str, frozenset[str]] = field(default_factory=dict)

    def words(self, name: str) -> frozenset[str]:
        """A plain list of the hedges file; empty where the language has none."""
        return self.lists.get(name, frozenset())

    def negative(self, name: str) -> frozenset[str]:
        """A plain list of the negation file; empty where the language has none."""
        return self.negation.get(name, frozenset())


@cache
def hedges(language: str) -> Hedges:
    """The hedges of a language; empty tables for a language without data."""
    data: Mapping[str, Any] = lang.load(language, "hedges")
    table = Hedges(modals=dict(data.get("modals", {})))
    table.adverbs = _by_status(data.get("adverbs", {}))
    table.adjectives = _by_status(data.get("adjectives", {}))
    table.governors = _by_status(data.get("governors", {}))
    table.subjects = _by_status(data.get("subjects", {}))
    table.lists = {name: _lower(value) for name, value in data.items() if isinstance(value, list)}
    table.negation = {name: _lower(value) for name, value in lang.load(language, "negation").items()}
    return table


def _lower(words: list[str]) -> frozenset[str]:
    return frozenset(str(word).lower() for word in words)


def _by_status(data: Mapping[Status, list[str]]) -> Lists:
    return {status: _lower(words) for status, words in data.items()}
