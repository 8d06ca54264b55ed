from __future__ import annotations

from lagebild.analysis.document import Name
from lagebild.coding.setting import setting
from tests.parses import parse

SENTENCE = """
Bei bei ADP 3 case
dem der DET 3 det
Angriff Angriff NOUN 7 obl
auf auf ADP 5 case
Gulu Gulu PROPN 3 nmod
wurden werden AUX 7 aux:pass
getötet töten VERB 0 root
neun neun NUM 9 nummod
Soldaten Soldat NOUN 7 nsubj:pass
während während SCONJ 12 mark
zwei zwei NUM 12 nsubj
entkamen entkommen VERB 7 advcl"""


def test_a_noun_has_the_setting_of_the_verb_that_carries_it():
    document = parse(SENTENCE)
    gulu = document.words[4]
    document.names = [Name(4, 5, "LOC", 0.9, gulu.start, gulu.end)]
    found = setting(document, 6)
    assert found == setting(document, 2)
    assert (found.places, found.counts, found.objects) == ({"gulu"}, {"neun"}, {"soldat"})
