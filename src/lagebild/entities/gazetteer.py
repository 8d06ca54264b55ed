"""From a place's name to its country, for coding actors ("Chinese police in Xinjiang", "Duisburger Polizei")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from lagebild import lang
from lagebild.entities.text import Piece, fold
from lagebild.places.cues import cues
from lagebild.places.gazetteer import GIVEN_NAME, SURNAME, WORD_FLAGS, gazetteer

_FOREIGN_SHARE = 20
"""A place's name in another language counts as if it had this many times fewer inhabitants."""
_CLEAR = 300_000
"""Inhabitants from which a place wins over a word or a person's name of the same letters."""


def find(text: Sequence[Piece], at: int, language: str) -> tuple[int, str] | None:
    """Number of pieces and country of the longest place name that starts at a piece, or None."""
    if not text[at].text[:1].isupper():
        return None
    for length in range(min(4, len(text) - at), 0, -1):
        if length > 1 and not text[at + length - 1].text[:1].isupper():
            continue
        key = " ".join(piece.folded for piece in text[at : at + length])
        if length == 1 and (len(key) < 4 or key in _general(language)):
            continue
        code = country(key, language) or (country(key[:-1], language) if key.endswith("s") else None)
        if code is None and length == 1:
            code = _from_adjective(key, language)
        if code:
            return length, code
    return None


@cache
def _general(language: str) -> frozenset[str]:
    """Words that are places' names somewhere and mean directions and the like nearly everywhere ("West", "Islands")."""
    words = cues(language if language in lang.languages() else "en")
    return frozenset(fold(word) for word in (*words.not_places, *words.directions))


@lru_cache(maxsize=16384)
def country(name: str, language: str) -> str | None:
    """Country of the largest place of this name, or None; small places that share a word's letters do not count."""
    known = gazetteer(language if language in lang.languages() else "en")
    found = known.find(name)
    best, size = None, -1
    for numbers, share in ((found.main, 1), (found.other, _FOREIGN_SHARE)):
        for number in numbers:
            place = known.place(number)
            weight = place.population // share
            if place.country and weight > size and place.kind != "country":
                best, size = place.country, weight
    doubtful = found.flags & (WORD_FLAGS.get(language, 0) | GIVEN_NAME | SURNAME)
    return None if doubtful and size < _CLEAR else best


@lru_cache(maxsize=4096)
def countries(name: str, share: float = 0.1) -> frozenset[str]:
    """Countries with a place of this name in any language that has 100,000 inhabitants and a share of the largest's."""
    known = gazetteer("en")
    found = known.find(name)
    places = [known.place(number) for number in (*found.main, *found.other)]
    least = max([_MANY, *(share * place.population for place in places)])
    return frozenset(place.country for place in places if place.country and place.population >= least)


_MANY = 100_000


def is_adjective(text: str, language: str) -> bool:
    """Whether a word may be a place's adjective by its ending ("Duisburger")."""
    endings = lang.load(language, "roles").get("grammar", {}).get("place_adjectives", {})
    return text.endswith(tuple(endings)) if endings else False


def _from_adjective(folded: str, language: str) -> str | None:
    """The country of a place's adjective ("Duisburger", "Bremer", "Münchner"), by the language's endings."""
    for ending, replacements in lang.load(language, "roles").get("grammar", {}).get("place_adjectives", {}).items():
        if folded.endswith(ending) and len(folded) > len(ending) + 2:
            for new in replacements:
                code = country(folded[: -len(ending)] + new, language)
                if code:
                    return code
    return None
