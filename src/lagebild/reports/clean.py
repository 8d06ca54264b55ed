"""Recognises a report's furniture: what is layout, credit or footer rather than statement.

The text is never changed, so offsets always fit the user's file. :func:`readable` gives the text for analysis, of the
same length, with furniture replaced by blanks.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

from lagebild import lang
from lagebild.records import Furniture, Report, Span

_UNREADABLE = {"dateline", "credit", "byline", "teaser", "footer", "markup", "break"}
_LINE = re.compile(r"[^\n]+")
_MARKUP = re.compile(
    r"\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|`+"  # bold, italics, code
    r"|^[ \t]*(?:#{1,6}|>|[-*+•])[ \t]+"  # headings, quotes, list marks
    r"|!?\[(?=[^\]\n]+\]\([^)\s]+\))|(?<=[^\]\n])\]\([^)\s]+\)"  # [words](target)
    r"|<https?://[^>\s]+>|https?://[^\s)\]]+",
    re.MULTILINE,
)
_ENDING = re.compile(r"[.!?…:;][\"'“”»«’)\]*]*\s*$")
_INNER_STOP = re.compile(r"[.!?…][\"'“”»«’)\]*]*\s+\S")
_LAST_WORD = re.compile(r"(\w+)\W*$")
_CREDIT_MARK = re.compile(r"\((?P<credit>[^()\n]{2,40})\)\s*[–—-]?\s*|\b(?P<tail>[A-Za-z]{2,8}(?:/[A-Za-z]{2,8})*)\s*$")
_MAX_HEADING = 160


def clean(report: Report) -> Report:
    """Fill in ``furniture``, ``credits`` and ``dateline`` of a report whose language is known."""
    found: list[Furniture] = []
    credits: list[str] = []
    lines = [match for match in _LINE.finditer(report.text) if match.group().strip()]
    rules = _rules(report.language or "en")
    for line in lines:
        found.extend(_line_furniture(report, line, rules, credits))
    found.extend(_breaks(report, lines, found))
    for match in _MARKUP.finditer(report.text):
        found.append(Furniture("markup", Span(match.start(), match.end())))
    report.furniture = sorted(found, key=lambda part: (part.span, part.kind))
    report.credits = list(dict.fromkeys(credits))
    return report


def readable(report: Report) -> str:
    """The text for analysis: same length, same offsets, furniture as blanks (line breaks stay where they part)."""
    characters = list(report.text)
    for part in report.furniture:
        if part.kind in _UNREADABLE:
            for index in range(part.span.start, part.span.end):
                if characters[index] != "\n" or part.kind == "break":
                    characters[index] = " "
    return "".join(characters)


@cache
def agencies() -> dict[str, str]:
    """Written form of an agency's credit to the agency's name."""
    data = yaml.safe_load((files(__package__) / "data" / "agencies.yaml").read_text(encoding="utf-8"))
    return {form: name for name, forms in data.items() for form in forms}


@cache
def _rules(language: str) -> dict[str, re.Pattern[str]]:
    data = lang.load(language, "furniture")
    rules = {
        kind: re.compile(rf"\s*[*_]*(?:{'|'.join(data[kind])})[*_]*\s*")
        for kind in ("byline", "teaser", "footer")
        if data.get(kind)
    }
    if data.get("dateline"):
        rules["dateline"] = re.compile(r"\s*[*_]*" + data["dateline"])
    if data.get("inline"):
        rules["inline"] = re.compile(data["inline"])
    if data.get("material"):
        rules["material"] = re.compile(data["material"] + r"\s+(?P<credit>[^.)\n]{2,60})", re.IGNORECASE)
    return rules


def _line_furniture(
    report: Report, line: re.Match[str], rules: dict[str, re.Pattern[str]], credits: list[str]
) -> Iterator[Furniture]:
    words = line.group()
    material = rules["material"].search(words) if "material" in rules else None
    if material:
        credits.extend(_agencies_in(material["credit"]))
    for kind in ("byline", "teaser", "footer"):
        if kind in rules and rules[kind].fullmatch(words):
            yield Furniture(kind, Span(line.start(), line.end()))
            return
    yield from _dateline(report, line, rules, credits)
    yield from _credit(line, credits)
    for match in rules["inline"].finditer(words) if "inline" in rules else ():
        yield Furniture("footer", Span(line.start() + match.start(), line.start() + match.end()))
    if is_heading(words) and not _is_open(words, report.language):
        yield Furniture("heading", Span(line.start(), line.end()))


def _dateline(
    report: Report, line: re.Match[str], rules: dict[str, re.Pattern[str]], credits: list[str]
) -> Iterator[Furniture]:
    match = rules["dateline"].match(line.group()) if "dateline" in rules else None
    if match is None or len(line.group()) < 80 or report.dateline is not None:
        return
    named = _agencies_in(match["credit"] or "")
    shouted = match["place"].isupper()
    if not named and not shouted:
        return
    report.dateline = match["place"].title() if shouted else match["place"]
    credits.extend(named)
    yield Furniture("dateline", Span(line.start(), line.start() + match.end()))


def _credit(line: re.Match[str], credits: list[str]) -> Iterator[Furniture]:
    """An agency in brackets, or an agency's letters as the last words of a paragraph."""
    for match in _CREDIT_MARK.finditer(line.group()):
        text = match["credit"] or match["tail"]
        named = _agencies_in(text)
        whole = all(part.strip() in agencies() or part.strip().islower() for part in re.split(r"[/,]", text))
        after_stop = match["credit"] or _ENDING.search(line.group()[: match.start()]) or not match.start()
        if named and whole and after_stop:
            credits.extend(named)
            yield Furniture("credit", Span(line.start() + match.start(), line.start() + match.end()))


def _agencies_in(text: str) -> list[str]:
    known = agencies()
    parts = re.split(r"[/,;&+]|\bund\b|\band\b", text)
    return [known[part.strip()] for part in parts if part.strip() in known]


def is_heading(line: str) -> bool:
    """Whether a line stands as a heading: short, without a full stop at its end or inside."""
    bare = line.strip().strip("*_# ")
    return bool(bare) and len(bare) <= _MAX_HEADING and not _ENDING.search(bare) and not _INNER_STOP.search(bare)


def _is_open(line: str, language: str | None) -> bool:
    """Whether a line ends in a word after which something must follow (an article, a preposition)."""
    last = _LAST_WORD.search(line)
    return last is not None and last.group(1).lower() in lang.load(language or "en", "furniture").get("open_ends", ())


def _breaks(report: Report, lines: list[re.Match[str]], found: list[Furniture]) -> Iterator[Furniture]:
    """Line breaks inside a sentence: the paragraph before is running text that comes to no end."""
    parts = {part.span for part in found}
    for line, following in itertools.pairwise(lines):
        if any(Span(other.start(), other.end()) in parts for other in (line, following)):
            continue
        gap = report.text[line.end() : following.start()]
        wrapped = "\n\n" not in gap and len(line.group()) > 60
        broken = bool(_INNER_STOP.search(line.group())) or len(line.group()) > _MAX_HEADING
        broken = broken or _is_open(line.group(), report.language)
        if (wrapped or broken) and not _ENDING.search(line.group()):
            yield Furniture("break", Span(line.end(), following.start()))
