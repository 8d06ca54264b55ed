"""Noun cues: "der Vorwurf, er habe ...", "die Ansicht, dass ...", "the claim that ..."."""

from __future__ import annotations

from lagebild.analysis.document import Document, Word
from lagebild.attribution import mood, surface, tree
from lagebild.attribution.lexicon import Entry, Lexicon, lexicon
from lagebild.attribution.model import Quote
from lagebild.attribution.phrases import holder


def find(document: Document) -> list[Quote]:
    """Quotes of nouns that govern a clause or infinitive that tells their content."""
    lex = lexicon(document.language)
    quotes = []
    for word in document.words:
        if word.upos != "NOUN":
            continue
        entry = lex.noun(word.lemma)
        words = _content(document, word, lex) if entry is not None else set()
        if entry is not None and not words:
            words = surface.after_noun(document, word, lex)
        if entry is not None and words:
            quotes.append(_quote(document, word, entry, words, lex))
    return quotes


def _content(document: Document, word: Word, lex: Lexicon) -> set[int]:
    found: set[int] = set()
    for child in document.children(word.index):
        relation = tree.base(child)
        if (
            relation not in ("acl", "appos", "ccomp", "csubj", "xcomp", "advcl", "parataxis")
            or child.index < word.index
        ):
            continue
        marks = tree.mark(document, child.index)
        infinitive = tree.infinitive(document, child.index) and "VerbForm" in child.feats
        complement = bool(marks & lex.words("complementizers")) or infinitive or relation == "ccomp"
        if _relative(document, child):
            continue
        if complement or mood.reported(document, child.index):
            found |= tree.subtree_set(document, child.index)
    return found


def _relative(document: Document, child: Word) -> bool:
    if child.deprel == "acl:relcl":
        return True
    return any(document.words[i].feats.get("PronType") == "Rel" for i in document.subtree(child.index)[:4])


def _quote(document: Document, word: Word, entry: Entry, words: set[int], lex: Lexicon) -> Quote:
    quote = Quote("indirect", entry.stance, entry.status, entry.group, head=word.index, cue=[word.index])
    quote.clause = tree.clause_head(document, word.index)
    owner = holder(document, word, lex) or _utterer(document, word, quote.clause)
    if owner is not None:
        quote.speaker = owner.index
        quote.source_words = tree.phrase(document, owner.index)
    quote.fill(document, words)
    quote.why = f"cue “{word.text}” ({entry.group})"
    return quote


def _utterer(document: Document, word: Word, clause: int | None) -> Word | None:
    """The subject of the verb whose object a noun is ("erhob den Vorwurf", "ist der Ansicht")."""
    if clause is None:
        return None
    relation = tree.base(word)
    own = next((child for child in document.dependents(word.index, "nsubj") if child.upos in tree.NOMINAL), None)
    if own is not None:
        return own
    if clause == word.index:
        return tree.subject(document, word.index)
    if relation in ("obj", "obl", "iobj", "conj", "nmod") and not tree.passive(document, clause):
        who = tree.subject(document, clause)
        return who if who is not None and who.index != word.index and who.upos in tree.NOMINAL else None
    return None
