"""Finds the texts that a new version copies or translates, and keeps the pairs."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

import numpy as np
from sqlalchemy import Connection, and_, bindparam, func, insert, select

from lagebild.picture import shingles
from lagebild.picture.items import VersionInfo
from lagebild.picture.origins import Copies
from lagebild.store import tables
from lagebild.store.folding import plain, sound
from lagebild.store.loading import WANTED, chunks

DAYS = 7
"""Days around a report within which copies of it are looked for."""
MOST = 40
"""Texts that are compared word by word with a new one: those that share most fingerprints."""
REMEMBERED = 512
"""Texts whose runs of words are kept in memory, some 6 KB each with 400 words: copies of a text come together."""
TRANSLATED = 0.7
"""Share of one text's names and numbers, in order, that a translation of it has."""
LEAST_ANCHORS = 5
"""Different names and numbers that two texts must share: any two short reports of an event share its main names.

Of 175 pairs of a German and an English report of one event in the merging benchmark, told independently, none has five
names and 60% of them in one order; with four there are four."""
CLOSE = 0.96
"""Cosine of two reports' vectors from which on fewer names in order are enough.

The encoder was not made for this: of eight translations written for the purpose the lowest has 0.964 (median 0.970),
independent reports of the same events have 0.945 to 0.964, reports of other events 0.922 to 0.967."""


def find_copies(connection: Connection, version: int, text: str, day: int) -> None:
    """Keep a version's fingerprints and its pairs with texts that share half of the words of the shorter one."""
    hashes = shingles.runs(text)
    prints = sorted(shingles.fingerprints(hashes))
    if len(hashes) < shingles.LEAST:
        return
    hits: dict[int, int] = {}
    for start in range(0, len(prints), 500):
        wanted = {"hashes": prints[start : start + 500], "first": day - DAYS, "last": day + DAYS}
        for number, count in connection.execute(_SHARING, wanted):
            hits[number] = hits.get(number, 0) + count
    least = 2 if len(prints) > 4 else 1
    likely = sorted((number for number in hits if hits[number] >= least), key=lambda number: (-hits[number], number))[
        :MOST
    ]
    found = []
    query = select(tables.version.c.id, tables.version.c.text).where(tables.version.c.id.in_(likely))
    for number, other in connection.execute(query) if likely else ():
        share = shingles.is_copy(hashes, _runs(other))
        if share:
            pair = {"version_id": max(version, number), "of_id": min(version, number)}
            found.append(
                pair | {"kind": "copy", "score": share, "why": f"{share:.0%} of the shorter text is in the longer"}
            )
    if found:
        connection.execute(insert(tables.copy), found)
    rows = [{"hash": value, "day": day, "version_id": version} for value in prints]
    connection.execute(insert(tables.fingerprint), rows)


@lru_cache(maxsize=REMEMBERED)
def _runs(text: str) -> array[int]:
    return array("q", shingles.runs(text))


_SHARING = (
    select(tables.fingerprint.c.version_id, func.count())
    .where(tables.fingerprint.c.hash.in_(bindparam("hashes", expanding=True)))
    .where(tables.fingerprint.c.day.between(bindparam("first"), bindparam("last")))
    .group_by(tables.fingerprint.c.version_id)
)
_COPIES = select(tables.copy).where(tables.copy.c.version_id.in_(WANTED))


def known_copies(connection: Connection, versions: Iterable[int]) -> dict[tuple[int, int], tuple[str, str]]:
    """Pairs (smaller, larger) among these versions with kind and reason."""
    numbers = set(versions)
    result: dict[tuple[int, int], tuple[str, str]] = {}
    for chunk in chunks(numbers):
        for row in connection.execute(_COPIES, {"numbers": chunk}):
            if row.of_id in numbers:
                result[row.of_id, row.version_id] = (row.kind, row.why)
    return result


class KnownCopies:
    """The pairs among many versions, asked for once; those of a few of them are picked out."""

    def __init__(self, connection: Connection, versions: Iterable[int]) -> None:
        self.connection = connection
        self._of: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
        self.add(known_copies(connection, versions))

    def add(self, pairs: Copies) -> None:
        """Pairs that were found since."""
        for (earlier, later), known in pairs.items():
            self._of[earlier][later] = known

    def among(self, versions: Iterable[int]) -> dict[tuple[int, int], tuple[str, str]]:
        """Pairs (smaller, larger) among these with kind and reason."""
        numbers = set(versions)
        return {
            (earlier, later): known
            for earlier in sorted(numbers & self._of.keys())
            for later, known in self._of[earlier].items()
            if later in numbers
        }


def find_translations(pairs: KnownCopies, versions: list[VersionInfo], most: int = 40) -> Copies:
    """Find and keep the pairs among an event's reports where one translates the other.

    Of an event with more reports than ``most`` the first ones are compared. Returns all pairs known among them.
    """
    known = pairs.among(item.id for item in versions)
    found = _translations(pairs.connection, versions, most)
    fresh = {pair: what for pair, what in found.items() if pair not in known}
    rows = [
        {"version_id": later, "of_id": earlier, "kind": kind, "score": TRANSLATED, "why": why}
        for (earlier, later), (kind, why) in fresh.items()
    ]
    if rows:
        pairs.connection.execute(insert(tables.copy), rows)
        pairs.add(fresh)
    return dict(found) | known


def _translations(connection: Connection, versions: list[VersionInfo], most: int) -> Copies:
    ordered = sorted(versions, key=lambda item: (item.known, item.key, item.number))[:most]
    if len({item.language for item in ordered if item.language}) < 2:
        return {}
    vectors = _vectors(connection, [item.id for item in ordered])
    result: dict[tuple[int, int], tuple[str, str]] = {}
    for one, other in combinations(ordered, 2):
        near = abs((one.known - other.known).days) <= DAYS
        if one.language == other.language or not near or not one.language or not other.language:
            continue
        share = translated(one.text, other.text)
        cosine = _cosine(vectors.get(one.id), vectors.get(other.id))
        if share >= TRANSLATED or (cosine >= CLOSE and share >= TRANSLATED - 0.1):
            reason = f"translation: {share:.0%} of its names and numbers in the same order"
            result[min(one.id, other.id), max(one.id, other.id)] = ("translation", reason)
    return result


@lru_cache(maxsize=8192)
def translated(one: str, other: str) -> float:
    """Share of the names and numbers of two texts in different languages that come in the same order, 0 to 1."""
    first, second = _anchors(one), _anchors(other)
    common = set(first) & set(second)
    first = [anchor for anchor in first if anchor in common]
    second = [anchor for anchor in second if anchor in common]
    likely = min(_named(one), _named(other))
    if len(common) < LEAST_ANCHORS or min(len(one), len(other)) < 0.75 * max(len(one), len(other)):
        return 0.0
    return min(1.0, _common_order(first, second) / max(likely, 1))


@lru_cache(maxsize=4096)
def _anchors(text: str) -> tuple[str, ...] | list[str]:
    """Numbers and capitalised words as they sound, in order; German nouns are among them and fall out as not common."""
    words = re.findall(r"\d[\d.,]*\d|\d|[^\W\d_]{3,}", text)
    capital = (word for word in words if word[0].isdigit() or not word.islower())
    return [re.sub(r"\D", "", word) if word[0].isdigit() else sound(word) for word in capital]


@lru_cache(maxsize=4096)
def _named(text: str) -> int:
    """How many numbers and names a text has: capitalised words inside sentences that it never writes small."""
    small = {plain(word) for word in re.findall(r"\b[^\W\d_A-Z][^\W\d_]{2,}", text)}
    inside = re.findall(r"(?<![.!?:“\"»]\s)(?<!^)\b(?:[^\W\d_a-zäöüß][^\W\d_]{2,}|\d[\d.,]*\d|\d)", text, re.MULTILINE)
    return sum(1 for word in inside if plain(word) not in small)


def _common_order(one: list[str] | tuple[str, ...], other: list[str] | tuple[str, ...]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for first in one:
        before = 0
        for place, second in enumerate(other):
            above = row[place + 1]
            row[place + 1] = before + 1 if first == second else max(above, row[place])
            before = above
    return row[-1]


def _vectors(connection: Connection, versions: list[int]) -> dict[int, np.ndarray]:
    column = tables.version.c
    query = select(column.id, column.vector).where(and_(column.id.in_(versions), column.vector.is_not(None)))
    return {number: np.frombuffer(data, dtype=np.float32) for number, data in connection.execute(query)}


def _cosine(one: np.ndarray | None, other: np.ndarray | None) -> float:
    if one is None or other is None or one.shape != other.shape:
        return 0.0
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) or 1.0))
