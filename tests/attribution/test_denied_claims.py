"""Denials in whole readings: they are stances, neither refusals nor accusations."""

from __future__ import annotations

import pytest

from lagebild import pipeline
from lagebild.analysis.model_files import MODEL_FOLDER
from lagebild.records import Claim

pytestmark = pytest.mark.skipif(not (MODEL_FOLDER / "network.onnx").is_file(), reason="needs the analysis model")


def claims(text: str, language: str = "de") -> dict[str, Claim]:
    return {claim.event: claim for claim in pipeline.read(text, language=language).claims}


def stances(claim: Claim) -> set[tuple[str, str]]:
    return {(source.name, source.stance) for source in claim.sources}


def test_a_denied_accusation_is_no_refusal_and_the_alleged_act_is_what_is_denied() -> None:
    found = claims(
        "Litauen wirft Belarus vor, Migranten verschleppt zu haben. Die Regierung in Minsk wies die Vorwürfe zurück."
    )
    assert "REJECT" not in found
    assert stances(found["ASSAULT"]) == {("Litauen", "asserts"), ("Die Regierung in Minsk", "denies")}
    assert found["ASSAULT"].status == "possible"
    assert (found["ACCUSE"].status, found["ACCUSE"].sources) == ("occurred", [])


def test_who_was_attacked_does_not_deny_the_attack_by_answering_another_accusation() -> None:
    found = claims(
        "Nach Angaben der libanesischen Armee hat Israel mehrere Dörfer im Libanon beschossen. Israels "
        "Verteidigungsminister warf der libanesischen Regierung vor, die Miliz gewähren zu lassen. Die Regierung in "
        "Beirut wies die Vorwürfe zurück."
    )
    assert [party.code for party in found["ASSAULT"].recipients] == ["LBN"]
    assert {stance for _, stance in stances(found["ASSAULT"])} == {"asserts"}


def test_a_denial_of_hearsay_about_the_denier_does_not_reach_back_to_another_claim() -> None:
    found = pipeline.read(
        "Nach Angaben der Armee hat Israel mehrere Dörfer beschossen. Der Waffenhändler Viktor Harms soll der Zeitung "
        "zufolge im Jemen gewesen sein. Harms bestritt den Bericht.",
        language="de",
    ).claims
    shelled = [claim for claim in found if claim.sentences[0].start == 0]
    assert shelled
    assert not any(stance == "denies" for claim in shelled for _, stance in stances(claim))


def test_who_denies_an_accusation_did_not_make_it() -> None:
    found = claims("Der Minister wies den Vorwurf zurück, er habe Journalisten verhaften lassen.")
    assert "ACCUSE" not in found or all(party.text != "Minister" for party in found["ACCUSE"].actors)
    assert stances(found["COERCE"]) == {("Der Minister", "denies")}


def test_a_refused_demand_stays_a_refusal() -> None:
    found = claims("Der Kreml hat die Forderung der EU zurückgewiesen, die Truppen abzuziehen.")
    assert [party.text for party in found["REJECT"].actors] == ["Kreml"]


def test_a_thing_or_an_unknown_pronoun_is_no_source() -> None:
    found = claims("Der Fall der Stadt war absehbar. Die Miliz habe die Brücke gesprengt.")
    assert found
    assert all("Fall" not in source.name for source in found["ASSAULT"].sources)


def test_what_most_mentions_are_told_by_decides_on_the_source() -> None:
    found = claims("Rebellen beschossen die Stadt Karan. Tote gab es nicht. Wieder wurde Karan beschossen.")
    assert found
    assert all(claim.sources == [] for claim in found.values())


def test_who_denies_a_report_did_not_make_it() -> None:
    found = claims("Kenya dismissed reports that its soldiers had shelled the town.", "en")
    assert stances(found["ASSAULT"]) == {("Kenya", "denies")}


def test_an_accusation_is_not_denied_by_who_denies_the_act() -> None:
    found = claims("Ethiopia accused Eritrea of killing civilians, an allegation Asmara rejected.", "en")
    assert found["ACCUSE"].sources == []
    assert stances(found["ASSAULT"]) == {("Ethiopia", "asserts"), ("Asmara", "denies")}


def test_a_pronoun_stands_for_no_speaker_of_another_gender() -> None:
    found = claims(
        "Die Polizei nahm nach Angaben des Ministeriums 24 Personen fest. Die Opposition sprach von hundert "
        "Festgenommenen. Die Staatsanwaltschaft erhob Anklage gegen einen Minister. Er weist jede Schuld von sich."
    )
    assert not any(stance == "denies" for _, stance in stances(found["COERCE"]))


def test_a_source_keeps_the_mark_that_closes_its_name() -> None:
    found = claims('Laut der Zeitung "Danas" hat die Polizei am Montag zwölf Demonstranten festgenommen.')
    assert stances(found["COERCE"]) == {('der Zeitung "Danas"', "asserts")}


def test_a_president_is_no_resident() -> None:
    (source,) = claims("President Ferdinand Marcos said that police had arrested twelve men.", "en")["COERCE"].sources
    assert source.kind == "government"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("M23 captured Masisi on Saturday. Rwanda denied claims that it helps the rebels.", "en"),
        ("Gunmen attacked a bus in Urfa, the army said. Germany denied any links to the group.", "en"),
        (
            "Nach Angaben von Anwohnern haben Soldaten 20 Dorfbewohner getötet. Ruanda wies Vorwürfe zurück, eine "
            "Wahl gefälscht zu haben.",
            "de",
        ),
        (
            "Eine kurdische Gruppe griff nach Angaben der Polizei in Urfa einen Bus an. Deutschland bestritt jede "
            "Verbindung zu der Gruppe.",
            "de",
        ),
        ("Die Armee griff am Montag das Lager an. Der Minister wies die Vorwürfe zurück.", "de"),
    ],
)
def test_what_a_denial_says_in_so_many_words_is_no_other_claim(text: str, language: str) -> None:
    found = claims(text, language)
    assert found["ASSAULT"].status == "occurred"
    assert all(stance == "asserts" for _, stance in stances(found["ASSAULT"]))


def test_a_denied_part_in_what_is_named_again_is_a_denial_of_it() -> None:
    found = claims("Gunmen killed 20 farmers near Jos, residents said. The army denied any role in the killings.", "en")
    assert stances(found["ASSAULT"]) == {("residents", "asserts"), ("The army", "denies")}


def test_a_denied_part_answers_what_the_report_tells_itself() -> None:
    found = claims("Zwei Schiffe wurden vor Hudaida angegriffen. Der Iran bestritt eine Beteiligung.")
    assert stances(found["ASSAULT"]) == {("Der Iran", "denies")}


def test_a_denial_answers_the_accusation_before_it_even_where_no_event_was_found_in_that() -> None:
    found = claims(
        "The rights commission said police had killed three people. The interior minister accused the opposition of "
        "paying youths. Its leader called the claim a lie.",
        "en",
    )
    assert stances(found["ASSAULT"]) == {("The rights commission", "asserts")}


def test_a_demonstrative_takes_up_what_was_told_right_before() -> None:
    found = claims(
        "Nach Angaben Kiews hat Russland den Hafen von Ismajil beschossen. Teile einer Rakete lägen auf rumänischem "
        "Gebiet, sagte ein Sprecher in Bukarest. Moskau wies diesen Vorwurf zurück."
    )
    assert {stance for _, stance in stances(found["ASSAULT"])} == {"asserts"}


def test_several_allegations_are_those_of_one_speaker() -> None:
    found = claims(
        "Venezuela's government said it had arrested 12 people. Interior Minister Diosdado Cabello said the men had "
        "been trained by the CIA and had smuggled rifles into the country. Washington called the claims false.",
        "en",
    )
    assert stances(found["COERCE"]) == {("Venezuela's government", "asserts")}
    assert ("Washington", "denies") in stances(found["AID"])


def test_who_denies_one_detail_does_not_deny_what_the_report_tells_itself() -> None:
    found = claims(
        "Die Türkei griff Stellungen der Kurden in Nordsyrien an. Ankara bestreitet, dabei Chemiewaffen eingesetzt "
        "zu haben."
    )
    assert found["ASSAULT"].sources == []


def test_to_contradict_without_an_object_is_a_denial() -> None:
    found = claims("Serbische Soldaten besetzten nach Angaben des Kosovo den Grenzposten. Belgrad widersprach.")
    assert ("Belgrad", "denies") in stances(found["ASSAULT"])


def test_an_accusation_may_be_called_freely_invented() -> None:
    found = claims(
        "Der Armee zufolge hat die Miliz ein Krankenhaus beschossen. Die Miliz nannte die Anschuldigung frei erfunden."
    )
    assert ("Die Miliz", "denies") in stances(found["ASSAULT"])


def test_a_bare_confession_confirms_no_claim_before_it() -> None:
    found = claims(
        "A court in Minsk sentenced the journalist to 14 years, the rights group Viasna said. State news agency Belta "
        "reported that he had confessed.",
        "en",
    )
    assert stances(found["SANCTION"]) == {("the rights group Viasna", "asserts")}


def test_a_headline_has_no_voice_of_its_own() -> None:
    found = claims(
        "Rebels seize airport in Bukavu\n\nRebels seized the airport in Bukavu, the army said. After they had seized "
        "the airport, flights were cancelled.",
        "en",
    )
    assert ("the army", "asserts") in stances(found["ASSAULT"])
