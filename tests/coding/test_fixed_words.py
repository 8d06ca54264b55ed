"""Which words make a predicate: light verbs, particles, complements, and phrases of no event."""

from __future__ import annotations

from lagebild.coding.match import find, look
from tests.coding import mini
from tests.coding.matching import ENGLISH, FRAMES, only, roles
from tests.parses import parse


def test_light_verb_and_its_contraction():
    document = parse("""
Merkel Merkel PROPN 2 nsubj
kam kommen VERB 0 root VerbForm=Fin
zu zu ADP 5 case
dem der DET 5 det
Besuch Besuch NOUN 2 obl
nach nach ADP 7 case
Ankara Ankara PROPN 2 obl""")
    match = only(document)
    assert (match.mode, match.words) == ("visit", (1, 2, 4))
    assert roles(document, match) == (["Merkel"], ["Ankara"])


def test_light_verb_swallows_its_noun_and_the_shorter_frame():
    document = parse("""
Teheran Teheran PROPN 2 nsubj
lehnte lehnen VERB 0 root VerbForm=Fin
Gespräche Gespräch NOUN 2 obj
mit mit ADP 5 case
Washington Washington PROPN 3 nmod
ab ab ADP 2 compound:prt""")
    match = only(document)
    assert match.frame.key == "Gespräch ablehnen {mit}"
    assert roles(document, match) == (["Teheran"], ["Washington"])


def test_required_complement():
    text = """
Moskau Moskau PROPN 2 nsubj
drohte drohen VERB 0 root VerbForm=Fin
Kiew Kiew PROPN 2 obl:arg Case=Dat
{rest}"""
    threat = parse(text.format(rest="einzumarschieren einmarschieren VERB 2 xcomp VerbForm=Inf"))
    assert roles(threat, only(threat)) == (["Moskau"], ["Kiew"])
    assert find(parse(text.format(rest="gestern gestern ADV 2 advmod")), FRAMES) == []


def test_reflexive_frame_beats_the_plain_one():
    document = parse("""
Putin Putin PROPN 2 nsubj
trifft treffen VERB 0 root VerbForm=Fin
sich sich PRON 2 obj Reflex=Yes
mit mit ADP 5 case
Erdogan Erdogan PROPN 2 obl""")
    match = only(document)
    assert match.frame.reflexive
    assert roles(document, match) == (["Putin"], ["Erdogan"])


def test_english_phrasal_light_verb():
    document = parse(
        """
Rebels rebel NOUN 2 nsubj
carried carry VERB 0 root VerbForm=Fin
out out ADP 2 compound:prt
an a DET 5 det
attack attack NOUN 2 obj
on on ADP 7 case
Kabul Kabul PROPN 5 nmod""",
        language="en",
    )
    match = only(document, ENGLISH)
    assert match.frame.key == "carry out attack {on}"
    assert roles(document, match) == (["Rebels"], ["Kabul"])


def test_fixed_noun_must_hang_on_its_verb():
    frames = mini("type: MOBILIZE\nverbs:\n  auf Angriff vorbereiten: subj >\n")
    near = """
Truppen Truppe NOUN 2 nsubj
bereiten bereiten VERB 0 root
sich sich PRON 2 obj
auf auf ADP 6 case
den der DET 6 det
Angriff Angriff NOUN 2 obl
vor vor ADP 2 compound:prt"""
    assert len(find(parse(near), frames)) == 1
    far = near.replace("den der DET 6 det", "Reaktion Reaktion NOUN 2 obl").replace(
        "NOUN 2 obl\nvor", "NOUN 5 nmod\nvor"
    )
    assert find(parse(far.replace("auf auf ADP 6 case", "auf auf ADP 5 case")), frames) == []


def test_a_particle_that_the_parser_took_for_a_verb_still_joins_its_verb():
    lexicon = mini("type: RETREAT\nverbs:\n  Mandat niederlegen: subj > [resign]\n")
    document = parse("""
Sie sie PRON 2 nsubj
legte legen VERB 0 root VerbForm=Fin
ihr ihr DET 4 det:poss
Landtagsmandat Landtagsmandat NOUN 5 obj
nieder_ nieder VERB 2 xcomp
. . PUNCT 2 punct""")
    assert only(document, lexicon).words == (1, 3, 4)


def test_a_bare_complement_is_part_of_the_predicate():
    lexicon = mini("type: COERCE\nverbs:\n  gefangen nehmen: subj > obj [arrest]\n")
    document = parse("""
Zwei zwei NUM 2 nummod
Rebellen Rebell NOUN 5 nsubj:pass
wurden werden AUX 5 aux:pass
gefangen gefangen VERB 5 xcomp
genommen_ nehmen VERB 0 root VerbForm=Part
. . PUNCT 5 punct""")
    assert roles(document, only(document, lexicon)) == ([], ["Rebellen"])


def test_a_phrase_of_no_event_silences_all_its_words():
    lexicon = mini(
        "type: AID\nnouns:\n  Hilfe: gen > für\nverbs:\n  leisten: subj > iobj\n",
        "type: none\nnouns: [mit Hilfe]\n",
    )
    document = parse("""
Mit mit ADP 2 case
Hilfe Hilfe NOUN 4 obl
von_ von ADP 5 case
gelang gelingen VERB 0 root
Booten Boot NOUN 2 nmod
es_ es PRON 4 nsubj
. . PUNCT 4 punct""")
    assert find(document, lexicon) == []


UNNAMED = mini(
    "type: REQUEST\nverbs:\n  ask: subj > obj\n",
    "type: ACCUSE\nverbs:\n  name: subj > obj\n",
    "type: none\nverbs: [ask not be named]\n",
    language="en",
)


def test_a_phrase_of_no_event_reaches_the_verb_of_its_complement():
    document = parse(
        """
An a DET 2 det
official official NOUN 3 nsubj
asked ask VERB 0 root VerbForm=Fin
not not PART 7 advmod
to to PART 7 mark
be be AUX 7 aux:pass
named name VERB 3 xcomp
. . PUNCT 3 punct""",
        language="en",
    )
    assert look(document, UNNAMED) == ([], frozenset({2, 3, 5, 6}))


def test_a_phrase_of_no_event_does_not_reach_a_relative_clause():
    document = parse(
        """
He he PRON 2 nsubj
asked ask VERB 0 root VerbForm=Fin
men man NOUN 2 obj
who who PRON 7 nsubj:pass
could can AUX 7 aux
not not PART 7 advmod
named_ name VERB 3 acl:relcl
be be AUX 7 aux:pass""",
        language="en",
    )
    assert [match.frame.type for match in find(document, UNNAMED)] == ["REQUEST", "ACCUSE"]


ARMY = mini("type: MOBILIZE\nverbs:\n  Armee verlegen: subj > nach [troops]\n  Hilfe schicken: subj > nach\n")


def test_who_acts_is_not_the_fixed_object_of_a_light_verb():
    document = parse("""
Die der DET 2 det
Armee Armee NOUN 3 nsubj Case=Nom
verlegte verlegen VERB 0 root VerbForm=Fin
einen ein DET 5 det
Verband Verband NOUN 3 obj Case=Acc
. . PUNCT 3 punct""")
    assert find(document, ARMY) == []


def test_a_noun_behind_another_preposition_is_no_fixed_object():
    document = parse("""
Sie sie PRON 2 nsubj
schickten schicken VERB 0 root VerbForm=Fin
nach nach ADP 4 case
Hilfe Hilfe NOUN 2 obl
. . PUNCT 2 punct""")
    assert find(document, ARMY) == []


def test_a_bare_noun_right_before_the_verb_belongs_to_it():
    lexicon = mini("type: AID\nverbs:\n  Asyl gewähren: subj > iobj\n")
    document = parse("""
Ecuador Ecuador PROPN 6 nsubj
hat haben AUX 6 aux
dem der DET 4 det
Gründer Gründer NOUN 6 obj Case=Dat
Asyl Asyl NOUN 4 appos
gewährt_ gewähren VERB 0 root VerbForm=Part
. . PUNCT 6 punct""")
    assert roles(document, only(document, lexicon)) == (["Ecuador"], ["Gründer"])
