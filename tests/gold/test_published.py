import json

import pytest

from gold import published
from gold.published import JoinError, load, place, with_words, without_words
from gold.readings import merged

TEXT = "Die Armee griff an. Am Montag griff die Armee wieder an, meldete der Sender."
CLAIM = {
    "doc": "wn-1",
    "type": "ASSAULT",
    "actors": [{"name": "Armee", "country": "SYR", "sector": "MIL"}],
    "recipients": [],
    "spans": [[30, 35]],
    "sources": [{"name": "der Sender", "stance": "asserts"}],
    "time": "Am Montag",
}


def test_a_published_claim_has_offsets_and_no_words_and_comes_back_whole():
    record = without_words(CLAIM, TEXT)
    assert "Armee" not in json.dumps(record)
    assert record["actors"][0]["span"] == [40, 45]
    back = with_words(record, TEXT)
    assert (back["actors"][0]["name"], back["sources"][0]["name"], back["time"]) == ("Armee", "der Sender", "Am Montag")


def test_words_that_are_not_in_the_text_are_refused():
    with pytest.raises(JoinError):
        place("Marine", TEXT, 0)


def test_annotation_of_another_text_is_refused(tmp_path, monkeypatch):
    (tmp_path / "raw-de-wikinews").mkdir()
    article = {"title": "1 - Angriff (2024-05-03)", "date": "2024-05-03", "split": "train", "text": TEXT}
    (tmp_path / "raw-de-wikinews" / "wikinews_de_2005ff.jsonl").write_text(json.dumps(article), encoding="utf-8")
    monkeypatch.setattr(published, "FOLDER", tmp_path / "annotations")
    (tmp_path / "annotations").mkdir()
    listed = tmp_path / "annotations" / "de.reports.jsonl"
    listed.write_text(json.dumps({"id": "wn-1", "characters": len(TEXT)}), encoding="utf-8")
    (tmp_path / "annotations" / "de.claims.jsonl").write_text(json.dumps(without_words(CLAIM, TEXT)), encoding="utf-8")
    reports, claims = load(tmp_path, "de")
    assert [report["text"] for report in reports] == [TEXT]
    assert claims[0]["actors"][0]["name"] == "Armee"
    listed.write_text(json.dumps({"id": "wn-1", "characters": 3}), encoding="utf-8")
    with pytest.raises(JoinError, match="wn-1"):
        load(tmp_path, "de")


def test_two_readings_become_one(tmp_path):
    scorer = tmp_path / "scorer.py"
    scorer.write_text(
        "def norm(r): return r\n"
        "def match(a, b, ok): return [(i, j) for i, x in enumerate(a) for j, y in enumerate(b) if ok(x, y)]\n"
        "RULES = {'what': lambda x, y: x['type'] == y['type']}\n",
        encoding="utf-8",
    )
    other, third = {**CLAIM, "type": "AID"}, {**CLAIM, "doc": "wn-2"}
    claims = list(merged([CLAIM, other, third], [{**CLAIM, "time": None}], {"wn-1"}, scorer))
    assert [(claim["doc"], claim.get("core")) for claim in claims] == [("wn-1", True), ("wn-1", False), ("wn-2", None)]
    assert claims[0]["alt"]["time"] is None
