"""What coding knows about a language, from ``lang/<xx>/coding.yaml``, as one typed record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from lagebild import lang
from lagebild.analysis.document import Document, Word
from lagebild.analysis.lemmas import in_dictionary
from lagebild.coding.participles import infinitives


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word classes that the rules ask for; every field is a key of ``coding.yaml``."""

    language: str
    reflexives: frozenset[str]
    """Reflexive pronouns of the third person, as they stand in frames and texts."""
    reflexive_lemmas: frozenset[str]
    articles: frozenset[str]
    prepositions: frozenset[str]
    contractions: Mapping[str, str]
    verb_first: bool
    """Whether a frame's key starts with its verb."""
    agents: frozenset[str]
    nominal_agents: frozenset[str]
    between: frozenset[str]
    genitive_prepositions: frozenset[str]
    infinitive_marks: frozenset[str]
    purpose_marks: frozenset[str]
    clause_marks: frozenset[str]
    complement_words: Mapping[str, str]
    participle_present: tuple[str, ...]
    participle_present_infinitive: Mapping[str, str]
    separable: frozenset[str]
    """Particles that stand apart from their verb."""
    plural_like_singular: tuple[str, ...]
    """Endings of nouns that may have one form for both numbers."""
    plural_finite: tuple[str, ...]
    """Endings of finite verbs in the third person plural, and of no singular."""
    adjective_endings: tuple[str, ...]
    linking_letters: tuple[str, ...]
    passive_auxiliaries: frozenset[str]
    object_control: frozenset[str]
    support_verbs: frozenset[str]
    reaching_verbs: Mapping[str, str]
    clear_case: Mapping[str, str]


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language; every class empty where the language has no ``coding.yaml``."""
    data = lang.load(language, "coding")

    def words(key: str) -> frozenset[str]:
        return frozenset(data.get(key, ()))

    return Grammar(
        language=language,
        reflexives=words("reflexives"),
        reflexive_lemmas=words("reflexive_lemmas"),
        articles=words("articles"),
        prepositions=words("prepositions"),
        contractions=data.get("contractions", {}),
        verb_first=bool(data.get("verb_first", False)),
        agents=words("agents"),
        nominal_agents=words("nominal_agents"),
        between=words("between"),
        genitive_prepositions=words("genitive_prepositions"),
        infinitive_marks=words("infinitive_marks"),
        purpose_marks=words("purpose_marks"),
        clause_marks=words("clause_marks"),
        complement_words=data.get("complement_words", {}),
        participle_present=tuple(data.get("participle_present", ())),
        participle_present_infinitive=data.get("participle_present_infinitive", {}),
        separable=frozenset(data.get("participles", {}).get("separable", ())),
        plural_like_singular=tuple(data.get("plural_like_singular", ())),
        plural_finite=tuple(data.get("plural_finite", ())),
        adjective_endings=tuple(data.get("adjective_endings", ())),
        linking_letters=tuple(data.get("linking_letters", ())),
        passive_auxiliaries=words("passive_auxiliaries"),
        object_control=words("object_control"),
        support_verbs=words("support_verbs"),
        reaching_verbs=data.get("reaching_verbs", {}),
        clear_case=data.get("clear_case", {}),
    )


@lru_cache(maxsize=1 << 14)
def dictionary_lemmas(form: str, language: str) -> tuple[str, ...]:
    """Lemmas of a form by the dictionary, plain and by its further guesses (participles to verbs)."""
    try:
        plain = in_dictionary(form, language)
        guessed = in_dictionary(form, language, guess=True)
    except ValueError:  # a language the dictionary does not have
        return (form,)
    return tuple(dict.fromkeys((plain, guessed)))


def verb_lemmas(document: Document, word: Word) -> list[str]:
    """Every infinitive the word may belong to, the model's own first, lower case, with a separated particle joined.

    The model's lemma can be wrong for rare verbs, and adjectival participles have themselves as lemma; the
    dictionary and the endings of participles help there.
    """
    rules = grammar(document.language)
    form = word.text.lower()
    found = [word.lemma.lower(), *(lemma.lower() for lemma in dictionary_lemmas(form, document.language))]
    found += _participle_lemmas(form, rules)
    particles = [child.text.lower() for child in document.children(word.index) if child.deprel == "compound:prt"]
    if particles and document.language == "de":
        particle = particles[-1]
        found = [lemma if lemma.startswith(particle) else particle + lemma for lemma in found]
    return list(dict.fromkeys(found))


def _participle_lemmas(form: str, rules: Grammar) -> list[str]:
    """Infinitives of a participle, inflected or not: "beschossen", "demonstrierenden", "getöteten"."""
    found = []
    bases = [form, *(form[: -len(end)] for end in rules.adjective_endings if form.endswith(end))]
    for base in bases:
        for ending in rules.participle_present:
            if base.endswith(ending) and len(base) > len(ending) + 2:
                found.append(base[: -len(ending)] + rules.participle_present_infinitive[ending])
        found += infinitives(base, rules.language)
        if base != form:
            found += [lemma.lower() for lemma in dictionary_lemmas(base, rules.language) if lemma != base]
    return found


def noun_lemmas(document: Document, word: Word) -> list[str]:
    """Dictionary forms the noun may belong to, lower case, the model's own first."""
    forms = [word.lemma, *dictionary_lemmas(word.text, document.language)]
    # dictionaries keep the old spelling ("Beschuß"), texts and frames the new one
    return list(dict.fromkeys([*(form.lower() for form in forms), *(form.casefold() for form in forms)]))
