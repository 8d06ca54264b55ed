from __future__ import annotations

import pytest

from lagebild.coding.grammar import verb_lemmas
from lagebild.coding.participles import infinitives
from tests.parses import parse


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("beschossen", "beschießen"),
        ("umgebracht", "umbringen"),
        ("abgeführt", "abführen"),
        ("entführt", "entführen"),
        ("vergewaltigt", "vergewaltigen"),
        ("enteignet", "enteignen"),
        ("deportiert", "deportieren"),
        ("beworfen", "bewerfen"),
    ],
)
def test_prefixed_participles(form, infinitive):
    assert infinitive in infinitives(form, "de")


def test_only_languages_with_rules_have_such_participles():
    assert infinitives("beschossen", "en") == ()


def test_a_plain_noun_is_no_participle():
    assert infinitives("haus", "de") == ()


def test_participle_as_attribute_and_in_the_passive():
    document = parse(
        """
        Die der DET 3 det
        entführten entführt ADJ 3 amod
        Frauen Frau NOUN 5 nsubj:pass
        wurden werden AUX 5 aux:pass
        vergewaltigt vergewaltigt VERB 0 root
        """
    )
    assert "entführen" in verb_lemmas(document, document.words[1])
    assert "vergewaltigen" in verb_lemmas(document, document.words[4])
