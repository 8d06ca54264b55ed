"""The words of a description: what the tree joins, and the state that word order puts right beside it.

Trees err most where names are rare, and names of small states are. What stands where only an owner or an apposition can
stand is taken for one whatever the tree says: a genitive right before the noun ("Mali's army"), one right behind it
(German has it there too), a bare name behind it ("neighbour Mali").
"""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.analysis.document import Document, Word
from lagebild.entities.drafts import has_tree, noun_phrase
from lagebild.entities.items import Item
from lagebild.entities.roles import Roles, roles
from lagebild.entities.text import fold

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OWNERS = frozenset({"name", "capital", "government"})
_STRANGE = 2
"""Words that may stand between a preposition and the state it leads to ("of neighbouring Mali")."""


def extent(document: Document, head: Item, items: Sequence[Item]) -> tuple[int, int]:
    """First and last word (exclusive) of the phrase around an item, without its article."""
    first, last = noun_phrase(document, head.last_word)
    first, last = min(first, head.word), max(last, head.last_word + 1)
    first = _possessor(document, first, items)
    last = _behind(document, first, last, head, items)
    return _uncut(first, last, items)


def _possessor(document: Document, first: int, items: Sequence[Item]) -> int:
    """Where a phrase begins with the state in the genitive right before it."""
    words = document.words
    marked = first > 0 and words[first - 1].text in _POSSESSIVE
    end = first - 2 if marked else first - 1
    for item in items:
        if item.last_word == end and _is_state(item) and (marked or (item.genitive and not marked)):
            return item.word
    return first


def _behind(document: Document, first: int, last: int, head: Item, items: Sequence[Item]) -> int:
    """Where a phrase ends with the state right behind it, in the genitive, in apposition or after "of"."""
    words, known = document.words, roles(document.language)
    before = next((item for item in items if item.last_word == last - 1), head)
    for item in items:
        if not (_is_state(item) or item.kind == "place") or item.word < last:
            continue
        top = words[item.last_word]
        if item.word == last and item.genitive:
            return last if _owns_next(top) else item.last_word + 1
        if item.word == last:
            return item.last_word + 1 if _names(before, known) and _hangs_on(document, item, first, last) else last
        led = words[last].text.lower() in known.phrase_links and item.word <= last + _STRANGE
        if led and has_tree(document) and _hangs_on(document, item, first, last):
            return item.last_word + 1
        return last
    return last


def _names(before: Item, known: Roles) -> bool:
    """Whether a noun can bear the name of a state or place; "die Regierung Georgien" is a slip of the tree."""
    role = before.role
    return role is None or not role.group or role.transparent or fold(role.base) in known.lands | known.regions


def _is_state(item: Item) -> bool:
    return item.kind == "state" and item.state in _OWNERS and item.whole


def _owns_next(word: Word) -> bool:
    """Whether a genitive belongs to a noun that follows it ("warf der Minister Malis Armee vor")."""
    return word.head > word.index and word.deprel.partition(":")[0] == "nmod"


def _hangs_on(document: Document, item: Item, first: int, last: int) -> bool:
    """Whether the tree hangs a name on the phrase before it; without a tree it stands there by itself."""
    if not has_tree(document):
        return False
    inside = range(item.word, item.last_word + 1)
    heads = [document.words[index].head for index in inside]
    top = next((index for index, head in zip(inside, heads, strict=True) if head not in inside), item.word)
    for word in document.ancestors(top):
        if first <= word.index < last:
            return True
        if word.upos in ("VERB", "AUX") and word.index not in range(last, item.word):
            return False
    return False


def _uncut(first: int, last: int, items: Sequence[Item]) -> tuple[int, int]:
    """A phrase that ends with whole names ("Rebellen aus Papua-Neuguinea")."""
    for item in items:
        if item.kind in ("state", "entity") and item.word < last <= item.last_word:
            last = item.last_word + 1
        if item.kind in ("state", "entity") and item.word < first <= item.last_word:
            first = item.word
    return first, last


__all__ = ["extent"]
