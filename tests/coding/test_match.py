"""Who acts on whom, by the slots of a frame."""

from __future__ import annotations

from lagebild.coding.slots import fill
from tests.coding import mini
from tests.coding.matching import ENGLISH, only, roles
from tests.parses import parse


def test_separable_verb():
    document = parse("""
Die der DET 2 det
Polizei Polizei NOUN 3 nsubj Case=Nom
nahm nehmen VERB 0 root VerbForm=Fin
zwei zwei NUM 5 nummod
Reporter Reporter NOUN 3 obj Case=Acc
fest_ fest ADP 3 compound:prt
. . PUNCT 3 punct""")
    match = only(document)
    assert (match.frame.type, match.mode, match.words) == ("COERCE", "arrest", (2, 5))
    assert roles(document, match) == (["Polizei"], ["Reporter"])


def test_passive_with_agent_and_coordination():
    document = parse("""
Zwei zwei NUM 2 nummod
Reporter Reporter NOUN 9 nsubj:pass Case=Nom
und und CCONJ 4 cc
Ärztinnen Ärztin NOUN 2 conj
wurden werden AUX 9 aux:pass VerbForm=Fin
von von ADP 8 case
der der DET 8 det
Polizei Polizei NOUN 9 obl
festgenommen_ festnehmen VERB 0 root VerbForm=Part
. . PUNCT 9 punct""")
    assert roles(document, only(document)) == (["Polizei"], ["Reporter", "Ärztinnen"])


def test_participle_before_its_noun_even_with_an_adjective_lemma():
    document = parse("""
Die der DET 6 det
von von ADP 4 case
der der DET 4 det
Armee Armee NOUN 5 obl
festgenommenen festgenommen ADJ 6 amod
Journalisten Journalist NOUN 7 nsubj
schweigen_ schweigen VERB 0 root VerbForm=Fin
. . PUNCT 7 punct""")
    match = only(document)
    assert match.frame.type == "COERCE"
    assert roles(document, match) == (["Armee"], ["Journalisten"])


def test_present_participle_is_active():
    document = parse("""
angreifende angreifend ADJ 2 amod
Truppen Truppe NOUN 3 nsubj
fliehen fliehen VERB 0 root VerbForm=Fin""")
    assert roles(document, only(document)) == (["Truppen"], [])


def test_relative_pronoun_stands_for_its_noun():
    document = parse("""
Der der DET 2 det
Minister Minister NOUN 0 root
, , PUNCT 9 punct
den der PRON 9 obj Case=Acc|PronType=Dem,Rel
die der DET 6 det
Polizei Polizei NOUN 9 nsubj
am an ADP 8 case
Montag Montag NOUN 9 obl
festnahm festnehmen VERB 2 acl VerbForm=Fin""")
    assert roles(document, only(document)) == (["Polizei"], ["Minister"])


def test_object_first_is_read_by_the_article():
    document = parse("""
Den der DET 2 det Case=Acc
Konvoi Konvoi NOUN 3 nsubj Number=Sing
beschossen beschießen VERB 0 root VerbForm=Fin|Number=Plur
Rebellen Rebell NOUN 3 obj Number=Plur""")
    assert roles(document, only(document)) == (["Rebellen"], ["Konvoi"])


def test_object_first_is_read_by_agreement():
    document = parse("""
Die der DET 2 det
Stadt Stadt NOUN 3 nsubj Number=Sing
beschossen beschießen VERB 0 root VerbForm=Fin|Number=Plur
Rebellen Rebell NOUN 3 obj Number=Plur""")
    assert roles(document, only(document)) == (["Rebellen"], ["Stadt"])


def test_infinitive_takes_the_subject_of_its_matrix_verb_or_its_object():
    control = """
{subject} {subject} PROPN 2 nsubj
{verb} {lemma} VERB 0 root VerbForm=Fin
die der DET 4 det
Armee Armee NOUN 2 obj Case=Acc
auf_ auf ADP 2 compound:prt
, , PUNCT 9 punct
Reporter Reporter NOUN 8 obj
festzunehmen festnehmen VERB 2 xcomp VerbForm=Inf
. . PUNCT 2 punct"""
    document = parse(control.format(subject="Bern", verb="forderte", lemma="fordern"))
    assert roles(document, only(document)) == (["Armee"], ["Reporter"])
    document = parse(
        control.replace("auf_ auf ADP 2 compound:prt", "gern_ gern ADV 2 advmod").format(
            subject="Bern", verb="stärkte", lemma="stärken"
        )
    )
    assert roles(document, only(document)) == (["Bern"], ["Reporter"])


def test_a_name_in_an_infinitive_is_no_subject_but_its_dative():
    give = mini("type: AID\nverbs:\n  liefern: subj > iobj\n")
    document = parse("""
Paris Paris PROPN 2 nsubj
warf werfen VERB 0 root VerbForm=Fin
Teheran Teheran PROPN 2 obj
vor_ vor ADP 2 compound:prt
, , PUNCT 8 punct
Moskau Moskau PROPN 8 nsubj Case=Nom
Raketen Rakete NOUN 8 obj
geliefert liefern VERB 2 ccomp VerbForm=Part
zu zu PART 8 mark
haben haben AUX 8 aux VerbForm=Inf""")
    assert roles(document, only(document, give)) == (["Teheran"], ["Moskau"])


def test_purpose_clause_keeps_the_subject():
    document = parse("""
Die der DET 2 det
Polizei Polizei NOUN 3 nsubj
drängte drängen VERB 0 root VerbForm=Fin
Gäste Gast NOUN 3 obj
hinaus_ hinaus ADV 3 advmod
, , PUNCT 9 punct
um um ADP 9 mark
Reporter Reporter NOUN 9 obj
festzunehmen festnehmen VERB 3 advcl VerbForm=Inf""")
    assert roles(document, only(document)) == (["Polizei"], ["Reporter"])


def test_second_verb_shares_the_subject():
    document = parse("""
Rebellen Rebell NOUN 2 nsubj
kamen kommen VERB 0 root VerbForm=Fin
und und CCONJ 4 cc
beschossen beschießen VERB 2 conj VerbForm=Fin
den der DET 6 det
Konvoi Konvoi NOUN 4 obj""")
    assert roles(document, only(document)) == (["Rebellen"], ["Konvoi"])


def test_nominal_event_with_genitive_and_target():
    document = parse("""
der der DET 2 det
Angriff Angriff NOUN 0 root
Teherans Teheran PROPN 2 nmod Case=Gen
auf auf ADP 5 case
Israel Israel PROPN 2 nmod""")
    assert roles(document, only(document)) == (["Teherans"], ["Israel"])


def test_phrase_behind_the_noun_counts_whatever_it_hangs_on():
    document = parse("""
Er er PRON 2 nsubj
verurteilte verurteilen VERB 0 root VerbForm=Fin
Angriffe Angriff NOUN 2 obj
auf auf ADP 5 case
Israel Israel PROPN 2 obl""")
    assert roles(document, only(document))[1] == ["Israel"]


def test_compound_gives_mode_and_actor():
    document = parse("""
US-Raketenangriff US-Raketenangriff NOUN 0 root
auf auf ADP 3 case
Basra Basra PROPN 1 nmod""")
    match = only(document)
    assert match.mode == "heavy-weapons"
    document = parse("""
Taliban-Angriff Taliban-Angriff NOUN 0 root
auf auf ADP 3 case
Kabul Kabul PROPN 1 nmod""")
    assert roles(document, only(document)) == (["Taliban"], ["Kabul"])


def test_between_two_parties_and_adjective():
    document = parse("""
Treffen Treffen NOUN 0 root
zwischen zwischen ADP 3 case
Putin Putin PROPN 1 nmod
und und CCONJ 5 cc
Erdogan Erdogan PROPN 3 conj""")
    assert roles(document, only(document))[0] == ["Putin", "Erdogan"]
    document = parse("""
russische russisch ADJ 2 amod
Gespräche Gespräch NOUN 0 root
mit mit ADP 4 case
Iran Iran PROPN 2 nmod""")
    assert roles(document, only(document)) == (["russische"], ["Iran"])


def test_english_reduced_relative_and_noun_modifier():
    document = parse(
        """
Reporters reporter NOUN 0 root
arrested arrest VERB 1 acl VerbForm=Part|Tense=Past
by by ADP 4 case
police police NOUN 2 obl:agent""",
        language="en",
    )
    assert roles(document, only(document, ENGLISH)) == (["police"], ["Reporters"])
    document = parse(
        """
Taliban Taliban PROPN 2 compound
attack attack NOUN 0 root
on on ADP 4 case
Kabul Kabul PROPN 2 nmod""",
        language="en",
    )
    assert roles(document, only(document, ENGLISH)) == (["Taliban"], ["Kabul"])


def test_support_verb_lends_its_subject_to_the_noun():
    document = parse("""
Rebellen Rebell NOUN 2 nsubj
verübten verüben VERB 0 root VerbForm=Fin
Angriffe Angriff NOUN 2 obj
auf auf ADP 5 case
Kabul Kabul PROPN 3 nmod""")
    match = only(document)
    assert [item.word for item in fill(document, match.head, "subj", noun=True)] == [0]


def test_possessive_acts_and_of_is_acted_on():
    frames = mini("type: ASSAULT\nnouns:\n  invasion: gen|by > of|in\n", language="en")
    document = parse(
        """
Russia Russia PROPN 3 nmod:poss
's 's PART 1 case
invasion invasion NOUN 0 root
of of ADP 5 case
Ukraine Ukraine PROPN 3 nmod""",
        language="en",
    )
    assert roles(document, only(document, frames)) == (["Russia"], ["Ukraine"])


def test_a_doubtful_plural_does_not_turn_subject_and_object_round():
    lexicon = mini("type: ASSAULT\nverbs:\n  Stadt einnehmen: subj > obj\n")
    document = parse("""
Die der DET 2 det
Armee Armee NOUN 3 nsubj Case=Nom|Number=Plur
nahm nehmen VERB 0 root VerbForm=Fin|Number=Sing
die der DET 5 det
Stadt Stadt NOUN 3 obj Case=Acc|Number=Sing
ein_ ein ADP 3 compound:prt
. . PUNCT 3 punct""")
    assert roles(document, only(document, lexicon)) == (["Armee"], ["Stadt"])


def test_the_number_of_a_verb_is_read_from_its_ending():
    lexicon = mini("type: SANCTION\nverbs:\n  Beitrittsverhandlung aussetzen: subj > mit\n")
    document = parse("""
Die der DET 2 det
EU EU PROPN 3 nsubj Number=Sing
setzte setzen VERB 0 root VerbForm=Fin|Number=Plur
Beitrittsverhandlungen Beitrittsverhandlung NOUN 3 obj Number=Plur
aus_ aus ADP 3 compound:prt
. . PUNCT 3 punct""")
    assert roles(document, only(document, lexicon)) == (["EU"], [])
