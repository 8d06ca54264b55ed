"""Questions to a dependency tree that attribution asks in every language."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.analysis.document import Document, Word
from lagebild.records import Span

CLAUSES = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj"})
"""Relations whose dependent heads a clause of its own."""
PHRASE_EDGE = frozenset("\"“”„‟»«›‹‚‘’'()[]–—-,;:.!? \n\t`")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def base(word: Word) -> str:
    """The relation without its subtype."""
    return word.deprel.partition(":")[0]


def lemma_keys(document: Document, word: Word) -> list[str]:
    """Lemmas under which a verb may be listed; a German separable prefix makes another verb."""
    lemma = word.lemma.lower()
    particles = [child.text.lower() for child in document.dependents(word.index, "compound:prt")]
    keys = [particle + lemma for particle in particles if not lemma.startswith(particle)]
    if keys and document.language == "de":
        return keys
    return [*keys, lemma, *_guessed(lemma, word, document.language)]


def _guessed(lemma: str, word: Word, language: str) -> list[str]:
    """Infinitives of forms that the lemma list does not know: "vereitelt", "cancell"."""
    if word.upos != "VERB":
        return []
    if language == "de" and lemma.endswith("t"):
        return [lemma[:-1] + "en", lemma[:-1] + "n", lemma[:-2] + "en"]
    if language == "en" and len(lemma) > 3 and lemma[-1] == lemma[-2]:
        return [lemma[:-1]]
    return []


def is_verb(word: Word) -> bool:
    """Whether a word can head a verbal clause; attributive participles cannot."""
    return word.upos in ("VERB", "AUX") and base(word) not in ("aux", "cop", "amod", "case", "mark")


def helpers(document: Document, index: int) -> list[Word]:
    """Auxiliaries and copulas of a predicate."""
    return [child for child in document.children(index) if base(child) in ("aux", "cop")]


def finite(document: Document, index: int) -> Word | None:
    """The finite verb of the clause whose predicate is ``index``; None for infinitives and verbless clauses."""
    candidates = [document.words[index], *helpers(document, index)]
    for word in candidates:
        if word.feats.get("VerbForm") == "Fin":
            return word
    return None


def infinitive(document: Document, index: int) -> bool:
    """Whether a clause is an infinitive with "zu" or "to", or has no finite verb."""
    return bool(mark(document, index) & {"zu", "to"}) or finite(document, index) is None


def maybe_finite(word: Word) -> bool:
    """Whether nothing says that a verb is not finite (treebanks differ in what they annotate)."""
    return word.feats.get("VerbForm", "Fin") == "Fin"


def passive(document: Document, index: int) -> bool:
    """Whether the predicate is in the passive."""
    return any(child.deprel in ("aux:pass", "nsubj:pass", "csubj:pass") for child in document.children(index))


def clause_head(document: Document, index: int) -> int:
    """The predicate of the smallest clause around a word."""
    current = index
    for _ in range(len(document.words)):
        word = document.words[current]
        verbal = is_verb(word) or bool(helpers(document, current))
        if word.head < 0 or base(word) in CLAUSES or (base(word) == "conj" and verbal):
            return current
        current = word.head
    return current


def subject(document: Document, index: int) -> Word | None:
    """The one who acts in a predicate: its subject, or the one it shares with its governor; None in the passive."""
    seen: set[int] = set()
    current = index
    while current not in seen:
        seen.add(current)
        found = [c for c in document.children(current) if c.deprel.startswith("nsubj") and c.deprel != "nsubj:outer"]
        if found:
            active = [child for child in found if child.deprel != "nsubj:pass"]
            return active[0] if active else None
        word = document.words[current]
        if base(word) == "acl" and document.words[word.head].upos in NOMINAL and finite(document, current) is None:
            return None if mark(document, current) & {"zu", "to"} else document.words[word.head]
        shares = base(word) in ("conj", "xcomp") or (base(word) == "advcl" and finite(document, current) is None)
        if not shares or word.head < 0:
            return None
        current = word.head
    return None


def agent(document: Document, index: int, prepositions: Iterable[str]) -> Word | None:
    """The one who acts in a passive, named with "von" or "by"."""
    wanted = set(prepositions)
    for child in document.children(index):
        if child.deprel == "obl:agent":
            return child
        if base(child) == "obl" and any(c.text.lower() in wanted for c in document.dependents(child.index, "case")):
            return child
    return None


def mark(document: Document, index: int) -> set[str]:
    """Lower-case subordinators and interrogative openers of a clause."""
    return {child.text.lower() for child in document.children(index) if base(child) == "mark"}


def phrase(document: Document, head: int, *, relatives: bool = False) -> list[int]:
    """Words of a noun phrase with its appositions, sorted; relative and other clauses only on request."""
    found, stack = [], [head]
    while stack:
        current = stack.pop()
        found.append(current)
        for child in document.children(current):
            relation = base(child)
            if not relatives and relation in ("acl", "advcl", "parataxis", "ccomp", "csubj", "cop", "aux"):
                continue
            if current == head and relation in ("case", "mark", "cc", "nsubj", "punct", "discourse", "cop"):
                continue
            stack.append(child.index)
    return trim(document, sorted(found))


def root(document: Document, sentence: int) -> int | None:
    """The word of a sentence that nothing governs."""
    return next((word.index for word in document.sentence_words(sentence) if word.head < 0), None)


def trim(document: Document, words: list[int]) -> list[int]:
    """Without punctuation at both ends; sorted words in, sorted words out."""
    first, last = 0, len(words)
    while first < last and document.words[words[first]].upos == "PUNCT":
        first += 1
    while last > first and document.words[words[last - 1]].upos == "PUNCT":
        last -= 1
    return words[first:last]


def extent(document: Document, words: Iterable[int]) -> Span | None:
    """From the first to the last character of some words."""
    chosen = [document.words[index] for index in words]
    if not chosen:
        return None
    return Span(min(word.start for word in chosen), max(word.end for word in chosen))


_PAIRS = {'"': '"', "„": "“", "“": "”", "»": "«", "«": "»", "(": ")"}


def closed_extent(document: Document, words: Iterable[int]) -> Span | None:
    """The extent of a name or phrase with the mark right behind it that closes one inside (``the daily "X"``)."""
    span = extent(document, words)
    if span is None:
        return None
    inside, behind = document.text[span.start : span.end], document.text[span.end : span.end + 1]
    for opening, closing in _PAIRS.items():
        left = inside.count(opening) % 2 if opening == closing else inside.count(opening) - inside.count(closing)
        if behind == closing and left > 0:
            return Span(span.start, span.end + 1)
    return span


def runs(document: Document, words: Iterable[int], ignore: Iterable[int] = ()) -> list[Span]:
    """Stretches of neighbouring words as spans; gaps of punctuation or of ``ignore`` alone do not split one."""
    bridge = set(ignore)
    spans: list[Span] = []
    last: int | None = None
    for index in sorted(set(words)):
        word = document.words[index]
        gap = range(last + 1, index) if last is not None else range(0)
        joined = last is not None and all(document.words[i].upos == "PUNCT" or i in bridge for i in gap)
        if joined and spans:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, word.end))
        else:
            spans.append(Span(word.start, word.end))
        last = index
    return spans


def subtree_set(document: Document, index: int) -> set[int]:
    """A word and everything below it."""
    return set(document.subtree(index))


def relative(document: Document, index: int) -> bool:
    """Whether a clause opens with a relative pronoun."""
    words = trim(document, document.subtree(index))
    return any(document.words[i].feats.get("PronType") == "Rel" for i in words[:2])


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans without overlaps, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
