"""States beside a role: apposition and genitive, also where the tree gets the rare name wrong."""

from __future__ import annotations

import pytest

from lagebild.entities import code
from lagebild.records import Mention
from tests.entities.test_resolve import DAY, mentions_of, named
from tests.parses import parse

HOME = """
    {0} {0} PROPN 2 nsubj
    {1} {1} VERB 0 root
    """


def read(language: str, sentence: str, **names: str) -> list[Mention]:
    """Mentions of a sentence in a report on Kenya; ``names`` are labels by text with _ for spaces."""
    home = HOME.format(*(("Kenia", "zögerte") if language == "de" else ("Kenya", "hesitated")))
    pairs = tuple((text.replace("_", " "), label) for text, label in names.items())
    return mentions_of(parse(home, home, sentence, language=language, names=pairs))


@pytest.mark.parametrize("relation", ["appos", "flat"])
def test_a_land_bears_the_name_of_its_state(relation: str) -> None:
    found = read(
        "de",
        f"""
        Das der DET 2 det
        Nachbarland Nachbarland NOUN 4 nsubj
        Burundi Burundi PROPN 2 {relation}
        wies weisen VERB 0 root
        Soldaten Soldat NOUN 4 obj
        ab ab ADP 4 compound:prt
        """,
    )
    assert named(found, "Nachbarland Burundi").country == "BDI"


def test_what_comes_from_a_land_comes_from_the_state_it_names() -> None:
    found = read(
        "de",
        """
        Truppen Truppe NOUN 6 nsubj
        aus aus ADP 4 case
        dem der DET 4 det
        Nachbarland Nachbarland NOUN 1 nmod
        Burundi Burundi PROPN 4 appos
        siegten siegen VERB 0 root
        """,
    )
    troops = named(found, "Truppen aus dem Nachbarland Burundi")
    assert (troops.country, troops.sector) == ("BDI", "MIL")


def test_of_neighbouring_leads_to_the_owner_where_the_tree_sees_a_verb() -> None:
    found = read(
        "en",
        """
        The the DET 2 det
        government government NOUN 6 nsubj
        of of ADP 4 mark
        neighbouring neighbour VERB 2 acl
        Burundi Burundi PROPN 4 obj
        replied reply VERB 0 root
        """,
    )
    assert named(found, "government of neighbouring Burundi").country == "BDI"


@pytest.mark.parametrize("relation", ["nmod", "appos", "flat"])
def test_a_genitive_behind_a_minister_is_his_state_even_taken_for_a_person(relation: str) -> None:
    found = read(
        "de",
        f"""
        Der der DET 2 det
        Minister Minister NOUN 4 nsubj
        Tuvalus Tuvalu PROPN 2 {relation}
        schwieg schweigen VERB 0 root
        """,
        Tuvalus="PER",
    )
    minister = named(found, "Minister Tuvalus")
    assert (minister.country, minister.sector) == ("TUV", "GOV")
    assert not [mention for mention in found if mention.kind == "person"]


def test_a_genitive_that_owns_the_next_noun_is_not_the_ministers() -> None:
    found = read(
        "de",
        """
        Gestern gestern ADV 2 advmod
        lobte loben VERB 0 root
        der der DET 4 det
        Minister Minister NOUN 2 nsubj
        Tuvalus Tuvalu PROPN 6 nmod
        Polizei Polizei NOUN 2 obj
        """,
    )
    assert named(found, "Minister").country == "KEN"
    assert named(found, "Tuvalus Polizei").country == "TUV"


def test_a_genitive_before_a_minister_with_a_name_counts_where_the_tree_turns_them_round() -> None:
    found = read(
        "de",
        """
        Sprach sprechen VERB 0 root
        Tuvalus Tuvalu PROPN 1 nsubj
        Außenminister Außenminister NOUN 2 appos
        Ovo Ovo PROPN 2 appos
        Testafu Testafu PROPN 4 flat
        """,
        Tuvalus="PER",
        Ovo_Testafu="PER",
    )
    minister = next(mention for mention in found if mention.kind == "person")
    assert (minister.country, minister.sector) == ("TUV", "GOV")


def test_a_state_and_its_envoy_are_no_persons_name() -> None:
    found = read(
        "de",
        """
        Tuvalus Tuvalu PROPN 3 nsubj
        Botschafter Botschafter PROPN 1 flat
        schwieg schweigen VERB 0 root
        """,
        Tuvalus_Botschafter="PER",
    )
    assert named(found, "Tuvalus Botschafter").country == "TUV"
    assert named(found, "Tuvalus Botschafter").kind == "role"


def test_an_envoy_of_a_state_is_that_states_and_one_in_it_is_not() -> None:
    assert code("der Botschafter von Honduras", DAY, language="de").country == "HND"
    assert code("der Botschafter in Honduras", DAY, language="de").country is None


def test_a_state_that_bears_a_given_name_stays_a_state_unless_somebody_is_called_so() -> None:
    chad = """
        Chad Chad PROPN 2 nsubj
        replied reply VERB 0 root
        """
    assert named(read("en", chad, Chad="PER"), "Chad").country == "TCD"
    full = """
        Chad Chad PROPN 3 nsubj
        Testman Testman PROPN 1 flat
        replied reply VERB 0 root
        """
    document = parse(full, chad, language="en", names=(("Chad Testman", "PER"),))
    document.names.append(type(document.names[0])(3, 4, "PER", 1.0, document.words[3].start, document.words[3].end))
    assert {mention.kind for mention in mentions_of(document)} == {"person"}


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("NATO member Albania", "ALB"),
        ("EU member state Hungary", "HUN"),
        ("the NATO spokesman", "IGO"),
        ("the West African state of Mali", "MLI"),
        ("the Philippine parliament", "PHL"),
        ("his Bangladeshi counterpart", "BGD"),
        ("the Vanuatuan prime minister", "VUT"),
    ],
)
def test_phrases_in_english(phrase: str, country: str) -> None:
    assert code(phrase, DAY, language="en").country == country


def test_a_state_whose_name_the_tree_cuts_is_taken_whole() -> None:
    found = read(
        "de",
        """
        Rebellen Rebell NOUN 6 nsubj
        aus aus ADP 3 case
        Papua_ Papua PROPN 1 nmod
        -_ - PUNCT 5 punct
        Neuguinea Neuguinea PROPN 3 conj
        flohen fliehen VERB 0 root
        """,
    )
    assert named(found, "Rebellen aus Papua-Neuguinea").country == "PNG"


def test_the_foreign_of_a_foreign_ministry_does_not_mean_abroad() -> None:
    found = read(
        "en",
        """
        The the DET 3 det
        foreign foreign ADJ 3 amod
        ministry ministry NOUN 4 nsubj
        replied reply VERB 0 root
        """,
    )
    assert named(found, "foreign ministry").country == "KEN"
