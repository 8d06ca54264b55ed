from lagebild.coding.events import Event, Role, Trigger
from lagebild.coding.observers import drop_observers
from lagebild.records import Party
from tests.parses import parse


def event(type_, word, *actors):
    roles = [Role(Party(name, code=code), at) for name, code, at in actors]
    return Event(type_, [Trigger(word, word, (word,), 0.9, None, None)], actors=roles)


def test_who_condemns_an_attack_did_not_attack():
    document = parse("""
Oslo Oslo PROPN 2 nsubj
condemned condemn VERB 0 root
attacks attack NOUN 2 obj
in in ADP 5 case
Odesa Odesa PROPN 3 nmod""")
    accuse, attack = event("ACCUSE", 1, ("Oslo", "NOR", 0)), event("ASSAULT", 2, ("Oslo", "NOR", 0))
    drop_observers([accuse, attack], document)
    assert [role.party.code for role in accuse.actors] == ["NOR"]
    assert attack.actors == []


def test_others_and_verbs_beside_keep_their_actors():
    document = parse("""
Oslo Oslo PROPN 2 nsubj
condemned condemn VERB 0 root
Minsk Minsk PROPN 2 obj
and and CCONJ 5 cc
sent send VERB 2 conj
aid aid NOUN 5 obj""")
    accuse, aid = event("ACCUSE", 1, ("Oslo", "NOR", 0)), event("AID", 5, ("Oslo", "NOR", 0))
    drop_observers([accuse, aid], document)
    assert [role.party.code for role in aid.actors] == ["NOR"]


def test_prosecutors_and_media_are_not_guessed_to_be_attackers():
    document = parse("""
He he PRON 2 nsubj
stabbed stab VERB 0 root
her she PRON 2 obj""")
    for via, kept in (("context", 0), ("subj", 1)):
        attack = event("ASSAULT", 1)
        attack.actors = [Role(Party("a spokeswoman", code="DEU", sector="JUD"), 0, None, via)]
        drop_observers([attack], document)
        assert len(attack.actors) == kept
