"""Denials, doubts and confirmations: their words and who speaks them; what they are about is found by ``denied``.

A refused request, offer or plea is no denial.
"""

from __future__ import annotations

from lagebild import lang
from lagebild.analysis.document import Document, Word
from lagebild.attribution import tree
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.model import Quote
from lagebild.records import Stance


def settle(document: Document, quotes: list[Quote]) -> list[Quote]:
    """Correct stances that depend on more than the verb; drops denials that refuse a request."""
    lex = lexicon(document.language)
    kept = []
    for quote in quotes:
        if quote.head is None:
            kept.append(quote)
            continue
        word = document.words[quote.head]
        false = bool(quote.source_words) and _calls_false(document, word, lex)
        if false:
            quote.stance, quote.group, quote.clausal = "denies", "deny", False
        if quote.group == "deny" and _refuses(document, quote, word, lex):
            continue
        if quote.group in ("deny", "confirm") and not (quote.clausal or false) and _gives(document, word):
            continue
        if _negated(document, quote.head):
            if quote.stance == "confirms":
                continue
            quote.stance = _turned(quote)
        kept.append(quote)
    for quote in kept:
        _not_the_denier(document, quote, kept)
    return kept + _verdicts(document, kept, lex)


def _not_the_denier(document: Document, quote: Quote, quotes: list[Quote]) -> None:
    """Who denies a report does not make it: "Kenya dismissed reports that ..." leaves open who reports."""
    if quote.head is None or document.words[quote.head].upos != "NOUN":
        return
    for other in quotes:
        denies = other.stance == "denies" and other.head == document.words[quote.head].head
        if denies and quote.speaker is not None and quote.speaker == other.speaker:
            quote.speaker, quote.source_words = None, []


def _verdicts(document: Document, quotes: list[Quote], lex: Lexicon) -> list[Quote]:
    """Denials inside what somebody says: "die Vorwürfe seien erfunden", "the report was not true"."""
    found = []
    for word in document.words:
        false = _is_false(word, lex)
        true = word.lemma.lower() in lex.words("true_words")
        nothing = true and any(is_nothing(document, c) for c in document.dependents(word.index, "nsubj"))
        true = true and _negated(document, word.index)
        about = nothing or any(taken_up(c, lex) for c in document.dependents(word.index, "nsubj"))
        around = [quote for quote in quotes if word.index in quote.words and quote.source_words and quote.clausal]
        innocent = _innocent(document, word, lex)
        if around and (((false or true or nothing) and about) or innocent):
            outer = min(around, key=lambda quote: len(quote.words))
            quote = Quote("indirect", "denies", None, "deny", list(outer.cue), word.index, outer.speaker)
            quote.source_words, quote.clause, quote.clausal = outer.source_words, word.index, False
            quote.innocence = innocent
            quote.why = f"“{word.text}”, {outer.why}"
            found.append(quote)
    return found + _protestations(document, quotes, lex)


def _innocent(document: Document, word: Word, lex: Lexicon) -> bool:
    """Whether a predicate says that somebody did not do it: "sei unschuldig", "not guilty", "nichts damit zu tun"."""
    lemma = word.lemma.lower()
    if lemma in lex.words("innocence"):
        return word.upos != "NOUN" or tree.base(word) not in ("nmod", "obl")
    guilt = lemma in lex.words("guilt") and _negated(document, word.index)
    nothing = any(child.text.lower() in lex.words("nothing") for child in document.children(word.index))
    return guilt or (lemma in lex.words("having_to_do") and nothing)


def _protestations(document: Document, quotes: list[Quote], lex: Lexicon) -> list[Quote]:
    """Denials whose object is one's innocence: "beteuerte ihre Unschuld", "maintained his innocence"."""
    found = []
    for quote in quotes:
        if quote.head is None or quote.stance != "asserts" or not quote.source_words:
            continue
        objects = document.dependents(quote.head, "obj")
        if any(noun.lemma.lower() in lex.words("innocence") for noun in objects):
            denial = Quote("indirect", "denies", None, "deny", list(quote.cue), quote.head, quote.speaker)
            denial.source_words, denial.clause, denial.clausal = quote.source_words, quote.clause, False
            denial.innocence = True
            denial.why = f"innocence, {quote.why}"
            found.append(denial)
    return found


def is_nothing(document: Document, noun: Word) -> bool:
    """Whether a subject is nothing at all: "kein Wort ist wahr", "nichts davon stimmt"."""
    negation = lang.load(document.language, "negation")
    determiners = [child.lemma.lower() for child in document.dependents(noun.index, "det")]
    return noun.lemma.lower() in negation.get("pronouns", ()) or any(
        word in negation.get("determiners", ()) for word in determiners
    )


def taken_up(noun: Word, lex: Lexicon) -> bool:
    """Whether a noun or pronoun takes up something that was said before."""
    return alleged(noun, lex) or noun.text.lower() in lex.words("anaphors") - lex.words("pronouns_of_persons")


def _turned(quote: Quote) -> Stance:
    """The stance of a negated cue: "bestreitet nicht" confirms."""
    if quote.stance == "denies":
        return "confirms"
    return quote.stance


def _negated(document: Document, index: int) -> bool:
    particles = lang.load(document.language, "negation").get("particles", [])
    return any(child.text.lower() in particles for child in document.children(index))


def _calls_false(document: Document, word: Word, lex: Lexicon) -> bool:
    """Whether a verb calls something false: "bezeichnete die Berichte als falsch", "sprach von einer Lüge"."""
    if word.lemma.lower() not in lex.words("false_verbs"):
        return False
    for child in document.children(word.index):
        if tree.base(child) in ("obj", "obl", "xcomp", "advmod", "conj", "ccomp", "iobj"):
            near = [child, *document.children(child.index)]
            if any(_is_false(w, lex) and _as(document, w, word) for w in near):
                return True
    return False


def _is_false(word: Word, lex: Lexicon) -> bool:
    return bool({word.lemma.lower(), word.text.lower()} & lex.words("false_words"))


def _as(document: Document, word: Word, verb: Word) -> bool:
    """Whether a judging word is predicated, not a mere attribute of the object."""
    return tree.base(word) != "amod" or document.words[word.head].head == verb.index


def _refuses(document: Document, quote: Quote, word: Word, lex: Lexicon) -> bool:
    """Whether a verb that may refuse as well as deny has a request, or neither clause nor allegation, as its object."""
    keys, nouns = set(tree.lemma_keys(document, word)), target_nouns(document, word)
    if not keys & lex.words("refusing_verbs") or (not nouns and keys & lex.words("contradicting_verbs")):
        return False
    if any(noun.lemma.lower() in lex.words("refused_nouns") for noun in nouns):
        return True
    if quote.words and quote.clausal:
        return False
    takes_up = lex.words("anaphors") - lex.words("pronouns_of_persons")
    return not any(alleged(noun, lex) or noun.text.lower() in takes_up for noun in nouns)


def _gives(document: Document, word: Word) -> bool:
    """Whether somebody is granted or denied something ("räumte ihnen Rechte ein", "denied them entry")."""
    granting = lexicon(document.language).words("granting_verbs")
    if granting and not granting & set(tree.lemma_keys(document, word)):
        return False
    receivers = document.dependents(word.index, "iobj", "obl:arg")
    given = document.dependents(word.index, "obj")
    return bool(given) and any(
        child.deprel == "iobj" or (child.feats.get("Case") == "Dat" and not document.dependents(child.index, "case"))
        for child in receivers
    )


def alleged(noun: Word, lex: Lexicon) -> bool:
    """Whether a noun names something that somebody says; compounds count by their last part."""
    return lex.ends_in(noun.lemma, "alleged_nouns") or noun.text.lower() in lex.words("alleged_nouns")


def target_nouns(document: Document, word: Word) -> list[Word]:
    """Objects of a denying verb, conjuncts included; the subject in the passive."""
    relations = ("nsubj:pass",) if tree.passive(document, word.index) else ("obj", "iobj", "obl:arg", "obl")
    found = [c for c in document.children(word.index) if c.deprel in relations and c.upos in (*tree.NOMINAL, "DET")]
    found = [noun for noun in found if not _names_source(document, noun)]
    return found + [c for noun in found for c in document.dependents(noun.index, "conj")]


def stated_by(document: Document, quote: Quote) -> set[int]:
    """The words that only state a denial ("wies", "nannte", "Erfindung"); none where a quote denies nothing.

    They are no refusal, accusation or disinformation.
    """
    if quote.head is None or quote.stance != "denies":
        return set()
    false = lexicon(document.language).words("false_words")
    below = {i for i in document.subtree(quote.head) if document.words[i].lemma.lower() in false}
    return {quote.head} | below


def _names_source(document: Document, noun: Word) -> bool:
    """Whether a phrase tells who says so ("nach Angaben der Agentur"), not what is denied."""
    lex = lexicon(document.language)
    sources = lex.words("adpositions.always") | lex.words("adpositions.with_noun")
    case = {child.text.lower() for child in document.dependents(noun.index, "case")}
    return noun.deprel == "obl" and bool(case & sources) and lex.noun(noun.lemma) is not None
