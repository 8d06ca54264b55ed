import pytest

from lagebild.ontology import event_types
from training.corpus import HERE, MarkupError, corpus, parse


def test_markup_gives_text_and_events():
    text, events = parse(
        "{a1 r2:Iran} [1 REQUEST:fordert] {r1 a2:die USA} auf, die [2 SANCTION/h:Sanktionen] aufzuheben."
    )
    assert text == "Iran fordert die USA auf, die Sanktionen aufzuheben."
    first, second = events["1"], events["2"]
    assert (first.type, first.status, text[slice(*first.spans[0])]) == ("REQUEST", "occurred", "fordert")
    assert [first.parties[role][0]["name"] for role in "ar"] == ["Iran", "die USA"]
    assert (second.status, second.parties["a"][0]["name"]) == ("hypothetical", "die USA")


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


def test_parties_carry_codes_sources_and_time():
    text, events = parse(
        "{s12=LBN.JRN:Der Sender} meldet, {a12=-.UAF:Bewaffnete} hätten {t12:am Freitag} das Dorf "
        "[12 ASSAULT/s/@LBN:überfallen]; {d12=LBN.GOV:Beirut} weist das zurück."
    )
    event = events["12"]
    assert (event.country, event.status) == ("LBN", "possible")
    assert event.parties["a"] == [{"name": "Bewaffnete", "country": None, "sector": "UAF", "span": [19, 29]}]
    assert [event.parties[role][0]["name"] for role in "sdt"] == ["Der Sender", "Beirut", "am Freitag"]
    assert text[slice(*event.spans[0])] == "überfallen"


@pytest.mark.parametrize("line", ["{a=XXQ.GOV:x} [AID:gab]", "{a=RUS.QQQ:x} [AID:gab]", "{a:x] [AID:gab}", "{b:x}"])
def test_wrong_codes_and_crossed_brackets_are_refused(line):
    with pytest.raises(MarkupError):
        parse(line)


def test_reports_of_several_paragraphs(tmp_path, monkeypatch):
    (tmp_path / "de-reports-x.txt").write_text(
        "# comment\n## 2024-05-03 | Ein Titel\n{a:Paris} [AID:hilft].\n\nEnde.\n## 2024-05-04 | Zweiter\nNichts.\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("training.corpus.HERE", tmp_path)
    reports, claims = corpus("de")
    assert [(r["title"], r["published"], r["text"]) for r in reports] == [
        ("Ein Titel", "2024-05-03", "Paris hilft.\n\nEnde."),
        ("Zweiter", "2024-05-04", "Nichts."),
    ]
    assert [claim["doc"] for claim in claims] == [reports[0]["id"]]


def test_a_report_without_its_day_is_refused(tmp_path, monkeypatch):
    (tmp_path / "de-reports-x.txt").write_text("## Ein Titel\nNichts.\n", encoding="utf-8")
    monkeypatch.setattr("training.corpus.HERE", tmp_path)
    with pytest.raises(MarkupError, match="a report starts with"):
        corpus("de")


def test_every_file_says_that_it_is_invented_and_no_news():
    files = sorted(HERE.glob("*.txt"))
    assert len(files) >= 20
    for path in files:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first.startswith("# Invented"), path.name
        assert "never quote, cite or show any of it as news" in first, path.name
