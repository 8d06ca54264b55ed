"""Who does what in a clause: voice, deep subject and object of a verb, wherever the grammar has put them.

Every function works on a Universal Dependencies tree that a parser made, so each has a second way to the answer
where the first relation is missing or contradicts the morphology.
"""

from __future__ import annotations

from lagebild.analysis.document import Document, Word
from lagebild.coding.grammar import Grammar, grammar, verb_lemmas

CLAUSAL = frozenset({"acl", "advcl", "ccomp", "csubj", "parataxis", "xcomp", "list"})
_DEPTH = 4
"""How many clauses up a missing subject is looked for."""


def base(word: Word) -> str:
    """The relation without its subtype."""
    return word.deprel.partition(":")[0]


def cases(document: Document, index: int) -> list[Word]:
    """The prepositions (and other case marks) of a word."""
    return [child for child in document.children(index) if base(child) == "case"]


def is_participle(word: Word) -> bool:
    """Whether the form is a participle used as attribute."""
    return word.feats.get("VerbForm") == "Part" or (word.upos in ("ADJ", "VERB") and base(word) in ("amod", "acl"))


def is_present_participle(word: Word, rules: Grammar) -> bool:
    """Whether an attribute is active in meaning: "demonstrierende Studenten", "rebels attacking the town"."""
    form = word.text.lower()
    stems = [form, *(form[: -len(end)] for end in rules.adjective_endings if form.endswith(end))]
    if any(stem.endswith(ending) for stem in stems for ending in rules.participle_present):
        return True
    return word.feats.get("VerbForm") == "Ger" or (
        word.feats.get("Tense") == "Pres" and word.feats.get("VerbForm") == "Part"
    )


def is_passive(document: Document, index: int, depth: int = 0) -> bool:
    """Whether the surface subject (or the noun an attribute belongs to) is the deep object."""
    word = document.words[index]
    children = document.children(index)
    if any(child.deprel in ("aux:pass", "nsubj:pass", "obl:agent") for child in children):
        return True
    rules = grammar(document.language)
    if base(word) in ("amod", "acl") and word.deprel != "acl:relcl" and is_participle(word):
        finite = any(base(child) in ("nsubj", "aux", "mark", "cop") for child in children)
        return not finite and not is_present_participle(word, rules) and word.feats.get("VerbForm") != "Inf"
    if word.upos == "ADJ" and word.feats.get("VerbForm") == "Part":
        return any(base(child) == "cop" for child in children)
    if base(word) == "conj" and word.head >= 0 and depth < _DEPTH:
        own = any(base(child) in ("aux", "nsubj", "cop") for child in children)
        first = document.words[word.head]
        same_form = word.feats.get("VerbForm") == first.feats.get("VerbForm")
        return not own and same_form and is_passive(document, word.head, depth + 1)
    return False


def antecedent(document: Document, index: int) -> int:
    """The noun a relative pronoun stands for; the word itself if it is no relative pronoun."""
    word = document.words[index]
    if "Rel" not in word.feats.get("PronType", "").split(",") or word.upos not in ("PRON", "DET", "ADV"):
        return index
    for ancestor in document.ancestors(index):
        if ancestor.deprel.startswith("acl") and ancestor.head >= 0:
            return ancestor.head
    return index


def clear_case(document: Document, index: int, rules: Grammar) -> str | None:
    """The case that the article or the pronoun itself shows beyond doubt, None where forms are ambiguous."""
    word = document.words[index]
    own = rules.clear_case.get(word.text.lower()) if word.upos == "PRON" else None
    if own:
        return own
    for child in document.children(index):
        if base(child) == "det":
            case = rules.clear_case.get(child.text.lower())
            plural = word.feats.get("Number") == "Plur"
            return None if case == "Acc" and plural else case
    return None


def core(document: Document, index: int) -> tuple[list[int], list[int], list[int]]:
    """Surface subjects, objects and datives of a verb, put right where the morphology contradicts the parser."""
    rules = grammar(document.language)
    subjects = [child.index for child in document.dependents(index, "nsubj")]
    objects: list[int] = []
    datives = [child.index for child in document.dependents(index, "iobj")]
    for child in document.children(index):
        if base(child) not in ("obj", "obl") or _reflexive(child, rules):
            continue
        bare = not cases(document, child.index)
        if bare and (clear_case(document, child.index, rules) or child.feats.get("Case")) == "Dat":
            datives.append(child.index)
        elif base(child) == "obj" or (bare and child.deprel == "obl:arg"):
            objects.append(child.index)
    if document.language == "de":
        return _by_case(document, index, subjects, objects, datives, rules)
    return subjects, objects, datives


def _reflexive(word: Word, rules: Grammar) -> bool:
    return word.feats.get("Reflex") == "Yes" or (word.upos == "PRON" and word.text.lower() in rules.reflexives)


def _by_case(
    document: Document, index: int, subjects: list[int], objects: list[int], datives: list[int], rules: Grammar
) -> tuple[list[int], list[int], list[int]]:
    """Move arguments whose article shows another case, and swap what agrees with the verb the other way round."""
    if subjects and _marked_infinitive(document, index, rules):
        return [], objects or subjects, [*datives, *subjects] if objects else datives
    kept, swapped = [], []
    for subject in subjects:
        case = clear_case(document, subject, rules)
        if case == "Dat":
            datives.append(subject)
        elif case == "Acc":
            swapped.append(subject)
        else:
            kept.append(subject)
    nominative = [item for item in objects if clear_case(document, item, rules) == "Nom"]
    if swapped and not kept:
        return [item for item in objects if clear_case(document, item, rules) != "Acc"], swapped, datives
    if nominative and len(kept) == 1 and clear_case(document, kept[0], rules) is None:
        return nominative, [*kept, *(item for item in objects if item not in nominative)], datives
    if len(kept) == 1 and len(objects) == 1 and _agrees_better(document, index, kept[0], objects[0]):
        return objects, kept, datives
    return kept, [*objects, *swapped], datives


def _marked_infinitive(document: Document, index: int, rules: Grammar) -> bool:
    """Whether the verb stands in an infinitive with "zu": that has no subject of its own, a name there is a dative
    ("Teheran vor, Moskau Raketen geliefert zu haben").
    """
    verbs = [document.words[index], *document.dependents(index, "aux")]
    if any(verb.feats.get("VerbForm") == "Fin" for verb in verbs):
        return False
    infinite = any(verb.feats.get("VerbForm") == "Inf" for verb in verbs)
    return infinite and any(child.text.lower() in rules.infinitive_marks for child in document.children(index))


def _number(document: Document, index: int) -> str | None:
    """Number of a noun; None where the model's plural is in doubt, as the form is that of the dictionary."""
    if any(base(child) == "conj" for child in document.children(index)):
        return "Plur"
    word = document.words[index]
    number = word.feats.get("Number")
    endings = grammar(document.language).plural_like_singular
    if number == "Plur" and word.text == word.lemma and not word.text.endswith(endings):
        return None
    return number


def _verb_number(word: Word, language: str) -> str | None:
    """Number of a finite verb of the third person by its ending, which is surer than the model's ("setzte")."""
    endings = grammar(language).plural_finite
    if not endings:
        return word.feats.get("Number")
    return "Plur" if word.text.lower().endswith(endings) else "Sing"


def _agrees_better(document: Document, verb: int, subject: int, other: int) -> bool:
    """Whether the finite verb's number fits only ``other`` ("Die Stadt beschossen Rebellen")."""
    forms = [document.words[verb], *document.dependents(verb, "aux")]
    numbers = {_verb_number(form, document.language) for form in forms if form.feats.get("VerbForm") == "Fin"}
    if len(numbers) != 1 or None in numbers:
        return False
    wanted = numbers.pop()
    first, second = _number(document, subject), _number(document, other)
    return first is not None and second == wanted and first != wanted


def surface_subjects(document: Document, index: int, depth: int = 0) -> list[int]:
    """The grammatical subject: the clause's own, the noun of a participle, the controller of an infinitive."""
    word = document.words[index]
    own, _, _ = core(document, index)
    if own:
        return [antecedent(document, item) for item in own]
    if depth >= _DEPTH or word.head < 0:
        return []
    relation = base(word)
    if relation in ("aux", "cop"):
        return surface_subjects(document, word.head, depth + 1)
    if relation == "amod" or (relation == "acl" and word.deprel != "acl:relcl" and _attributive(document, word)):
        return [word.head]
    if relation == "conj" and document.words[word.head].upos in ("VERB", "AUX", "ADJ"):
        return surface_subjects(document, word.head, depth + 1)
    if relation in ("xcomp", "advcl", "ccomp", "acl", "csubj", "obj", "obl"):
        return controller(document, index, depth + 1)
    return []


def _attributive(document: Document, word: Word) -> bool:
    """A participle behind its noun, neither an infinitive nor a relative clause."""
    return word.feats.get("VerbForm") not in ("Inf", "Fin") and not any(
        base(child) in ("mark", "nsubj", "aux", "cop") for child in document.children(word.index)
    )


def controller(document: Document, index: int, depth: int = 0) -> list[int]:
    """Who is meant to do what an infinitive says: the matrix verb's subject, or its object ("forderte X auf, ...")."""
    word = document.words[index]
    if word.head < 0 or depth > _DEPTH:
        return []
    matrix = document.words[word.head]
    rules = grammar(document.language)
    if matrix.upos in ("NOUN", "PROPN"):
        return noun_agents(document, matrix.index, depth + 1)
    purpose = any(child.lemma.lower() in rules.purpose_marks for child in document.dependents(index, "mark"))
    if not purpose and set(verb_lemmas(document, matrix)) & rules.object_control:
        found = deep_objects(document, matrix.index, depth + 1) or datives(document, matrix.index)
        if found:
            return found
        return [child.index for child in document.dependents(matrix.index, "obl:arg") if cases(document, child.index)]
    return surface_subjects(document, matrix.index, depth + 1)


def agents(document: Document, index: int) -> list[int]:
    """Agents of a passive: "von Rebellen", "durch die Polizei", "by police"."""
    rules = grammar(document.language)
    found = [child.index for child in document.dependents(index, "obl:agent") if child.deprel == "obl:agent"]
    for child in document.children(index):
        if base(child) in ("obl", "nmod") and child.index not in found:
            marks = {mark.lemma.lower() for mark in cases(document, child.index)} | {
                mark.text.lower() for mark in cases(document, child.index)
            }
            if marks & rules.agents:
                found.append(child.index)
    return [antecedent(document, item) for item in found]


def deep_subjects(document: Document, index: int, depth: int = 0) -> list[int]:
    """Who acts: the subject, in the passive the agent."""
    if not is_passive(document, index):
        return surface_subjects(document, index, depth)
    found = agents(document, index)
    word = document.words[index]
    if not found and base(word) == "conj" and word.head >= 0 and depth < _DEPTH and is_passive(document, word.head):
        return deep_subjects(document, word.head, depth + 1)
    return found


def deep_objects(document: Document, index: int, depth: int = 0) -> list[int]:
    """Who is acted on: the object, in the passive the subject."""
    if is_passive(document, index):
        return surface_subjects(document, index, depth)
    _, objects, _ = core(document, index)
    return [antecedent(document, item) for item in objects] or _shared_objects(document, index)


def _shared_objects(document: Document, index: int) -> list[int]:
    """The object of "verhafteten und folterten Studenten", which hangs on only one of the two verbs."""
    word = document.words[index]
    if document.children(index) and any(
        base(child) in ("obl", "ccomp", "xcomp", "iobj") for child in document.children(index)
    ):
        return []
    partners = [child for child in document.dependents(index, "conj") if child.upos == "VERB"]
    if base(word) == "conj" and word.head >= 0 and document.words[word.head].upos == "VERB":
        partners.append(document.words[word.head])
    for partner in partners:
        if abs(partner.index - index) <= 3:
            return [antecedent(document, item) for item in core(document, partner.index)[1]]
    return []


def datives(document: Document, index: int) -> list[int]:
    """Dative objects, English indirect objects."""
    return [antecedent(document, item) for item in core(document, index)[2]]


def noun_agents(document: Document, index: int, depth: int = 0) -> list[int]:
    """Whose act a noun is: its genitive or possessive, or the subject of the verb that carries it."""
    for child in document.children(index):
        if child.deprel in ("nmod:poss", "det:poss") or (
            base(child) == "nmod" and child.feats.get("Case") == "Gen" and not cases(document, child.index)
        ):
            return [child.index]
    return supporters(document, index, depth)


def supporters(document: Document, index: int, depth: int = 0) -> list[int]:
    """Deep subject of the verb that carries a noun: "verübten einen Anschlag", "Angriffe wurden geflogen"."""
    word = document.words[index]
    if base(word) == "conj" and word.head >= 0 and depth < _DEPTH:
        return supporters(document, word.head, depth + 1)
    if word.head < 0 or base(word) not in ("obj", "nsubj", "obl") or depth > _DEPTH:
        return []
    verb = document.words[word.head]
    rules = grammar(document.language)
    if verb.upos not in ("VERB", "AUX", "ADJ") or not set(verb_lemmas(document, verb)) & rules.support_verbs:
        return []
    passive = is_passive(document, verb.index)
    if base(word) == "nsubj" and not passive:
        return []
    return [item for item in deep_subjects(document, verb.index, depth + 1) if item != index]
