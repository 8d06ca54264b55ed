from __future__ import annotations

from lagebild.analysis.document import ArcSignal, Document
from lagebild.coding.match import find
from lagebild.coding.roles import Cast, codes
from lagebild.coding.signs import people as everyone
from lagebild.coding.slots import Filler
from lagebild.records import Report
from tests.coding import mini
from tests.coding.people import grounding, mention
from tests.parses import parse

FRAMES = mini(
    """
type: ASSAULT
verbs:
  angreifen: subj > obj
nouns:
  Invasion: von|durch > gen
heads:
  -angriff: gen|von|adj|durch|mod > auf|gegen
""",
    """
type: CONSULT
verbs:
  treffen: subj = obj
""",
)


def cast(document: Document, *mentions: object) -> Cast:
    return Cast(document, Report("r", document.text, "de"), grounding(*mentions))  # type: ignore[arg-type]


def texts(roles: object) -> list[str]:
    return [role.party.text for role in roles]  # type: ignore[attr-defined]


def test_frame_to_parties_and_coordination():
    document = parse("""
Iran Iran PROPN 2 nsubj
griff greifen VERB 0 root
Israel Israel PROPN 2 obj
und und CCONJ 5 cc
Jordanien Jordanien PROPN 3 conj
an an ADP 2 compound:prt""")
    people = cast(
        document,
        mention(document, "Iran", "IRN"),
        mention(document, "Israel", "ISR"),
        mention(document, "Jordanien", "JOR"),
    )
    (match,) = find(document, FRAMES)
    actors, recipients = people.fill(match)
    assert texts(actors) == ["Iran"]
    assert codes(recipients) == {"ISR", "JOR"}
    assert actors[0].via == "subj"


def test_reciprocal_events_have_actors_only():
    document = parse("""
Putin Putin PROPN 2 nsubj
traf treffen VERB 0 root
Erdogan Erdogan PROPN 2 obj""")
    people = cast(document, mention(document, "Putin", "RUS"), mention(document, "Erdogan", "TUR"))
    (match,) = find(document, FRAMES)
    actors, recipients = people.fill(match)
    assert codes(actors) == {"RUS", "TUR"}
    assert recipients == []


def test_pronoun_is_the_name_of_its_cluster():
    document = parse(
        """
Putin Putin PROPN 2 nsubj
sprach sprechen VERB 0 root""",
        """
Er er PRON 2 nsubj
traf treffen VERB 0 root
Erdogan Erdogan PROPN 2 obj""",
    )
    people = cast(
        document,
        mention(document, "Putin", "RUS", "GOV", kind="person", cluster=1),
        mention(document, "Er", kind="pronoun", cluster=1),
        mention(document, "Erdogan", "TUR", "GOV", kind="person"),
    )
    (match,) = find(document, FRAMES)
    assert texts(people.fill(match)[0]) == ["Putin", "Erdogan"]


def test_pronoun_without_a_name_is_nobody():
    document = parse("Er er PRON 2 nsubj\nschwieg schweigen VERB 0 root")
    assert cast(document, mention(document, "Er", kind="pronoun")).roles(Filler(0, "subj")) == []


def test_thing_that_belongs_to_somebody_stands_for_him():
    document = parse("""
Angriffe Angriff NOUN 0 root
auf auf ADP 3 case
Ziele Ziel NOUN 1 nmod
in in ADP 5 case
Syrien Syrien PROPN 3 nmod""")
    (match,) = find(document, FRAMES)
    _, recipients = cast(document, mention(document, "Syrien", "SYR")).fill(match)
    assert codes(recipients) == {"SYR"}
    assert recipients[0].via == "auf+"


def test_thing_that_belongs_to_several_stands_for_all():
    document = parse("""
Angriffe Angriff NOUN 0 root
auf auf ADP 3 case
Ziele Ziel NOUN 1 nmod
in in ADP 5 case
Syrien Syrien PROPN 3 nmod
und und CCONJ 7 cc
Jordanien Jordanien PROPN 5 conj""")
    (match,) = find(document, FRAMES)
    _, recipients = cast(document, mention(document, "Syrien", "SYR"), mention(document, "Jordanien", "JOR")).fill(
        match
    )
    assert codes(recipients) == {"SYR", "JOR"}


def test_thing_of_nobody_fills_no_role():
    document = parse("""
Angriffe Angriff NOUN 0 root
auf auf ADP 3 case
Ziele Ziel NOUN 1 nmod""")
    (match,) = find(document, FRAMES)
    assert cast(document).fill(match) == ([], [])


def test_whom_the_frame_says_is_acted_on_does_not_act_because_nobody_else_does():
    document = parse("""
Invasion Invasion NOUN 0 root
der der DET 3 det
Ukraine Ukraine PROPN 1 nmod Case=Gen""")
    people = cast(document, mention(document, "Ukraine", "UKR"))
    actors, recipients = people.fill(find(document, FRAMES)[0])
    assert (texts(actors), texts(recipients)) == ([], ["Ukraine"])


def test_first_part_of_a_compound_acts():
    document = parse("""
US-Angriff US-Angriff NOUN 0 root
auf auf ADP 3 case
Basra Basra PROPN 1 nmod""")
    (match,) = find(document, FRAMES)
    (actor,), _ = cast(document).fill(match)
    assert (actor.party.text, actor.party.code) == ("US", "USA")
    assert document.text[actor.party.span.start : actor.party.span.end] == "US"  # type: ignore[union-attr]


def test_home_is_the_country_named_most_and_early():
    document = parse("""
Polizisten Polizist NOUN 2 nsubj
trafen treffen VERB 0 root
Polen Polen PROPN 2 obj
in in ADP 5 case
Brüssel Brüssel PROPN 2 obl""")
    people = cast(document, mention(document, "Polen", "POL"), mention(document, "Brüssel", "EUR"))
    assert people.home == "POL"
    assert cast(document).home is None


def test_party_takes_over_what_the_mention_knows():
    document = parse("Polizisten Polizist NOUN 0 root")
    police = mention(document, "Polizisten", "POL", "COP", kind="group")
    police.why = "role noun"
    party = cast(document, police).party(police)
    assert (party.text, party.code, party.sector, party.why) == ("Polizisten", "POL", "COP", "role noun")


def test_arcs_of_the_model_fill_what_no_frame_fills():
    document = parse("""
Rebellen Rebell NOUN 2 nsubj
wüteten wüten VERB 0 root
in in ADP 4 case
Kabul Kabul PROPN 2 obl""")
    document.arcs = [ArcSignal(1, 3, "recipient", 0.9), ArcSignal(1, 0, "actor", 0.2)]
    people = cast(
        document, mention(document, "Rebellen", "AFG", "REB", kind="group"), mention(document, "Kabul", "AFG")
    )
    actors, recipients = people.candidate_roles(1, None)
    assert texts(recipients) == ["Kabul"]
    assert [(role.party.text, role.via) for role in actors] == [("Rebellen", "subj")]


def test_both_countries_are_the_pair_named_together():
    document = parse(
        """
Kenia Kenia PROPN 2 nsubj
traf treffen VERB 0 root
Uganda Uganda PROPN 2 obj""",
        """
Ruanda Ruanda PROPN 2 nsubj
schwieg schweigen VERB 0 root""",
        """
Beide beide DET 2 det
Länder Land NOUN 3 nsubj
treffen treffen VERB 0 root
sich sich PRON 3 obj""",
    )
    people = cast(
        document,
        mention(document, "Kenia", "KEN", "GOV", cluster=0),
        mention(document, "Uganda", "UGA", "GOV", cluster=1),
        mention(document, "Ruanda", "RWA", "GOV", cluster=2),
        mention(document, "Länder", "RWA", "GOV", cluster=2),
    )
    found = people.roles(Filler(6, "subj"))
    assert [(role.party.code, role.word) for role in found] == [("KEN", 6), ("UGA", 6)]
    assert texts(people.roles(Filler(3, "subj"))) == ["Ruanda"]
    everybody = {person.main.text: {item.head for item in person.mentions} for person in everyone(people)}
    assert everybody == {"Kenia": {0, 6}, "Uganda": {2, 6}, "Ruanda": {3}}


def test_both_without_a_pair_is_whoever_the_mention_says():
    document = parse("""
Beide beide DET 2 det
Länder Land NOUN 3 nsubj
schweigen schweigen VERB 0 root""")
    people = cast(document, mention(document, "Länder"))
    assert texts(people.roles(Filler(1, "subj"))) == ["Länder"]
