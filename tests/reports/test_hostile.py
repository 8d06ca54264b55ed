"""Hostile files: whatever the bytes, each loader gives reports or errors, within bounded time and memory.

LAGEBILD_FUZZ sets the number of cases a loader (default 200; 10000 before a release).
"""

import contextlib
import gzip
import io
import json
import os
import time
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild.records import Report
from lagebild.reports import ReportError, load
from lagebild.reports.formats import html, jsonl, parquet, text, warc
from lagebild.reports.kinds import not_a_report
from tests.reports.test_archives import archive, page

CASES = int(os.environ.get("LAGEBILD_FUZZ", "200"))
SENTENCE = "Die Ministerin reiste nach Oslo und sprach dort über das Abkommen. "


def table():
    target = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2"], "text": [SENTENCE, SENTENCE]}), target)
    return target.getvalue()


LINES = "\n".join(json.dumps({"text": SENTENCE, "id": n, "published": "2024-10-12"}) for n in range(3)).encode()
SEEDS = {
    "text": (text, SENTENCE.encode()),
    "html": (html, page(1).encode()),
    "jsonl": (jsonl, LINES),
    "parquet": (parquet, table()),
    "warc": (warc, gzip.decompress(archive(1))),
    "warc.gz": (warc, archive(2)),
}
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12), st.integers(0, 40)), max_size=6)


def spoiled(data, changes):
    """The data with pieces replaced and cut out."""
    for place, noise, cut in changes:
        at = int(place * len(data))
        data = data[:at] + noise + data[at + cut :]
    return data


@pytest.mark.parametrize("name", SEEDS)
def test_spoiled_files_give_reports_or_errors(name):
    module, seed = SEEDS[name]

    @settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.binary(max_size=400), CHANGES.map(lambda changes: spoiled(seed, changes))))
    def check(data):
        read = module.stream(io.BytesIO(data), "x") if hasattr(module, "stream") else module.read(data, "x")
        try:
            for item in read:
                assert isinstance(item, Report | ReportError)
                assert not isinstance(item, Report) or item.text.strip() or module is text
        except ReportError:
            pass

    check()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "body", "articles", "results", "date", "source", "lang", "id"]), inner
        )
    ),
    max_leaves=12,
)


@settings(max_examples=CASES, deadline=None)
@given(JSON)
def test_any_json_gives_reports_or_errors(value):
    try:
        for item in jsonl.read(json.dumps(value).encode(), "x"):
            assert isinstance(item, Report | ReportError)
    except ReportError:
        pass


def test_a_bad_line_costs_only_itself(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": SENTENCE}).encode()
    bad = [b"{", b"[" * 100_000, b'{"text": ""}', b"\xff\xfe\x00", b'{"text": "' + b"x" * 6_000_000 + b'"}']
    path.write_bytes(b"\n".join(part for line in bad for part in (good, line)) + b"\n" + good)
    items = list(load([path]))
    assert sum(isinstance(item, Report) for item in items) == len(bad) + 1
    assert sum(isinstance(item, ReportError) for item in items) == len(bad)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000,
        "<b><i>" * 50_000 + "text",
        "<table><tr><td>" * 20_000,
        "<p>" + "x" * 4_900_000,
        "<" * 1_000_000,
        "<a " * 300_000,
        "<!--" * 200_000,
        "&" * 1_000_000,
        "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><html><body>&b;</body></html>",
    ],
)
def test_pages_built_to_hang(markup):
    started = time.process_time()
    with contextlib.suppress(ReportError):
        list(html.read(markup.encode(), "x"))
    assert time.process_time() - started < 20


@pytest.mark.parametrize("piece", [".", "' ", "+++ ", "A 1 ", "x", "€ +1 % ", "\n", "Cookies "])
def test_kinds_of_pages_take_linear_time(piece):
    started = time.process_time()
    not_a_report(piece * (2_000_000 // len(piece)), "de", piece * 10_000)
    assert time.process_time() - started < 10


def test_an_archive_is_never_in_memory_as_a_whole(tmp_path):
    path = tmp_path / "big.warc.gz"
    filler = archive(0)
    with path.open("wb") as file:
        for _ in range(1_000):
            file.write(filler)  # pictures only: 1,000 records
        file.write(archive(1))
    list(warc.read(archive(1), "x"))  # what is loaded once does not count
    with path.open("rb") as file:
        tracemalloc.start()
        reports = list(warc.stream(file, "x"))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert len(reports) == 1
    assert peak < path.stat().st_size / 2


def test_exports_of_others():
    registry = {
        "articles": {
            "results": [
                {
                    "uri": "8",
                    "lang": "deu",
                    "dateTimePub": "2024-10-12T22:30:00Z",
                    "url": "http://example.org/8",
                    "title": "Reise",
                    "body": SENTENCE,
                    "source": {"uri": "blatt.example", "title": "Blatt"},
                }
            ]
        }
    }
    gdelt = {"articles": [{"url": "http://e.org", "seendate": "20241012T083000Z", "domain": "e.org", "text": SENTENCE}]}
    (first,) = jsonl.read(json.dumps(registry, indent=1).encode(), "x")
    (second,) = jsonl.read(json.dumps(gdelt).encode(), "x")
    assert (first.id, first.language, str(first.published), first.publisher) == ("8", "de", "2024-10-12", "Blatt")
    assert (str(second.published), second.publisher, second.text) == ("2024-10-12", "e.org", SENTENCE)


def test_lists_and_tickers_are_told_from_reports():
    headlines = "\n".join(f"Minister reist zum {n}. Mal nach Oslo" for n in range(12))
    quotes = "\n".join(f"Werft{n} AG 12,{n} +0,{n} %" for n in range(12))
    ticker = "+++ Minister reist nach Oslo +++ Regierung berät Vertrag " * 6 + "+++"
    assert "headlines" in (not_a_report(headlines) or "")
    assert "quotes" in (not_a_report(quotes) or "")
    assert "ticker" in (not_a_report(ticker) or "")
    assert not_a_report("\n".join([SENTENCE.strip()] * 12)) is None
