from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.analysis.document import Document
from lagebild.entities import at, resolve
from lagebild.entities.lexical import lexical_document
from lagebild.records import Mention, Report
from tests.parses import parse

DAY = dt.date(2024, 5, 2)


def mentions_of(document: Document, day: dt.date = DAY, **more: str) -> list[Mention]:
    return resolve(document, Report("r", document.text, document.language, day, **more))


def named(mentions: list[Mention], text: str, nth: int = 0) -> Mention:
    return [mention for mention in mentions if mention.text == text and mention.kind != "adjective"][nth]


def test_title_country_and_name_make_one_person_and_the_surname_follows() -> None:
    document = parse(
        """
        Der der DET 3 det
        norwegische norwegisch ADJ 3 amod
        Minister Minister NOUN 6 nsubj
        Ola Ola PROPN 3 appos
        Testvik Testvik PROPN 4 flat
        reiste reisen VERB 0 root
        """,
        """
        Testvik Testvik PROPN 2 nsubj
        schwieg schweigen VERB 0 root
        """,
        names=(("Ola Testvik", "PER"),),
    )
    document.names.append(type(document.names[0])(6, 7, "PER", 1.0, document.words[6].start, document.words[6].end))
    found = mentions_of(document)
    full, short = named(found, "norwegische Minister Ola Testvik"), named(found, "Testvik")
    assert (full.kind, full.country, full.sector) == ("person", "NOR", "GOV")
    assert full.head == 2
    assert (short.country, short.sector, short.cluster) == ("NOR", "GOV", full.cluster)
    assert short.name == "Ola Testvik"


def test_a_spokesman_takes_the_sector_of_whom_he_speaks_for() -> None:
    document = parse(
        """
        Ein ein DET 2 det
        Sprecher Sprecher NOUN 6 nsubj
        der der DET 5 det
        ghanaischen ghanaisch ADJ 5 amod
        Armee Armee NOUN 2 nmod
        dementierte dementieren VERB 0 root
        """
    )
    found = at(mentions_of(document), 1)
    assert found is not None
    assert (found.text, found.country, found.sector) == ("Sprecher der ghanaischen Armee", "GHA", "MIL")


def test_hyphenated_compounds_in_three_words() -> None:
    document = parse(
        """
        US_ US PROPN 3 compound
        -_ - PUNCT 1 punct
        Soldaten Soldat NOUN 4 nsubj
        landeten landen VERB 0 root
        """
    )
    found = mentions_of(document)
    soldiers = at(found, 2)
    assert soldiers is not None
    assert (soldiers.text, soldiers.country, soldiers.sector) == ("US-Soldaten", "USA", "MIL")
    assert named(found, "US").kind == "modifier"


def test_an_office_is_held_by_somebody_on_the_day_of_the_report() -> None:
    document = lexical_document("Der französische Präsident reiste ab.", "de")
    assert named(mentions_of(document), "französische Präsident").name == "Emmanuel Macron"
    assert named(mentions_of(document, dt.date(2009, 1, 1)), "französische Präsident").name == "Nicolas Sarkozy"


def test_domestic_roles_take_the_country_of_the_report_and_say_so() -> None:
    document = lexical_document(
        "In Lima gingen Menschen auf die Straße. Peru erlebt Unruhen. Die Polizei griff ein.", "de"
    )
    police = named(mentions_of(document), "Polizei")
    assert (police.country, police.sector) == ("PER", "COP")
    assert "assumed" in police.why


def test_federal_offices_belong_to_the_state_the_report_is_about() -> None:
    austrian = lexical_document("Wien: Der Bundeskanzler sprach in Graz. Österreich wartet.", "de")
    assert named(mentions_of(austrian), "Bundeskanzler").country == "AUT"
    plain = lexical_document("Der Bundeskanzler schwieg.", "de")
    assert named(mentions_of(plain), "Bundeskanzler").country == "DEU"


def test_an_acronym_in_brackets_means_the_same_from_there_on() -> None:
    document = parse(
        """
        Die der DET 2 det
        Testunion Testunion PROPN 6 nsubj
        (_ ( PUNCT 4 punct
        TUX_ TUX PROPN 2 appos
        ) ) PUNCT 4 punct
        tagte tagen VERB 0 root
        """,
        """
        TUX TUX PROPN 2 nsubj
        schwieg schweigen VERB 0 root
        """,
        names=(("Testunion", "ORG"), ("TUX", "ORG")),
    )
    document.names.append(type(document.names[0])(6, 7, "ORG", 1.0, document.words[6].start, document.words[6].end))
    found = mentions_of(document)
    assert named(found, "TUX", 1).cluster == named(found, "Testunion").cluster


def test_relative_pronouns_stand_for_their_noun() -> None:
    document = parse(
        """
        Rebellen Rebell NOUN 9 nsubj
        aus aus ADP 3 case
        Mali Mali PROPN 1 nmod
        ,_ , PUNCT 7 punct
        die der PRON 7 nsubj PronType=Rel
        lange lange ADV 7 advmod
        kämpften kämpfen VERB 1 acl:relcl
        , , PUNCT 7 punct
        flohen fliehen VERB 0 root
        """
    )
    pronoun = at(mentions_of(document), 4)
    assert pronoun is not None
    assert (pronoun.kind, pronoun.country, pronoun.sector) == ("pronoun", "MLI", "REB")


@settings(deadline=None, max_examples=30)
@given(st.text(alphabet="ab ABUSÄß-.,()'\n", max_size=60))
def test_spans_hold_for_any_text(text: str) -> None:
    for mention in mentions_of(lexical_document(text, "de")):
        assert text[mention.span.start : mention.span.end] == mention.text
        assert mention.text.strip()


def test_a_description_that_stands_beside_a_name_tells_who_it_is() -> None:
    document = parse(
        """
        Der der DET 3 det
        kenianische kenianisch ADJ 3 amod
        Minister Minister NOUN 9 nsubj
        für für ADP 5 case
        Wasser Wasser NOUN 3 nmod
        , , PUNCT 7 punct
        Ada Ada PROPN 3 appos
        Testari Testari PROPN 7 flat
        schwieg schweigen VERB 0 root
        """,
        names=(("Ada Testari", "PER"),),
    )
    person = named(mentions_of(document), "Ada Testari")
    assert (person.country, person.sector) == ("KEN", "GOV")


def test_a_nationality_before_a_name_holds_against_the_reports_country() -> None:
    document = parse(
        """
        Thailand Thailand PROPN 2 nsubj
        begnadigte begnadigen VERB 0 root
        den der DET 5 det
        Schweizer Schweizer ADJ 5 amod
        Urs Urs PROPN 2 obj
        Testmann Testmann PROPN 5 flat
        in in ADP 8 case
        Thailand Thailand PROPN 2 obl
        """,
        names=(("Urs Testmann", "PER"),),
    )
    assert named(mentions_of(document), "Urs Testmann").country == "CHE"


def test_origin_behind_a_noun_is_its_country() -> None:
    document = parse(
        """
        Polizisten Polizist NOUN 2 nsubj
        fassten fassen VERB 0 root
        einen ein DET 4 det
        Mann Mann NOUN 2 obj
        türkischer türkisch ADJ 6 amod
        Herkunft Herkunft NOUN 2 obl
        in in ADP 8 case
        Deutschland Deutschland PROPN 2 obl
        """
    )
    assert named(mentions_of(document), "Mann türkischer Herkunft").country == "TUR"


def test_an_adjective_that_stands_as_a_noun_is_somebody() -> None:
    document = parse(
        """
        Der der DET 2 det
        Deutsche Deutsche NOUN 3 nsubj Number=Sing
        floh fliehen VERB 0 root
        """
    )
    found = named(mentions_of(document), "Deutsche")
    assert (found.kind, found.country, found.sector) == ("role", "DEU", "CVL")


def test_who_may_be_from_anywhere_or_is_from_elsewhere_is_not_given_the_reports_country() -> None:
    document = parse(
        """
        Peru Peru PROPN 2 nsubj
        empfing empfangen VERB 0 root
        Journalisten Journalist NOUN 2 obj Number=Plur
        , , PUNCT 6 punct
        ausländische ausländisch ADJ 6 amod
        Lehrer Lehrer NOUN 3 conj Number=Plur
        und und CCONJ 8 cc
        Bauern Bauer NOUN 3 conj Number=Plur
        """
    )
    found = mentions_of(document)
    assert named(found, "Journalisten").country is None
    assert named(found, "ausländische Lehrer").country is None
    assert named(found, "Bauern").country == "PER"


def test_a_party_by_a_name_of_many_is_the_one_of_the_reports_country() -> None:
    text = """
        In in ADP 2 case
        {0} {0} PROPN 3 obl
        gewann gewinnen VERB 0 root
        die der DET 6 det
        Demokratische demokratisch ADJ 6 amod
        Partei Partei PROPN 3 nsubj
        """
    own = named(mentions_of(parse(text.format("Thailand"))), "Demokratische Partei")
    usual = named(mentions_of(parse(text.format("Amerika"))), "Demokratische Partei")
    assert (own.country, own.entity) == ("THA", None)
    assert usual.country == "USA"


def test_a_city_is_that_of_the_state_the_report_is_about() -> None:
    text = "In Tripoli demonstrierten Studenten. Die libanesische Armee sah zu. Der Libanon ist klein."
    lebanon = {m.country for m in mentions_of(lexical_document(text, "de")) if m.text == "Tripoli"}
    text = "In Tripoli demonstrierten Studenten. Die libysche Armee sah zu. Der Libanon schwieg."
    libya = {m.country for m in mentions_of(lexical_document(text, "de")) if m.text == "Tripoli"}
    assert (lebanon, libya) == ({"LBN"}, {"LBY"})


def test_bare_officers_are_police_once_the_police_has_been_named() -> None:
    text = "Die Polizei sperrte den Platz. Beamte durchsuchten das Haus."
    officers = named(mentions_of(lexical_document(text, "de")), "Beamte")
    plain = named(mentions_of(lexical_document("Beamte durchsuchten das Haus.", "de")), "Beamte")
    assert (officers.sector, plain.sector) == ("COP", "GOV")


def test_members_take_the_sector_of_their_group_from_where_it_is_told() -> None:
    document = parse(
        """
        Die der DET 2 det
        Rebellengruppe Rebellengruppe NOUN 3 nsubj
        floh fliehen VERB 0 root
        """,
        """
        Mitglieder Mitglied NOUN 4 nsubj
        der der DET 3 det
        Gruppe Gruppe NOUN 1 nmod
        blieben bleiben VERB 0 root
        """,
    )
    assert named(mentions_of(document), "Mitglieder der Gruppe").sector == "REB"


def test_armed_group_that_the_model_takes_for_a_person_stays_the_group() -> None:
    document = parse(
        """
        Hezbollah Hezbollah PROPN 2 nsubj
        attacked attack VERB 0 root
        Israel Israel PROPN 2 obj
        """,
        language="en",
        names=(("Hezbollah", "PER"), ("Israel", "LOC")),
    )
    group = named(mentions_of(document), "Hezbollah")
    assert (group.kind, group.country, group.sector) == ("group", "LBN", "REB")
