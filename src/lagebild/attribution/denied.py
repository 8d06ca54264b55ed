"""The claims that denials, doubts and confirmations are about.

A denial finds its claim inside its own clause ("denied having fired"), under a noun that takes up what was alleged
("rejected the accusation") or with no object at all ("denied it"): then in the sentences before it. Where
it says in so many words what is denied ("denied claims that it helps the rebels"), it goes to no other claim.
"""

from __future__ import annotations

import re

from lagebild.analysis.document import Document, Word
from lagebild.analysis.lemmas import same_stem
from lagebild.attribution import status, tree
from lagebild.attribution.acts import CHARGED, WORDS
from lagebild.attribution.denial import alleged, is_nothing, taken_up, target_nouns
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.model import Quote

REACH = 4
"""How many sentences back a denial may look for what it denies."""
FAR = 10
"""How many where it takes up several allegations at once ("diese Vorwürfe", "these allegations")."""
_LINKING = ("denies", "doubts", "confirms")


def targets(
    document: Document, quote: Quote, events: list[int], quotes: list[Quote], types: dict[int, str] | None = None
) -> list[int]:
    """The event words a denial, doubt or confirmation is about."""
    if quote.head is None or quote.stance not in _LINKING:
        return []
    kinds = types or {}
    lex = lexicon(document.language)
    word = document.words[quote.head]
    acts = [event for event in events if kinds.get(event) != "ACCUSE"]
    acts = [event for event in acts if not (kinds.get(event) in WORDS and alleged(document.words[event], lex))]
    nouns = [noun for noun in target_nouns(document, word) if alleged(noun, lex)]
    told = [event for event in acts if _told(document, event, nouns, quotes)]
    if told:
        return told
    own = [event for event in acts if event in quote.words and event != quote.head and _about(document, quote, event)]
    own = [e for e in own if kinds.get(e) not in WORDS or (quote.clausal and not _judging(document, e, quote, lex))]
    named = [event for event in own if any(event in document.subtree(noun.index) for noun in nouns)]
    if own and (named or not nouns or quote.clausal):
        return named or own
    below = [child for noun in nouns for child in _complements(document, noun, word, lex)]
    named = [child.index for child in below if child.index in acts]
    if named:
        return named
    stated = set() if own else _stated(document, quote, nouns, below, quotes)
    if stated:
        if not any(_takes_back(document, document.words[index], lex) for index in stated):
            return [event for event in _before(document, quote, acts, quotes, kinds) if _kin(document, event, stated)]
    elif not _anaphoric(document, quote, word, lex, bool(own)):
        return own
    if quote.innocence:
        acts = [event for event in acts if kinds.get(event, "ASSAULT") in CHARGED]
    return own + [event for event in _before(document, quote, acts, quotes, kinds) if event not in own]


def _stated(document: Document, quote: Quote, nouns: list[Word], below: list[Word], quotes: list[Quote]) -> set[int]:
    """Words that say what is denied: a clause, or what stands ``below`` the alleged thing ("any link to the group").

    Empty where the denial only takes up what was said before ("the allegations", "any role").
    """
    words = set(quote.words) if quote.clausal else set()
    heads = {noun.index for noun in nouns}
    words |= {index for other in quotes if other.head in heads and other.clausal for index in other.words}
    return words.union(*(tree.subtree_set(document, child.index) for child in below))


def _complements(document: Document, noun: Word, verb: Word, lex: Lexicon) -> list[Word]:
    """Phrases that say what an alleged thing is ("claims of fraud", "Kenntnis von Lieferungen").

    One right behind it may hang on the denying verb in the tree.
    """
    part = lex.ends_in(noun.lemma, "part_nouns")
    prepositions = lex.words("part_prepositions" if part else "content_prepositions")
    found = []
    for child in [*document.dependents(noun.index, "nmod", "obl"), *document.dependents(verb.index, "obl")]:
        case = [c for c in document.dependents(child.index, "case") if c.text.lower() in prepositions]
        near = child.head == noun.index or any(c.index == noun.index + 1 for c in case)
        names = child.upos == "NOUN" or (part and child.upos == "PROPN")
        if case and near and names and not lex.speaker_kind(child.lemma):
            found.append(child)
    return found


def _kin(document: Document, event: int, words: set[int]) -> bool:
    """Whether the words of a denial name an event again ("killed" and "the killings")."""
    lemma = document.words[event].lemma.lower()
    return any(
        same_stem(document.words[index].lemma.lower(), lemma)
        for index in words
        if document.words[index].upos in ("NOUN", "VERB")
    )


def _takes_back(document: Document, word: Word, lex: Lexicon) -> bool:
    """Whether a denial's words tell of one's part in something, or call false what was told before."""
    if word.lemma.lower() in lex.words("involvement"):
        return True
    false = word.lemma.lower() in lex.words("false_words")
    return false and any(taken_up(child, lex) for child in document.dependents(word.index, "nsubj"))


def _told(document: Document, event: int, nouns: list[Word], quotes: list[Quote]) -> bool:
    """Whether a denied report tells of an event in its own clause ("wies Meldungen zurück, wonach ...")."""
    below = {index for noun in nouns for index in document.subtree(noun.index)}
    return any(quote.head in below and event in quote.words and quote.clausal for quote in quotes)


def _judging(document: Document, event: int, quote: Quote, lex: Lexicon) -> bool:
    """Whether a word belongs to what something is called ("wies dies als Frechheit zurück"), not to what it is."""
    inside = [event, *(word.index for word in document.ancestors(event) if word.index in quote.words)]
    return any(
        child.text.lower() in lex.words("judging") for index in inside for child in document.dependents(index, "case")
    )


def _about(document: Document, quote: Quote, event: int) -> bool:
    """Whether a mere object names the event itself, not something that only mentions it."""
    if quote.clausal:
        return True
    involved = lexicon(document.language).words("involvement")
    for index in [event, *(word.index for word in document.ancestors(event))]:
        word = document.words[index]
        if word.head == quote.head or word.head not in quote.words:
            return True
        if word.deprel == "nmod" and document.words[word.head].lemma.lower() in involved:
            continue
        if tree.base(word) not in ("conj", "ccomp", "xcomp", "acl", "appos") or word.deprel == "acl:relcl":
            return False
    return True


def _anaphoric(document: Document, quote: Quote, word: Word, lex: Lexicon, found: bool) -> bool:
    """Whether the object takes up something said before: "der Vorwurf", "das", or nothing at all."""
    subjects = [noun for noun in document.dependents(word.index, "nsubj") if noun.index not in quote.source_words]
    nouns = target_nouns(document, word) or subjects
    false = lex.words("false_words")
    direct = [noun for noun in nouns if noun.deprel != "obl" and noun.lemma.lower() not in false]
    if not direct:
        return not found and quote.stance != "confirms"
    return any(is_nothing(document, noun) for noun in subjects) or any(
        alleged(noun, lex) or noun.text.lower() in lex.words("anaphors") for noun in nouns
    )


def _before(
    document: Document, quote: Quote, events: list[int], quotes: list[Quote], kinds: dict[int, str]
) -> list[int]:
    """Claims of the nearest sentence before that somebody else puts forward, else attacks one is denied a part in."""
    head = quote.head if quote.head is not None else 0
    here = document.words[head].sentence
    several = _several(document, quote)
    earlier = [e for e in events if document.words[e].sentence <= here and e < head]
    earlier = [e for e in earlier if e not in quote.words and tree.clause_head(document, e) != head]
    disputed = [e for e in earlier if _alleged(document, e, quote, quotes)]
    close = [e for e in disputed if here - document.words[e].sentence <= (FAR if several else REACH)]
    near = [e for e in earlier if here - document.words[e].sentence <= 1] if _own_part(document, quote) else []
    pool = close or [e for e in near if kinds.get(e, "ASSAULT") == "ASSAULT"]
    last = max((document.words[e].sentence for e in pool), default=here)
    if _accused_between(document, last, quote, quotes):
        return []  # what is denied was told in between, and no event was found in it
    if close and several:
        return _of_one(document, close, quote, quotes)
    if any(_heard(document, number, quote, quotes) for number in range(last + 1, here)):
        return []
    return [e for e in pool if document.words[e].sentence == last]


def _own_part(document: Document, quote: Quote) -> bool:
    """Whether somebody denies a part in what the report itself tells ("denied involvement", "bestreitet das")."""
    if quote.head is None or quote.innocence:
        return quote.innocence
    lex = lexicon(document.language)
    nouns = target_nouns(document, document.words[quote.head])
    taken = (noun.text.lower() in lex.words("anaphors") or lex.ends_in(noun.lemma, "part_nouns") for noun in nouns)
    return not nouns or any(taken)


def _heard(document: Document, sentence: int, denial: Quote, quotes: list[Quote]) -> bool:
    """Whether a sentence tells something of the denier by hearsay: "X soll Waffen angeboten haben"."""
    root = tree.root(document, sentence)
    if root is None or not denial.name or not _alleged(document, root, denial, quotes):
        return False
    name = denial.name.split()[-1].lower()
    return any(word.text.lower() == name for word in document.sentence_words(sentence))


def _accused_between(document: Document, last: int, denial: Quote, quotes: list[Quote]) -> bool:
    """Whether somebody else is said to accuse, behind the last claim and before the denial: that is what it answers.

    A demonstrative takes up what was told right before it, whatever the verb.
    """
    head = denial.head if denial.head is not None else 0
    here = document.words[head].sentence
    for quote in quotes:
        if quote.head is None or quote.stance != "asserts" or not _other(quote, denial):
            continue
        place = document.words[quote.head].sentence
        if last < place <= here and quote.head < head and quote.words:
            near = quote.clausal and place == here - 1 and _points(document, denial)
            if quote.group == "accuse" or near:
                return True
    return False


def _points(document: Document, denial: Quote) -> bool:
    """Whether the object points at what was said ("this claim", "diesen Vorwurf", "das")."""
    if denial.head is None:
        return False
    nouns = target_nouns(document, document.words[denial.head])
    shown = [child for noun in nouns for child in document.dependents(noun.index, "det")]
    return any(word.feats.get("PronType") == "Dem" for word in (*nouns, *shown))


def _of_one(document: Document, events: list[int], denial: Quote, quotes: list[Quote]) -> list[int]:
    """Of several alleged events those that the same sources put forward as the last one; hearsay has none."""
    last = max(document.words[event].sentence for event in events)
    names = {event: _speakers(event, denial, quotes) for event in events}
    wanted = set().union(*(names[event] for event in events if document.words[event].sentence == last))
    return [e for e in events if document.words[e].sentence == last or not names[e] or not wanted or names[e] & wanted]


def _speakers(event: int, denial: Quote, quotes: list[Quote]) -> set[str]:
    """Names of those who put an event forward, word by word ("Valeska Paris" is also "Paris")."""
    held = [q for q in quotes if event in q.words and q.stance == "asserts" and q.head != denial.head]
    return {word.lower() for quote in held for word in re.findall(r"\w{5,}", quote.name)}


def _several(document: Document, quote: Quote) -> bool:
    """Whether the denial takes up more than one allegation ("wies die Vorwürfe zurück", "denied these claims")."""
    if quote.head is None:
        return False
    nouns = target_nouns(document, document.words[quote.head])
    return any(noun.upos == "NOUN" and noun.feats.get("Number") == "Plur" for noun in nouns)


def _alleged(document: Document, event: int, denial: Quote, quotes: list[Quote]) -> bool:
    """Whether some other source or hedge stands behind an event."""
    return status.of_word(document, event).status == "possible" or any(
        event in quote.words and quote.stance == "asserts" and quote.head != denial.head and _other(quote, denial)
        for quote in quotes
    )


def _other(quote: Quote, denial: Quote) -> bool:
    return not quote.name or quote.name != denial.name
