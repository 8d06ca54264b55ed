from __future__ import annotations

from itertools import pairwise

from lagebild.entities import lexicon, states
from lagebild.entities.roles import roles

ENTITY_CODES = {"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC", "KOS"}


def test_every_row_has_a_known_code() -> None:
    for entity in lexicon.entities():
        for code in {entity.country, *[term.country for term in entity.terms]}:
            assert code in states.codes() | ENTITY_CODES, entity


def test_terms_run_forward_and_one_holds_a_single_office_at_a_time() -> None:
    # contested or handed over step by step
    shared = {("BIH", "president"), ("CIV", "president"), ("RUS", "president"), ("MDG", "president")}
    for (country, office), held in lexicon.holders().items():
        for term, entity in held:
            assert term.to is None or term.start <= term.to, entity
        if office in ("president", "prime_minister", "chancellor", "king", "pope") and (country, office) not in shared:
            for (before, one), (after, other) in pairwise(held):
                assert before.to is not None, (one.name, other.name)
                assert before.to <= after.start, (one.name, other.name)


def test_every_state_has_an_adjective_or_people_in_both_languages_or_is_tiny() -> None:
    from lagebild import lang

    german, english = lang.load("de", "demonyms"), lang.load("en", "demonyms")
    missing = {code for code in english if code not in german and english[code]["adj"]}
    assert missing <= {"LCA", "KNA", "VCT"}
    assert len(german) > 195


def test_sectors_of_roles_are_plovers() -> None:
    known = {"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "SPY", "PRM", "REB", "OPP", "UAF", "UNK", "CVL", "JRN", "BUS",
             "CRM", "EDU", "ELI", "LAB", "AGR", "MED", "REF", "REL", "SOC", "PRE", None}  # fmt: skip
    for language in ("de", "en"):
        assert {role.sector for role in roles(language).forms.values()} <= known
    assert {entity.sector for entity in lexicon.entities()} <= known
