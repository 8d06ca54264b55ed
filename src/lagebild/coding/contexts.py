"""PLOVER's contexts by cue words: what an event is about, beside what happens in it.

The cues are data (``lang/<xx>/contexts.yaml``). Compounds count by their parts, phrases by their lemmas.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache

from lagebild import lang, ontology
from lagebild.analysis.document import Document, Word

_MAIN = 3
"""A report is about a context that at least one in this many of its sentences names."""
_MOST = 2
"""Contexts that a sentence without a cue of its own takes from its report, at most."""


@dataclass(slots=True)
class _Cues:
    """The cues of one context, lower case except for acronyms, by where in a word they stand; exceptions; phrases."""

    whole: set[str] = field(default_factory=set)
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    not_these: set[str] = field(default_factory=set)
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    not_phrases: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, cue: str) -> None:
        """Sort one line of the file into its kind; acronyms keep their case and their hyphen ("UN-" is not "unter")."""
        acronym = cue.isupper()
        if not acronym:
            cue = cue.lower()
        bare, words = cue.lstrip("!").strip("-"), tuple(cue.lstrip("!").split())
        if len(words) > 1:
            (self.not_phrases if cue.startswith("!") else self.phrases).append(words)
        elif cue.startswith("!"):
            self.not_these.add(bare)
        elif cue.startswith("-") and cue.endswith("-"):
            self.inside += (bare,)
        elif cue.startswith("-"):
            self.last += (bare,)
        elif cue.endswith("-"):
            self.first += (cue if acronym else bare,)
        else:
            self.whole.add(cue)

    def fits(self, form: str) -> bool:
        """Whether a lemma or form is a cue; a part counts only with two more letters beside it."""
        if form in self.whole:
            return True
        if form.startswith(self.first) and any(
            form.startswith(part) and len(form) > len(part) + 1 for part in self.first
        ):
            return True
        if form.endswith(self.last) and any(form.endswith(part) and len(form) > len(part) + 1 for part in self.last):
            return True
        return any(map(form.__contains__, self.inside))


@cache
def _cues(language: str) -> dict[str, _Cues]:
    table: dict[str, _Cues] = {}
    for context, lines in lang.load(language, "contexts").items():
        if context not in ontology.contexts():
            raise ValueError(
                f"lang/{language}/contexts.yaml: {context!r} is no PLOVER context; see ontology/plover.yaml"
            )
        table[context] = _Cues()
        for line in lines:
            table[context].add(str(line))
    return table


@lru_cache(maxsize=1 << 14)
def _of_word(language: str, lemma: str, form: str) -> tuple[str, ...]:
    return tuple(
        context
        for context, cues in _cues(language).items()
        if not cues.not_these & {lemma.lower(), form.lower()}
        and any(cues.fits(variant) for variant in {lemma.lower(), form.lower(), form})
    )


def contexts(document: Document, sentence: int | None = None) -> list[str]:
    """PLOVER contexts of a sentence (its index in the document), or with ``None`` of the whole report.

    The most often named context comes first. A sentence that names none takes those its report is mainly about;
    a report has every context that a third of its sentences name, and at least the one it names most.
    """
    return Contexts(document).of(sentence)


class Contexts:
    """The contexts of one document, for those who ask for many of its sentences: each is looked through once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._named: dict[int, list[str]] = {}
        self._main: list[str] | None = None

    def of(self, sentence: int | None) -> list[str]:
        """As :func:`contexts`."""
        if sentence is None:
            return [*self._report()]
        return [*self._of(sentence)] or self._report()[:_MOST]

    def _of(self, sentence: int) -> list[str]:
        if sentence not in self._named:
            self._named[sentence] = named(self._document, sentence)
        return self._named[sentence]

    def _report(self) -> list[str]:
        if self._main is None:
            count = len(self._document.sentences)
            hits = Counter(context for sentence in range(count) for context in self._of(sentence))
            self._main = [
                context for place, context in enumerate(_ranked(hits)) if not place or hits[context] * _MAIN >= count
            ]
        return self._main


def named(document: Document, sentence: int) -> list[str]:
    """Contexts that the words of one sentence name, the most often named first."""
    words = document.sentence_words(sentence)
    phrases, excepted = _phrases(document.language, words)
    hits: Counter[str] = Counter(phrases)
    for place, word in enumerate(words):
        found = _of_word(document.language, word.lemma, word.text) if word.upos != "PUNCT" else ()
        hits.update(context for context in found if (context, place) not in excepted)
    return _ranked(hits)


@cache
def _phrase_table(language: str) -> dict[str, list[tuple[str, tuple[str, ...], bool]]]:
    """Phrases by their first word: context, phrase, whether it is an exception."""
    table: dict[str, list[tuple[str, tuple[str, ...], bool]]] = {}
    for context, cues in _cues(language).items():
        for phrases, exception in ((cues.phrases, False), (cues.not_phrases, True)):
            for phrase in phrases:
                table.setdefault(phrase[0], []).append((context, phrase, exception))
    return table


def _phrases(language: str, words: list[Word]) -> tuple[list[str], set[tuple[str, int]]]:
    """Contexts of the phrases in a sentence; (context, place) of words that an excepted phrase takes away."""
    table = _phrase_table(language)
    tokens = [{word.text, word.text.lower(), word.lemma.lower()} for word in words]
    found: list[str] = []
    excepted: set[tuple[str, int]] = set()
    for start, forms in enumerate(tokens):
        for context, phrase, exception in (entry for form in forms for entry in table.get(form, ())):
            if not _at(tokens, start, phrase):
                continue
            if exception:
                excepted.update((context, start + place) for place in range(len(phrase)))
            else:
                found.append(context)
    return found, excepted


def _at(tokens: list[set[str]], start: int, phrase: tuple[str, ...]) -> bool:
    return len(tokens) >= start + len(phrase) and all(
        part in forms for part, forms in zip(phrase, tokens[start:], strict=False)
    )


def _ranked(hits: Counter[str]) -> list[str]:
    order = {context: place for place, context in enumerate(ontology.contexts())}
    return sorted(
        (context for context in hits if hits[context] > 0), key=lambda context: (-hits[context], order[context])
    )
