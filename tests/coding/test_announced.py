from __future__ import annotations

from lagebild.coding.announced import without_announced
from lagebild.coding.events import Event, Trigger
from tests.parses import parse

PROMISE = """
Kenia Kenia PROPN 2 nsubj
versprach versprechen VERB 0 root
Uganda Uganda PROPN 2 iobj
Ärzte Arzt NOUN 6 obj
zu zu PART 6 mark
schicken schicken VERB 2 xcomp
nach nach ADP 8 case
Gesprächen Gespräch NOUN 2 obl"""


def event(kind: str, *words: int) -> Event:
    return Event(kind, [Trigger(word, word, (word,), 0.9) for word in words])


def test_what_an_agreement_promises_is_no_second_event():
    agreed, aid = event("AGREE", 1), event("AID", 5)
    assert without_announced([agreed, aid], parse(PROMISE)) == [agreed]


def test_what_took_place_stays():
    events = [event("AGREE", 1), event("CONSULT", 7)]  # talks before the promise
    assert without_announced(events, parse(PROMISE)) == events
    twice = [event("AGREE", 1), event("AID", 5, 7)]  # told elsewhere too
    assert without_announced(twice, parse(PROMISE)) == twice
    alone = [event("AID", 5)]
    assert without_announced(alone, parse(PROMISE)) == alone


def test_other_types_stay():
    events = [event("AGREE", 1), event("RETREAT", 5)]
    assert without_announced(events, parse(PROMISE)) == events
