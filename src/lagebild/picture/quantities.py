"""Numbers that reports give for an event: how many dead, arrested, marching. Words: ``lang/*/picture.yaml``."""

from __future__ import annotations

import re

from lagebild import lang

_TOKEN = re.compile(r"\d{1,3}(?:[.,\u00a0 ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|[^\W\d_]+")
_REACH = 5
"""Words between a number and what it counts."""


def quantities(sentence: str, language: str | None) -> dict[str, list[float]]:
    """What a sentence counts, e.g. ``{"dead": [12.0]}``; empty where its language has no words for it."""
    words = lang.load(language or "en", "picture")
    if not words:
        return {}
    tokens = [match.group() for match in _TOKEN.finditer(sentence)]
    found: dict[str, list[float]] = {}
    for place in range(len(tokens)):
        value = _value(tokens, place, words)
        if value is None:
            continue
        kind = _counted(tokens[place + 1 : place + 1 + _REACH], words)
        if kind and value not in found.setdefault(kind, []):
            found[kind].append(value)
    return found


def _value(tokens: list[str], place: int, words: dict[str, dict[str, float]]) -> float | None:
    token = tokens[place].lower()
    if token[0].isdigit():
        grouped = re.fullmatch(r"\d{1,3}(?:[.,\u00a0 ]\d{3})+", token)
        value = float(re.sub(r"\D", "", token)) if grouped else float(token.replace(",", "."))
    elif token in words["numbers"]:
        value = float(words["numbers"][token])
    else:
        return None
    following = tokens[place + 1].lower() if place + 1 < len(tokens) else ""
    return value * words["multipliers"].get(following, 1)


def _counted(following: list[str], words: dict[str, dict[str, list[str]]]) -> str | None:
    """The kind of thing named first; another number before it ends the search."""
    for place, token in enumerate(following):
        if token[0].isdigit() and place > 0:
            return None
        rest = " ".join(following[place:]).lower()
        for kind, beginnings in words["quantities"].items():
            if any(rest.startswith(beginning) for beginning in beginnings):
                return kind
    return None
