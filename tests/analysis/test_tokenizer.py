from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.analysis.tokenizer import clean_word, hide_markup, split_sentences

PIECES = [
    "Der Minister", "ging", "am", "z. B.", "U.S.", "3.", "Mai", ".", "!", "?", "„", "“", "»", "«", '"', "’", "\u00ad",
    "\u0308", "a\u0308", "👩\u200d👩\u200d👧", "**", "[x](http://y.de)", "# ", "\n", "\n\n", " ", "-", "|", "don't",
    "\u200b", "\ud800",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
TEXTS = st.one_of(st.text(max_size=80), SOUP)


def words(text: str, language: str = "de") -> list[list[str]]:
    return [[w for t in s for w in t.words] for s in split_sentences(text, language)]


@given(TEXTS, st.sampled_from(["de", "en", "fa", "xx", ""]))
def test_offsets_are_inside_ordered_and_not_blank(text: str, language: str) -> None:
    end = 0
    for sentence in split_sentences(text, language):
        assert sentence
        for token in sentence:
            assert end <= token.start < token.end <= len(text)
            assert text[token.start : token.end].strip()
            assert token.words
            assert all(word.strip() and word.encode() for word in token.words)
            end = token.end


@given(TEXTS)
def test_every_visible_letter_is_in_a_token(text: str) -> None:
    hidden = hide_markup(text)
    covered = {i for s in split_sentences(text, "de") for t in s for i in range(t.start, t.end)}
    assert all(i in covered for i, c in enumerate(hidden) if c.isalnum())


@given(TEXTS)
def test_hidden_markup_keeps_length_and_lines(text: str) -> None:
    hidden = hide_markup(text)
    assert len(hidden) == len(text)
    assert hidden.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("Er kam am 3. Mai zum Treffen.", [["Er", "kam", "an", "dem", "3.", "Mai", "zu", "dem", "Treffen", "."]]),
        ("Die US-Präsidentin", [["Die", "US", "-", "Präsidentin"]]),
        ("Es war um 12. Die Lage ist ernst.", [["Es", "war", "um", "12."], ["Die", "Lage", "ist", "ernst", "."]]),
        ("Das sagte Dr. Meier. Er ging.", [["Das", "sagte", "Dr.", "Meier", "."], ["Er", "ging", "."]]),
        ("„Ja.“ Er ging.", [["„", "Ja", ".", "“"], ["Er", "ging", "."]]),
        ("„Kommt ihr?“, fragte er.", [["„", "Kommt", "ihr", "?", "“", ",", "fragte", "er", "."]]),
        ("## Titel ohne Punkt\nDer Text.", [["Titel", "ohne", "Punkt"], ["Der", "Text", "."]]),
        ("Ein **fettes** Wort, ein [Verweis](http://x.de/a_b) mehr.",
         [["Ein", "fettes", "Wort", ",", "ein", "Verweis", "mehr", "."]]),
        ("Die Bun\u00addes\u00adwehr", [["Die", "Bundeswehr"]]),
        ("Mu\u0308nchen", [["München"]]),
    ],
)  # fmt: skip
def test_german(text: str, expected: list[list[str]]) -> None:
    assert words(text) == expected


def test_english_clitics_and_hyphens() -> None:
    found = words("They don't know Mr. Smith's pro-Beijing, well-known cat. It cannot stay.", "en")
    assert found == [
        ["They", "do", "n't", "know", "Mr.", "Smith", "'s", "pro-Beijing", ",", "well", "-", "known", "cat", "."],
        ["It", "can", "not", "stay", "."],
    ]


def test_both_parts_of_a_contraction_carry_the_whole_span() -> None:
    (sentence,) = split_sentences("Sie sprach vom Krieg.", "de")
    token = next(t for t in sentence if len(t.words) == 2)
    assert (token.start, token.end, token.words) == (11, 14, ("von", "dem"))


def test_a_wrapped_long_line_goes_on() -> None:
    text = "Die Regierung hat am Montag in Berlin angekündigt, dass sie\nweitere Hilfe schicken will."
    assert len(split_sentences(text, "de")) == 1


def test_lone_surrogates_become_encodable() -> None:
    assert clean_word("a\ud800b").encode()


def test_a_line_that_ends_in_an_article_goes_on_over_a_blank_line() -> None:
    text = "Nach Angaben von Beamten habe das Land sogar eine\n\nFabrik in Russland errichtet."
    assert len(split_sentences(text, "de")) == 1
    assert len(split_sentences("Die Lage der\n\nNation", "de")) == 2
