from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild import lang
from lagebild.analysis.document import Document
from lagebild.records import Report
from lagebild.times import resolve
from lagebild.times.grammar import Grammar, grammar
from lagebild.times.values import OPERATIONS

LANGUAGES = [code for code in lang.languages() if lang.load(code, "times")]


def small(**more: object) -> Grammar:
    data: dict[str, object] = {"slots": {"weekday": {1: ["Lundo"]}}, "patterns": []}
    return Grammar({**data, **more})


def test_a_language_is_data_only() -> None:
    rules = small(patterns=[{"name": "day", "match": "je «{weekday}» vespere", "make": "weekday", "with": {"rel": -1}}])
    (hit,) = rules.find("Li venis JE  Lundo\nvespere.")
    assert (hit.start, hit.end, hit.slots) == (13, 18, {"rel": -1, "weekday": 1})


def test_longest_then_first_pattern_wins() -> None:
    names = [("short", "Lundo"), ("first", "Lundo nun"), ("second", "Lundo nun")]
    rules = small(patterns=[{"name": name, "match": match, "make": "ref"} for name, match in names])
    assert [hit.pattern.name for hit in rules.find("Lundo nun. Lundo")] == ["first", "short"]


def test_conditions() -> None:
    entry = {"name": "day", "match": "{weekday}", "make": "weekday", "check": "plain"}
    guards = {"plain": {"sure_before": "certe $", "unless_before": "ne $", "unless_after": "^ ne", "if_inside": "L"}}
    rules = small(patterns=[entry], guards=guards)
    assert [hit.start for hit in rules.find("Lundo, ne Lundo, Lundo ne, certe Lundo ne, lundo")] == [0, 33]


def test_numbers_are_built_from_parts() -> None:
    numbers = {"ones": {"du": 2}, "tens": {"dek": 10}, "compound": "{tens}-{ones}", "thousands": ".", "decimal": ","}
    entry = {"name": "n", "match": "{number} tagoj", "make": "duration"}
    rules = small(numbers=numbers, patterns=[entry])
    found = [hit.slots["number"] for hit in rules.find("dek-du tagoj, 2,5 tagoj, 1.000 tagoj, 30 tagoj")]
    assert found == [12, 2.5, 1000, 30]


def test_mistakes_in_the_data_are_named() -> None:
    with pytest.raises(ValueError, match="neither a slot nor a macro"):
        small(patterns=[{"name": "x", "match": "{nothing}", "make": "ref"}])
    with pytest.raises(ValueError, match="pattern 'x'"):
        small(patterns=[{"name": "x", "match": "(", "make": "ref"}])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_names_an_operation_and_an_existing_guard(language: str) -> None:
    data = lang.load(language, "times")
    assert {entry["make"] for entry in data["patterns"]} <= set(OPERATIONS)
    assert {entry["check"] for entry in data["patterns"] if "check" in entry} <= set(data["guards"])
    names = [entry["name"] for entry in data["patterns"]]
    assert len(names) == len(set(names))


def forms(language: str) -> list[str]:
    rules = grammar(language)
    assert rules is not None
    plain = [form for pairs in rules.slots.values() for form, _ in pairs if form.replace(" ", "").isalnum()]
    return [*sorted(set(plain)), "3", "12.", "20.15", "2010", "Uhr", "vor", "seit", "am", "-", ",", "ago", "of", "the"]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)
@given(data=st.data())
def test_any_text_gives_exact_ordered_spans(language: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(forms(language)) | st.text(max_size=4), max_size=12))
    text = " ".join(words)
    published = data.draw(st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
    mentions = resolve(Document(text, language), Report("r", text, language, published))
    for mention in mentions:
        assert mention.text == text[mention.span.start : mention.span.end] != ""
        assert mention.type in ("DATE", "TIME", "DURATION", "SET")
        assert mention.value
        assert mention.start is None or mention.end is None or mention.start <= mention.end
    assert all(left.span.end <= right.span.start for left, right in pairwise(mentions))


def test_a_language_without_rules_has_no_times() -> None:
    assert resolve(Document("gisteren", "xx"), Report("r", "gisteren", "xx")) == []
