"""A document of words and sentences only, for texts that no model has read."""

from __future__ import annotations

import re

from lagebild.analysis.document import Document, Sentence
from lagebild.entities.text import tokenise

_END = re.compile(r"[.!?][\"”“»«']?\s+(?=[\"„“»«]?[^\W\d_a-zäöü])|\n+")


def lexical_document(text: str, language: str) -> Document:
    """Words and sentences by their look; no trees, names or signals."""
    document = Document(text, language)
    start = 0
    for cut in [match.end() for match in _END.finditer(text)] + [len(text)]:
        words = tokenise(text[start:cut])
        if words:
            first, number = len(document.words), len(document.sentences)
            for word in words:
                word.index += first
                word.start += start
                word.end += start
                word.sentence = number
            document.words += words
            document.sentences.append(Sentence(number, first, len(document.words), words[0].start, words[-1].end))
        start = cut
    return document
