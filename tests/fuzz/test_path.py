"""The whole path with the real model: text to claims, and page to report to claims to store."""

import datetime as dt
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import func, select

from lagebild.picture import add
from lagebild.pipeline import Reader
from lagebild.records import Reading, Report
from lagebild.reports import ReportError
from lagebild.reports.formats import html
from lagebild.store import Store, tables
from tests.fuzz.cases import TEXTS, hostile, spoils

LINES = (
    "Die Außenministerin traf am Freitag in Oslo den norwegischen Regierungschef, wie ihr Ministerium mitteilte.",
    "„Wir werden die Truppen bis Ende März abziehen“, sagte er. Die Opposition nannte das eine Lüge.",
    "Bei einem Angriff auf einen Markt in der Hauptstadt kamen nach Angaben der Behörden zwölf Menschen ums Leben.",
    "The president denied that his army had shelled the town, and he threatened to expel the envoy.",
)
PAGE = (
    "<!doctype html><html lang='de'><head><title>Treffen in Oslo</title>"
    "<meta property='article:published_time' content='2024-10-12T08:00:00+02:00'></head><body><article>"
    + "".join(f"<p>{line}</p>" for line in LINES)
    + "</article></body></html>"
).encode()


@pytest.fixture(scope="module")
def reader():
    return Reader()


def assert_spans_within(reading):
    for claim in reading.claims:
        for span in (*claim.triggers, *claim.sentences, *claim.hedges):
            assert 0 <= span.start < span.end <= len(reading.report.text)


def test_any_text_is_read_or_refused(reader):
    @hostile(10, share=0.1)
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
        assert_spans_within(result)
        assert time.process_time() - started < 60

    check()


def test_any_page_ends_in_the_store_or_in_an_error(reader, tmp_path):
    number = 0
    with Store.open(tmp_path / "lage.db") as store:

        @hostile(20, share=0.1)
        @given(spoils(PAGE), st.text(max_size=20))
        @example(PAGE, "Blatt")
        def check(data, publisher):
            nonlocal number
            try:
                (report,) = html.read(data, "x")
            except ReportError:
                return
            number += 1
            report.id, report.publisher = str(number), publisher
            report.published = report.published or dt.date(2024, 10, 12)
            (reading,) = reader.read([report])
            if isinstance(reading, ReportError):
                assert "inside Lagebild" not in reading.problem, reading
                return
            assert_spans_within(reading)
            assert add(store, reading).outcome == "new"
            assert stored(store, str(number)) == (report.text, len(reading.claims))

        check()


def stored(store, key):
    """The text and the number of claims kept for a report."""
    query = (
        select(tables.version.c.text, func.count(tables.claim.c.id))
        .join(tables.report, tables.report.c.id == tables.version.c.report_id)
        .outerjoin(tables.claim, tables.claim.c.version_id == tables.version.c.id)
        .where(tables.report.c.key == key)
        .group_by(tables.version.c.id)
    )
    with store.reading() as connection:
        return tuple(connection.execute(query).one())
