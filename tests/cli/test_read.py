"""The command line as users call it, with the shipped model."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from lagebild.cli import main

ROOT = Path(__file__).parents[2]
GERMAN = ROOT / "examples" / "aschgabat.txt"
ENGLISH = ROOT / "examples" / "odesa.txt"
DATED = ["--published", "2024-10-12"]


def run(*arguments, input=None):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=input)


def plover(path, *options):
    result = run("read", path, "--format", "plover", *DATED, *options)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def german():
    return plover(GERMAN)


@pytest.fixture(scope="module")
def english():
    return plover(ENGLISH)


def codes(parties):
    return {party["code"] for party in parties}


def test_who_met_whom_and_when(german):
    meetings = [claim for claim in german if claim["event"] == "CONSULT"]
    assert any(codes(claim["actor"]) | codes(claim["recipient"]) >= {"RUS", "IRN"} for claim in meetings)
    assert any(claim["date"] == "2024-10-11" for claim in meetings)


def test_an_allegation_is_never_a_fact(german):
    text = GERMAN.read_text(encoding="utf-8")
    delivered = [claim for claim in german if claim["event"] == "AID"]
    assert delivered
    for claim in delivered:
        assert claim["status"] != "occurred" or claim["sources"], text[claim["text_info"][0]["start"] :][:60]


def test_offsets_are_those_of_the_file(german):
    text = GERMAN.read_text(encoding="utf-8")
    for claim in german:
        for part in claim["text_info"] + claim["evidence"]:
            assert text[part["start"] : part["end"]] == part["text"]


def test_lines_fit_the_published_schema(german, english):
    schema = json.loads((ROOT / "docs" / "plover.schema.json").read_text(encoding="utf-8"))
    for claim in german + english:
        jsonschema.validate(claim, schema)


def test_reading_again_gives_the_same_claims(german):
    assert plover(GERMAN) == german


def test_english_report(english):
    struck = [claim for claim in english if claim["event"] == "ASSAULT"]
    assert any("RUS" in codes(claim["actor"]) for claim in struck)
    assert any(claim["event"] == "ACCUSE" and "UKR" in codes(claim["actor"]) for claim in english)


def test_table_from_standard_input():
    result = run("read", "-", *DATED, input=GERMAN.read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert "CONSULT" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_page_into_a_file(tmp_path):
    out = tmp_path / "page.html"
    assert run("read", GERMAN, "--format", "html", "--out", out, *DATED).exit_code == 0
    assert "<mark" in out.read_text(encoding="utf-8")


def test_json_holds_report_and_claims():
    row = json.loads(run("read", GERMAN, "--format", "json", *DATED).stdout)
    assert row["report"]["published"] == "2024-10-12"
    assert row["claims"]


def test_a_bad_file_stops_nothing_but_is_told(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x00\x01" * 500)
    (tmp_path / "b.txt").write_text("これは日本語の文章です。首相は昨日、東京で会談した。" * 5, encoding="utf-8")
    (tmp_path / "c.txt").write_text(GERMAN.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("read", tmp_path, "--format", "plover")
    assert result.exit_code == 1
    assert "not text" in result.stderr
    assert "'ja' has no support yet" in result.stderr
    assert result.stdout.count("\n") > 3


def test_wrong_date_is_explained():
    result = run("read", GERMAN, "--published", "gestern")
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr


def test_explain_shows_the_words_and_the_way(german):
    claim = german[0]
    result = run("explain", GERMAN, "--claim", claim["id"], *DATED)
    assert result.exit_code == 0
    assert claim["text_info"][0]["text"] in result.stdout
    assert "How it was read" in result.stdout


def test_explain_names_the_claims_there_are(german):
    result = run("explain", GERMAN, "--claim", "nonsense", *DATED)
    assert result.exit_code == 1
    assert german[0]["id"] in result.stderr


def test_layers():
    row = json.loads(run("annotate", GERMAN, "--layers", "entities,places,times,quotes,syntax", *DATED).stdout)
    text = GERMAN.read_text(encoding="utf-8")
    for layer in ("entities", "places", "times", "quotes", "syntax"):
        assert row[layer]
        assert all(text[item["start"] : item["end"]] == item["text"] for item in row[layer] if layer != "syntax")
    assert any(item["value"] == "2024-10-11" for item in row["times"])
    assert any(item["country"] == "TKM" for item in row["places"])


def test_unknown_layer_is_refused():
    result = run("annotate", GERMAN, "--layers", "weather")
    assert result.exit_code == 2
    assert "choose from" in result.stderr


def test_a_users_own_event_type(tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("Norwegen ist am Montag der Organisation beigetreten.", encoding="utf-8")
    result = run(
        "read", str(report), "--frames", str(ROOT / "examples" / "join.yaml"), "--language", "de", "--format", "json"
    )
    assert "JOIN" in [claim["event"] for claim in json.loads(result.stdout)["claims"]]  # it may stand beside others


def test_a_wrong_file_of_own_types_is_explained(tmp_path):
    frames = tmp_path / "mine.yaml"
    frames.write_text("type: ASSAULT\n", encoding="utf-8")
    result = run("read", ENGLISH, "--frames", str(frames))
    assert result.exit_code == 2
    assert "mine.yaml" in result.stderr
