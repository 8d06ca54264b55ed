"""Any text through the cleaner and the tokeniser."""

from hypothesis import given
from hypothesis import strategies as st

from lagebild.analysis.tokenizer import split_sentences
from lagebild.records import Report
from lagebild.reports import clean, readable
from tests.fuzz.cases import TEXTS, hostile


@hostile(60)
@given(TEXTS, st.sampled_from(["de", "en"]))
def test_any_text_is_cleaned_without_moving_a_character(text, language):
    report = clean(Report("x", text, language))
    assert report.text == text
    for part in report.furniture:
        assert 0 <= part.span.start <= part.span.end <= len(text)
    assert len(readable(report)) == len(text)


@hostile(60)
@given(TEXTS, st.sampled_from(["de", "en", "fr", "xx", ""]))
def test_any_text_has_sentences_whose_words_are_its_own(text, language):
    last = 0
    for sentence in split_sentences(text, language):
        for token in sentence:
            assert last <= token.start < token.end <= len(text)
            last = token.end
