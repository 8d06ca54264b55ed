"""Files built to do harm: clear error, bounded time and memory, nothing lost. Random ones are in tests/fuzz."""

import contextlib
import gzip
import json
import time
import tracemalloc
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lagebild.records import Report
from lagebild.reports import ReportError, load
from lagebild.reports.formats import html, jsonl, warc
from lagebild.reports.kinds import not_a_report
from tests.reports.test_archives import archive, page, record

SENTENCE = "Die Ministerin reiste nach Oslo und sprach dort über das Abkommen. "


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


def test_stubs_and_lists_in_exports_are_refused_with_their_reason(tmp_path):
    stub = "Der Beginn des Artikels. Jetzt weiterlesen mit Probeabo. Bereits Abonnent? Alle Artikel lesen."
    texts = [
        stub,
        "\n".join(f"Meldung {number} aus der Welt" for number in range(12)),
        "Der Minister reiste nach Wien.",
    ]
    records = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"articles": {"results": records}}), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(records), tmp_path / "c.parquet")
    found = list(load([tmp_path]))
    assert [item.id for item in found if isinstance(item, Report)] == ["2"] * 3
    reasons = [item.problem for item in found if isinstance(item, ReportError)]
    assert ["for subscribers" in reason for reason in reasons] == [True, False] * 3
    assert ["list of headlines" in reason for reason in reasons] == [False, True] * 3


def test_a_zip_is_no_report_and_is_never_unpacked(tmp_path):
    path = tmp_path / "bomb.txt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a.txt", b"0" * 50_000_000)
    (found,) = load([path])
    assert isinstance(found, ReportError)
    assert "not text" in found.problem


@pytest.mark.parametrize("name", ["big.txt", "big.html"])
def test_a_file_too_large_for_a_report_is_told_without_being_read(tmp_path, name):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(4_000_000_000)  # takes no room on the disk
    tracemalloc.start()
    (found,) = load([path])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found, ReportError)
    assert "too large" in found.problem
    assert peak < 10_000_000


GOOD = gzip.decompress(record("https://example.org/a", "text/html", page(1).encode()))


@pytest.mark.parametrize("length", [b"99999999999999", b"-5", b"abc", b"", b"1", b"9" * 5000])
def test_a_record_with_a_wrong_length_costs_no_record_before_it(length):
    head, _, rest = GOOD.partition(b"Content-Length: ")
    wrong = head + b"Content-Length: " + length + b"\r\n" + rest.partition(b"\r\n")[2]
    for data in (GOOD + wrong, GOOD + gzip.compress(wrong), gzip.compress(GOOD) + gzip.compress(wrong)):
        items = list(warc.read(data, "x"))
        assert isinstance(items[0], Report)
        assert all(isinstance(item, Report | ReportError) for item in items)


@pytest.mark.parametrize("head", ["Content-Encoding: gzip", "Content-Encoding: br", "Transfer-Encoding: chunked"])
@pytest.mark.parametrize("body", ["bomb", "nonsense", "cut"])
def test_packed_pages_in_an_archive_take_bounded_memory(head, body):
    if body == "bomb":
        packed = gzip.compress(bytes(200_000_000), 1)
    else:
        packed = b"\xff\x00 nonsense" * 20 if body == "nonsense" else gzip.compress(page(2).encode())[:-30]
    data = record("https://example.org/b", f"text/html\r\n{head}", packed)
    list(warc.read(archive(1), "x"))  # what is loaded once does not count
    tracemalloc.start()
    items = list(warc.read(gzip.compress(GOOD) + data, "x"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(items[0], Report)
    assert all(isinstance(item, Report | ReportError) for item in items)
    assert peak < 60_000_000


def test_null_characters_that_no_database_holds_are_replaced(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a\\u0000b", "text": "Der Minister\\u0000 reiste."}')
    (tmp_path / "b.txt").write_bytes("Der Minister\0 reiste.".encode("utf-16"))
    first, second = load([tmp_path / "a.jsonl", tmp_path / "b.txt"])
    assert first.id == "a\ufffdb"
    assert first.text == second.text == "Der Minister\ufffd reiste."
