import datetime as dt
import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.records import Report
from lagebild.reports import ReportError, load
from lagebild.reports.formats import parquet, warc

SENTENCE = "Der Außenminister reiste nach Wien und sprach dort mit seinem Amtskollegen über den Vertrag."


def page(number):
    body = "".join(f"<p>{SENTENCE} Das war Absatz {part}.</p>" for part in range(6))
    return f"<html lang='de'><head><title>Bericht {number}</title></head><body><article>{body}</article></body></html>"


def record(address, kind, body, status="200 OK"):
    http = f"HTTP/1.0 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Target-URI: {address}\r\nWARC-Date: 2024-10-12T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def archive(count=2):
    pages = [record(f"https://example.org/{number}", "text/html", page(number).encode()) for number in range(count)]
    return b"".join([*pages, record("https://example.org/x.png", "image/png", b"png")])


def test_warc_gives_articles_with_address_and_day(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive())
    reports = list(load([path]))
    assert [report.url for report in reports] == ["https://example.org/0", "https://example.org/1"]
    assert all(report.text.count("Außenminister") == 6 for report in reports)
    assert reports[0].published == dt.date(2024, 10, 12)


def test_the_encoding_that_the_server_named_counts():
    text = page(1).replace("Amtskollegen", "Amtskollegen Wałęsa und Żuławski")
    (report,) = warc.read(record("https://e.org/1", "text/html; charset=ISO-8859-2", text.encode("iso-8859-2")), "a")
    assert "Wałęsa und Żuławski" in report.text


def test_pages_have_the_name_that_the_watcher_gives_them():
    (report,) = warc.read(record("https://E.org/1?utm_source=rss&n=2", "text/html", page(1).encode()), "a")
    assert (report.id, report.url) == ("https://e.org/1?n=2",) * 2


def test_a_servers_words_on_errors_and_new_addresses_are_no_reports():
    data = [
        record(f"https://e.org/{status[:3]}", "text/html", page(1).encode(), status)
        for status in ("404 Not Found", "301 Moved Permanently", "500 Internal Server Error", "200 OK")
    ]
    assert [report.url for report in warc.read(b"".join(data), "a.warc.gz")] == ["https://e.org/200"]


def test_truncated_warc_keeps_what_stood_before():
    data = archive(3)
    items = list(warc.read(data[: len(data) * 2 // 3], "a.warc.gz"))
    assert isinstance(items[0], Report)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 600))
def test_broken_warc_is_an_error_never_a_crash(noise, position):
    data = archive(1)
    broken = data[:position] + noise + data[position + len(noise) :]
    for item in warc.read(broken, "a.warc.gz"):
        assert isinstance(item, Report | ReportError)


def test_parquet_rows_are_reports(tmp_path):
    path = tmp_path / "a.parquet"
    table = pa.table(
        {
            "id": ["1", "2"],
            "text": [SENTENCE, None],
            "published": [dt.date(2024, 10, 12), None],
            "language": ["de", "de"],
            "other": [1, 2],
        }
    )
    pq.write_table(table, path)
    first, second = load([path])
    assert (first.id, first.published, first.text) == ("1", dt.date(2024, 10, 12), SENTENCE)
    assert isinstance(second, ReportError)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_broken_parquet_is_an_error(noise):
    with pytest.raises(ReportError, match="no Parquet"):
        list(parquet.read(b"PAR1" + noise + b"PAR1", "a.parquet"))
