"""Dictionary forms, from simplemma's word lists, corrected by what the tree knows of the word."""

from __future__ import annotations

from functools import lru_cache

import simplemma

_PLAIN = frozenset({"PUNCT", "SYM", "NUM", "X"})


@lru_cache(maxsize=100_000)
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
        found: str = simplemma.lemmatize(asked, lang=language)
    except ValueError:
        return word
    if upos == "NOUN" and word[0].isupper() and language == "de":
        return found[:1].upper() + found[1:]
    return found if upos == "NOUN" else found.lower()
