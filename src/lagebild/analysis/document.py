"""What one pass of the model gives: words, trees, names and signals over one text.

Nothing after the analysis looks at raw model outputs; everything later works on a :class:`Document`.
All offsets are Python character offsets into ``Document.text``, end exclusive. Word indices count over the whole
document, so heads and signals can be compared across sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Word:
    """A syntactic word (Universal Dependencies).

    Both parts of a contraction ("am" is "an" + "dem") carry the offsets of the whole token.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    feats: dict[str, str]
    head: int
    """Index of the governing word in the document, -1 for the root of a sentence."""
    deprel: str
    """Relation with its subtype, e.g. ``nsubj:pass``."""
    sentence: int


@dataclass(slots=True)
class Sentence:
    """Words ``first`` to ``last`` (exclusive); characters ``start`` to ``end`` (exclusive)."""

    index: int
    first: int
    last: int
    start: int
    end: int


@dataclass(slots=True)
class Name:
    """A name as the model saw it: ``label`` is PER, ORG or LOC; words ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    label: str
    score: float
    start: int
    end: int


@dataclass(slots=True)
class EventSignal:
    """The model's belief that ``word`` states an event: probabilities of PLOVER types, modes and statuses."""

    word: int
    types: dict[str, float]
    modes: dict[str, float] = field(default_factory=dict)
    statuses: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class ArcSignal:
    """The model's belief that ``dependent`` fills ``label`` of ``head``.

    Labels: ``actor`` and ``recipient`` (head is an event word), ``source``, ``message``, ``addressee`` (head is a
    cue of reported speech).
    """

    head: int
    dependent: int
    label: str
    score: float


@dataclass(slots=True)
class CueSignal:
    """The model's belief that ``word`` is a cue of reported speech, thought or writing."""

    word: int
    score: float


@dataclass(slots=True)
class Document:
    """One analysed text."""

    text: str
    language: str
    words: list[Word] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    events: list[EventSignal] = field(default_factory=list)
    arcs: list[ArcSignal] = field(default_factory=list)
    cues: list[CueSignal] = field(default_factory=list)
    vector: list[float] | None = None
    """Unit vector of the whole text (mean of word states), for finding copies and translations."""
    _children: list[list[int]] | None = field(default=None, repr=False, compare=False)

    def children(self, index: int) -> list[Word]:
        """Direct dependents of a word, in text order."""
        if self._children is None:
            table: list[list[int]] = [[] for _ in self.words]
            for word in self.words:
                if word.head >= 0:
                    table[word.head].append(word.index)
            self._children = table
        return [self.words[i] for i in self._children[index]]

    def dependents(self, index: int, *relations: str) -> list[Word]:
        """Direct dependents in one of the relations; ``nsubj`` also matches ``nsubj:pass``."""
        return [
            child
            for child in self.children(index)
            if child.deprel in relations or child.deprel.partition(":")[0] in relations
        ]

    def subtree(self, index: int) -> list[int]:
        """Indices of a word and everything below it, sorted."""
        found, stack = [], [index]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(child.index for child in self.children(current))
        return sorted(found)

    def ancestors(self, index: int) -> Iterator[Word]:
        """The governors of a word, nearest first."""
        seen = {index}
        head = self.words[index].head
        while head >= 0 and head not in seen:
            seen.add(head)
            yield self.words[head]
            head = self.words[head].head

    def sentence_words(self, index: int) -> list[Word]:
        """The words of a sentence."""
        sentence = self.sentences[index]
        return self.words[sentence.first : sentence.last]

    def words_between(self, start: int, end: int) -> list[Word]:
        """Words that overlap the characters ``start`` to ``end``."""
        return [word for word in self.words if word.start < end and word.end > start]
