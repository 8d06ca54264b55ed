import datetime as dt

from lagebild.records import Report, Span, TimeMention
from lagebild.times import event_time, resolve
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
        day = dt.date(2015, 1, 1)
        found.append(TimeMention(Span(start, start + len(words)), words, kind, words, day, day))
    return found


def test_each_clause_has_its_own_time():
    doc = document()
    assert event_time(doc, times(doc), 1).text == "am Freitag"
    assert event_time(doc, times(doc), 9).text == "2015"


def test_a_duration_dates_nothing():
    doc = document()
    assert event_time(doc, times(doc, "DURATION"), 1) is None


def test_a_word_without_a_day_dates_nothing():
    doc = document()
    vague = [TimeMention(time.span, time.text, "DATE", "PAST_REF") for time in times(doc)]
    assert event_time(doc, vague, 1) is None


def test_no_time_no_date():
    assert event_time(document(), [], 1) is None


def test_both_ends_of_a_range_are_one_time():
    doc = parse(
        "Sie sie PRON 2 nsubj\ntagen tagen VERB 0 root\nvom von ADP 4 case\n22. 22. ADJ 2 obl\nbis bis ADP 6 case\n"
        "24. 24. ADJ 4 nmod\nOktober Oktober NOUN 6 flat"
    )
    report = Report("r", doc.text, "de", dt.date(2024, 10, 12))
    time = event_time(doc, resolve(doc, report), 1)
    assert (time.text, time.value) == ("22. bis 24. Oktober", "2024-10-22/2024-10-24")
    assert (time.start, time.end) == (dt.date(2024, 10, 22), dt.date(2024, 10, 24))
