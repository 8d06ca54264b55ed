"""Mentions while they are being made: with the words, role and name they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analysis.document import Document, Word
from lagebild.entities.describe import Description
from lagebild.entities.roles import roles
from lagebild.records import Mention, Span

_KEPT = frozenset({"amod", "nummod", "nmod", "compound", "flat", "det", "case", "nmod:poss", "flat:name", "name",
                   "det:poss", "appos:name"})  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A mention with what was found about it. ``first`` to ``last`` (exclusive) are word indices."""

    mention: Mention
    first: int
    last: int
    found: Description
    name: str | None = None
    """The name inside it, without titles."""
    definite: bool = False
    bare: bool = False
    """Whether its own words tell no country."""
    federal: bool = False
    members: list[Draft] = field(default_factory=list)

    @property
    def person(self) -> bool:
        """Whether it is one person."""
        return self.mention.kind == "person" or (self.mention.kind == "role" and self.found.kind == "role")


def draft(document: Document, first: int, last: int, head: int, kind: str, found: Description,
          name: str | None = None) -> Draft:  # fmt: skip
    """A draft over words ``first`` to ``last`` (exclusive) with what a description says."""
    words = document.words
    span = Span(words[first].start, words[last - 1].end)
    federal = found.country == "federal"
    entity = found.entity
    mention = Mention(
        span, document.text[span.start : span.end], kind, head, None if federal else found.country, found.sector,
        found.second, entity.id if entity else None, entity.name if entity else name, None, "; ".join(found.why),
    )  # fmt: skip
    articles = roles(document.language).definite
    before = words[first - 1] if first else None
    inside = words[first]
    definite = any(
        word is not None and (word.feats.get("Definite") == "Def" or word.text.lower() in articles)
        for word in (before, inside)
    )
    return Draft(mention, first, last, found, name, definite, found.country is None, federal)


def has_tree(document: Document) -> bool:
    """Whether the words carry a dependency tree."""
    return any(word.deprel for word in document.words[:50])


def noun_phrase(document: Document, head: int) -> tuple[int, int]:
    """The unbroken run of words around a head noun that belongs to its noun phrase, without its article.

    Clauses, coordinations and appositions stay outside. Without a tree: adjectives to the left only.
    """
    words = document.words
    if not has_tree(document):
        return _flat_phrase(document, head)
    kept, stack = {head}, [head]
    while stack:
        for child in document.children(stack.pop()):
            if child.text in _HYPHENS and _glued(words, child.index):
                kept.add(child.index)
            plain = child.deprel.partition(":")[0]
            if (child.deprel in _KEPT or plain in _KEPT) and child.sentence == words[head].sentence:
                kept.add(child.index)
                stack.append(child.index)
    first = last = head
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while first < head and (words[first].upos == "DET" or words[first].deprel in ("det", "case")):
        first += 1
    return first, last + 1


def _glued(words: list[Word], at: int) -> bool:
    """Whether a hyphen joins the words around it ("US-Präsident" is three words)."""
    return 0 < at < len(words) - 1 and words[at - 1].end == words[at].start and words[at].end == words[at + 1].start


_HYPHENS = frozenset("-‑–/")


def _flat_phrase(document: Document, head: int) -> tuple[int, int]:
    words, first = document.words, head
    sentence = document.sentences[words[head].sentence]
    while first > sentence.first and head - first < 4 and _modifies(words[first - 1], document.language):
        first -= 1
    last = head + 1
    while last < sentence.last and last - head < 7 and _continues(words, last, document.language):
        last += 1
    return first, last


def _modifies(word: Word, language: str) -> bool:
    """Without a tree: whether a word before a noun may belong to it."""
    text, known = word.text, roles(language)
    if text in _POSSESSIVE:
        return True
    if not known.capital_nouns:
        return text[:1].isupper()
    if text[:1].islower():
        return len(text) > 4 and text.endswith(known.adjective_endings)
    return len(text) > 3 and (text.endswith(("s", "er")) or "-" in text)


def _continues(words: list[Word], at: int, language: str) -> bool:
    """Without a tree: whether a word after a noun may belong to it ("Chef der Polizei")."""
    links, text, before = roles(language).phrase_links, words[at].text, words[at - 1].text
    if text in links:
        return at + 1 < len(words)
    if before in links:
        return text[:1].isalpha()
    return text[:1].isupper() and before[:1].islower() and words[at - 2].text in links


_POSSESSIVE = frozenset({"'s", "’s"})
