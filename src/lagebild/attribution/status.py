"""How certain, and when: occurred, ongoing, planned, possible, hypothetical or negated (after FactBank's idea).

A word's status is read from the path between it and the top of its clause: auxiliaries, mood, negation, adverbs,
adjectives, the clauses it stands in and the verbs and nouns that govern it. Attribution alone changes nothing.
"""

from __future__ import annotations

import re

from lagebild.analysis.document import Document, Word
from lagebild.attribution import mood, tree
from lagebild.attribution.acts import ACTS, deaf, doing
from lagebild.attribution.auxiliaries import modals
from lagebild.attribution.hedges import Hedges, hedges
from lagebild.attribution.verdict import Verdict
from lagebild.records import Status

_COMPLEMENTS = frozenset({"obj", "ccomp", "xcomp", "csubj", "acl"})


def of_word(document: Document, index: int, event: str | None = None) -> Verdict:
    """Status of the event that a word states, as far as its sentence tells, whoever says so.

    ``event`` is its PLOVER type: a negation does not undo a REJECT, an announced PROTEST has not happened.
    """
    verdict = Verdict(deaf=deaf(event), own=doing(document.language, event))
    word = _stated(document, index)
    index = word.index
    verdict.path.add(index)
    if event in ACTS and set(tree.lemma_keys(document, word)) & hedges(document.language).governors["planned"]:
        verdict.add("planned", [index], f"“{word.text}”")
    if tree.is_verb(word) or tree.helpers(document, index) or word.upos in ("VERB", "AUX"):
        _predicate(document, index, verdict)
    else:
        _noun(document, word, verdict)
    if not _attributive(word, document.language):
        _upwards(document, word, verdict)
    return verdict


def _stated(document: Document, index: int) -> Word:
    """The noun or verb that states an event where the word given is an adverb, adjective or other small word of it."""
    word = document.words[index]
    for governor in [word, *document.ancestors(index)]:
        if (
            governor.upos in ("NOUN", "PROPN", "VERB", "AUX")
            or _attributive(governor, document.language)
            or tree.helpers(document, governor.index)
        ):
            return governor
        if governor.sentence != word.sentence:
            break
    return word


def _attributive(word: Word, language: str) -> bool:
    """Whether a participle stands before its noun: "die entsandten Soldaten sollen ..." were sent, whatever follows."""
    shapes = hedges(language).words("participles")
    participle = word.upos == "VERB" or word.feats.get("VerbForm") == "Part"
    return tree.base(word) == "amod" and (
        participle or any(re.fullmatch(shape, word.lemma.lower()) for shape in shapes)
    )


def _predicate(document: Document, index: int, verdict: Verdict) -> None:
    """Signs at a predicate itself: negation, modals, future, mood, adverbs, kind of clause."""
    table = hedges(document.language)
    _negation(document, index, verdict, table)
    modals(document, index, verdict, table)
    _adverbs(document, index, verdict, table)
    _clause(document, index, verdict, table)


def _negation(document: Document, index: int, verdict: Verdict, table: Hedges) -> None:
    for child in document.children(index):
        relation = tree.base(child)
        if _negates(document, child, table):
            verdict.add("negated", [child.index], f"“{child.text}”")
        if relation in ("obj", "nsubj", "expl"):
            if child.lemma.lower() in table.negative("pronouns") or child.text.lower() in table.negative("pronouns"):
                verdict.add("negated", [child.index], f"“{child.text}”")
            if child.upos in ("PRON", "DET") and child.lemma.lower() in table.negative("determiners"):
                verdict.add("negated", [child.index], f"“{child.text}”")
            for below in document.dependents(child.index, "det"):
                if below.lemma.lower() in table.negative("determiners"):
                    verdict.add("negated", [below.index], f"“{below.text}”")


def _negates(document: Document, child: Word, table: Hedges) -> bool:
    form = child.text.lower()
    earlier = document.words[document.sentences[child.sentence].first : child.index]
    pair = form in table.negative("pairs") and any(w.text.lower() in table.negative("pairs") for w in earlier)
    pair = pair or (form in table.negative("pair_openers"))
    if form not in table.negative("particles") and not pair:
        return False
    after = document.words[child.index + 1] if child.index + 1 < len(document.words) else None
    return after is None or after.text.lower() not in table.negative("not_negating_next")


def _adverbs(document: Document, index: int, verdict: Verdict, table: Hedges) -> None:
    for child in document.children(index):
        if child.upos in ("ADV", "ADJ", "PART") and tree.base(child) in ("advmod", "obl", "amod", "discourse"):
            _listed(child, table.adverbs, verdict)


def _listed(child: Word, lists: dict[Status, frozenset[str]], verdict: Verdict) -> None:
    form = child.text.lower()
    forms = {child.lemma.lower(), form}
    if child.upos in ("ADJ", "VERB"):
        forms |= {form[: -len(ending)] for ending in ("e", "er", "en", "em", "es") if form.endswith(ending)}
    for status, words in lists.items():
        if forms & words:
            verdict.add(status, [child.index], f"“{child.text}”")


def _clause(document: Document, index: int, verdict: Verdict, table: Hedges) -> None:
    """The kind of clause: condition, purpose, "ohne zu", "statt", question."""
    word = document.words[index]
    marks = tree.mark(document, index)
    marked = [child.index for child in document.dependents(index, "mark")]
    if marks & table.words("conditionals") and tree.base(word) == "advcl" and not _past(document, index):
        verdict.add("hypothetical", marked, "conditional clause")
    if not marks and tree.base(word) == "advcl" and _verb_first(document, index):
        verdict.add("hypothetical", [], "condition, verb first")
    if marks & table.words("indirect_questions"):
        verdict.add("hypothetical", marked, "open question")
    if marks & table.words("purpose"):
        verdict.add("planned", marked, "purpose clause")
    infinitive = tree.finite(document, index) is None
    if marks & table.words("purpose_infinitive") and tree.base(word) == "advcl" and infinitive:
        verdict.add("planned", marked, "purpose clause")
    if marks & (table.words("instead") | table.words("without")):
        verdict.add("negated", marked, f"“{sorted(marks)[0]}”")
    conditions = [c for c in document.dependents(index, "advcl") if tree.mark(document, c.index) & table.words("if")]
    if conditions and mood.of_clause(document, index) == "II":
        verdict.add("hypothetical", [], "condition")
    if _question(document, word):
        verdict.add("hypothetical", [], "question")


def _verb_first(document: Document, index: int) -> bool:
    """Whether a clause is a German condition without conjunction: "Sollte die Armee angreifen, ..."."""
    if document.language != "de":
        return False
    verb = tree.finite(document, index)
    words = tree.trim(document, document.subtree(index))
    return verb is not None and bool(words) and verb.index == words[0] and index < document.words[index].head


def _past(document: Document, index: int) -> bool:
    """Whether a "wenn" or "if" clause tells of the past in the indicative: then "whenever" is meant."""
    verb = tree.finite(document, index)
    return (
        document.language == "de"
        and verb is not None
        and verb.feats.get("Tense") == "Past"
        and mood.of_clause(document, index) is None
        and verb.lemma.lower() not in hedges(document.language).modals
    )


def _question(document: Document, word: Word) -> bool:
    sentence = document.sentence_words(word.sentence)
    return any(other.text == "?" for other in sentence[-2:]) and tree.base(word) in ("root", "conj", "obj", "nsubj")


def _noun(document: Document, word: Word, verdict: Verdict) -> None:
    """Signs at an event noun: adjectives, determiner, preposition."""
    table = hedges(document.language)
    for child in document.children(word.index):
        relation = tree.base(child)
        if relation in ("amod", "advmod", "acl", "compound"):
            _listed(child, table.adjectives, verdict)
        if relation == "advmod":
            _listed(child, table.adverbs, verdict)
        negative = relation == "det" and child.lemma.lower() in table.negative("determiners")
        lacking = relation == "case" and child.text.lower() in table.words("without") | table.words("instead")
        if negative or lacking or (relation == "advmod" and _negates(document, child, table)):
            verdict.add("negated", [child.index], f"“{child.text}”")


def _upwards(document: Document, word: Word, verdict: Verdict) -> None:
    """Signs of what governs a word, up to the top of its statement."""
    current = word
    seen = {word.index}
    while current.head >= 0 and current.head not in seen:
        governor = document.words[current.head]
        seen.add(governor.index)
        verdict.path.add(governor.index)
        relation = tree.base(current)
        if relation == "conj":
            _shared(document, current, governor, verdict)
        elif relation == "advcl":
            _prepositional(document, current, governor, verdict)
            return
        elif relation in ("parataxis", "appos", "dep", "punct") or current.deprel == "acl:relcl":
            return
        else:
            _governed(document, current, governor, verdict)
            if not _goes_on(relation, governor):
                return
        current = governor


def _goes_on(relation: str, governor: Word) -> bool:
    """Whether what stands above a governor may still bear on the word: not above the place or time of another act."""
    return not (relation in ("obl", "nmod") and governor.upos in ("VERB", "AUX"))


def _shared(document: Document, current: Word, governor: Word, verdict: Verdict) -> None:
    """A conjunct shares the auxiliaries and marks of the first one where it has none of its own."""
    verbal = tree.is_verb(current) or current.upos == "VERB"
    table = hedges(document.language)
    if verbal and tree.finite(document, current.index) is None:
        modals(document, governor.index, verdict, table)
        _clause(document, governor.index, verdict, table)
    elif not verbal and governor.upos == "NOUN":
        _noun(document, governor, verdict)


def _governed(document: Document, current: Word, governor: Word, verdict: Verdict) -> None:
    """What a governor says of its complement, and the signs at the governor itself where it only carries the event."""
    table = hedges(document.language)
    relation = tree.base(current)
    keys = tree.lemma_keys(document, governor)
    complement = relation in _COMPLEMENTS or current.deprel in ("nsubj:pass", "csubj:pass", "obl:arg")
    if governor.upos in ("NOUN", "PROPN"):
        complement = complement or relation in ("nmod", "compound")
    if complement and not (governor.upos == "NOUN" and document.dependents(current.index, "case")):
        _complement(document, current, governor, keys, verdict)
    _prepositional(document, current, governor, verdict)
    if current.deprel == "nsubj":
        _listed_keys(document, keys, table.subjects, governor, verdict)
    if _carries(document, current, governor):
        _predicate(document, governor.index, verdict)
    elif relation in ("obj", "nsubj", "xcomp") and tree.is_verb(governor):
        modals(document, governor.index, verdict, table)
        _clause(document, governor.index, verdict, table)


def _complement(document: Document, current: Word, governor: Word, keys: list[str], verdict: Verdict) -> None:
    """What a governor says of its complement; plans and demands say nothing of what is past."""
    table = hedges(document.language)
    lists = table.governors
    if _anterior(document, current.index):
        lists = {status: words for status, words in lists.items() if status not in ("planned", "hypothetical")}
    _listed_keys(document, keys, lists, governor, verdict)
    if (
        tree.passive(document, governor.index)
        and keys[-1] in table.words("reported_passives")
        and tree.base(current) in ("xcomp", "ccomp", "csubj")
    ):
        verdict.add("possible", [governor.index], f"“{governor.text}”")


def _anterior(document: Document, index: int) -> bool:
    """Whether a finite clause tells of something before: past tense, or a perfect."""
    verb = tree.finite(document, index)
    if verb is None or mood.of_word(verb, document.language) == "II":
        return False
    word = document.words[index]
    participle = word.feats.get("VerbForm") == "Part"
    perfect = verb.lemma.lower() in ("haben", "have") or any(
        helper.text.lower() in ("worden", "gewesen", "been") for helper in tree.helpers(document, index)
    )
    passive = verb.deprel == "aux:pass"
    return (participle and perfect) or (verb.feats.get("Tense") == "Past" and not passive) or (passive and perfect)


def _prepositional(document: Document, current: Word, governor: Word, verdict: Verdict) -> None:
    """What a governor says of what its preposition governs: "warnte vor", "accused of"."""
    case = {child.text.lower() for child in document.dependents(current.index, "case", "mark")}
    keys = [*tree.lemma_keys(document, governor), *_beside(document, current)]
    keys_with = [f"{key}+{word}" for key in keys for word in case]
    _listed_keys(document, keys_with, hedges(document.language).governors, governor, verdict)


def _beside(document: Document, current: Word) -> list[str]:
    """The lemma of a noun right before a preposition, which may belong to it ("es gibt Gerüchte über ...")."""
    cases = [child.index for child in document.dependents(current.index, "case")]
    before = document.words[min(cases) - 1] if cases and min(cases) > 0 else None
    return [before.lemma.lower()] if before is not None and before.upos == "NOUN" else []


def _listed_keys(
    document: Document, keys: list[str], lists: dict[Status, frozenset[str]], governor: Word, verdict: Verdict
) -> None:
    foreign = [key for key in keys if key.partition("+")[0] not in verdict.own]
    for status, words in lists.items():
        if any(key in words for key in foreign):
            turned = _turned(document, governor, status)
            if turned is not None:
                verdict.add(turned, [governor.index], f"“{governor.text}”")


def _turned(document: Document, governor: Word, status: Status) -> Status | None:
    """What a negated governor says: what was not prevented is open, what is not planned will not be."""
    if not _denied(document, governor):
        return status
    if status == "negated":
        excluded = set(tree.lemma_keys(document, governor)) & hedges(document.language).words("excluding")
        return "possible" if excluded else None
    return "negated" if status == "planned" else status


def _denied(document: Document, governor: Word) -> bool:
    """Whether a verb is negated, or the verb whose object a noun is ("hat nicht die Absicht")."""
    table = hedges(document.language)
    above = document.words[governor.head] if governor.head >= 0 else governor
    places = [governor, above] if governor.upos == "NOUN" and tree.base(governor) == "obj" else [governor]
    if any(_negates(document, child, table) for place in places for child in document.children(place.index)):
        return True
    return any(c.lemma.lower() in table.negative("determiners") for c in document.dependents(governor.index, "det"))


def _carries(document: Document, current: Word, governor: Word) -> bool:
    """Whether a verb only carries an event noun, so that its negation is the event's ("kam es nicht zu Kämpfen")."""
    relation = tree.base(current)
    if current.upos not in ("NOUN", "PROPN") or not (tree.is_verb(governor) or tree.helpers(document, governor.index)):
        return False
    table = hedges(document.language)
    carriers = table.words("happenings") if current.deprel == "nsubj" else table.words("carriers")
    return relation in ("obj", "nsubj", "obl") and bool(set(tree.lemma_keys(document, governor)) & carriers)
