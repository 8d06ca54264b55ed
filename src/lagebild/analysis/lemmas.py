"""Dictionary forms, from simplemma's word lists, corrected by what the tree knows of the word."""

from __future__ import annotations

from functools import lru_cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy

_PLAIN = frozenset({"PUNCT", "SYM", "NUM", "X"})
# What is asked for again is remembered by the callers; simplemma's own memory would hold 65,000 words more of each.
_DICTIONARY = Lemmatizer(cache_max_size=0, lemmatization_strategy=DefaultStrategy())
_GUESSING = Lemmatizer(cache_max_size=0, lemmatization_strategy=DefaultStrategy(greedy=True))


def in_dictionary(form: str, language: str, *, guess: bool = False) -> str:
    """The lemma of a form in the dictionary alone, with ``guess`` also by its parts; the form where it has none.

    Raises ValueError for an empty form and for a language without a dictionary.
    """
    found: str = (_GUESSING if guess else _DICTIONARY).lemmatize(form, language)
    return found


@lru_cache(maxsize=1 << 14)
def lemma(word: str, upos: str, language: str) -> str:
    """The dictionary form of a word in its part of speech; the word itself where the language is unknown.

    Names keep their form, and verbs are looked up in lower case, so that "Treffen" the noun and "treffen" the verb
    differ.
    """
    if upos in _PLAIN or not word[:1].isalpha():
        return word
    if upos == "PROPN":
        return word
    asked = word if upos == "NOUN" else word.lower()
    try:
        found = in_dictionary(asked, language)
    except ValueError:
        return word
    if upos == "NOUN" and word[0].isupper() and language == "de":
        return found[:1].upper() + found[1:]
    return found if upos == "NOUN" else found.lower()


def same_stem(first: str, second: str) -> bool:
    """Whether two lemmas share their stem: "angreifen" and "Angriff" do not, "verhaften" and "Verhaftung" do."""
    if first == second:
        return True
    length = min(len(first), len(second))
    common = next((i for i in range(length) if first[i] != second[i]), length)
    if common >= 5 and common >= 0.6 * length:
        return True
    short, long = sorted((first, second), key=len)
    return len(short) >= 5 and long.endswith(short)
