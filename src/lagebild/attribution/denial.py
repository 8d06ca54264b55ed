"""Denials, doubts and confirmations, and the claims they are about.

A denial finds its claim inside its own clause ("bestritt, geschossen zu haben"), under a noun that takes up what was
alleged ("wies den Vorwurf zurück") or with no object at all ("dementierte"): then in the sentences before it.
A refused request, offer or plea is no denial.
"""

from __future__ import annotations

from lagebild import lang
from lagebild.analysis.document import Document, Word
from lagebild.attribution import status, tree
from lagebild.attribution.acts import CHARGED, WORDS
from lagebild.attribution.lexicon import Lexicon, lexicon
from lagebild.attribution.model import Quote
from lagebild.records import Stance

REACH = 4
"""How many sentences back a denial may look for what it denies."""
FAR = 10
"""How many where it takes up several allegations at once ("diese Vorwürfe", "these allegations")."""
_FRIENDLY = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
"""PLOVER types that nobody is reproached with: taken up by a denial only where somebody else alleges them."""
_LINKING = ("denies", "doubts", "confirms")


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
        false = word.lemma.lower() in lex.words("false_words") or word.text.lower() in lex.words("false_words")
        true = word.lemma.lower() in lex.words("true_words")
        nothing = true and any(_is_nothing(document, c) for c in document.dependents(word.index, "nsubj"))
        true = true and _negated(document, word.index)
        about = nothing or any(_taken_up(c, lex) for c in document.dependents(word.index, "nsubj"))
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


def _is_nothing(document: Document, noun: Word) -> bool:
    """Whether a subject is nothing at all: "kein Wort ist wahr", "nichts davon stimmt"."""
    negation = lang.load(document.language, "negation")
    determiners = [child.lemma.lower() for child in document.dependents(noun.index, "det")]
    return noun.lemma.lower() in negation.get("pronouns", ()) or any(
        word in negation.get("determiners", ()) for word in determiners
    )


def _taken_up(noun: Word, lex: Lexicon) -> bool:
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
            if any(w.lemma.lower() in lex.words("false_words") and _as(document, w, word) for w in near):
                return True
    return False


def _as(document: Document, word: Word, verb: Word) -> bool:
    """Whether a judging word is predicated, not a mere attribute of the object."""
    return tree.base(word) != "amod" or document.words[word.head].head == verb.index


def _refuses(document: Document, quote: Quote, word: Word, lex: Lexicon) -> bool:
    """Whether a verb that may refuse as well as deny has a request, or neither clause nor allegation, as its object."""
    if not set(tree.lemma_keys(document, word)) & lex.words("refusing_verbs"):
        return False
    if any(noun.lemma.lower() in lex.words("refused_nouns") for noun in target_nouns(document, word)):
        return True
    if quote.words and quote.clausal:
        return False
    takes_up = lex.words("anaphors") - lex.words("pronouns_of_persons")
    return not any(alleged(noun, lex) or noun.text.lower() in takes_up for noun in target_nouns(document, word))


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
    lemma = noun.lemma.lower()
    nouns = lex.words("alleged_nouns")
    return lemma in nouns or noun.text.lower() in nouns or any(lemma.endswith(n) for n in nouns if len(n) > 5)


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
    taken_up = [noun for noun in target_nouns(document, word) if alleged(noun, lex)]
    told = [event for event in acts if _told(document, event, taken_up, quotes)]
    if told:
        return told
    own = [event for event in acts if event in quote.words and event != quote.head and _about(document, quote, event)]
    own = [e for e in own if kinds.get(e) not in WORDS or (quote.clausal and not _judging(document, e, quote, lex))]
    named = [event for event in own if any(event in document.subtree(noun.index) for noun in taken_up)]
    if own and (named or not taken_up):
        return named or own
    if not own and not taken_up and quote.words and quote.clausal:
        if not any(_takes_back(document, document.words[index], lex) for index in quote.words):
            return []
    elif not _anaphoric(document, quote, word, lex, bool(own)):
        return own
    if quote.innocence:
        acts = [event for event in acts if kinds.get(event, "ASSAULT") in CHARGED]
    return own + [event for event in _before(document, quote, acts, quotes, kinds) if event not in own]


def _takes_back(document: Document, word: Word, lex: Lexicon) -> bool:
    """Whether a denial's words tell of one's part in something, or call false what was told before."""
    if word.lemma.lower() in lex.words("involvement"):
        return True
    false = word.lemma.lower() in lex.words("false_words")
    return false and any(_taken_up(child, lex) for child in document.dependents(word.index, "nsubj"))


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
        return not found
    return any(_is_nothing(document, noun) for noun in subjects) or any(
        alleged(noun, lex) or noun.text.lower() in lex.words("anaphors") for noun in nouns
    )


def _before(
    document: Document, quote: Quote, events: list[int], quotes: list[Quote], kinds: dict[int, str]
) -> list[int]:
    """Claims of the nearest sentence before that somebody else puts forward, else of the nearest sentence at all."""
    head = quote.head if quote.head is not None else 0
    here = document.words[head].sentence
    several = _several(document, quote)
    earlier = [e for e in events if document.words[e].sentence <= here and e < head]
    earlier = [e for e in earlier if e not in quote.words and tree.clause_head(document, e) != head]
    disputed = [e for e in earlier if _alleged(document, e, quote, quotes)]
    close = [e for e in disputed if here - document.words[e].sentence <= (FAR if several else REACH)]
    if close and several:
        return close
    near = [e for e in earlier if here - document.words[e].sentence <= 1]
    near = [e for e in near if kinds.get(e) not in _FRIENDLY | WORDS]
    pool = close or near
    last = max((document.words[e].sentence for e in pool), default=None)
    if last is not None and any(_heard(document, number, quote, quotes) for number in range(last + 1, here)):
        return []  # what is denied was told in between, and no event was found in it
    return [e for e in pool if document.words[e].sentence == last]


def _heard(document: Document, sentence: int, denial: Quote, quotes: list[Quote]) -> bool:
    """Whether a sentence tells something of the denier by hearsay: "X soll Waffen angeboten haben"."""
    root = tree.root(document, sentence)
    if root is None or not denial.name or not _alleged(document, root, denial, quotes):
        return False
    name = denial.name.split()[-1].lower()
    return any(word.text.lower() == name for word in document.sentence_words(sentence))


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
