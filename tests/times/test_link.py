from lagebild.records import Span, TimeMention
from lagebild.times import event_time
from tests.parses import parse

SENTENCE = """
Putin Putin PROPN 2 nsubj
traf treffen VERB 0 root
am am ADP 4 case
Freitag Freitag NOUN 2 obl
Assad Assad PROPN 2 obj _
, , PUNCT 10 punct
der der PRON 10 nsubj
2015 2015 NUM 10 obl
Hilfe Hilfe NOUN 10 obj
erbat erbitten VERB 5 acl:relcl
"""


def document():
    return parse(SENTENCE.replace(" _\n", "\n"))


def times(doc, kind="DATE"):
    found = []
    for words in ("am Freitag", "2015"):
        start = doc.text.index(words)
        found.append(TimeMention(Span(start, start + len(words)), words, kind, words))
    return found


def test_each_clause_has_its_own_time():
    doc = document()
    assert event_time(doc, times(doc), 1).text == "am Freitag"
    assert event_time(doc, times(doc), 9).text == "2015"


def test_a_duration_dates_nothing():
    doc = document()
    assert event_time(doc, times(doc, "DURATION"), 1) is None


def test_no_time_no_date():
    assert event_time(document(), [], 1) is None
