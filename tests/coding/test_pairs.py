from __future__ import annotations

import pytest

from lagebild.analysis.document import Document
from lagebild.coding.assign import assign, people
from lagebild.coding.closer import closer
from lagebild.coding.events import Event, Role, Trigger
from lagebild.coding.pairs import Option, choose, fillings, ordered, signs, weigh
from lagebild.coding.roles import Cast
from lagebild.coding.ties import Ties
from lagebild.records import Mention, Party, Report, Span
from tests.coding.people import grounding, mention
from tests.parses import parse

SENTENCE = """
Kenia Kenia PROPN 2 nsubj
warnt warnen VERB 0 root
Uganda Uganda PROPN 2 obj
und und CCONJ 5 cc
Ruanda Ruanda PROPN 3 conj"""
EVENT = Event("THREATEN", [Trigger(1, 1, (1,), 0.9)])


def option(code: str, chance: float, *, slot: bool = False, via: str = "context") -> Option:
    found = Mention(Span(0, 1), code, "country", 0, code, cluster=hash(code))
    return Option(chance, Role(Party(code, code=code), 0, found, via), slot)


def codes(chosen: tuple[Option, ...]) -> list[str | None]:
    return [item.role.party.code for item in chosen]


def test_nobody_stands_on_both_sides():
    options = [option("KEN", 0.9), option("UGA", 0.4)]
    found = [(codes(item.actors), codes(item.recipients)) for item in fillings(options, options)]
    assert (["KEN"], ["UGA"]) in found
    assert ([], []) in found
    assert (["KEN", "UGA"], []) in found
    assert not any(set(ours) & set(theirs) for ours, theirs in found)
    assert len(found) == len({(tuple(ours), tuple(theirs)) for ours, theirs in found})


def test_all_parties_of_the_frame_are_tried_together():
    options = ordered(
        [
            option(code, chance, slot=chance < 0.2)
            for code, chance in zip("ABCDE", (0.1, 0.9, 0.15, 0.8, 0.1), strict=True)
        ]
    )
    assert codes(tuple(options)) == ["B", "D", "C", "A", "E"]
    assert ["C", "A", "E"] in [codes(item.actors) for item in fillings(options, [])]


def test_signs_tell_how_many_and_whether_one_state_is_on_both_sides():
    document = parse(SENTENCE)
    ties = Ties(EVENT.triggers, document)
    actors, recipients = [option("KEN", 0.9), option("UGA", 0.2, slot=True)], [option("RWA", 0.7)]
    pair = next(item for item in fillings(actors, recipients) if codes(item.actors) == ["KEN"] and item.recipients)
    values = signs(pair, EVENT, actors, recipients, ties)
    assert values["THREATEN&11"] == values["active&11"] == 1.0
    assert values["actor.left"] == pytest.approx(0.2)
    assert values["actor.left.slot"] == 1.0
    assert "same" not in values
    empty = next(item for item in fillings(actors, recipients) if not item.actors and not item.recipients)
    assert signs(empty, EVENT, actors, recipients, ties)["actor.none.slot"] == 1.0


def test_signs_tell_that_coordinated_parties_are_torn_apart():
    ties = Ties(EVENT.triggers, parse(SENTENCE))
    actors = [option("KEN", 0.9, slot=True), option("UGA", 0.6, slot=True), option("RWA", 0.5)]
    for item in actors[:2]:
        item.role.via = "subj"
    found = {tuple(codes(item.actors)): signs(item, EVENT, actors, [], ties) for item in fillings(actors, [])}
    assert found[("KEN",)]["actor.split"] == found[("UGA",)]["actor.split"] == 1.0
    assert found[("KEN", "UGA")]["actor.split"] == found[("RWA",)]["actor.split"] == 0.0
    assert (found[("KEN",)]["actor.best"], found[("UGA",)]["actor.best"]) == (1.0, 0.0)
    assert found[("RWA",)]["actor.context"] == 1.0


def test_the_choice_weighs_both_sides_at_once():
    document = parse(SENTENCE)
    ties = Ties(EVENT.triggers, document)
    actors, recipients = [option("KEN", 0.9)], [option("UGA", 0.3)]
    fit = {"actor.fit": 1.0, "recipient.fit": 1.0}
    alone = choose(EVENT, actors, recipients, ties, fit)
    assert (codes(alone.actors), codes(alone.recipients)) == (["KEN"], [])
    both = choose(EVENT, actors, recipients, ties, {**fit, "THREATEN&11": 2.0})
    assert (codes(both.actors), codes(both.recipients)) == (["KEN"], ["UGA"])


def test_nobody_is_guessed_on_the_other_side_than_his_slot():
    ties = Ties(EVENT.triggers, parse(SENTENCE))
    actors, recipients = [option("KEN", 0.9)], [option("KEN", 0.1, slot=True, via="gen"), option("UGA", 0.1)]
    found = [codes(item.actors) for item, _ in weigh(EVENT, actors, recipients, ties, {})]
    assert found == [[]] * len(found)
    recipients[0].role.via = "arc"  # the model's guess forbids nothing
    assert ["KEN"] in [codes(item.actors) for item, _ in weigh(EVENT, actors, recipients, ties, {})]


def test_weights_of_pairs_choose_both_sides():
    document: Document = parse(SENTENCE)
    found = [
        mention(document, "Kenia", "KEN", cluster=0),
        mention(document, "Uganda", "UGA", cluster=1),
        mention(document, "Ruanda", "RWA", cluster=2),
    ]
    cast = Cast(document, Report("r", document.text, "de"), grounding(*found))
    event = Event("THREATEN", [Trigger(1, 1, (1,), 0.9)])
    side = {"bias": -3.0}
    weights = {
        "actor": {**side, "tie.subject": 5.0},
        "recipient": {**side, "tie.object": 5.0},
        "pair": {"actor.fit": 1.0, "recipient.fit": 1.0},
    }
    assign(event, cast, people(cast), weights)
    assert [role.party.code for role in event.actors] == ["KEN"]
    assert [role.party.code for role in event.recipients] == ["UGA", "RWA"]
    assert sum("recipient" in line for line in event.why) == 2


def test_trees_see_home_left_slots_and_all_chance_of_a_code():
    ties = Ties(EVENT.triggers, parse(SENTENCE))
    actors = [option("KEN", 0.6), option("UGA", 0.5, slot=True), option("UGA", 0.5)]
    recipients = [option("RWA", 0.8)]
    filling = next(
        item for item in fillings(actors, recipients) if codes(item.actors) == ["UGA"] and not item.recipients
    )
    (values,) = closer([filling], EVENT, actors, recipients, ties, "UGA")
    assert values["type=THREATEN"] == values["actor.home"] == 1.0
    assert values["recipient.home"] == values["recipient.foreign"] == values["same.home"] == 0.0
    assert values["actor.mass"] == pytest.approx(1.0)
    assert values["actor.other"] == pytest.approx(0.6)
    assert values["recipient.other"] == pytest.approx(0.8)
    (away,) = closer([filling], EVENT, actors, recipients, ties, "KEN")
    assert away["actor.foreign"] == 1.0
