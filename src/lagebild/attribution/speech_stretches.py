"""Stretches of text that may have a role for a cue: what hangs on it, on its governors, and the sentences around."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from lagebild.analysis.document import Document

HIGHEST = 12
"""Governors above a cue that are looked at."""
AHEAD = 4
"""Sentences behind the cue's own that may go on with what is said."""


@dataclass(slots=True, frozen=True)
class Stretch:
    """Words that get one role together.

    ``kind``: ``below`` (hangs on the cue), ``aside`` (hangs on a governor ``steps`` above), ``above`` (that governor
    alone), ``next`` or ``previous`` (a whole sentence, ``steps`` away).
    """

    top: int
    kind: str
    steps: int
    words: tuple[int, ...]


def stretches(document: Document, cue: set[int]) -> list[Stretch]:
    """All stretches around a cue; together they hold each word of its sentence but the cue once."""
    first = min((i for i in cue if document.words[i].head not in cue), default=min(cue))
    above: list[int] = []
    for word in document.ancestors(first):
        if word.index in cue or len(above) == HIGHEST:
            break
        above.append(word.index)
    closed = cue | set(above)
    found = [
        Stretch(child.index, "below", 0, _subtree(document, child.index, closed))
        for index in sorted(cue)
        for child in document.children(index)
        if child.index not in closed
    ]
    for steps, index in enumerate(above, 1):
        found.append(Stretch(index, "above", steps, (index,)))
        found += [
            Stretch(child.index, "aside", steps, _subtree(document, child.index, closed))
            for child in document.children(index)
            if child.index not in closed
        ]
    return found + list(_sentences(document, document.words[first].sentence))


def _subtree(document: Document, index: int, closed: Container[int]) -> tuple[int, ...]:
    """A word and what is below it, without going into closed words."""
    found, stack = [], [index]
    while stack:
        current = stack.pop()
        found.append(current)
        stack.extend(child.index for child in document.children(current) if child.index not in closed)
    return tuple(sorted(found))


def _sentences(document: Document, here: int) -> Iterable[Stretch]:
    for offset in (*range(1, AHEAD + 1), -1):
        if 0 <= here + offset < len(document.sentences):
            sentence = document.sentences[here + offset]
            words = tuple(range(sentence.first, sentence.last))
            if words:
                top = next((i for i in words if document.words[i].head < 0), words[0])
                yield Stretch(top, "next" if offset > 0 else "previous", abs(offset), words)
