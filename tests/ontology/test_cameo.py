from __future__ import annotations

import pytest

from lagebild import lang, ontology
from lagebild.ontology.cameo import _data, cameo, score


def test_every_type_and_mode_has_a_code_with_a_score():
    for kind in ontology.event_types().values():
        for mode in (None, *kind.modes):
            code, goldstein = cameo(kind.name, mode)
            assert code.isdigit()
            assert 3 <= len(code) <= 4
            assert -10 <= goldstein <= 10


def test_mapping_names_only_plovers_types_and_modes():
    types = ontology.event_types()
    assert set(_data()["types"]) == set(types)
    for name, entry in _data()["types"].items():
        nested = [detail for detail in entry.get("details", {}).values() if isinstance(detail, dict)]
        for part in (entry, *nested):
            assert set(part.get("modes", {})) <= set(types[name].modes)


def test_words_tell_only_details_that_the_mapping_has():
    for language in ("de", "en"):
        for event, details in lang.load(language, "cameo").items():
            assert set(details) <= set(_data()["types"][event]["details"])


@pytest.mark.parametrize("kind", ontology.event_types().values(), ids=lambda kind: kind.name)
def test_cooperation_and_conflict_keep_their_side(kind):
    """CAMEO's appeals are cooperative, so REQUEST, which holds them too, has no side."""
    goldstein = cameo(kind.name, None)[1]
    if kind.name != "REQUEST":
        assert (goldstein > 0) == kind.quad.endswith("cooperation")


@pytest.mark.parametrize(
    ("event", "mode", "lemma", "code", "goldstein"),
    [
        ("CONSULT", "visit", None, "042", 1.9),
        ("CONSULT", None, "verhandeln", "046", 7.0),
        ("CONSULT", None, "Tarifverhandlung", "046", 7.0),
        ("CONSULT", "phone", "negotiate", "041", 1.0),  # the mode is more exact
        ("CONCEDE", None, "begnadigen", "056", 7.0),
        ("CONCEDE", None, "apology", "055", 7.0),
        ("REQUEST", "yield", "bitten", "025", -0.3),
        ("REQUEST", "yield", "fordern", "105", -5.0),  # demands have modes of their own
        ("REQUEST", None, "Lösegeldforderung", "100", -5.0),
        ("SANCTION", None, "Waffenembargo", "163", -8.0),
        ("ASSAULT", "aerial", "bombardieren", "195", -10.0),
        ("ASSAULT", None, "massacre", "202", -10.0),
        ("AID", None, "Kirchenasyl", "075", 7.0),
        ("MOBILIZE", "weapons", "Wort", "150", -7.2),
    ],
)
def test_codes(event, mode, lemma, code, goldstein):
    assert cameo(event, mode, lemma) == (code, goldstein)


def test_score_of_a_finer_code_is_its_parents():
    assert score("1721") == score("1729") == -5.0
    with pytest.raises(KeyError, match="no Goldstein score"):
        score("999")


def test_unknown_type_is_refused():
    with pytest.raises(KeyError):
        cameo("DANCE", None)
