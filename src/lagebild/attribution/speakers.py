"""Who speaks at a verb cue: from the tree, and from word order where the tree is silent or cannot be right."""

from __future__ import annotations

from lagebild.analysis.document import Document, Word
from lagebild.attribution import tree
from lagebild.attribution.lexicon import Lexicon
from lagebild.attribution.marks import OPENING

_STARTS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "X"})


def find(document: Document, anchor: int, verb: Word, lex: Lexicon) -> Word | None:
    """The speaker of a cue: ``anchor`` is the predicate in the tree, ``verb`` the finite verb.

    In order: the phrase right behind a parenthesis' verb ("..., sagte X"), the subject, the agent of a passive, where
    words come from ("hieß es aus Kreisen"), the phrase right before the verb.
    """
    keys = set(tree.lemma_keys(document, document.words[anchor]))
    if document.words[anchor].lemma.lower() in lex.words("experiencers"):
        return next(iter(document.dependents(anchor, "nsubj")), None)
    passive = tree.passive(document, anchor)
    as_clause = _as_clause(document, verb, lex)
    if as_clause is not None:
        return as_clause
    if passive and document.words[anchor].lemma.lower() in lex.words("agentless"):
        return None
    if passive:
        return tree.agent(document, anchor, lex.words("agent"))
    own = [child for child in document.children(anchor) if child.deprel in ("nsubj", "expl")]
    near = any(0 < verb.index - child.index < 4 for child in own)
    inverts = document.language == "de" or verb.lemma.lower() in lex.words("inverting")
    behind = _behind(document, verb, lex) if inverts and not near else None
    if behind is not None:
        return behind
    who = tree.subject(document, anchor)
    before = [child for child in document.dependents(anchor, "nsubj") if child.index < verb.index]
    if len(before) > 1 and not inverts:
        who = before[-1]
    if who is not None and who.text.lower() in lex.words("things"):
        who = next((c for c in document.dependents(anchor, "obj") if c.upos in tree.NOMINAL), None)
    if who is not None and (_oblique(document, who) or _takes_up(document, who, lex)):
        who = _following(document, verb, lex) or (None if _takes_up(document, who, lex) else who)
    if who is not None and who.upos == "PRON" and who.lemma.lower() in lex.words("impersonal"):
        if document.language == "en" and who.deprel == "nsubj":
            return who
        return _origin(document, anchor, lex) if who.text.lower() in ("es", "it") else None
    if who is not None and document.language == "de" and document.dependents(who.index, "case"):
        who = _following(document, verb, lex)
    if keys & lex.words("originating_verbs") or (who is None and keys & lex.words("impersonal_verbs")):
        return _origin(document, anchor, lex)
    return who or _before(document, verb, lex)


def _oblique(document: Document, who: Word) -> bool:
    """Whether the case of a German phrase cannot be a subject's."""
    if document.language != "de" or who.upos == "PROPN":
        return False
    cases = {word.feats.get("Case") for word in document.dependents(who.index, "det", "amod")}
    return who.feats.get("Case") in ("Dat", "Gen") and bool(cases) and "Nom" not in cases


def _takes_up(document: Document, who: Word, lex: Lexicon) -> bool:
    """Whether a "subject" is the demonstrative that takes up the sentence before ("Das berichtete die Zeitung")."""
    first = document.sentences[who.sentence].first
    return who.index == first and who.text.lower() in lex.words("resuming") and who.upos != "DET"


def _following(document: Document, verb: Word, lex: Lexicon) -> Word | None:
    """The phrase right behind a verb."""
    if verb.index + 1 >= document.sentences[verb.sentence].last:
        return None
    start = document.words[verb.index + 1]
    if start.text in OPENING and start.index + 1 < document.sentences[verb.sentence].last:
        start = document.words[start.index + 1]
    if start.upos not in _STARTS or (start.upos == "PRON" and start.text.lower() in lex.words("impersonal")):
        return None
    head = phrase_head(document, start.index)
    if head is None or _object_pronoun(head, document.language) or tree.base(head) == "obl":
        return None
    after = max(tree.phrase(document, head.index)) + 1
    following = document.words[after] if after < document.sentences[verb.sentence].last else None
    clause = following is not None and (
        following.upos in ("VERB", "AUX") or following.text.lower() in lex.words("complementizers")
    )
    return None if clause else head


def _as_clause(document: Document, verb: Word, lex: Lexicon) -> Word | None:
    """The speaker in "wie X mitteilte", where X may hold appositions: the phrase right behind "wie"."""
    first = document.sentences[verb.sentence].first
    for index in range(verb.index - 1, max(first, verb.index - 20) - 1, -1):
        word = document.words[index]
        if word.upos in ("VERB", "AUX"):
            return None
        if word.text.lower() in lex.words("as_clause"):
            start = document.words[index + 1]
            opens = index == first or document.words[index - 1].upos == "PUNCT"
            nominal = start.upos in _STARTS and start.text.lower() not in lex.words("impersonal")
            return phrase_head(document, start.index) if opens and nominal and index + 1 < verb.index else None
    return None


def _behind(document: Document, verb: Word, lex: Lexicon) -> Word | None:
    """The phrase behind a verb that opens its clause: after a comma, a closing mark, or "wie"."""
    sentence = document.sentences[verb.sentence]
    if verb.index == sentence.first or verb.index + 1 >= sentence.last:
        return None
    if document.words[verb.index - 1].text[-1:] not in ",“”\"«»‘’'–—-":
        return None
    return _following(document, verb, lex)


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


def whole(document: Document, head: int, lex: Lexicon) -> list[int]:
    """A speaker's phrase in full: what the tree cuts off (names, genitives, appositions, "(SPD)") is taken in."""
    words = tree.phrase(document, head)
    if document.words[head].upos == "PRON" or not words:
        return words
    end = document.sentences[document.words[head].sentence].last
    while words[-1] + 1 < end:
        more = _more(document, words[-1] + 1, end)
        if not more:
            break
        words = [*words, *more]
    return words


def _more(document: Document, start: int, end: int) -> list[int]:
    """Words right behind a phrase that belong to it."""
    word, before = document.words[start], document.words[start - 1]
    glued = word.start == before.end and (word.text == "-" or before.text == "-")
    if glued or (word.upos == "PROPN" and before.upos in ("NOUN", "PROPN", "X")):
        return [start]
    if word.upos == "NOUN" and before.text == "-":
        return [start]
    if word.text == "(":
        close = next((i for i in range(start + 1, min(end, start + 6)) if document.words[i].text == ")"), None)
        return list(range(start, close + 1)) if close is not None else []
    if word.feats.get("Case") == "Gen" and word.upos == "DET" and before.upos == "NOUN":
        head = phrase_head(document, start)
        return list(range(start, max(tree.phrase(document, head.index)) + 1)) if head is not None else []
    if word.text == "," and before.upos == "PROPN":
        return _apposition(document, start, end)
    return []


def _apposition(document: Document, comma: int, end: int) -> list[int]:
    """A noun phrase without verb between two commas behind a name: ", Chef der Behörde,"."""
    first = document.words[comma + 1] if comma + 1 < end else None
    if first is None or first.upos not in ("DET", "NOUN", "ADJ") or first.feats.get("PronType") == "Rel":
        return []
    for index in range(comma + 1, min(end, comma + 14)):
        word = document.words[index]
        if word.upos in ("VERB", "AUX", "SCONJ", "CCONJ", "PRON"):
            return []
        if word.text in (",", ".", "“", ":"):
            return list(range(comma, index)) if index > comma + 1 else []
    return []


def _before(document: Document, verb: Word, lex: Lexicon) -> Word | None:
    """The phrase between the start of a clause and its verb: "X teilte mit"."""
    sentence = document.sentences[verb.sentence]
    words: list[Word] = []
    for index in range(_over_aside(document, verb.index, sentence.first) - 1, sentence.first - 1, -1):
        word = document.words[index]
        if word.upos == "ADP":
            return None
        if word.upos in ("PUNCT", "SCONJ", "VERB", "AUX", "CCONJ"):
            break
        words.append(word)
    if not words:
        return None
    if words[-1].upos not in _STARTS:
        words = words[:-1]
    head = phrase_head(document, words[-1].index) if words else None
    if head is None or head.index >= verb.index or head.feats.get("Case") in ("Dat", "Acc"):
        return None
    return None if head.lemma.lower() in lex.words("impersonal") else head


def _over_aside(document: Document, index: int, first: int) -> int:
    """Where the phrase before a verb ends: before an apposition or relative clause between commas ("X, of Y, said")."""
    if index - 1 <= first or document.words[index - 1].text != ",":
        return index
    for position in range(index - 2, max(first, index - 25), -1):
        if document.words[position].text == ",":
            following = document.words[position + 1]
            inside = [document.words[i] for i in range(position + 1, index - 1)]
            finite = any(w.upos in ("VERB", "AUX") and tree.maybe_finite(w) for w in inside)
            relative = following.feats.get("PronType") == "Rel" or following.text.lower() in ("who", "which", "whose")
            return position if relative or not finite else index
    return index


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
