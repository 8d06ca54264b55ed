from __future__ import annotations

import pytest

from lagebild import lang, ontology
from lagebild.coding.contexts import contexts, named
from tests.parses import parse


def words(*sentences: str, language: str = "de"):
    """A document without real trees: words are their own lemmas, as contexts need no tree."""
    blocks = []
    for sentence in sentences:
        lines = [f"{word} {word} NOUN {0 if not place else 1} dep" for place, word in enumerate(sentence.split())]
        blocks.append("\n".join(lines))
    return parse(*blocks, language=language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_context_has_cues_in_both_languages(language):
    data = lang.load(language, "contexts")
    assert set(data) == set(ontology.contexts())
    assert all(isinstance(cue, str) and cue.strip() == cue for cues in data.values() for cue in cues)
    assert min(len(cues) for cues in data.values()) >= 5


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bergleute", []),
        ("Raketenabwehr", ["military"]),  # first part of a compound
        ("Sommerwahl", ["election"]),  # second part
        ("Auswahl", []),  # an exception
        ("Minister ermitteln Korruptionsverdacht", ["executive", "legal", "corruption"]),
        ("Hans begleitet die Christopher Street Day Parade", ["lgbt"]),  # a phrase
    ],
)
def test_german_cues(sentence, expected):
    assert named(words(sentence), 0) == expected


def test_acronyms_keep_case_and_hyphen():
    assert named(words("UN-Vollversammlung"), 0) == ["diplomatic"]
    assert named(words("unterdessen"), 0) == []
    assert "health" in named(words("the WHO warns", language="en"), 0)
    assert "health" not in named(words("the man who warns", language="en"), 0)


def test_an_excepted_phrase_takes_its_words_away_but_no_others():
    assert "military" not in named(words("a trade war", language="en"), 0)
    assert "military" in named(words("a trade war after a war", language="en"), 0)


def test_the_context_named_most_often_comes_first():
    assert named(words("Wahl Richter Kandidat"), 0)[:2] == ["election", "legal"]


def test_a_sentence_without_cues_takes_the_main_contexts_of_its_report():
    document = words("Erdbeben erschüttert Land", "Viele Helfer reisen", "Nach dem Erdbeben regnet es")
    assert contexts(document, 1) == ["disasters"]
    assert contexts(document, 0) == ["disasters"]


def test_a_report_has_what_a_third_of_its_sentences_name():
    quiet = ["Alle warten", "Niemand kommt", "Abends gehen sie"]
    document = words("Richter Richter", "Richter", "Cholera", *quiet)
    assert contexts(document) == ["legal"]
    assert contexts(words("Cholera", *quiet)) == ["health"]  # the one named most is always there
    assert contexts(words(*quiet)) == []
