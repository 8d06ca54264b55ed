"""Whether two spellings mean the same name, with a score that says why.

A name is read as sound classes (``data/transliteration.yaml``); where German, English, French and Russian-style
transliteration read letters differently, a name has several readings, and one in common is enough. The letters are
then compared too (Indel ratio of rapidfuzz on a common spelling), so that sharing consonants is never enough for
short names.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from rapidfuzz.fuzz import ratio

from lagebild.entities import lexicon
from lagebild.entities.text import fold, name_key

SAME = 0.8
"""Score from which two full names count as one."""
SURNAME_ONLY = 0.7
"""Score from which a surname may be meant; a surname alone never scores more than 0.75."""
LETTERS = 0.6
"""Share of letters that parts of the same sound must have in common ("Samani" is not "Chamenei": 0.57)."""
_READINGS = 12


@cache
def _rules() -> dict[str, Any]:
    path = files(__package__) / "data" / "transliteration.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["letters"] = [(re.compile(pattern), new) for pattern, new in data["letters"]]
    return data


@lru_cache(maxsize=1 << 13)
def sounds(folded: str) -> frozenset[str]:
    """The readings of one folded name part as strings of sound classes, at most a dozen."""
    rules = _rules()
    readings, at = [""], 0
    if folded.startswith("h"):
        readings, at = [rules["initial_h"]], 1
    while at < len(folded):
        for letters, classes in rules["rules"]:
            if folded.startswith(letters, at):
                readings = [_join(reading, new) for reading in readings for new in classes][:_READINGS]
                at += len(letters)
                break
        else:
            at += 1
    return frozenset(readings)


def _join(reading: str, new: str) -> str:
    """Doubled classes count once ("Gaddafi", "Gadafi")."""
    return reading + (new[1:] if new and reading.endswith(new[0]) else new)


@lru_cache(maxsize=1 << 13)
def spelling(folded: str) -> str:
    """A folded name part in the common spelling in which letters are compared."""
    for pattern, new in _rules()["letters"]:
        folded = pattern.sub(new, folded)
    return folded


@dataclass(slots=True, frozen=True)
class Match:
    """How alike two names are, 0 to 1, and why."""

    score: float
    why: str


def parts(name: str) -> list[str]:
    """Folded parts of a name without particles and initials' dots."""
    skipped = set(_rules()["particles"])
    found = []
    for part in name.replace(",", " ").split():
        pieces = name_key(part)
        found.append("".join(piece for piece in pieces if len(pieces) == 1 or piece not in skipped))
    kept = [part for part in found if part and part not in skipped]
    return kept or [part for part in found if part]


def compare_parts(one: str, other: str) -> Match:
    """Compare two folded name parts."""
    if one == other:
        return Match(1.0, f"{one}: same letters")
    common = sounds(one) & sounds(other)
    alike = ratio(spelling(one), spelling(other)) / 100
    if not common:
        return Match(0.5 * alike, f"{one}/{other}: sound different")
    sound = max(common, key=len)
    if (len(sound) < 3 or max(len(one), len(other)) < 5) and alike < 0.8:
        return Match(0.6 * alike, f"{one}/{other}: sound {sound} too short to decide, letters {alike:.2f}")
    if alike < LETTERS:
        return Match(0.7 * alike, f"{one}/{other}: same sound {sound} but letters {alike:.2f}")
    return Match(0.7 + 0.3 * alike, f"{one}/{other}: same sound {sound}, letters {alike:.2f}")


def compare(one: str, other: str) -> Match:
    """Compare two names of people. A surname alone scores at most 0.75; different given names never pass."""
    left, right = parts(one), parts(other)
    if not left or not right:
        return Match(0.0, "no letters")
    if name_key(one) == name_key(other) or (len(left) > 1 and sorted(left) == sorted(right)):
        return Match(1.0, "same letters")
    last = compare_parts(left[-1], right[-1])
    if last.score < 0.7:
        return Match(last.score, last.why)
    if len(left) == 1 or len(right) == 1:
        return Match(0.75 * last.score, f"surname only; {last.why}")
    given = _given(left[:-1], right[:-1])
    if given.score < 0.7:
        return Match(0.4 * last.score, f"given names differ; {given.why}")
    return Match((last.score + given.score) / 2, f"{last.why}; {given.why}")


def _given(left: list[str], right: list[str]) -> Match:
    best = Match(0.0, "")
    for one in left:
        for other in right:
            found = compare_parts(one, other)
            if (len(one) == 1 or len(other) == 1) and one[0] == other[0]:
                found = Match(0.85, f"{one}/{other}: initial")
            best = max(best, found, key=lambda match: match.score)
    return best


@cache
def _by_sound() -> dict[str, list[tuple[str, lexicon.Entity]]]:
    table: dict[str, list[tuple[str, lexicon.Entity]]] = {}
    for entity in lexicon.entities():
        if entity.kind == "person":
            for name in (entity.name, *entity.aliases):
                for sound in sounds(parts(name)[-1]):
                    table.setdefault(sound, []).append((name, entity))
    return table


def candidates(name: str) -> list[tuple[lexicon.Entity, Match]]:
    """People of the list whose name may be this one, best first."""
    found: dict[str, tuple[lexicon.Entity, Match]] = {}
    known = parts(name)
    if not known:
        return []
    for sound in sounds(known[-1]):
        for other, entity in _by_sound().get(sound, ()):
            match = compare(name, other)
            if entity.id not in found or match.score > found[entity.id][1].score:
                found[entity.id] = (entity, match)
    return sorted(found.values(), key=lambda pair: -pair[1].score)


def person(name: str, day: dt.date | None) -> tuple[lexicon.Entity | None, str]:
    """The person of the list that a name means, and why; None if nobody or not clear.

    A surname alone is enough only for who holds an office on that day, and only if nobody else of that name does.
    """
    found = candidates(name)
    if found and found[0][1].score >= SAME:
        entity, match = found[0]
        return entity, f"{name} is {entity.name} ({match.score:.2f}: {match.why})"
    if len(name.split()) == 1 and day is not None and len(fold(name)) > 2:
        active = [
            (entity, match) for entity, match in found
            if match.score >= 0.7 and any(term.holds(day) for term in entity.terms)
        ]  # fmt: skip
        if len(active) == 1:
            entity, match = active[0]
            return entity, f"{name} is {entity.name}, in office on {day} ({match.score:.2f}: {match.why})"
    return None, ""


def organisation(name: str) -> tuple[lexicon.Entity | None, str]:
    """The organisation of the list of exactly this name, and why."""
    found = [entity for entity in lexicon.index().lookup(name) if entity.kind != "person"]
    return (found[0], f"{name} is {found[0].name}") if found else (None, "")
