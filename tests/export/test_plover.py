from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from lagebild.export.gold import from_gold, to_gold
from lagebild.export.plover import lines, to_plover
from lagebild.records import Claim, Party, Reading, Report, Source, Span
from tests.stories import reading

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "plover.schema.json").read_text(encoding="utf-8"))
TEXT = "Am Freitag trafen Wladimir Putin und Massud Peseschkian in Aschgabat zusammen, wie der Kreml mitteilte."


@pytest.fixture
def meeting() -> Reading:
    return reading(
        "r1",
        TEXT,
        (
            "CONSULT",
            "trafen",
            [("Wladimir Putin", "RUS", "GOV"), ("Massud Peseschkian", "IRN", "GOV")],
            [],
            {"time": "Am Freitag", "date": "2024-10-11", "place": "Aschgabat", "country": "TKM"}
            | {"sources": [("der Kreml", "asserts")]},
        ),
    )


def test_line_fits_the_schema(meeting: Reading) -> None:
    (line,) = lines([meeting])
    jsonschema.validate(json.loads(line), SCHEMA)


def test_bare_claim_fits_the_schema() -> None:
    bare = to_plover(Claim("c", "r", "PROTEST"), Report("r", "Text"))
    jsonschema.validate(bare, SCHEMA)
    assert bare["date"] is None
    assert bare["event_loc"] is None


def test_schema_refuses_an_unknown_field(meeting: Reading) -> None:
    wrong = to_plover(meeting.claims[0], meeting.report) | {"surprise": 1}
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        jsonschema.validate(wrong, SCHEMA)


def test_every_span_gives_its_words(meeting: Reading) -> None:
    line = to_plover(meeting.claims[0], meeting.report)
    words = line["text_info"] + line["evidence"]
    assert all(TEXT[item["start"] : item["end"]] == item["text"] for item in words)
    assert [item["text"] for item in line["text_info"]] == ["trafen"]
    assert {"Am Freitag", "Aschgabat", "Wladimir Putin", "der Kreml"} <= {item["text"] for item in line["evidence"]}


def test_source_keeps_its_chain() -> None:
    report = Report("r", "Laut CNN sagte Biden das.")
    claim = Claim("c", "r", "ACCUSE", sources=[Source("Biden", chain=["Biden", "CNN"], span=Span(15, 20))])
    source = to_plover(claim, report)["sources"][0]
    assert source["chain"] == ["Biden", "CNN"]
    assert source["span"] == [15, 20]
    assert source["side"] is None


def test_a_source_that_is_a_party_says_so() -> None:
    army = Party("die Armee", code="UKR", sector="MIL")
    claim = Claim("c", "r", "ASSAULT", actors=[army], sources=[Source("Kiew", country="UKR", sector="GOV")])
    claim.recipients = [Party("Truppen", code="RUS", sector="MIL")]
    assert to_plover(claim, Report("r", "Text"))["sources"][0]["side"] == "party"


def test_gold_comes_back_as_it_was(meeting: Reading) -> None:
    record = to_gold(meeting.claims[0])
    again = from_gold(record, meeting.report)
    assert to_gold(again) == record
    assert again.sentences[0] == Span(0, len(TEXT))


def test_gold_of_unknown_type_is_refused(meeting: Reading) -> None:
    with pytest.raises(ValueError, match="DANCE"):
        from_gold({"type": "DANCE"}, meeting.report)
