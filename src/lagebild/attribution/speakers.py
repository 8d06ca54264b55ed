"""Who speaks at a verb cue: from the tree, and from word order where the tree is silent or cannot be right."""

from __future__ import annotations

from lagebild.analysis.document import Document, Word
from lagebild.attribution import tree
from lagebild.attribution.lexicon import Lexicon

_STARTS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "X"})


def find(document: Document, anchor: int, verb: Word, lex: Lexicon) -> Word | None:
    """The speaker of a cue: ``anchor`` is the predicate in the tree, ``verb`` the finite verb.

    In order: the phrase right behind a parenthesis' verb ("..., sagte X"), the subject, the agent of a passive, where
    words come from ("hieß es aus Kreisen"), the phrase right before the verb.
    """
    behind = _behind(document, verb, lex)
    if behind is not None:
        return behind
    if document.words[anchor].lemma.lower() in lex.words("experiencers"):
        return next(iter(document.dependents(anchor, "nsubj")), None)
    if tree.passive(document, anchor):
        return tree.agent(document, anchor, lex.words("agent")) or _before(document, verb, lex, passive=True)
    who = tree.subject(document, anchor)
    if who is not None and who.upos == "PRON" and who.lemma.lower() in lex.words("impersonal"):
        return _origin(document, anchor, lex) if who.text.lower() in ("es", "it") else None
    if who is None:
        who = _before(document, verb, lex) or _origin(document, anchor, lex)
    return who


def _behind(document: Document, verb: Word, lex: Lexicon) -> Word | None:
    """The phrase behind a verb that opens its clause: after a comma, a closing mark, or "wie"."""
    sentence = document.sentences[verb.sentence]
    if verb.index == sentence.first or verb.index + 1 >= sentence.last:
        return None
    if document.words[verb.index - 1].text[-1:] not in ",“”\"«»‘’'–—-":
        return None
    start = document.words[verb.index + 1]
    if start.upos not in _STARTS or (start.upos == "PRON" and start.text.lower() in lex.words("impersonal")):
        return None
    head = phrase_head(document, start.index)
    if head is None or _object_pronoun(head, document.language):
        return None
    return head


def _object_pronoun(word: Word, language: str) -> bool:
    return word.upos == "PRON" and word.feats.get("Case") in ("Acc", "Dat") and word.feats.get("PronType") == "Prs"


def phrase_head(document: Document, start: int) -> Word | None:
    """The head of the noun phrase that starts at a word; None if a verb intervenes."""
    current = document.words[start]
    for _ in range(8):
        governor = document.words[current.head] if current.head >= 0 else None
        inside = governor is not None and governor.upos in (*tree.NOMINAL, "X", "ADJ") and governor.index > start
        if governor is None or not inside or governor.sentence != current.sentence:
            break
        if any(document.words[i].upos in ("VERB", "AUX", "PUNCT") for i in range(current.index + 1, governor.index)):
            break
        current = governor
    return current if current.upos in (*tree.NOMINAL, "X") else None


def _before(document: Document, verb: Word, lex: Lexicon, passive: bool = False) -> Word | None:
    """The phrase between the start of a clause and its verb: "X teilte mit", "wie X mitteilte"."""
    sentence = document.sentences[verb.sentence]
    words = []
    for index in range(verb.index - 1, sentence.first - 1, -1):
        word = document.words[index]
        if word.upos in ("PUNCT", "SCONJ", "VERB", "AUX", "CCONJ", "ADP"):
            break
        words.append(word)
    opener = document.words[words[-1].index - 1] if words and words[-1].index > sentence.first else None
    if not words or (passive and (opener is None or opener.text.lower() not in lex.words("as_clause"))):
        return None
    if words[-1].upos not in _STARTS:
        words = words[:-1]
    head = phrase_head(document, words[-1].index) if words else None
    if head is None or head.index >= verb.index or head.feats.get("Case") in ("Dat", "Acc"):
        return None
    return None if head.lemma.lower() in lex.words("impersonal") else head


def _origin(document: Document, index: int, lex: Lexicon) -> Word | None:
    """Where words come from: "hieß es aus Regierungskreisen", "in dem Bericht heißt es"."""
    prepositions = lex.words("said_from")
    found = document.dependents(index, "obl", "nmod")
    found += [below for child in found for below in document.dependents(child.index, "nmod")]
    for child in found:
        case = {c.text.lower() for c in document.dependents(child.index, "case")}
        if case & prepositions and child.upos in tree.NOMINAL and not child.text[:1].isdigit():
            return child
    return None
