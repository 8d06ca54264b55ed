"""Whom a bare spokesman, "its commander", "the company" and "das Königreich" belong to."""

from __future__ import annotations

from lagebild.records import Mention
from tests.entities.test_resolve import mentions_of, named
from tests.parses import parse

KENYA = """
    Kenia Kenia PROPN 2 nsubj
    zögerte zögern VERB 0 root
    """
KENYA_EN = """
    Kenya Kenya PROPN 2 nsubj
    hesitated hesitate VERB 0 root
    """


def read(language: str, *sentences: str, names: tuple[tuple[str, str], ...] = ()) -> list[Mention]:
    """Mentions of sentences in a report that is mostly on Kenya."""
    home = [KENYA if language == "de" else KENYA_EN] * 4
    return mentions_of(parse(*home, *sentences, language=language, names=names))


TUVALU = """
    Das der DET 3 det
    tuvaluische tuvaluisch ADJ 3 amod
    Außenministerium Außenministerium NOUN 4 nsubj Gender=Neut|Number=Sing
    protestierte protestieren VERB 0 root
    """


def test_a_bare_spokesman_speaks_for_the_ministry_that_acted_before() -> None:
    found = read(
        "de",
        TUVALU,
        """
        Ein ein DET 2 det
        Sprecher Sprecher NOUN 3 nsubj Gender=Masc|Number=Sing
        drohte drohen VERB 0 root
        """,
    )
    assert (named(found, "Sprecher").country, named(found, "Sprecher").sector) == ("TUV", "GOV")


def test_a_government_spokesman_is_the_governments_that_acted_not_the_reports() -> None:
    found = read(
        "en",
        """
        The the DET 3 det
        Malian Malian ADJ 3 amod
        government government NOUN 4 nsubj Number=Sing
        protested protest VERB 0 root
        """,
        """
        A a DET 3 det
        government government NOUN 3 compound
        spokesman spokesman NOUN 4 nsubj Number=Sing
        laughed laugh VERB 0 root
        """,
    )
    assert named(found, "government spokesman").country == "MLI"


def test_several_spokesmen_and_witnesses_are_not_given_to_the_last_body() -> None:
    found = read(
        "de",
        TUVALU,
        """
        Soldaten Soldat NOUN 2 nsubj Number=Plur
        schossen schießen VERB 0 root
        """,
    )
    assert named(found, "Soldaten").country == "KEN"


def test_his_ministry_is_the_ministers() -> None:
    found = read(
        "en",
        """
        The the DET 3 det
        Tajik Tajik ADJ 3 amod
        minister minister NOUN 4 nsubj Number=Sing
        left leave VERB 0 root
        """,
        """
        His his PRON 2 nmod:poss Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs
        ministry ministry NOUN 3 nsubj Number=Sing
        apologised apologise VERB 0 root
        """,
    )
    assert (named(found, "His ministry").country, named(found, "His ministry").sector) == ("TJK", "GOV")


def test_its_commander_leads_the_armed_group() -> None:
    found = read(
        "en",
        """
        The the DET 3 det
        Colombian Colombian ADJ 3 amod
        militia militia NOUN 4 nsubj Number=Sing
        fled flee VERB 0 root
        """,
        """
        Its its PRON 2 nmod:poss Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs
        commander commander NOUN 3 nsubj Number=Sing
        stayed stay VERB 0 root
        """,
    )
    assert (named(found, "Its commander").country, named(found, "Its commander").sector) == ("COL", "REB")


def test_her_ministry_is_not_the_mans() -> None:
    found = read(
        "de",
        """
        Der der DET 3 det
        tschadische tschadisch ADJ 3 amod
        König König NOUN 4 nsubj Gender=Masc|Number=Sing
        traf treffen VERB 0 root
        die der DET 7 det
        chilenische chilenisch ADJ 7 amod
        Ministerin Ministerin NOUN 4 nsubj Gender=Fem|Number=Sing
        """,
        """
        Ihr ihr DET 2 det:poss Person=3|Poss=Yes|PronType=Prs
        Ministerium Ministerium NOUN 3 nsubj Gender=Neut|Number=Sing
        schwieg schweigen VERB 0 root
        """,
    )
    assert named(found, "Ministerium").country == "CHL"


def test_the_company_is_the_one_named_before() -> None:
    found = read(
        "de",
        """
        Die der DET 3 det
        dänische dänisch ADJ 3 amod
        Reederei Reederei NOUN 4 nsubj Gender=Fem|Number=Sing
        Testsk Testsk PROPN 3 appos
        protestierte protestieren VERB 0 root
        """,
        """
        Das der DET 2 det
        Unternehmen Unternehmen NOUN 3 nsubj Gender=Neut|Number=Sing
        klagte klagen VERB 0 root
        """,
        names=(("Testsk", "ORG"),),
    )
    assert named(found, "Unternehmen").country == "DNK"


def test_the_kingdom_is_the_state_that_acted_before_and_the_neighbour_another_one() -> None:
    jordan = """
        Jordanien Jordanien PROPN 2 nsubj
        bot bieten VERB 0 root
        Israel Israel PROPN 2 iobj
        Wasser Wasser NOUN 2 obj
        """
    land = """
        Das der DET 2 det Definite=Def
        {0} {0} NOUN 3 nsubj Gender=Neut|Number=Sing
        zögerte zögern VERB 0 root
        """
    assert named(read("de", jordan, land.format("Königreich")), "Königreich").country == "JOR"
    kenya = """
        Kenia Kenia PROPN 2 nsubj
        bot bieten VERB 0 root
        Uganda Uganda PROPN 2 iobj
        Wasser Wasser NOUN 2 obj
        """
    assert named(read("de", kenya, land.format("Nachbarland")), "Nachbarland").country == "UGA"


def test_the_army_of_the_land_is_that_of_the_state_named_before() -> None:
    found = read(
        "de",
        """
        Rebellen Rebell NOUN 2 nsubj Number=Plur
        erreichten erreichen VERB 0 root
        Burkina Burkina PROPN 2 obj
        Faso Faso PROPN 3 flat
        """,
        """
        Die der DET 2 det
        Armee Armee NOUN 5 nsubj Gender=Fem|Number=Sing
        des der DET 4 det Definite=Def
        Landes Land NOUN 2 nmod Gender=Neut|Number=Sing
        schwieg schweigen VERB 0 root
        """,
    )
    assert named(found, "Armee des Landes").country == "BFA"


def test_a_minister_without_a_state_is_of_the_state_that_acted_just_before() -> None:
    found = read(
        "de",
        """
        Paraguay Paraguay PROPN 2 nsubj
        warnte warnen VERB 0 root
        Bolivien Bolivien PROPN 2 obj
        """,
        """
        Außenminister Außenminister NOUN 4 nsubj Gender=Masc|Number=Sing
        Rubo Rubo PROPN 1 appos
        Testino Testino PROPN 2 flat
        sprach sprechen VERB 0 root
        """,
        names=(("Rubo Testino", "PER"),),
    )
    assert next(mention for mention in found if mention.kind == "person").country == "PRY"


def test_a_minister_of_another_state_further_on_is_somebody_else() -> None:
    silent = """
        Alle alle PRON 2 nsubj
        schwiegen schweigen VERB 0 root
        """
    found = read(
        "de",
        """
        Außenminister Außenminister NOUN 4 nsubj Gender=Masc|Number=Sing
        Rubo Rubo PROPN 1 appos
        Testino Testino PROPN 2 flat
        sprach sprechen VERB 0 root
        """,
        silent,
        silent,
        """
        Der der DET 3 det
        laotische laotisch ADJ 3 amod
        Außenminister Außenminister NOUN 4 nsubj Gender=Masc|Number=Sing
        ging gehen VERB 0 root
        """,
        names=(("Rubo Testino", "PER"),),
    )
    assert next(mention for mention in found if mention.kind == "person").country == "KEN"


def test_a_place_that_opens_the_sentence_is_where_it_plays() -> None:
    document = parse(
        KENYA_EN,
        """
        In in ADP 2 case
        Niger Niger PROPN 5 obl
        , , PUNCT 2 punct
        police police NOUN 5 nsubj
        fired fire VERB 0 root
        """,
        """
        Niger Niger PROPN 2 nsubj
        hesitated hesitate VERB 0 root
        """,
        KENYA_EN,
        KENYA_EN,
        language="en",
    )
    assert named(mentions_of(document), "police").country == "NER"


def test_where_only_the_correspondent_sits_is_not_what_the_report_is_about() -> None:
    words = """
        Die der DET 2 det
        Polizei Polizei NOUN 3 nsubj
        schwieg schweigen VERB 0 root
        """
    mali = """
        Mali Mali PROPN 2 nsubj
        zögerte zögern VERB 0 root
        """
    assert named(mentions_of(parse(words, mali), dateline="Nairobi"), "Polizei").country == "MLI"
    assert named(mentions_of(parse(words), dateline="Nairobi"), "Polizei").country == "KEN"


def test_a_ministry_official_is_of_the_ministry_named_before() -> None:
    found = read(
        "en",
        """
        Nepal Nepal PROPN 4 nmod:poss
        's 's PART 1 case
        oil oil NOUN 4 compound
        ministry ministry NOUN 5 nsubj Number=Sing
        protested protest VERB 0 root
        """,
        """
        A a DET 3 det
        ministry ministry NOUN 3 compound
        official official NOUN 4 nsubj Number=Sing
        laughed laugh VERB 0 root
        """,
    )
    assert named(found, "ministry official").country == "NPL"


MISSILE = """
    A a DET 3 det
    Serbian Serbian ADJ 3 amod
    missile missile NOUN 4 nsubj
    struck strike VERB 0 root
    civilians civilian NOUN 4 obj
    in in ADP 7 case
    Kosovo Kosovo PROPN 4 obl
    """


def test_who_is_struck_is_not_of_the_state_the_missile_is_of() -> None:
    kosovo = """
        Kosovo Kosovo PROPN 2 nsubj
        protested protest VERB 0 root
        """
    found = mentions_of(parse(MISSILE, kosovo, language="en"))
    assert [(mention.text, mention.country) for mention in found if mention.sector == "CVL"] == [("civilians", "KOS")]
