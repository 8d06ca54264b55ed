"""Documents built by hand, so that rules are tested without a model."""

from __future__ import annotations

from lagebild.analysis.document import Document, Name, Sentence, Word


def parse(*sentences: str, language: str = "de", names: tuple[tuple[str, str], ...] = ()) -> Document:
    """Build a document from sentences of lines ``form lemma UPOS head deprel [Feat=Value|...]``.

    Heads count from 1 within the sentence, 0 is the root. A form that ends in ``_`` is followed by no space.
    ``names`` lists (text, label) pairs; each is placed at its first occurrence.
    """
    text, words, bounds = "", [], []
    for number, block in enumerate(sentences):
        first = len(words)
        for line in block.strip().splitlines():
            columns = line.split()
            form, lemma, upos, head, deprel = columns[:5]
            feats = dict(pair.split("=") for pair in columns[5].split("|")) if len(columns) > 5 else {}
            glued = form.endswith("_")
            form = form.rstrip("_")
            start = len(text)
            text += form + ("" if glued else " ")
            governor = first + int(head) - 1 if head != "0" else -1
            words.append(Word(len(words), start, start + len(form), form, lemma, upos, feats, governor, deprel, number))
        bounds.append(Sentence(number, first, len(words), words[first].start, words[-1].end))
    document = Document(text.rstrip(), language, words, bounds)
    for name, label in names:
        start = text.index(name)
        inside = [word.index for word in words if word.start >= start and word.end <= start + len(name)]
        document.names.append(Name(inside[0], inside[-1] + 1, label, 1.0, start, start + len(name)))
    return document
