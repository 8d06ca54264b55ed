"""Hostile texts through the cleaner, the tokeniser, the whole path with the real model, and the importers.

LAGEBILD_FUZZ sets the number of cases (default few, to be quick); the whole path takes a tenth of it.
"""

import json
import os
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lagebild.analysis.tokenizer import split_sentences
from lagebild.entities import importers
from lagebild.records import Reading, Report
from lagebild.reports import ReportError, clean, load, readable

CASES = int(os.environ.get("LAGEBILD_FUZZ", "60"))
HOSTILE = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
PATH = settings(HOSTILE, max_examples=max(10, CASES // 10))

PIECES = st.sampled_from([
    "Die Ministerin", " warf ", "Moskau", " vor, ", "„", "“", "\n\n", "+++", "(dpa)", " – ", "am 31. Februar 2024",
    "\u202e", "\ud7ff", "e\u0301", "\ufdfa", "\U0001f469\u200d\U0001f467", "\x00", "\u2028", "\ufeff", "1" * 400,
    "a" * 3000, "ist ", "nicht ", "sagte ", "he said ", ".", "...", "Foto: ", "http://e.org/" + "x" * 200, "&amp;",
    "<b>", "U.S. ", "zwischen ", "und ", "Angriff ", "attack ", "seine ", "\t",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=40).map("".join)


@HOSTILE
@given(TEXTS, st.sampled_from(["de", "en"]))
def test_any_text_is_cleaned_without_moving_a_character(text, language):
    report = clean(Report("x", text, language))
    assert report.text == text
    for part in report.furniture:
        assert 0 <= part.span.start <= part.span.end <= len(text)
    assert len(readable(report)) == len(text)


@HOSTILE
@given(TEXTS, st.sampled_from(["de", "en", "fr", "xx", ""]))
def test_any_text_has_sentences_whose_words_are_its_own(text, language):
    last = 0
    for sentence in split_sentences(text, language):
        for token in sentence:
            assert last <= token.start < token.end <= len(text)
            last = token.end


@pytest.fixture(scope="module")
def reader():
    from lagebild.pipeline import Reader

    return Reader()


def test_any_text_is_read_or_refused(reader):
    @PATH
    @given(TEXTS)
    @example("")
    @example("Die Ministerin warf Moskau vor, " * 300)
    @example("„" * 5000)
    def check(text):
        started = time.process_time()
        (result,) = reader.read([Report("x", text, "de")])
        if isinstance(result, ReportError):
            assert "inside Lagebild" not in result.problem, result
            return
        assert isinstance(result, Reading)
        for claim in result.claims:
            for span in (*claim.triggers, *claim.sentences, *claim.hedges):
                assert 0 <= span.start < span.end <= len(text)
        assert time.process_time() - started < 60

    check()


FTM = '{"id": "a", "schema": "Person", "properties": {"name": ["Jo Doe"], "country": ["de"], "topics": ["role.pep"]}}'
SEEDS = {
    "ftm.json": FTM + "\n" + FTM.replace('"a"', '"b"'),
    "dump.json": '[\n{"type":"item","id":"Q1","labels":{"en":{"value":"Jo"}},"claims":{}},\n]',
    "list.csv": "name,kind,country,aliases,office,from,to\nJo Doe,person,DEU,Jo|J. Doe,president,2020-01-01,\n",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "schema", "properties", "name", "labels", "claims", "value", "mainsnak", "type"]),
            inner,
        )
    ),
    max_leaves=10,
)


def imported(data, name):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return list(importers.read(path))
        except importers.EntityFileError:
            return []


@pytest.mark.parametrize("name", SEEDS)
def test_spoiled_lists_give_records_or_one_error(name):
    seed = SEEDS[name].encode()

    @HOSTILE
    @given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 20)), max_size=4))
    def check(changes):
        data = seed
        for place, noise, cut in changes:
            at = int(place * len(data))
            data = data[:at] + noise + data[at + cut :]
        for record in imported(data, name):
            assert isinstance(record, importers.Record)

    check()


@HOSTILE
@given(JSON)
def test_any_json_gives_records_or_one_error(value):
    imported(json.dumps(value).encode() + b"\n", "x.json")


def test_a_list_that_is_packed_but_broken_is_told(tmp_path):
    path = tmp_path / "list.csv.gz"
    path.write_bytes(b"\x1f\x8b\x08\x00nonsense")
    with pytest.raises(importers.EntityFileError):
        list(importers.read(path))


def test_a_zip_is_no_report_and_is_never_unpacked(tmp_path):
    path = tmp_path / "bomb.txt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a.txt", b"0" * 50_000_000)
    (found,) = load([path])
    assert isinstance(found, ReportError)
    assert "not text" in found.problem
