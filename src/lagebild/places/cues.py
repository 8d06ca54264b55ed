"""A language's words around place names, ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from lagebild import lang


@dataclass(slots=True, frozen=True)
class Cues:
    """Sets of lower-case words; what each is for is said in ``lang/en/places.yaml``."""

    locative: frozenset[str]
    not_locative: frozenset[str]
    belonging: frozenset[str]
    located: frozenset[str]
    """Prepositions, as forms or lemmas, of a place where something is or happens."""
    from_to: frozenset[str]
    stative: frozenset[str]
    """Verbs that a place itself can be the subject of."""
    place_nouns: frozenset[str]
    dateline_marks: tuple[str, ...]
    containment: tuple[str, ...]
    particles: frozenset[str]
    function_words: frozenset[str]
    directions: frozenset[str]
    bodies: frozenset[str]
    titles: frozenset[str]
    persons_after: frozenset[str]
    needs_comma: frozenset[str]
    features: dict[str, str]
    features_before: dict[str, str]
    not_places: frozenset[str]
    abbreviations: frozenset[str]
    """Names of regions that end in a full stop, in lower case."""
    adjectives: dict[str, str]
    """Adjectives and demonyms of states, in lower case, to the state's code."""
    endings: tuple[str, ...]
    """Endings of adjectives and plurals of peoples, the longest first."""
    genitive: str
    """Ending of a name's genitive, empty where the language has none without an apostrophe."""
    nouns_capitalised: bool
    """Whether all nouns are capitalised, so that a capital says little."""


def _kinds(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: kind for kind, words in table.items() for word in words}


def _adjectives(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, row in lang.load(language, "demonyms").items():
        if isinstance(row, dict) and len(code) == 3:
            for word in (word for part in ("adj", "people") for word in row.get(part) or []):
                found.setdefault(str(word).lower(), code)
    return found


@cache
def cues(language: str) -> Cues:
    """The words of a language; empty sets where it has none."""
    data: dict[str, Any] = lang.load(language, "places")
    names: dict[str, Any] = lang.load(language, "place_names")
    regions = [name for variants in (names.get("regions") or {}).values() for name in variants]

    def words(topic: str) -> frozenset[str]:
        return frozenset(str(word).lower() for word in data.get(topic) or [])

    return Cues(
        locative=words("locative"),
        not_locative=words("not_locative"),
        belonging=words("belonging"),
        located=words("located"),
        from_to=words("from_to"),
        stative=words("stative"),
        place_nouns=words("place_nouns"),
        dateline_marks=tuple(data.get("dateline_marks") or ()),
        containment=tuple(data.get("containment") or ()),
        particles=words("particles"),
        function_words=words("function_words"),
        directions=words("directions"),
        bodies=words("bodies"),
        titles=words("titles"),
        persons_after=words("persons_after"),
        needs_comma=words("abbreviation_needs_comma"),
        features=_kinds(data.get("features") or {}),
        features_before=_kinds(data.get("features_before") or {}),
        not_places=words("not_places"),
        abbreviations=frozenset(name.lower() for name in regions if name.endswith(".")),
        adjectives=_adjectives(language),
        endings=tuple(data.get("adjective_endings") or ()),
        genitive=str(data.get("genitive") or ""),
        nouns_capitalised=bool(data.get("nouns_capitalised")),
    )
