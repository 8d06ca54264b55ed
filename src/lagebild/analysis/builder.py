"""Drafts of sentences to a document with offsets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lagebild.analysis.document import ArcSignal, CueSignal, Document, EventSignal, Name, Sentence, Word
from lagebild.analysis.grammar import Draft
from lagebild.analysis.lemmas import lemma
from lagebild.analysis.names import harmonise
from lagebild.analysis.parts import Part
from lagebild.analysis.tokenizer import Token


class DocumentBuilder:
    """Puts the sentences of one document together."""

    def __init__(self, text: str, language: str) -> None:
        self._document = Document(text, language)
        self._vector: NDArray[np.float32] | None = None

    def add(self, tokens: list[Token], parts: Sequence[Part]) -> None:
        """Append a sentence; ``parts`` are its windows, the later ones hung on the root of the first."""
        document = self._document
        places = [token for token in tokens for _ in token.words]
        start = len(document.words)
        index = len(document.sentences)
        root = -1
        for part in parts:
            first = len(document.words)
            self._add_words(part.draft, places[first - start :], index, root)
            if root < 0:
                root = first + part.draft.heads.index(-1)
            self._add_signals(part, first)
        document.sentences.append(Sentence(index, start, len(document.words), tokens[0].start, tokens[-1].end))

    def finish(self) -> Document:
        """The document, with its unit vector unless it is empty."""
        self._document.names = harmonise(self._document.names, self._document.words)
        if self._vector is not None:
            norm = float(np.linalg.norm(self._vector)) or 1.0
            self._document.vector = (self._vector / norm).tolist()
        return self._document

    def _add_words(self, draft: Draft, places: list[Token], sentence: int, root: int) -> None:
        words, language = self._document.words, self._document.language
        first = len(words)
        for i, form in enumerate(draft.forms):
            head, relation, upos = draft.heads[i], draft.relations[i], draft.upos[i]
            if head < 0 and root >= 0:
                governor, relation = root, "parataxis"
            else:
                governor = first + head if head >= 0 else -1
            place = places[i]
            words.append(
                Word(first + i, place.start, place.end, form, lemma(form, upos, language), upos, draft.feats[i],
                     governor, relation, sentence)
            )  # fmt: skip

    def _add_signals(self, part: Part, first: int) -> None:
        document = self._document
        words = document.words
        for a, b, label, score in part.names:
            span = words[first + a].start, words[first + b - 1].end
            document.names.append(Name(first + a, first + b, label, score, *span))
        document.events += [EventSignal(first + e.word, e.types, e.modes, e.statuses) for e in part.events]
        document.cues += [CueSignal(first + cue.word, cue.score) for cue in part.cues]
        document.arcs += [ArcSignal(first + a.head, first + a.dependent, a.label, a.score) for a in part.arcs]
        weighted = part.vector * len(part.draft.upos)
        self._vector = weighted if self._vector is None else self._vector + weighted
