"""Words and runs of capitalised words in plain text, so that places are found with or without an analysis."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from lagebild.places.cues import Cues

_WORD = re.compile(r"[^\W_](?:[\w'’&]|\.(?=[^\W\d_]))*")
_POSSESSIVE = re.compile(r"(?:'s|’s|['’])$")
_INITIAL = re.compile(r"[A-ZÄÖÜ]")
JOINTS = ("", "&", "-", "‐")
"""What may stand between two words of one name."""
SENTENCE_END = re.compile(r"[.!?:\"”“»«\n]")


@dataclass(slots=True)
class Token:
    """A word of the text; ``end`` leaves out a possessive 's, which ``tail`` takes in."""

    start: int
    end: int
    tail: int
    text: str
    lower: str
    capital: bool
    first: bool = False
    """Whether it opens a sentence or a quotation."""
    link: str = ""
    """The characters between it and the next word."""
    possessive: bool = False


def tokens_of(text: str, cues: Cues) -> list[Token]:
    """The words of a text. A full stop stays with an abbreviation of a region or title, and with an initial."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        start, tail = match.span()
        word = match.group()
        dotted = (word + ".").lower()
        if text[tail : tail + 1] == "." and (
            dotted in cues.abbreviations
            or (word.lower() in cues.titles and len(word) < 5)
            or word.lower() in ("st", "mt", "ft", "ste")
            or ((len(word) == 1 or "." in word) and _INITIAL.match(word))
        ):
            tail += 1
            word += "."
        end = start + len(_POSSESSIVE.sub("", word))
        core = text[start:end]
        found.append(
            Token(start, end, tail, core, core.lower(), core[:1].isupper(), possessive=end < start + len(word))
        )
    for here, after in pairwise(found):
        here.link = text[here.tail : after.start]
    for number, token in enumerate(found):
        before = found[number - 1].link if number else "."
        token.first = bool(SENTENCE_END.search(before))
    return found


def runs(tokens: list[Token], cues: Cues) -> list[tuple[int, int]]:
    """Stretches of capitalised words as index ranges (end exclusive); small particles may stand inside."""
    found, number = [], 0
    while number < len(tokens):
        if not tokens[number].capital:
            number += 1
            continue
        end = number + 1
        while end < len(tokens):
            if tokens[end - 1].link.strip(" \t") not in JOINTS:
                break
            if tokens[end].capital:
                end += 1
                continue
            step = end
            while step < len(tokens) and tokens[step].lower in cues.particles and tokens[step].link in (" ", "-"):
                step += 1
            if step > end and step < len(tokens) and step - end < 3 and tokens[step].capital:
                end = step + 1
                continue
            break
        found.append((number, end))
        number = end
    return found
