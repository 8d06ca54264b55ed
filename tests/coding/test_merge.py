from __future__ import annotations

import pytest

from lagebild.analysis.document import Document
from lagebild.analysis.lemmas import same_stem
from lagebild.coding.events import Event, Role
from lagebild.coding.features import Candidate
from lagebild.coding.merge import groups, merge_group, pair_features, same_event
from lagebild.records import Mention, Party, Span
from tests.parses import parse

SENTENCE = """
Polizei Polizei NOUN 2 nsubj
handelte handeln VERB 0 root
hart hart ADV 2 advmod"""


def document() -> Document:
    return parse(SENTENCE, SENTENCE, SENTENCE)


def role(code: str, word: int = 0) -> Role:
    mention = Mention(Span(word, word + 1), code, "country", word, code)
    return Role(Party(code, mention.span, code), word, mention, "subj")


def candidate(word: int, event: str, lemma: str, score: float, actors: str = "", recipients: str = "") -> Candidate:
    return Candidate(
        word,
        event,
        actors=[role(code) for code in actors.split()],
        recipients=[role(code) for code in recipients.split()],
        lemma=lemma,
        score=score,
    )


def merge(chosen: list[Candidate], text: Document) -> list[Event]:
    return [merge_group(group) for group in groups(chosen, text)]


def test_same_type_in_one_sentence_is_one_event_clearest_first():
    (event,) = merge([candidate(0, "COERCE", "razzia", 0.4), candidate(1, "COERCE", "verhaften", 0.9)], document())
    assert event.words == [1, 0]


def test_same_stem_elsewhere_is_the_same_event_unless_roles_disagree():
    first = candidate(1, "COERCE", "verhaften", 0.9, "TUR", "DEU")
    (event,) = merge([first, candidate(4, "COERCE", "verhaftung", 0.5)], document())
    assert event.words == [1, 4]
    other = candidate(4, "COERCE", "verhaftung", 0.5, "EGY")
    assert len(merge([first, other], document())) == 2


def test_other_type_or_other_stem_elsewhere_stays_apart():
    first = candidate(1, "COERCE", "verhaften", 0.9)
    assert len(merge([first, candidate(2, "ASSAULT", "schlagen", 0.5)], document())) == 2
    assert len(merge([first, candidate(4, "COERCE", "verbieten", 0.5)], document())) == 2


def test_roles_come_from_the_clearest_trigger_that_has_them():
    (event,) = merge(
        [candidate(1, "COERCE", "verhaften", 0.9, recipients="DEU"), candidate(2, "COERCE", "razzia", 0.4, "TUR")],
        document(),
    )
    assert [item.party.code for item in event.actors] == ["TUR"]
    assert [item.party.code for item in event.recipients] == ["DEU"]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("verhaften", "verhaftung", True),
        ("kritik", "kritisieren", True),
        ("angriff", "raketenangriff", True),
        ("verhaften", "verhandeln", False),
        ("angreifen", "angriff", False),
        ("tag", "tagen", False),
    ],
)
def test_same_stem(first: str, second: str, same: bool):
    assert same_stem(first, second) is same
    assert same_stem(second, first) is same


def test_the_headline_is_told_again_in_the_lead():
    text = parse(SENTENCE, SENTENCE, SENTENCE, SENTENCE)
    title, lead, late = (candidate(word, "COERCE", "handeln", 0.9) for word in (1, 4, 10))
    values = pair_features(title, lead, text)
    assert values["title"] == values["title&lead"] == values["title&lemma"] == 1.0
    values = pair_features(title, late, text)
    assert (values["title"], values["title&lead"]) == (1.0, 0.0)
    assert pair_features(lead, late, text)["lead"] == 1.0


TWO_MOVES = """
Kenia Kenia PROPN 2 nsubj
entsandte entsenden VERB 0 root
zwei zwei NUM 4 nummod
Bataillone Bataillon NOUN 2 obj
und und CCONJ 7 cc
Uganda Uganda PROPN 7 nsubj
verlegte verlegen VERB 2 conj
drei drei NUM 9 nummod
Brigaden Brigade NOUN 7 obj"""


def test_moves_of_two_states_are_two_events():
    text = parse(TWO_MOVES)
    first = candidate(1, "MOBILIZE", "entsenden", 0.9, "KEN")
    second = candidate(6, "MOBILIZE", "verlegen", 0.8, "UGA")
    always = {"bias": 9.0}
    assert same_event(first, second, text, always) == 0.0
    assert len(groups([first, second], text, always)) == 2
    second.actors = first.actors
    assert same_event(first, second, text, always) > 0.9


def test_other_people_who_do_another_thing_are_another_event():
    text = parse(TWO_MOVES)
    first, second = candidate(1, "MOBILIZE", "entsenden", 0.9), candidate(6, "MOBILIZE", "verlegen", 0.8)
    always = {"bias": 9.0}
    assert same_event(first, second, text, always) > 0.9  # nobody knows who does it
    first.actors, second.actors = [role("KEN")], [role("UGA", 5)]
    assert same_event(first, second, text, always) == 0.0
    second.actors[0].via = "arc"
    assert same_event(first, second, text, always) == 0.0  # the model takes the verb's own subject
    second.actors[0].word = 8
    assert same_event(first, second, text, always) > 0.9  # a mere guess keeps nothing apart


def test_a_headline_is_merged_by_the_weights_alone():
    text = parse(SENTENCE, TWO_MOVES)
    title, lead = candidate(1, "MOBILIZE", "handeln", 0.9, "UGA"), candidate(4, "MOBILIZE", "entsenden", 0.8, "KEN")
    assert same_event(title, lead, text, {"bias": 9.0}) > 0.9
