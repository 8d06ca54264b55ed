"""Quotation marks: which stretches of a text stand between them.

Works on characters alone, so that speech over several sentences and paragraphs is found whatever the parser does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lagebild.records import Span

OPENING = '„“”»«"‟‚‘’›‹'
_PAIRS = {"„": '“”"‟', "‟": "”“", "“": '”"', "»": "«", "«": "»", "‚": "‘’", "›": "‹", "‹": "›", "‘": "’"}
_DOUBLED = re.compile(r"``|''")
LIMIT = 3000
"""Longest quotation in characters; a mark without partner opens nothing that is longer."""


@dataclass(slots=True, frozen=True)
class Quoted:
    """A quoted stretch with its marks; ``inner`` is without them. ``open`` has no closing mark (a paragraph break)."""

    span: Span
    inner: Span
    open: bool = False


def quoted(text: str) -> list[Quoted]:
    """Outermost quoted stretches, in order.

    A quotation without closing mark ends with its paragraph if the next one opens with the same mark (the custom of
    speech over several paragraphs); else the mark is taken for an accident.
    """
    plain = _DOUBLED.sub(_single_mark, text)
    found: list[Quoted] = []
    position = 0
    while position < len(plain):
        mark = plain[position]
        if mark in _PAIRS or mark == '"':
            stretch = _close(plain, position, _PAIRS.get(mark, '"“”'))
            if stretch is not None:
                found.append(stretch)
                position = stretch.span.end
                continue
        position += 1
    return found


def _single_mark(match: re.Match[str]) -> str:
    """Two marks that stand for one as that one and a filler; '' opens where a word follows and none goes before."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    opens = match.group() == "``" or (not before.strip(" \n(—–-") and after.strip() != "")
    return ("“" if opens else "”") + "\u200b"


def _close(text: str, start: int, closers: str) -> Quoted | None:
    mark = text[start]
    if mark in "‘’‚" and not _single_opens(text, start):
        return None
    if mark == '"' and start and text[start - 1].isalnum():
        return None
    depth_mark = mark if mark not in closers else None
    for position in range(start + 1, min(len(text), start + LIMIT)):
        here = text[position]
        if here == "\n" and text[position : position + 2].strip() == "":
            return _paragraph(text, start, position)
        if here in closers and not (here in "’‘" and _apostrophe(text, position)):
            doubled = text[position + 1 : position + 2] == "\u200b"
            return Quoted(Span(start, position + 1 + doubled), Span(start + 1, position))
        if depth_mark is not None and here == depth_mark and mark not in "‘’":
            return None
    return None


def _paragraph(text: str, start: int, end: int) -> Quoted | None:
    """A quotation that runs on in the next paragraph, whose first character is the same mark again."""
    following = text[end:].lstrip()
    same = text[start] in '“”"„»«' and following[:1] == text[start] and end - start > 20
    return Quoted(Span(start, end), Span(start + 1, end), open=True) if same else None


def _single_opens(text: str, position: int) -> bool:
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return not before.isalnum() and after.isalnum()


def _apostrophe(text: str, position: int) -> bool:
    """Whether a single mark stands inside a word ("don’t") rather than closes."""
    after = text[position + 1 : position + 2]
    return text[position - 1 : position].isalnum() and after.isalnum()
