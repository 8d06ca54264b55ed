"""Verb and adjective cues: "X sagte, ...", "..., said X", "wie X berichtet", "ist überzeugt, dass"."""

from __future__ import annotations

from lagebild.analysis.document import Document, Word
from lagebild.attribution import mood, speakers, surface, tree
from lagebild.attribution.lexicon import Entry, Lexicon, lexicon
from lagebild.attribution.model import Quote

_SAYING = frozenset(
    {"speech", "report", "think", "findings", "confirm", "deny", "announce", "suspect", "expect", "doubt", "warn"}
)
"""Groups whose content may be found by word order."""
_CLAUSAL = ("ccomp", "csubj", "xcomp", "parataxis", "advcl", "acl")


def entry_of(document: Document, word: Word, lex: Lexicon) -> tuple[Entry, Word | None] | None:
    """The entry of a word and its separated particle, if it is a cue; the entry with most fixed words wins."""
    if word.upos == "ADJ":
        predicate = any(tree.base(child) == "cop" for child in document.children(word.index))
        adjective = lex.adjectives.get(word.lemma.lower()) if predicate or tree.base(word) == "xcomp" else None
        return (adjective, None) if adjective is not None else None
    if word.upos not in ("VERB", "AUX") or tree.base(word) in ("amod", "case", "mark"):
        return None
    particle = _particle(document, word, lex)
    if particle is None and not tree.is_verb(word):
        return None
    keys = tree.lemma_keys(document, word)
    if particle is not None:
        keys = [particle.text.lower() + word.lemma.lower()]
    below = _near(document, word.index)
    for key in keys:
        for entry in lex.verbs.get(key, ()):
            if all(part in below for part in entry.fixed):
                return entry, particle
    return None


def _particle(document: Document, word: Word, lex: Lexicon) -> Word | None:
    """The separated particle of a German verb: from the tree, or the last word of its clause ("teilte mit, ...")."""
    if document.language != "de":
        return None
    lemma = word.lemma.lower()
    for child in document.dependents(word.index, "compound:prt"):
        if not lemma.startswith(child.text.lower()):
            return child
    if not tree.maybe_finite(word):
        return None
    last: Word | None = None
    for index in range(word.index + 1, document.sentences[word.sentence].last):
        if document.words[index].upos == "PUNCT" or document.words[index].text.lower() in ("und", "oder"):
            break
        last = document.words[index]
    if last is not None and last.text.islower() and last.text.lower() + lemma in lex.verbs:
        return last
    return None


def _near(document: Document, index: int) -> set[str]:
    """Lower-case forms and lemmas of words up to two steps below."""
    near = [*document.children(index)]
    near += [grandchild for child in near for grandchild in document.children(child.index) if child.upos != "VERB"]
    return {word.text.lower() for word in near} | {word.lemma.lower() for word in near}


def find(document: Document) -> list[Quote]:
    """Quotes of all verb and adjective cues; those without content yet may still be given a quotation."""
    lex = lexicon(document.language)
    quotes = []
    for word in document.words:
        found = entry_of(document, word, lex)
        if found is not None:
            quotes.append(_quote(document, word, *found, lex))
    return quotes


def _quote(document: Document, word: Word, entry: Entry, particle: Word | None, lex: Lexicon) -> Quote:
    """``anchor`` is the predicate in the tree; a particle mistaken for it takes its place ("gab bekannt")."""
    anchor = particle if particle is not None and word.head == particle.index else word
    quote = Quote("indirect", entry.stance, entry.status, entry.group, head=word.index, clause=anchor.index)
    quote.weak = entry.weak
    quote.cue = _cue_words(document, anchor, entry)
    if particle is not None:
        quote.cue = sorted({*quote.cue, word.index, particle.index})
    who = speakers.find(document, anchor.index, _finite(document, anchor), lex)
    if _open_to_all(document, anchor.index):
        who = None
    if who is not None and who.index not in quote.cue:
        quote.speaker = who.index
        quote.source_words = [i for i in speakers.whole(document, who.index, lex) if i not in quote.cue]
    words = _content(document, anchor, entry, quote, lex)
    words -= {*quote.cue, *quote.source_words}
    if words:
        quote.fill(document, words, set())
    quote.why = f"cue “{word.text}” ({entry.group})"
    return quote


def _open_to_all(document: Document, index: int) -> bool:
    """Whether a subject is what is seen or read, not who does so ("auf dem Video ist ein Mann zu sehen")."""
    marked = {"zu"} <= {child.text.lower() for child in document.dependents(index, "mark")}
    be = any(helper.lemma.lower() == "sein" for helper in tree.helpers(document, index))
    return document.language == "de" and marked and be


def _finite(document: Document, anchor: Word) -> Word:
    return tree.finite(document, anchor.index) or anchor


def _cue_words(document: Document, word: Word, entry: Entry) -> list[int]:
    """The verb with its auxiliaries, particle and fixed words."""
    cue = {word.index}
    for child in document.children(word.index):
        if tree.base(child) in ("aux", "cop") or child.deprel in ("compound:prt", "expl:pv"):
            cue.add(child.index)
    if entry.fixed:
        fixed = set(entry.fixed)
        near = [w for w in document.sentence_words(word.sentence) if abs(w.index - word.index) < 12]
        cue |= {w.index for w in near if w.text.lower() in fixed}
    return sorted(cue)


def _content(document: Document, word: Word, entry: Entry, quote: Quote, lex: Lexicon) -> set[int]:
    """Words of what is said: complement clause, host clause of a parenthesis, or object."""
    words = surface.aside(document, quote, lex) or _host(document, word, lex) or surface.as_clause(document, quote, lex)
    if words:
        return words
    words = surface.to_comma(document, quote, _clauses(document, word, entry, quote, lex))
    if not words and entry.group in _SAYING and quote.source_words:
        words = surface.content(document, quote, lex)
    if not words and "clause" in entry.takes:
        words = surface.sentence_before(document, word, lex)
    if words:
        return words
    if entry.weak and not quote.source_words:
        return set()
    tells = bool(set(tree.lemma_keys(document, word)) & lex.words("noun_takers"))
    quote.topic = not tells and _something(document, word, entry)
    tells = tells or quote.topic
    if entry.weak and not tells and not _predicative(document, word) and not _rates(document, word, quote, lex):
        return set()
    if entry.takes & {"as", "noun"} or tells:
        quote.clausal = False
        return _object(document, word)
    return set()


def _something(document: Document, word: Word, entry: Entry) -> bool:
    """Whether a verb of saying has a thing as its object, not whom it is said to ("expressed concern")."""
    if document.language == "de" or entry.weak or entry.group not in ("speech", "report"):
        return False
    return any(child.upos == "NOUN" for child in document.dependents(word.index, "obj"))


def _rates(document: Document, word: Word, quote: Quote, lex: Lexicon) -> bool:
    """Whether somebody is for or against something, so that even a common verb tells a judgement ("backed the ban")."""
    if not quote.source_words or not set(tree.lemma_keys(document, word)) & lex.words("attitudes"):
        return False
    return any(child.upos in tree.NOMINAL for child in document.dependents(word.index, "obj"))


def _predicative(document: Document, word: Word) -> bool:
    """Whether something is judged to be something ("nannte ihn einen Freund", "called it a lie")."""
    relations = [tree.base(child) for child in document.children(word.index)]
    as_phrase = any(
        {c.text.lower() for c in document.dependents(child.index, "case", "mark")} & {"als", "as"}
        for child in document.children(word.index)
    )
    return as_phrase or ("obj" in relations and "xcomp" in relations) or relations.count("obj") > 1


def _host(document: Document, word: Word, lex: Lexicon) -> set[int]:
    """The clause around a parenthesis: "..., sagte X, ...", "wie X berichtet", "as X said"."""
    if word.head < 0:
        return set()
    host = document.words[word.head]
    openers = tree.mark(document, word.index) | {
        child.text.lower() for child in document.dependents(word.index, "advmod") if child.index < word.index
    }
    as_clause = bool(openers & lex.words("as_clause")) and tree.base(word) in ("advcl", "parataxis", "acl", "ccomp")
    own = [child for child in document.children(word.index) if child.deprel in ("ccomp", "csubj")]
    aside = tree.base(word) == "parataxis" and not own and _aside(document, word)
    if as_clause and own:
        return set()
    if not (as_clause or aside):
        return set()
    head = tree.clause_head(document, host.index) if as_clause else host.index
    words = tree.subtree_set(document, head) - tree.subtree_set(document, word.index)
    return {index for index in words if document.words[index].sentence == word.sentence}


def _aside(document: Document, word: Word) -> bool:
    """Whether a clause is a bare parenthesis: verb first in German, subject and verb alone in English."""
    if tree.mark(document, word.index) or document.dependents(word.index, "obj", "ccomp"):
        return False
    words = tree.trim(document, document.subtree(word.index))
    if document.language == "de":
        verb = tree.finite(document, word.index)
        return verb is not None and verb.index == words[0]
    return True


def _clauses(document: Document, word: Word, entry: Entry, quote: Quote, lex: Lexicon) -> set[int]:
    """Complement clauses, also those of a correlate ("darauf, dass")."""
    found: set[int] = set()
    correlates = [c for c in document.dependents(word.index, "obl", "advmod", "obj", "expl", "nsubj") if _correlate(c)]
    for parent in [word, *correlates]:
        for child in document.children(parent.index):
            if tree.base(child) in _CLAUSAL and _says(document, child, entry, lex, parent is not word):
                found |= tree.subtree_set(document, child.index)
    return found


def _correlate(word: Word) -> bool:
    return word.upos in ("ADV", "PRON", "DET") and (word.text.lower().startswith(("da", "es", "it")))


def _says(document: Document, child: Word, entry: Entry, lex: Lexicon, correlate: bool) -> bool:
    """Whether a clause below a cue is what is said."""
    relation = tree.base(child)
    marks = tree.mark(document, child.index)
    if child.deprel == "acl:relcl" or tree.relative(document, child.index):
        return False
    complement = bool(marks & lex.words("complementizers"))
    infinitive = tree.infinitive(document, child.index)
    if relation in ("ccomp", "csubj"):
        if infinitive and not complement:
            return _infinitive(document, child, entry)
        return True
    if relation == "xcomp":
        return _infinitive(document, child, entry)
    if relation == "parataxis":
        return child.index > child.head and (mood.reported(document, child.index) or _after_colon(document, child))
    if relation == "advcl" and infinitive and marks <= {"zu"} and document.language == "de":
        return "infinitive" in entry.takes or entry.group == "speech"
    if relation == "advcl" and infinitive and marks & {"of"}:
        return "gerund" in entry.takes
    if relation == "advcl":
        free = mood.of_clause(document, child.index) == "I" and not marks
        return free or (complement and "if" not in marks)
    return correlate or complement


def _infinitive(document: Document, child: Word, entry: Entry) -> bool:
    if child.upos in ("ADJ", "NOUN", "PROPN", "ADV") and not tree.helpers(document, child.index):
        return "as" in entry.takes
    return bool(entry.takes & {"infinitive", "gerund"}) or entry.group in ("speech", "report", "think", "judge")


def _after_colon(document: Document, child: Word) -> bool:
    words = document.subtree(child.index)
    before = document.words[words[0] - 1] if words[0] > 0 else None
    return (before is not None and before.text == ":") or document.words[words[0]].text == ":"


def _object(document: Document, word: Word) -> set[int]:
    """Objects and "als"-phrases of a judging, accusing, denying verb."""
    relations = ["obj", "xcomp", "obl:arg"] if not tree.passive(document, word.index) else ["xcomp", "nsubj:pass"]
    found: set[int] = set()
    for child in document.children(word.index):
        about = child.deprel == "obl" and child.index > word.index and _arguable(document, child)
        if child.deprel in relations or about:
            found |= tree.subtree_set(document, child.index)
    return found


def _arguable(document: Document, child: Word) -> bool:
    """Whether an oblique is what a verb is about ("warnte vor", "called for", "als")."""
    case = {c.text.lower() for c in document.dependents(child.index, "case")}
    return bool(case & lexicon(document.language).words("about"))
