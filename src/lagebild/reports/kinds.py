"""What a text is if it is no report: a paywall's stub, a cookie or error page, a list of headlines, a ticker of quotes.

The rules are careful: a report thrown away is lost, a stub that is read gives few claims. All lengths are in words.
"""

from __future__ import annotations

import re
from functools import cache

from lagebild import lang

_STUB = 120
"""A page with an offer to subscribe is a stub only if its text is no longer than this."""
_NOTICE = 250
"""Consent and error pages are short; above, the words may be what a report is about."""
_MAX_NOTICE = 20_000
"""Characters: "words" beyond that are no language, and patterns would take long on them."""
_LINES = 8
"""Headlines a list has at least."""
_MAX_TEXT, _MAX_LINE = 100_000, 2_000
"""Characters looked at: what a page is shows in its beginning."""
_ENDS = re.compile(r"[.!?…:;]['\"“”»«›‹’)\]]*$")
_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?(false)"?', re.IGNORECASE)
_QUOTE = re.compile(r"^.{2,40}?\s[+\-−]?\d[\d.,]*\s?(?:%|€|\$|EUR|USD|Pkt\.?|pts?\.?)?(?:\s[+\-−]\d[\d.,]*\s?%?)+\s*$")
_BAR = re.compile(r"\+\+\+[^+\n]{10,200}(?=\+\+\+)")


def not_a_report(text: str, language: str | None = None, page: str = "") -> str | None:
    """Why this is no report, in words; None where it is one, or where that is open.

    ``page`` is the page's markup, if there is one; without ``language`` the cues of all languages count.
    """
    words = len(text.split())
    if words < _NOTICE and len(text) < _MAX_NOTICE:
        cues = _counts(text, language)
        if cues["cookies"] >= 3 and cues["speaker"]:
            return "this is a consent page, not an article"
        if cues["blocked"] >= 1 and words < 60:
            return "this is an error page or a check for robots, not an article"
        if words < _STUB and (cues["paywall"] >= 2 or _FREE.search(page)):
            return "only the beginning of the article is there, the rest is for subscribers"
    lines = [line.strip()[:_MAX_LINE] for line in text[:_MAX_TEXT].splitlines() if line.strip()]
    if len(lines) >= _LINES:
        if sum(len(line) < 200 and bool(_QUOTE.match(line)) for line in lines) > 0.6 * len(lines):
            return "this is a table of quotes, not an article"
        if _is_list(lines):
            return "this is a list of headlines, not an article"
    if len(_BAR.findall(text[:_MAX_TEXT])) >= 5:
        return "this is a news ticker of single lines, not an article"
    return None


def _is_list(lines: list[str]) -> bool:
    """Nearly every line is a short one without a sentence's end."""
    open_ended = [line for line in lines if not _ENDS.search(line) and len(line.split()) <= 20]
    sentences = sum(len(re.findall(r"[a-zäöüß]{2}[.!?](?:\s|$)", line)) for line in lines)
    return len(open_ended) >= 0.9 * len(lines) and sentences <= 0.1 * len(lines)


def _counts(text: str, language: str | None) -> dict[str, int]:
    """How many different cues of each kind the text has."""
    languages = [language] if language in lang.languages() else list(lang.languages())
    return {
        kind: max(sum(bool(cue.search(text)) for cue in _cues(each, kind)) for each in languages if each)
        for kind in ("paywall", "cookies", "blocked", "speaker")
    }


@cache
def _cues(language: str, kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(cue, re.IGNORECASE) for cue in lang.load(language, "pages").get(kind, ()))
