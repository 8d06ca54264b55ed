"""Files of reports: whatever the bytes, a loader gives reports or errors, and no file loses another one's reports."""

import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.records import Report
from lagebild.reports import ReportError, load
from lagebild.reports.formats import html, jsonl, parquet, text, warc
from tests.fuzz.cases import SENTENCE, hostile, spoils, trees
from tests.reports.test_archives import archive, page, record


def table():
    target = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2"], "text": [SENTENCE, SENTENCE]}), target)
    return target.getvalue()


REGISTRY = {
    "uri": "8", "lang": "deu", "dateTimePub": "2024-10-12T22:30:00Z", "url": "http://example.org/8", "title": "Reise",
    "body": SENTENCE, "source": {"uri": "blatt.example", "title": "Blatt"},
}  # fmt: skip
GDELT = {"url": "http://e.org", "seendate": "20241012T083000Z", "domain": "e.org", "language": "German",
         "text": SENTENCE}  # fmt: skip
CRAWLED = {"maintext": SENTENCE, "date_publish": "2024-10-12 08:30:00", "source_domain": "e.org", "language": "de"}


def lines(*records):
    return "\n".join(json.dumps(record) for record in records).encode()


SEEDS = {
    "text": (text, SENTENCE.encode()),
    "html": (html, page(1).encode()),
    "lines": (jsonl, lines(*({"text": SENTENCE, "id": n, "published": "2024-10-12"} for n in range(3)))),
    "crawler": (jsonl, lines(CRAWLED, CRAWLED)),
    "gdelt": (jsonl, json.dumps({"articles": [GDELT, GDELT]}).encode()),
    "event registry": (jsonl, json.dumps({"articles": {"results": [REGISTRY, REGISTRY]}}, indent=1).encode()),
    "parquet": (parquet, table()),
    "warc": (warc, gzip.decompress(archive(1))),
    "warc.gz": (warc, archive(2)),
}


def read(module, data):
    """What a loader gives for bytes; a file that is refused as a whole is one error."""
    stream = module.stream(io.BytesIO(data), "x") if hasattr(module, "stream") else module.read(data, "x")
    found = []
    try:
        found.extend(stream)
    except ReportError as error:
        found.append(error)
    return found


@pytest.mark.parametrize("name", SEEDS)
def test_spoiled_files_give_reports_or_errors(name):
    module, seed = SEEDS[name]

    @hostile()
    @given(spoils(seed))
    def check(data):
        for item in read(module, data):
            assert isinstance(item, Report | ReportError)
            assert not isinstance(item, Report) or item.text.strip() or module is text

    check()


@hostile()
@given(trees("text", "body", "articles", "results", "date", "source", "lang", "id", "title", "url", "seendate"))
def test_any_json_gives_reports_or_errors(value):
    for item in read(jsonl, json.dumps(value).encode()):
        assert isinstance(item, Report | ReportError)


@pytest.mark.parametrize("field", ["text", "title", "url", "id", "publisher"])
def test_half_a_pair_of_utf_16_costs_no_report(field):
    record = {"text": SENTENCE, "title": "Reise", "url": "http://e.org", "id": "1", "publisher": "Blatt"}
    spoilt = json.dumps(record | {field: "Reise \ud83d nach Oslo"})
    for data in (f"[{spoilt},{spoilt}]", f"{spoilt}\n{spoilt}\n"):
        for report in read(jsonl, data.encode()):
            assert isinstance(report, Report), report
            assert getattr(report, field).encode() == "Reise \ufffd nach Oslo".encode()


NAMES = ("b.txt", "b.html", "b.jsonl", "b.json", "b.parquet", "b.warc", "b.warc.gz")


@hostile()
@given(st.sampled_from(NAMES), st.data())
def test_a_spoiled_file_in_a_folder_costs_only_itself(tmp_path_factory, name, data):
    seeds = {".txt": "text", ".html": "html", ".jsonl": "lines", ".json": "gdelt", ".gz": "warc.gz"}
    seed = SEEDS[next((seeds[end] for end in seeds if name.endswith(end)), name[2:])][1]
    folder = tmp_path_factory.getbasetemp() / "folder"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / "a.html").write_bytes(page(1).encode())
    (folder / name).write_bytes(data.draw(spoils(seed)))
    (folder / "c.html").write_bytes(page(2).encode())
    items = list(load([folder]))
    assert all(isinstance(item, Report | ReportError) for item in items)
    assert [item.title for item in (items[0], items[-1])] == ["Bericht 1", "Bericht 2"]


@hostile()
@given(spoils(lines({"text": SENTENCE, "id": 1})))
def test_a_spoiled_line_costs_only_itself(noise):
    good = lines({"text": SENTENCE, "id": "good"})
    data = good + b"\n" + noise.replace(b"\n", b" ").replace(b"\r", b" ") + b"\n" + good
    found = [item.id for item in read(jsonl, data) if isinstance(item, Report)]
    assert (found[0], found[-1], found.count("good")) == ("good", "good", 2)


@hostile()
@given(spoils(gzip.decompress(record("https://example.org/b", "text/html", page(2).encode()))))
def test_what_stands_before_a_spoiled_record_is_kept(noise):
    first = record("https://example.org/a", "text/html", page(1).encode())
    items = read(warc, first + gzip.compress(noise))
    assert isinstance(items[0], Report)
    assert items[0].url == "https://example.org/a"
