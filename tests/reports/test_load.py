import datetime as dt
import gzip
import io
import json
import os
import sys
import threading

import pytest

from lagebild.records import Report
from lagebild.reports import ReportError, load
from lagebild.reports.decode import MAX_BYTES, MAX_TEXT
from lagebild.reports.formats import jsonl

ARTICLE = "Der Außenminister reiste nach Wien. Dort sprach er mit seinem Amtskollegen über den Vertrag."


def only(items):
    (item,) = items
    return item


def test_text_keeps_every_character(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"Treffen in Wien\n\n{ARTICLE}\n", encoding="utf-8")
    report = only(load([path], published=dt.date(2024, 10, 11)))
    assert report.text == path.read_text(encoding="utf-8")
    assert report.title == "Treffen in Wien"
    assert report.published == dt.date(2024, 10, 11)


def test_a_first_sentence_is_no_title(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"{ARTICLE}\n\n{ARTICLE}", encoding="utf-8")
    assert only(load([path])).title is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_recognised(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes((ARTICLE * 5).encode(encoding))
    assert only(load([path])).text == ARTICLE * 5


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("empty.txt", b"  \n", "empty"),
        ("picture.txt", bytes(range(256)) * 20, "not text"),
        ("large.txt", b"a" * (MAX_BYTES + 1), "too large"),
        ("long.txt", b"Ein Satz. " * (MAX_TEXT // 10 + 1), "too long for one report"),
        ("long.html", b"<html><body><article>" + b"<p>Ein Satz mit Worten.</p>" * 10_000, "too long for one report"),
        ("long.json", b'[{"text": "' + b"Ein Satz. " * (MAX_TEXT // 10 + 1) + b'"}]', "too long for one report"),
        ("page.html", b"<html><body></body></html>", "no article"),
        ("broken.json", b"[{]", "not valid JSON"),
    ],
)
def test_bad_files_are_errors_with_advice(tmp_path, name, data, problem):
    path = tmp_path / name
    path.write_bytes(data)
    error = only(load([path]))
    assert isinstance(error, ReportError)
    assert problem in error.problem
    assert error.advice


def piped(monkeypatch, data):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    return list(load(["-"]))


def test_standard_input_is_known_by_how_it_begins_and_read_as_a_stream(monkeypatch):
    lines = b"".join(b'{"id": "%d", "text": "%s"}\n' % (number, b"Der Text. " * 10_000) for number in range(60))
    assert len(lines) > MAX_BYTES
    found = [report.id for report in piped(monkeypatch, lines)]
    assert found == [str(number) for number in range(60)]
    (array,) = piped(monkeypatch, b'[\n {"text": "Der Text."}]')
    assert array.text == "Der Text."
    (error,) = piped(monkeypatch, b"a" * (MAX_BYTES + 1))
    assert "too large" in error.problem


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
def test_an_endless_file_is_refused_and_a_pipe_is_read(tmp_path):
    (error,) = load(["/dev/zero"])
    assert "too large" in error.problem
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(ARTICLE,))
    writer.start()
    (report,) = load([pipe])
    writer.join()
    assert report.text == ARTICLE


def test_packed_json_lines(tmp_path):
    data = gzip.compress(b'{"id": "1", "text": "Eins."}\n{"id": "2", "text": "Zwei."}\n' * 2000)
    (tmp_path / "a.jsonl.gz").write_bytes(data)
    (tmp_path / "b.jsonl.gz").write_bytes(data[:-30])
    (tmp_path / "c.jsonl.gz").write_bytes(b"no gzip")
    found = list(load([tmp_path]))
    assert [report.id for report in found[:4000]] == ["1", "2"] * 2000
    assert [item.problem for item in found if isinstance(item, ReportError)] == [
        "the file cannot be read (Compressed file ended before the end-of-stream marker was reached)",
        "the file cannot be read (Not a gzipped file (b'no'))",
    ]


def test_an_array_beyond_all_memory_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_ARRAY", 100_000)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b"[" + b" " * 10_000_000 + b"]"))
    (error,) = load([tmp_path / "a.json.gz"])
    assert "larger than" in error.problem


def test_a_missing_file_stops_nothing(tmp_path):
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    items = list(load([tmp_path / "none.txt", tmp_path / "b.txt"]))
    assert isinstance(items[0], ReportError)
    assert isinstance(items[1], Report)


def test_folder_is_read_in_order_of_names(tmp_path):
    for name in ("c.txt", "a.txt", "b.md"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    assert [item.id[-5:] for item in load([tmp_path])] == ["a.txt", "/b.md", "c.txt"]


def test_json_lines(tmp_path):
    path = tmp_path / "r.jsonl"
    good = {"id": "r1", "language": "de", "published": "2024-10-11T08:00:00Z", "text": ARTICLE, "title": None}
    lines = [json.dumps(good), "{bad", json.dumps({"id": "r2"}), json.dumps({"text": ARTICLE, "published": "Friday"})]
    path.write_text("\n".join(lines), encoding="utf-8")
    first, *others = load([path], language=None)
    assert (first.id, first.language, first.published) == ("r1", "de", dt.date(2024, 10, 11))
    assert [type(item) for item in others] == [ReportError] * 3
    assert [item.where.rpartition(":")[2] for item in others] == ["2", "3", "4"]


def test_reports_without_id_get_one_from_their_text(tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text(
        "\n".join(json.dumps({"text": text}) for text in (ARTICLE, ARTICLE, ARTICLE + "!")), encoding="utf-8"
    )
    one, two, three = load([path])
    assert one.id == two.id != three.id


def test_html_gives_article_title_and_date(tmp_path):
    body = "".join(f"<p>{ARTICLE} Das teilte das Ministerium mit, Absatz {n}.</p>" for n in range(6))
    page = (
        "<html lang='de'><head><title>Treffen in Wien</title>"
        "<meta property='article:published_time' content='2024-10-11T10:00:00+02:00'></head>"
        f"<body><nav>Start Politik Sport</nav><article><h1>Treffen in Wien</h1>{body}</article></body></html>"
    )
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    report = only(load([path]))
    assert report.text.count("Dort sprach er") == 6
    assert "Politik Sport" not in report.text
    assert report.title == "Treffen in Wien"
    assert report.published == dt.date(2024, 10, 11)
