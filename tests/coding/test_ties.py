from __future__ import annotations

from lagebild.coding.events import Trigger
from lagebild.coding.ties import Ties
from tests.parses import parse


def test_subject_of_the_demanded_act_is_a_complement():
    document = parse("""
Kenia Kenia PROPN 2 nsubj
fordert fordern VERB 0 root
dass dass SCONJ 5 mark
Uganda Uganda PROPN 5 nsubj
nachgibt nachgeben VERB 2 ccomp""")
    ties = Ties([Trigger(1, 1, (1,), 0.9)], document)
    assert ties.signs({3})["tie.complement"] == 1.0
    assert ties.signs({0})["tie.complement"] == 0.0
    assert ties.signs({0})["tie.subject"] == 1.0


def test_who_speaks_above_the_event_and_to_whom():
    document = parse("""
Kenia Kenia PROPN 2 nsubj
wirft werfen VERB 0 root
Uganda Uganda PROPN 2 iobj Case=Dat
einen ein DET 5 det
Angriff Angriff NOUN 2 obj
vor vor ADP 2 compound:prt""")
    ties = Ties([Trigger(4, 4, (4,), 0.9)], document)
    assert ties.noun
    assert ties.signs({0})["tie.above"] == 1.0
    assert ties.signs({2})["tie.above.object"] == 1.0
    assert ties.signs({2})["tie.above"] == 0.0


def test_preposition_and_relation_of_the_nearest_word():
    document = parse("""
Truppen Truppe NOUN 2 nsubj
zogen ziehen VERB 0 root
gegen gegen ADP 4 case
Uganda Uganda PROPN 2 obl""")
    signs = Ties([Trigger(1, 1, (1,), 0.9)], document).signs({3})
    assert signs["tie.as=obl"] == signs["tie.as.direct=obl"] == 1.0
    assert signs["tie.mark=gegen"] == signs["tie.mark.direct=gegen"] == 1.0
