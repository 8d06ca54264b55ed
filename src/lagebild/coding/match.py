"""Finding the predicates of the lexicon in a document: verbs, light verbs, nouns, compounds."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.analysis.document import Document, Word
from lagebild.coding import clause, slots
from lagebild.coding.clause import base
from lagebild.coding.frames import NONE, Frame, Lexicon
from lagebild.coding.grammar import Grammar, dictionary_lemmas, grammar, noun_lemmas, verb_lemmas

_LONG = 5
"""From this length on a word is taken for the head of compounds that end in it."""
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "X")


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found in a text. Arguments hang on ``head``; ``words`` state the event, ``trigger`` is the main one."""

    frame: Frame
    trigger: int
    head: int
    words: tuple[int, ...]
    mode: str | None
    part: tuple[int, int] | None = None
    """Characters of a compound's first part."""

    @property
    def noun(self) -> bool:
        """Whether the predicate is a noun."""
        return self.frame.kind != "verb"


def find(document: Document, lexicon: Lexicon) -> list[Match]:
    """All frames in the document that match best at their word, in text order; see :func:`look`."""
    return look(document, lexicon)[0]


def look(document: Document, lexicon: Lexicon) -> tuple[list[Match], frozenset[int]]:
    """All frames that match best at their word, in text order, and the words of phrases that state no event.

    Of several frames at one word those stay that ask for most and find it; nouns inside a light-verb construction
    that matched ("Kritik üben") give no match of their own, nor does any word of a phrase that states no event.
    """
    found: list[Match] = []
    for word in document.words:
        if is_verb(word):
            found += _best(_verb_matches(document, word, lexicon))
        if word.upos in ("NOUN", "PROPN") and not _first_part(document, word):
            found += _best(_noun_matches(document, word, lexicon))
    taken = {index for match in found if match.frame.fixed for index in match.words if index != match.trigger}
    silent = frozenset(index for match in found if match.frame.type == NONE for index in match.words)
    return [match for match in found if match.trigger not in taken and match.trigger not in silent], silent


def is_verb(word: Word) -> bool:
    """Verbs, also as participles before a noun; no auxiliaries."""
    if word.upos == "VERB" or (word.upos == "AUX" and base(word) not in ("aux",)):
        return True
    return word.upos == "ADJ" and (word.feats.get("VerbForm") == "Part" or len(word.text) > 5)


def _first_part(document: Document, word: Word) -> bool:
    """First parts of hyphenated compounds state nothing by themselves: "Kampf-Drohnen" are drones, no fight."""
    following = document.words[word.index + 1 : word.index + 3]
    if word.deprel != "compound" or len(following) < 2 or word.head < following[1].index:
        return False
    hyphen, second = following
    return hyphen.text == "-" and word.end == hyphen.start and hyphen.end == second.start


def _best(matches: list[Match]) -> list[Match]:
    top = max((match.frame.specificity for match in matches), default=0)
    best: dict[str, Match] = {}
    for match in matches:
        if match.frame.specificity == top:
            best.setdefault(match.frame.type, match)
    return [best[NONE]] if NONE in best else list(best.values())


def _verb_matches(document: Document, word: Word, lexicon: Lexicon) -> list[Match]:
    rules = grammar(document.language)
    found = []
    head = word.head if base(word) == "cop" and word.head >= 0 else word.index
    near: list[int] | None = None  # looked up once: some verbs have hundreds of light-verb frames
    for lemma in _lemmas(document, word, rules):
        for frame in lexicon.verbs.get(lemma, ()):
            if frame.fixed and near is None:
                near = _near(document, head)
            fixed = _fixed(document, head, frame.fixed, near or []) if frame.fixed else []
            if fixed is None and frame.type == NONE:
                fixed = _fixed(document, head, frame.fixed, _near(document, head, frame.fixed))
            if fixed and not _in_place(document, head, frame, fixed):
                continue
            if fixed is None or not _conditions(document, head, frame, rules):
                continue
            particles = [
                child.index for child in _particles(document, word, rules) if lemma.startswith(child.text.lower())
            ]
            words = tuple(sorted({word.index, *fixed, *particles}))
            found.append(Match(frame, word.index, head, words, frame.mode))
    return found


def _lemmas(document: Document, word: Word, rules: Grammar) -> list[str]:
    """Infinitives the word may belong to, also with a particle that the parser took for an adverb or a complement."""
    plain = verb_lemmas(document, word)
    if any(child.deprel == "compound:prt" for child in document.children(word.index)):
        return plain
    joined = [child.text.lower() + lemma for child in _particles(document, word, rules) for lemma in plain]
    return joined + plain


def _particles(document: Document, word: Word, rules: Grammar) -> list[Word]:
    """Separated particles: what the parser calls so, and bare words behind the verb that can be one ("nieder")."""
    return [
        child
        for child in document.children(word.index)
        if child.deprel == "compound:prt"
        or (
            child.index > word.index
            and child.text.lower() in rules.separable
            and base(child) in ("xcomp", "advmod", "obl", "dep", "advcl", "compound", "obj")
            and (base(child) == "xcomp" or not document.children(child.index))
        )
    ]


def _conditions(document: Document, head: int, frame: Frame, rules: Grammar) -> bool:
    if frame.reflexive and not _is_reflexive(document, head, rules):
        return False
    return all(_has(document, head, need, rules, noun=frame.kind != "verb") for need in frame.needs)


def _is_reflexive(document: Document, head: int, rules: Grammar) -> bool:
    return any(
        child.upos == "PRON"
        and (
            child.feats.get("Reflex") == "Yes"
            or child.deprel.startswith("expl")
            or child.text.lower() in rules.reflexives
        )
        and child.lemma.lower() in rules.reflexive_lemmas | {child.text.lower()}
        for child in document.children(head)
        if base(child) in ("obj", "iobj", "expl", "obl", "compound", "dep")
    )


def _has(document: Document, head: int, need: str, rules: Grammar, *, noun: bool) -> bool:
    """Whether the predicate has the preposition or complement that a frame asks for."""
    kind = rules.complement_words.get(need)
    if kind and any(
        _complement(document, child, kind)
        for child in document.dependents(head, "xcomp", "ccomp", "advcl", "csubj", "acl", "obj", "obl")
    ):
        return True
    return kind != "clause" and bool(slots.prepositional(document, head, need, noun=noun))


def _complement(document: Document, child: Word, kind: str) -> bool:
    infinitive = child.feats.get("VerbForm") == "Inf" or base(child) == "xcomp"
    if child.upos not in ("VERB", "AUX") and base(child) not in ("xcomp", "ccomp"):
        return False
    return infinitive if kind == "infinitive" else base(child) in ("ccomp", "csubj", "acl")


def _fixed(document: Document, head: int, fixed: tuple[str, ...], near: list[int]) -> list[int] | None:
    """The fixed words of a light-verb construction among those near its verb; None where one is missing."""
    found: list[int] = []
    for wanted in fixed:
        hits = [index for index in near if index not in found and _is_form_of(document, document.words[index], wanted)]
        if not hits:
            return None
        found.append(min(hits, key=lambda index: abs(index - head)))
    content = [index for index in found if document.words[index].upos in _CONTENT]
    governors = (*found, head, *(child.index for child in document.children(head) if _bare(document, child)))
    for index in found:
        word = document.words[index]
        attached = word.head in governors or index == head or _leans_on(document, word, head)
        if word.upos in ("NOUN", "PROPN") and not attached:
            return None  # "auf die Reaktion auf den Angriff vorbereitet" is no "auf Angriff vorbereiten"
        if index not in content and content and word.head not in (*content, head):
            return None
    return found


def _leans_on(document: Document, word: Word, verb: int) -> bool:
    """Whether a noun stands bare right before the verb, whatever the parser hung it on ("ihm Asyl gewährt")."""
    return word.index == verb - 1 and not any(base(child) in ("case", "det") for child in document.children(word.index))


def _in_place(document: Document, head: int, frame: Frame, fixed: list[int]) -> bool:
    """Whether the fixed nouns stand as the frame has them: no other preposition, no subject where somebody else is.

    "The army moved a brigade" moves no army, "at the request of X he sent help" sends no request.
    """
    known = {*frame.fixed, *frame.needs}
    subjects: list[int] = []
    if "subj" in (*frame.actors, *frame.recipients) and not clause.is_passive(document, head):
        subjects, objects, _ = clause.core(document, head)
        if not set(objects) - set(fixed):
            subjects = []  # "talks began": nobody else acts
    for index in fixed:
        word = document.words[index]
        if index in subjects:
            return False
        if word.upos in ("NOUN", "PROPN") and word.head == head and base(word) in ("obl", "nmod"):
            marks = {form.lower() for mark in clause.cases(document, index) for form in (mark.text, mark.lemma)}
            if marks and not marks & known:
                return False
    return True


def _near(document: Document, head: int, named: tuple[str, ...] = ()) -> list[int]:
    """Words of the clause at most three steps below its verb, other clauses left out but for those whose verb is
    ``named`` ("asked not to be named").
    """
    found, level = [head] if document.words[head].upos not in ("VERB", "AUX") else [], [head]
    for _ in range(3):
        level = [
            child.index
            for index in level
            for child in document.children(index)
            if base(child) not in clause.CLAUSAL or _bare(document, child) or _opened(document, child, named)
            if not (base(child) == "conj" and index == head)
        ]
        found += level
    return found


def _opened(document: Document, word: Word, named: tuple[str, ...]) -> bool:
    """Whether a clause belongs to a phrase that names its verb; a relative clause only describes a noun."""
    return word.deprel != "acl:relcl" and any(_is_form_of(document, word, wanted) for wanted in named)


def _bare(document: Document, word: Word) -> bool:
    """Whether a complement is part of the predicate: "gefangen nehmen", "fallen lassen", no clause of its own."""
    marked = any(base(child) in ("mark", "nsubj", "aux", "cop") for child in document.children(word.index))
    return base(word) == "xcomp" and (word.upos != "VERB" or not marked)


def _is_form_of(document: Document, word: Word, wanted: str) -> bool:
    form = word.text.lower()
    if wanted in (form, word.lemma.lower()):
        return True
    if word.upos not in _CONTENT:
        return False
    if len(wanted) >= _LONG and word.upos in ("NOUN", "PROPN") and word.lemma.lower().endswith(wanted):
        return True  # "Eilantrag stellen" is "Antrag stellen"
    if form[:3] != wanted[:3]:
        return False
    lemmas = {
        lemma.lower() for text in (wanted, wanted.capitalize()) for lemma in dictionary_lemmas(text, document.language)
    }
    return bool(lemmas & {word.lemma.lower(), *noun_lemmas(document, word)})


def _noun_matches(document: Document, word: Word, lexicon: Lexicon) -> list[Match]:
    rules = grammar(document.language)
    found: list[Match] = []
    for lemma in noun_lemmas(document, word):
        for frame in lexicon.nouns.get(lemma, ()):
            fixed = _noun_fixed(document, word.index, frame)
            if fixed is not None and _conditions(document, word.index, frame, rules):
                words = tuple(sorted({word.index, *fixed}))
                mode = frame.mode or _modifier_mode(document, word, lexicon, frame.type, "")
                found.append(Match(frame, word.index, word.index, words, mode))
        if found:
            return found
        first, frames = lexicon.compound(lemma)
        for frame in frames:
            if _conditions(document, word.index, frame, rules):
                mode = _modifier_mode(document, word, lexicon, frame.type, first) or frame.mode
                found.append(Match(frame, word.index, word.index, (word.index,), mode, _part(word, first, rules)))
        if found:
            return found
    return found


def _noun_fixed(document: Document, head: int, frame: Frame) -> list[int] | None:
    found = []
    marks = {mark.index for mark in clause.cases(document, head)}
    for number, wanted in enumerate(frame.fixed):
        hits = [
            index
            for index in document.subtree(head)
            if index != head and abs(index - head) <= 6 and _is_form_of(document, document.words[index], wanted)
        ]
        if frame.type == NONE and number == 0:  # "mit Hilfe" starts with the noun's own preposition
            hits = [index for index in hits if index in marks or document.words[index].upos != "ADP"]
        if not hits:
            return None
        found.append(min(hits, key=lambda index: abs(index - head)))
    return found


def _modifier_mode(document: Document, word: Word, lexicon: Lexicon, event: str, first: str) -> str | None:
    """Mode by the first part of a compound, in English by the modifier in front of the noun."""
    mode = lexicon.modifier_mode(event, first) if first else None
    for child in document.children(word.index):
        if mode is None and child.deprel in ("compound", "amod", "nmod") and child.index < word.index:
            mode = lexicon.modifier_mode(event, child.text.lower())
    return mode


def _part(word: Word, first: str, rules: Grammar) -> tuple[int, int] | None:
    """Characters of a compound's first part without linking letters: "US-" of "US-Angriff"."""
    if not first or not word.text.lower().startswith(first):
        return None
    bare = first.rstrip("-")
    return (word.start, word.start + len(bare)) if len(bare) >= 2 else None
