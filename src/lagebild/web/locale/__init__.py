"""The interface's words by language, as data: one YAML file a language. A new language is one more file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pycountry
import yaml
from babel import Locale, dates, numbers

from lagebild import ontology

DEFAULT = "en"
_FORMS = {"zero", "one", "two", "few", "many", "other"}
"""CLDR's plural forms."""


@cache
def languages() -> dict[str, str]:
    """Languages there are, each with its own name."""
    names = sorted(item.name.removesuffix(".yaml") for item in files(__name__).iterdir() if item.name.endswith(".yaml"))
    return {name: str(_strings(name)["language"]) for name in names}


@cache
def _strings(language: str) -> dict[str, Any]:
    with (files(__name__) / f"{language}.yaml").open(encoding="utf-8") as stream:
        return dict(_flat(yaml.safe_load(stream)))


def _flat(tree: dict[str, Any], path: str = "") -> list[tuple[str, Any]]:
    """Nested keys as dotted ones; plural forms (``one``, ``other``) stay together."""
    found: list[tuple[str, Any]] = []
    for key, value in tree.items():
        name = f"{path}{key}"
        nested = isinstance(value, dict) and not set(value) <= _FORMS
        found += _flat(value, f"{name}.") if nested else [(name, value)]
    return found


def keys(language: str) -> set[str]:
    """All keys of a language; every language has the same."""
    return set(_strings(language))


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language."""

    language: str

    @property
    def _locale(self) -> Locale:
        return _locale(self.language)

    def __call__(self, key: str, **values: Any) -> str:
        """The text for a key, with values put in; raises KeyError for a key that is not there."""
        text = str(_strings(self.language)[key])
        return text.format(**values) if values else text

    def known(self, group: str, name: str | None) -> str:
        """The word for a code such as an event type; the code itself where there is none."""
        return str(_strings(self.language).get(f"{group}.{name}", name or ""))

    def count(self, key: str, number: int) -> str:
        """A number with its noun in the right form."""
        forms = _strings(self.language)[f"count.{key}"]
        form = forms.get(self._locale.plural_form(number), forms["other"])
        return str(form).format(n=self.number(number))

    def number(self, value: float) -> str:
        """A number as written in this language."""
        return numbers.format_decimal(value, locale=self._locale)

    def score(self, value: float) -> str:
        """A score with its sign and one decimal."""
        return numbers.format_decimal(value, format="+0.0;−0.0", locale=self._locale)

    def day(self, value: dt.date | None) -> str:
        """A day, short, with the month as a word."""
        return dates.format_date(value, self("day"), locale=self._locale) if value else ""

    def span(self, first: str, last: str) -> str:
        """Days given as ISO texts: one, or first to last."""
        days = [self.day(dt.date.fromisoformat(text)) for text in dict.fromkeys((first, last))]
        return " – ".join(days)

    def since_until(self, first: str | None, last: str | None) -> str:
        """Days given as ISO texts, whole or in part, either of which may not be known."""
        days = [self.day(dt.date.fromisoformat(text)) if text and len(text) == 10 else text for text in (first, last)]
        if all(days):
            return " – ".join(map(str, days))
        if days[0]:
            return self("entity.since", day=days[0])
        return self("entity.until", day=days[1]) if days[1] else ""

    def long_day(self, value: dt.date) -> str:
        """A day with its weekday."""
        return dates.format_date(value, "full", locale=self._locale)

    def moment(self, value: dt.datetime) -> str:
        """A moment to the minute (UTC)."""
        return f"{self.day(value.date())}, {value:%H:%M}"

    def country(self, code: str | None) -> str:
        """The name of a country or entity code (ISO 3166-1 alpha-3 or PLOVER); the code where it has none."""
        return _country(self.language, code) if code else ""

    def kind(self, event: str, mode: str | None = None) -> str:
        """Event type and mode in words."""
        name = self.known("type", event)
        return f"{name}: {self.known('mode', mode)}" if mode else name


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@cache
def _country(language: str, code: str) -> str:
    own = _strings(language).get(f"entity_code.{code}")
    if own:
        return str(own)
    found = pycountry.countries.get(alpha_3=code)
    if found is None:
        return ontology.entity_codes().get(code, code)
    return str(_locale(language).territories.get(found.alpha_2, found.name))


def choose(wanted: str | None, accept: str) -> str:
    """The language asked for if there is one, else the browser's first that we have, else English."""
    if wanted in languages():
        return str(wanted)
    ranked = []
    for place, part in enumerate(accept[:200].split(",")):
        name, _, weight = part.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, name.split("-")[0].lower()))
        except ValueError:
            continue
    return next((name for _, _, name in sorted(ranked) if name in languages()), DEFAULT)
