import io
import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from rich.console import Console

from lagebild.export.explanation import explain
from lagebild.export.html import to_html
from lagebild.export.marks import Mark, marks_of, pieces
from lagebild.export.table import print_reading
from lagebild.records import Reading, Report, Span
from tests.readings import TEXT, vienna


def table(reading):
    stream = io.StringIO()
    print_reading(reading, Console(file=stream, width=100))
    return stream.getvalue()


def test_table_shows_who_says_so_and_who_denies():
    shown = table(vienna())
    assert "said by the report itself" in shown
    assert "said by US-Beamten (according to)" in shown
    assert "DENIED by Teheran" in shown
    assert "[POSSIBLE]  [CONTESTED]" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_table_groups_by_event_type():
    shown = table(vienna())
    assert shown.index("CONSULT") < shown.index("AID") < shown.index("DENIED")


def test_table_without_claims_says_so():
    assert "No claim was found" in table(Reading(Report("r", "Nichts.")))


def test_page_holds_the_text_unchanged():
    page = lxml_html.fromstring(to_html([vienna()]))
    (section,) = page.xpath("//section[@class='text']")
    assert section.text_content() == TEXT


def test_page_links_text_and_claims_both_ways():
    page = lxml_html.fromstring(to_html([vienna()]))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {target[1:] for target in page.xpath("//a/@href")}
    assert targets <= set(ids)
    assert {"c-aaaaaaaaaaaa", "t-aaaaaaaaaaaa", "c-bbbbbbbbbbbb", "t-bbbbbbbbbbbb"} <= set(ids)


def test_page_escapes_hostile_text():
    reading = vienna()
    reading.report.title = "<script>alert(1)</script>"
    reading.report.text += "<img src=x onerror=alert(1)>"
    page = to_html([reading])
    assert "<script" not in page
    assert "<img" not in page


def test_page_loads_nothing():
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", to_html([vienna()]))


def test_explanation_names_words_and_steps():
    reading = vienna()
    stream = io.StringIO()
    Console(file=stream, width=100).print(explain(reading.claims[0], reading.report))
    assert "“traf”" in stream.getvalue()
    assert "frame de/CONSULT/treffen" in stream.getvalue()


def test_every_evidence_is_marked():
    kinds = {mark.kind for mark in marks_of(vienna())}
    assert kinds == {"trigger", "actor", "source", "cue", "hedge", "time", "place"}


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=12),
)
def test_pieces_join_to_the_text_and_keep_every_mark(text, numbers):
    marks = [
        Mark(Span(start, start + size), "trigger", "c", "x") for start, size in numbers if start + size <= len(text)
    ]
    cut = pieces(text, marks)
    assert "".join(piece.text for piece in cut) == text
    for mark in marks:
        covered = "".join(piece.text for piece in cut if mark in piece.marks)
        assert covered == text[mark.span.start : mark.span.end]
