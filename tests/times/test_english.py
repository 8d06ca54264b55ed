"""English expressions, published on Friday, 11 October 2024."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.times.reading import read, values


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("They met on October 3, 1990.", "October 3, 1990", "DATE", "1990-10-03"),
        ("They met on 3 October 1990.", "3 October 1990", "DATE", "1990-10-03"),
        ("He resigned on December 30.", "December 30", "DATE", "2023-12-30"),
        ("Parliament will vote on January 4.", "January 4", "DATE", "2025-01-04"),
        ("Ministers met on Wednesday.", "Wednesday", "DATE", "2024-10-09"),
        ("Parliament will vote on Wednesday.", "Wednesday", "DATE", "2024-10-16"),
        ("He left last Friday morning.", "last Friday morning", "TIME", "2024-10-04TMO"),
        ("He left yesterday evening.", "yesterday evening", "TIME", "2024-10-10TEV"),
        ("Power failed last night.", "last night", "TIME", "2024-10-10TNI"),
        ("He came last week.", "last week", "DATE", "2024-W40"),
        ("It fell in early 2009.", "early 2009", "DATE", "2009"),
        ("It opened in the late 1970s.", "the late 1970s", "DATE", "197"),
        ("It grew in the third quarter of 2008.", "the third quarter of 2008", "DATE", "2008-Q3"),
        ("It was built in the 19th century.", "the 19th century", "DATE", "18"),
        ("He left two years ago.", "two years ago", "DATE", "2022"),
        ("He left a few days ago.", "a few days ago", "DATE", "PAST_REF"),
        ("He stayed for twenty-five years.", "twenty-five years", "DURATION", "P25Y"),
        ("A 12-hour flight followed.", "12-hour", "DURATION", "PT12H"),
        ("It fell over the past five trading days.", "the past five trading days", "DURATION", "P5D"),
        ("The ferry leaves every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
        ("The annual report came out.", "annual", "SET", "P1Y"),
        ("They marched on Thanksgiving 2023.", "Thanksgiving 2023", "DATE", "2023-11-23"),
        ("It began at 6:40 p.m. on Monday.", "6:40 p.m.", "TIME", "2024-10-07T18:40"),
        ("It is currently unclear.", "currently", "DATE", "PRESENT_REF"),
    ],
)
def test_expression(text: str, words: str, kind: str, value: str) -> None:
    assert (words, kind, value) in values(text, "en")


@pytest.mark.parametrize(
    "text",
    ["About 2000 people came.", "He may march.", "Theresa May spoke.", "It cost $1950.", "She is 42 years old."],
)
def test_no_time(text: str) -> None:
    assert values(text, "en") == []


def test_days_that_ago_leads_to() -> None:
    (mention,) = read("He left three weeks ago.", "en")
    assert (mention.value, mention.start, mention.end) == ("2024-W38", dt.date(2024, 9, 20), dt.date(2024, 9, 20))


def test_range_of_days() -> None:
    assert [value for _, _, value in values("The fair runs from 22 to 24 October.", "en")] == [
        "2024-10-22",
        "2024-10-24",
    ]
