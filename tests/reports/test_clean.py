import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.records import Report
from lagebild.reports import clean, readable

LONG = "Der Außenminister hat am Freitag in Wien mit seinem Amtskollegen über ein neues Abkommen gesprochen."


def cleaned(text, language="de"):
    return clean(Report(id="r", text=text, language=language))


def parts(report, kind):
    return [report.text[part.span.start : part.span.end] for part in report.furniture if part.kind == kind]


def test_dateline_gives_place_and_agency():
    report = cleaned(f"WIEN (dpa) - {LONG}")
    assert report.dateline == "Wien"
    assert report.credits == ["dpa"]
    assert readable(report).strip() == LONG


def test_english_dateline_with_date():
    report = cleaned(
        "KYIV, Oct 12 (Reuters) - " + "The minister met his counterpart on Saturday to discuss a new treaty.", "en"
    )
    assert (report.dateline, report.credits) == ("Kyiv", ["Reuters"])


def test_a_sentence_with_brackets_is_no_dateline():
    report = cleaned(f"Merkel (CDU) - {LONG}")
    assert report.dateline is None


def test_credit_at_the_end():
    report = cleaned(f"{LONG} (APA/AFP)")
    assert report.credits == ["APA", "AFP"]
    assert readable(report).strip() == LONG


def test_agency_as_subject_is_no_credit():
    report = cleaned("Das meldete die Agentur AFP")
    assert report.credits == []


def test_footer_byline_and_teaser_are_not_read():
    teaser = "Lesen Sie auch: Der Streit um das Abkommen"
    footer = "Beitragende zu diesem Bericht sind Max Muster und Eva Muster."
    report = cleaned(f"Von Anna Muster\n\n{LONG}\n\n{teaser}\n\n{footer}")
    assert readable(report).split() == LONG.split()
    assert [len(parts(report, kind)) for kind in ("byline", "teaser", "footer")] == [1, 1, 1]


def test_marks_and_links_vanish_without_moving_a_character():
    text = f"**CNN berichtete** über [das Treffen](https://example.org/a) in Wien. {LONG}"
    report = cleaned(text)
    plain = readable(report)
    assert "  CNN berichtete  " in " " + plain + " "
    assert plain.index("das Treffen") == text.index("das Treffen")
    assert "example" not in plain


def test_a_broken_sentence_is_joined_and_a_heading_is_not():
    text = f"{LONG} Laut Ministerium bauten sie eine\n\nFabrik in Wien.\n\nNeue Gespräche in Wien\n\n{LONG}"
    plain = readable(cleaned(text))
    assert "eine  Fabrik" in plain
    assert "\n\nNeue Gespräche in Wien\n\n" in plain
    assert parts(cleaned(text), "heading") == ["Neue Gespräche in Wien"]


def test_english_footers():
    report = cleaned("The talks ended on Friday. (Reporting by Jane Doe; Editing by John Roe)", "en")
    assert readable(report).strip() == "The talks ended on Friday."


@given(st.text(alphabet=st.sampled_from("aBÄ .,:()[]*#\n-–/https\u00ad\U0001f600"), max_size=300))
def test_the_readable_text_has_the_same_length(text):
    report = cleaned(text)
    assert len(readable(report)) == len(text)
    assert all(0 <= part.span.start < part.span.end <= len(text) for part in report.furniture)


@pytest.mark.parametrize("headline", ["Mali wirft Togo Verrat vor", "Kenia bestellt Botschafter ein", "Peru setzt aus"])
def test_a_headline_that_ends_with_a_particle_does_not_go_on_in_the_text(headline):
    report = clean(Report("x", f"{headline}\n\nMalis Präsident schwieg.", "de"))
    assert "break" not in {part.kind for part in report.furniture}
