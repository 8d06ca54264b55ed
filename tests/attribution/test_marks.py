from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.attribution.marks import quoted


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Er sagte: „Wir kommen.“ Dann ging er.", ["Wir kommen."]),
        ("»Wir kommen«, sagte er.", ["Wir kommen"]),
        ("«Nous venons», dit-il.", ["Nous venons"]),
        ("“We come,” he said. “We stay.”", ["We come,", "We stay."]),
        ('"We come," he said.', ["We come,"]),
        ("``We come,'' he said.", ["We come,"]),
        ("''We come,'' he said. ''We stay.''", ["We come,", "We stay."]),
        ("It doesn't say that the guards' house burned.", []),
        ("„Das Wort ‚Krieg‘ fiel nicht“, sagte sie.", ["Das Wort ‚Krieg‘ fiel nicht"]),
        ('Ein Rohr von 3" und eines von 4" Weite.', []),
    ],
)
def test_quotations(text: str, inner: list[str]) -> None:
    found = [text[stretch.inner.start : stretch.inner.end].strip("`'\u200b") for stretch in quoted(text)]
    assert found == inner


def test_speech_over_two_paragraphs() -> None:
    text = "Er sagte: „Wir sind seit Wochen hier.\n\n„Und wir bleiben.“"
    first, second = quoted(text)
    assert first.open
    assert not second.open
    assert text[second.inner.start : second.inner.end] == "Und wir bleiben."


@given(st.text(alphabet="ab „“”»«\"'`‚‘’.\n", max_size=60))
def test_offsets_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    last = 0
    for stretch in quoted(text):
        assert last <= stretch.span.start <= stretch.inner.start <= stretch.inner.end <= stretch.span.end <= len(text)
        last = stretch.span.end
