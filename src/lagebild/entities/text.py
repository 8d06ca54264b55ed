"""Words as the entity lists compare them: folded, stemmed, and cut at hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from lagebild.analysis.document import Word

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|['’]s\b|\w+(?:[-‑'’]\w+)*|\S")
_HYPHENS = re.compile(r"[-‑–/]")
_STEM_ENDINGS = ("ens", "es", "en", "er", "em", "e", "n", "s")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´′.")


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Lower case, without accents, apostrophes and dots; other scripts in Latin letters."""
    if text.isascii():
        return text.lower().translate(_APOSTROPHES)
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char)).translate(_APOSTROPHES)
    return plain if plain.isascii() else anyascii(plain).lower().translate(_APOSTROPHES)


@lru_cache(maxsize=1 << 14)
def stem(folded: str) -> str:
    """A folded word without an inflectional ending; only for comparing names of several words."""
    if len(folded) > 4:
        for ending in _STEM_ENDINGS:
            if folded.endswith(ending) and len(folded) - len(ending) >= 3:
                return folded[: -len(ending)]
    return folded


@dataclass(slots=True, frozen=True)
class Piece:
    """A word, or the part of a word between hyphens. ``word`` is the word's index in the document.

    Pieces joined by hyphens share a ``token``, whether the parser kept the compound whole or not; ``first`` and
    ``last`` tell whether a piece begins and ends its token.
    """

    text: str
    folded: str
    word: int
    start: int
    end: int
    token: int
    first: bool
    last: bool


def pieces(words: Sequence[Word]) -> list[Piece]:
    """Cut words at hyphens; the hyphens themselves are left out."""
    raw: list[tuple[str, int, int]] = []
    taken = -1
    for word in words:
        if word.start < taken:  # the second half of a contraction ("am") has the offsets of the first
            continue
        taken = word.end
        raw += [(text, word.index, word.start + offset) for text, offset in _split(word.text) if text and text != "."]
    joined = [
        number > 0 and text[:1].isalnum() and raw[number - 1][0][-1:].isalnum()
        and start - raw[number - 1][2] - len(raw[number - 1][0]) == 1
        for number, (text, _, start) in enumerate(raw)
    ]  # fmt: skip
    found, token = [], -1
    hyphens = _hyphen_places(words)
    for number, (text, index, start) in enumerate(raw):
        glued = joined[number] and start - 1 in hyphens
        follows = number + 1 < len(raw) and joined[number + 1] and raw[number + 1][2] - 1 in hyphens
        token += not glued
        found.append(Piece(text, fold(text), index, start, start + len(text), token, not glued, not follows))
    return found


def _hyphen_places(words: Sequence[Word]) -> set[int]:
    return {word.start + match.start() for word in words for match in _HYPHENS.finditer(word.text)}


def _split(text: str) -> list[tuple[str, int]]:
    parts, offset = [], 0
    for match in _HYPHENS.finditer(text):
        parts.append((text[offset : match.start()], offset))
        offset = match.end()
    parts.append((text[offset:], offset))
    return parts


def name_key(name: str) -> tuple[str, ...]:
    """The folded pieces of a name as the lists hold it."""
    return tuple(fold(part) for part in re.split(r"[\s\-‑–/]+", name) if fold(part))


def tokenise(text: str) -> list[Word]:
    """Cut a phrase into words without a model; heads and parts of speech stay empty."""
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.group().endswith(("'s", "’s")) and end - start > 2:
            words.append(_word(len(words), start, end - 2, text))
            start = end - 2
        words.append(_word(len(words), start, end, text))
    return words


def _word(index: int, start: int, end: int, text: str) -> Word:
    return Word(index, start, end, text[start:end], text[start:end], "", {}, -1, "", 0)
