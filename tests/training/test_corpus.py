import pytest

from lagebild.ontology import event_types
from training.corpus import MarkupError, corpus, parse


def test_markup_gives_text_and_events():
    text, events = parse(
        "{a1 r2:Iran} [1 REQUEST:fordert] {r1 a2:die USA} auf, die [2 SANCTION/h:Sanktionen] aufzuheben."
    )
    assert text == "Iran fordert die USA auf, die Sanktionen aufzuheben."
    first, second = events["1"], events["2"]
    assert (first.type, first.status, text[slice(*first.spans[0])]) == ("REQUEST", "occurred", "fordert")
    assert first.roles == {"a": ["Iran"], "r": ["die USA"]}
    assert (second.status, second.roles["a"]) == ("hypothetical", ["die USA"])


@pytest.mark.parametrize("line", ["[ATTACK:x] y", "{a:Iran", "Iran} x", "[AID/withdraw:gab]", "{a:Iran} schweigt."])
def test_wrong_markup_is_refused(line):
    with pytest.raises(MarkupError):
        parse(line)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_corpus_is_sound_and_covers_all_types(language):
    reports, claims = corpus(language)
    texts = {report["id"]: report["text"] for report in reports}
    assert len(texts) == len(reports)
    assert {claim["type"] for claim in claims} == set(event_types())
    for claim in claims:
        text = texts[claim["doc"]]
        assert claim["spans"]
        assert all(text[start:end].strip() for start, end in claim["spans"])
        assert all(party["name"] in text for party in claim["actors"] + claim["recipients"])
