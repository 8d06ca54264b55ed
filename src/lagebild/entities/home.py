"""The country a report is about, for those it names without one ("die Polizei", "the president")."""

from __future__ import annotations

from collections import defaultdict

from lagebild.entities import gazetteer
from lagebild.entities.items import Item, scan
from lagebild.entities.roles import roles
from lagebild.entities.text import tokenise
from lagebild.records import Report

_ABROAD = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "MNC"})
TITLE, DATELINE, FIRST = 2.0, 3.0, 1.0
"""Weights beside 1 for each mention: headline, dateline, first tenth of the items."""


def weigh(items: list[Item], report: Report, language: str) -> dict[str, float]:
    """How much a report is about each country: its mentions, headline and dateline, weighted."""
    weights: dict[str, float] = defaultdict(float)
    early = max(10, len(items) // 10)
    for number, item in enumerate(items):
        if item.country and item.country not in _ABROAD:
            weights[item.country] += 1.0 + (FIRST if number < early else 0.0)
    if report.title:
        for item in scan(tokenise(report.title), language, report.published):
            if item.country and item.country not in _ABROAD:
                weights[item.country] += TITLE
    if report.dateline:
        code = gazetteer.country(report.dateline, language)
        if code:
            weights[code] += DATELINE
    return weights


NEAR = 1.0
"""Weight of a country's mention in the same sentence; half of it in the sentence before (country right on
wikinews-train: 0.832 without, 0.835 with)."""


def near(weights: dict[str, float], items: list[tuple[Item, float]], language: str) -> tuple[str | None, str]:
    """The country that a place in a report is about, from the report's weights and the items around; and why."""
    local = dict(weights)
    for item, share in items:
        if item.country and item.country not in _ABROAD:
            local[item.country] = local.get(item.country, 0.0) + share
    return home(local, language)


def home(weights: dict[str, float], language: str) -> tuple[str | None, str]:
    """The country of most weight, and why; that of the language where no country is mentioned."""
    if not weights:
        code = roles(language).home
        return code, f"assumed: home of the report's language ({code})" if code else ""
    code, weight = max(weights.items(), key=lambda pair: pair[1])
    return code, f"assumed: the report is most about {code} ({weight:.0f} of {sum(weights.values()):.0f})"
